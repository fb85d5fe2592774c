"""Holds the compiled judge against the interpreter: value for value, fault for fault, truth for truth."""

from typing import Any

from rulebook.certlogic.compiled import compile_truth, compile_truths, compile_value
from rulebook.certlogic.interpret import settle
from rulebook.certlogic.reading import read
from rulebook.certlogic.tree import Expr, Not
from rulebook.certlogic.values import Unsettled
from tests.rulebook.certlogic.agreeing import interpreted, told


def compiled(expr: Expr, data: Any) -> Any:
    """Return the value that the compiled judge gives, or the fault."""
    try:
        return compile_value(expr)(data)
    except Unsettled as why:
        return why


def assert_same(expr: Expr, *rows: Any) -> None:
    """Judge each row by the interpreter and by generated code, alone and as one of a set."""
    truth_of, truths_of = compile_truth(expr), compile_truths((expr, Not(expr), expr))
    for data in rows:
        expected = interpreted(expr, data)
        assert told(compiled(expr, data)) == told(expected)
        assert getattr(compiled(expr, data), "missing", None) == getattr(expected, "missing", None)

        truth = settle(expr, data).truth
        assert truth_of(data) is truth
        assert truths_of(data) == (truth, None if truth is None else not truth, truth)


def assert_same_of(logic: Any, *rows: Any) -> None:
    """The same for an expression as JSON."""
    assert_same(read(logic), *rows)
