"""Holds the columns against the interpreter: value for value, kind for kind, fault for fault, truth for truth."""

from typing import Any

from rulebook.certlogic.columns import Batch, evaluate_columns, settle_columns
from rulebook.certlogic.interpret import evaluate, settle
from rulebook.certlogic.tree import Expr
from rulebook.certlogic.values import Unsettled


def told(value: Any) -> Any:
    """Make values comparable that Python takes for equal: 1 and 1.0 and true, 0.0 and -0.0; faults by their name."""
    match value:
        case Unsettled():
            return value.fault
        case list() | tuple():
            return "list", [told(item) for item in value]
        case dict():
            return "object", {key: told(item) for key, item in value.items()}
        case _:
            return type(value).__name__, repr(value)


def interpreted(expr: Expr, row: Any) -> Any:
    """Return the value that the interpreter gives, or the fault."""
    try:
        return evaluate(expr, row)
    except Unsettled as why:
        return why


def truths(expr: Expr, batch: Batch) -> list[bool | None]:
    """Return the answers of the columns, row by row."""
    found = settle_columns(expr, batch)
    assert (found.true.astype(int) + found.false + found.unknown == 1).all()
    names = {0: False, 1: None, 2: True}
    assert [names[one] for one in found.answers.tolist()] == [
        True if true else (None if unknown else False)
        for true, unknown in zip(found.true.tolist(), found.unknown.tolist(), strict=True)
    ]
    return [names[one] for one in found.answers.tolist()]


def assert_agreement(expr: Expr, batch: Batch, rows: list[Any]) -> None:
    """Judge `batch` both ways; `rows` are the data contexts that it stands for."""
    assert [told(value) for value in evaluate_columns(expr, batch).to_list()] == [
        told(interpreted(expr, row)) for row in rows
    ]
    assert truths(expr, batch) == [settle(expr, row).truth for row in rows]
