"""Three judges, one meaning: the interpreter, generated Python and columns agree on random expressions and rows."""

from typing import Any

import pytest
from hypothesis import given

from rulebook.certlogic.columns import batch_of_rows
from rulebook.certlogic.compiled import compile_truth, compile_truths, compile_value
from rulebook.certlogic.interpret import settle
from rulebook.certlogic.tree import And, Expr, If, Not
from rulebook.certlogic.values import Unsettled, Value
from tests.conformance.profile import PARTS, examples
from tests.rulebook.certlogic.agreeing import assert_agreement, interpreted, told
from tests.rulebook.certlogic.strategies import expressions, tables


def answer(judge: Any, row: Value) -> Any:
    """Return the value that a judge gives, or the error it raises."""
    try:
        return judge(row)
    except Unsettled as why:
        return why


def missing(value: Any) -> frozenset[str]:
    """Return the facts that are missing for a value."""
    return value.missing if isinstance(value, Unsettled) else frozenset()


@pytest.mark.parametrize("part", PARTS)
@given(expr=expressions(), rows=tables(max_size=3))
@examples(300, thorough=2_500)
def test_the_three_judges_agree_value_for_value_and_truth_for_truth(part: int, expr: Expr, rows: list[Value]) -> None:
    del part
    value, truth = compile_value(expr), compile_truth(expr)

    for row in rows:
        expected, given_ = interpreted(expr, row), answer(value, row)
        assert told(given_) == told(expected)
        assert missing(given_) == missing(expected)
        assert truth(row) == settle(expr, row).truth
    assert_agreement(expr, batch_of_rows(rows), rows)


@given(expressions(), expressions(), tables())
@examples(100)
def test_a_set_of_expressions_has_the_truths_of_each(first: Expr, second: Expr, rows: list[Value]) -> None:
    together = (first, And((second, first)), Not(second), If(first, second, first), second)

    truths = compile_truths(together)

    assert [truths(row) for row in rows] == [tuple(settle(expr, row).truth for expr in together) for row in rows]
