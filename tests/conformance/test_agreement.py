"""Three judges, one meaning: the interpreter, generated Python and columns agree on random expressions and rows."""

from typing import Any

from hypothesis import given

from rulebook.certlogic.columns import batch_of_rows, evaluate_columns, settle_columns
from rulebook.certlogic.compiled import compile_truth, compile_truths, compile_value
from rulebook.certlogic.interpret import evaluate, settle
from rulebook.certlogic.tree import And, Expr, If, Not
from rulebook.certlogic.values import Unsettled, Value
from tests.conformance.profile import examples
from tests.rulebook.certlogic.strategies import expressions, tables


def told(value: Value) -> Any:
    """Tell apart what Python takes for equal: 1, 1.0 and true; 0.0 and -0.0."""
    match value:
        case Unsettled():
            return value.fault
        case list() | tuple():
            return "list", [told(item) for item in value]
        case dict():
            return "object", {key: told(item) for key, item in value.items()}
        case _:
            return type(value).__name__, repr(value)


def answer(judge: Any, *arguments: Any) -> Any:
    """Return the value that a judge gives, or the error it raises."""
    try:
        return judge(*arguments)
    except Unsettled as why:
        return why


def missing(value: Any) -> frozenset[str]:
    """Return the facts that are missing for a value."""
    return value.missing if isinstance(value, Unsettled) else frozenset()


@given(expressions(), tables())
@examples(300, thorough=100_000)
def test_the_three_judges_agree_value_for_value_and_truth_for_truth(expr: Expr, rows: list[Value]) -> None:
    values = [answer(evaluate, expr, row) for row in rows]
    truths = [settle(expr, row).truth for row in rows]

    compiled = [answer(compile_value(expr), row) for row in rows]
    assert [told(value) for value in compiled] == [told(value) for value in values]
    assert [missing(value) for value in compiled] == [missing(value) for value in values]
    assert [compile_truth(expr)(row) for row in rows] == truths

    batch = batch_of_rows(rows)
    assert [told(value) for value in evaluate_columns(expr, batch).to_list()] == [told(value) for value in values]
    in_columns = settle_columns(expr, batch)
    assert in_columns.true.tolist() == [truth is True for truth in truths]
    assert in_columns.false.tolist() == [truth is False for truth in truths]


@given(expressions(), expressions(), tables())
@examples(100)
def test_a_set_of_expressions_has_the_truths_of_each(first: Expr, second: Expr, rows: list[Value]) -> None:
    together = (first, And((second, first)), Not(second), If(first, second, first), second)

    truths = compile_truths(together)

    assert [truths(row) for row in rows] == [tuple(settle(expr, row).truth for expr in together) for row in rows]
