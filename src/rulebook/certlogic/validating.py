"""The format of CertLogic, checked before anything is built: each issue with its place, in the suite's own words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeGuard

from rulebook.certlogic.tree import DATE_ORDERS, NUMBER_ORDERS, UNITS, Json

_LONGEST_PATH = 2000
_PATH = re.compile(r"[^.]+(\.[^.]+)*")
_INFIX_OF_TWO = ("===", "in", "+")
MAX_SAFE_INTEGER = 2**53 - 1


@dataclass(frozen=True, slots=True)
class Issue:
    """One fault of format: the expression at fault, its JSON pointer from the root, and what is wrong."""

    expr: Json
    pointer: str
    message: str


def as_integer(value: Json) -> Json:
    """Return an integral number as `int`, anything else unchanged (JSON does not tell 42.0 from 42)."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def is_integer(value: object) -> TypeGuard[int | float]:
    """Tell whether `value` is an integral number as JavaScript sees it; `True` is not."""
    return type(value) is int or (isinstance(value, float) and value.is_integer())


def issues_of(json: Json) -> list[Issue]:
    """List every fault of format of the CertLogic expression `json`, outermost first; empty when it is valid.

    The caller has bounded depth and size (`reading.check_size`).
    """
    return list(_issues(json, ""))


def _issues(expr: Json, pointer: str) -> Iterator[Issue]:
    if isinstance(expr, list):
        yield from _issues_of_all(expr, pointer)
    elif isinstance(expr, dict):
        yield from _issues_of_operation(expr, pointer)
    elif expr is None:
        yield Issue(expr, pointer, "invalid CertLogic expression")
    elif isinstance(expr, float) and not is_integer(expr):
        yield Issue(expr, pointer, f"{expr} is a non-integer number")
    elif is_integer(expr) and abs(expr) > MAX_SAFE_INTEGER:
        yield Issue(expr, pointer, f"{expr} is beyond the largest safe integer, {MAX_SAFE_INTEGER}")


def _issues_of_all(values: list[Json], pointer: str) -> Iterator[Issue]:
    for index, value in enumerate(values):
        yield from _issues(value, f"{pointer}/{index}")


def _issues_of_operation(expr: dict[str, Json], pointer: str) -> Iterator[Issue]:
    if len(expr) != 1:
        yield Issue(expr, pointer, f"expression object must have exactly one key, but it has {len(expr)}")
        return
    ((operator, values),) = expr.items()
    if operator == "var":
        yield from _issues_of_var(expr, values, pointer)
    elif not isinstance(values, list):
        yield Issue(expr, pointer, 'operation not of the form { "<operator>": [ <values...> ] }')
    elif operator not in _OPERAND_COUNTS:
        yield Issue(expr, pointer, f'unrecognised operator: "{_shown(operator)}"')
    else:
        yield from _issues_of_operands(expr, operator, values, f"{pointer}/{operator}")


def _issues_of_var(expr: Json, path: Json, pointer: str) -> Iterator[Issue]:
    if not isinstance(path, str):
        yield Issue(expr, pointer, 'not of the form { "var": "<path>" }')
    elif len(path) > _LONGEST_PATH:
        yield Issue(expr, pointer, f"data access path is longer than {_LONGEST_PATH:,} characters")
    elif path and not _PATH.fullmatch(path):
        yield Issue(expr, pointer, f"data access path doesn't have a valid format: {_shown(path)}")


# operator: fewest operands, most operands (None: any number), how the official validator words a wrong count
_OPERAND_COUNTS: dict[str, tuple[int, int | None, str]] = {
    "if": (3, 3, 'an "if"-operation must have exactly 3 values/operands'),
    "and": (2, None, 'an "and" operation must have at least 2 operands'),
    "!": (1, 1, "a !-operation (logical not/negation) must have exactly 1 operand"),
    "plusTime": (3, 3, 'a "plusTime"-operation must have exactly 3 values/operands'),
    "reduce": (3, 3, 'a "reduce"-operation must have exactly 3 values/operands'),
    "extractFromUVCI": (2, 2, 'an "extractFromUVCI"-operation must have exactly 2 values/operands'),
    "dccDateOfBirth": (1, 1, 'a "dccDateOfBirth"-operation must have exactly 1 value/operand'),
    **{op: (2, 2, f'an operation with operator "{op}" must have 2 operands') for op in _INFIX_OF_TWO},
    **{
        op: (2, 3, f'an operation with operator "{op}" must have 2 or 3 operands')
        for op in (*NUMBER_ORDERS, *DATE_ORDERS)
    },
}


def _issues_of_operands(expr: Json, operator: str, values: list[Json], pointer: str) -> Iterator[Issue]:
    fewest, most, wording = _OPERAND_COUNTS[operator]
    if len(values) < fewest or (most is not None and len(values) > most):
        yield Issue(expr, pointer, f"{wording}, but it has {len(values)}")
    if operator == "plusTime":
        yield from _issues_of_all(values[:1], pointer)
        yield from _issues_of_amount_and_unit(expr, values, pointer)
    elif operator == "extractFromUVCI":
        yield from _issues_of_all(values[:1], pointer)
        if len(values) > 1 and not is_integer(values[1]):
            message = f'"index" argument (#2) of "extractFromUVCI" must be an integer, but it is: {_shown(values[1])}'
            yield Issue(expr, pointer, message)
    else:
        yield from _issues_of_all(values[:most], pointer)


def _issues_of_amount_and_unit(expr: Json, values: list[Json], pointer: str) -> Iterator[Issue]:
    if len(values) > 1 and not (is_integer(values[1]) and abs(values[1]) <= MAX_SAFE_INTEGER):
        message = f'"amount" argument (#2) of "plusTime" must be an integer, but it is: {_shown(values[1])}'
        yield Issue(expr, pointer, message)
    if len(values) > 2 and values[2] not in UNITS:
        message = (
            f'"unit" argument (#3) of "plusTime" must be a string equal to one of {", ".join(UNITS)}, '
            f"but it is: {_shown(values[2])}"
        )
        yield Issue(expr, pointer, message)


def _shown(value: Json) -> str:
    return str(value)[:80]
