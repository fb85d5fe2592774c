"""Reading CertLogic from JSON values and writing it back: the only gate through which a foreign expression comes in.

Depth and size are bounded here, so that no judge behind this gate has to defend itself against a hostile expression.
"""

from collections.abc import Callable
from typing import cast

from rulebook.certlogic.tree import (
    DATE_ORDERS,
    NUMBER_ORDERS,
    Add,
    And,
    Compare,
    CompareDates,
    Constant,
    DateOfBirth,
    DateOrder,
    Equal,
    Expr,
    ExtractFromUVCI,
    If,
    In,
    Json,
    ListOf,
    Not,
    NumberOrder,
    PlusTime,
    Reduce,
    Unit,
    Var,
)
from rulebook.certlogic.validating import Issue, as_integer, issues_of

MAX_DEPTH = 100
MAX_NODES = 20_000


class MalformedExpression(ValueError):
    """The JSON value is not a CertLogic expression; `issues` says where and why."""

    def __init__(self, issues: list[Issue]) -> None:
        super().__init__("; ".join(f"{issue.pointer or '/'}: {issue.message}" for issue in issues[:5]))
        self.issues = issues


class TooLarge(MalformedExpression):
    """The JSON value is nested too deeply or has too many parts; nothing else was looked at."""


def read(json: Json) -> Expr:
    """Build the tree of the CertLogic expression `json` (a JSON value as `json.loads` gives it).

    Raises `MalformedExpression` with every issue found, each with its JSON pointer, when `json` is not a valid
    CertLogic 1.3.3 expression; `TooLarge` when it is nested deeper than 100 levels or has more than 20,000 nodes.
    """
    check_size(json)
    issues = issues_of(json)
    if issues:
        raise MalformedExpression(issues)
    return _build(json)


def check_size(json: Json) -> None:
    """Refuse a value nested too deeply or too large, without recursion."""
    waiting: list[tuple[Json, int, str]] = [(json, 1, "")]
    nodes = 0
    while waiting:
        value, depth, pointer = waiting.pop()
        nodes += 1
        if depth > 2 * MAX_DEPTH:
            # each operation is two JSON levels: the object and its array of operands
            raise TooLarge([Issue(json, pointer, f"nested deeper than {MAX_DEPTH} levels")])
        if nodes > MAX_NODES:
            raise TooLarge([Issue(json, "", f"more than {MAX_NODES:,} parts")])
        if isinstance(value, dict):
            waiting.extend((item, depth + 1, f"{pointer}/{key}") for key, item in value.items())
        elif isinstance(value, list):
            waiting.extend((item, depth + 1, f"{pointer}/{index}") for index, item in enumerate(value))


def _build(json: Json) -> Expr:
    if isinstance(json, list):
        return ListOf(_build_all(json))
    if isinstance(json, dict):
        ((operator, values),) = json.items()
        if operator == "var":
            return Var(cast("str", values))
        return _BUILDERS[operator](operator, cast("list[Json]", values))
    return Constant(cast("bool | int | str", as_integer(json)))


def _build_all(values: list[Json]) -> tuple[Expr, ...]:
    return tuple(_build(value) for value in values)


def _build_compare(operator: str, values: list[Json]) -> Expr:
    return Compare(cast("NumberOrder", operator), _build_all(values))


def _build_compare_dates(operator: str, values: list[Json]) -> Expr:
    return CompareDates(cast("DateOrder", operator), _build_all(values))


def _build_plus_time(_: str, values: list[Json]) -> Expr:
    operand, amount, unit = values
    return PlusTime(_build(operand), cast("int", as_integer(amount)), cast("Unit", unit))


def _build_extract(_: str, values: list[Json]) -> Expr:
    return ExtractFromUVCI(_build(values[0]), cast("int", as_integer(values[1])))


_BUILDERS: dict[str, Callable[[str, list[Json]], Expr]] = {
    "if": lambda _, values: If(*_build_all(values)),
    "and": lambda _, values: And(_build_all(values)),
    "!": lambda _, values: Not(*_build_all(values)),
    "===": lambda _, values: Equal(*_build_all(values)),
    "in": lambda _, values: In(*_build_all(values)),
    "+": lambda _, values: Add(*_build_all(values)),
    "reduce": lambda _, values: Reduce(*_build_all(values)),
    "dccDateOfBirth": lambda _, values: DateOfBirth(*_build_all(values)),
    "plusTime": _build_plus_time,
    "extractFromUVCI": _build_extract,
    **dict.fromkeys(NUMBER_ORDERS, _build_compare),
    **dict.fromkeys(DATE_ORDERS, _build_compare_dates),
}


def write(expr: Expr) -> Json:
    """Return the JSON value of `expr`; `read(write(expr)) == expr`."""
    match expr:
        case Constant(value):
            return value
        case ListOf(items):
            return [write(item) for item in items]
        case Var(path):
            return {"var": path}
        case PlusTime(operand, amount, unit):
            return {"plusTime": [write(operand), amount, unit]}
        case ExtractFromUVCI(operand, index):
            return {"extractFromUVCI": [write(operand), index]}
        case _:
            return _write_operation(expr)


def _write_operation(expr: Expr) -> Json:
    match expr:
        case If(guard, then, otherwise):
            return {"if": [write(guard), write(then), write(otherwise)]}
        case And(operands):
            return {"and": [write(operand) for operand in operands]}
        case Compare(order, operands):
            return {order: [write(operand) for operand in operands]}
        case CompareDates(date_order, operands):
            return {date_order: [write(operand) for operand in operands]}
        case Not(operand):
            return {"!": [write(operand)]}
        case Equal(left, right):
            return {"===": [write(left), write(right)]}
        case In(left, right):
            return {"in": [write(left), write(right)]}
        case Add(left, right):
            return {"+": [write(left), write(right)]}
        case DateOfBirth(operand):
            return {"dccDateOfBirth": [write(operand)]}
        case Reduce(operand, function, initial):
            return {"reduce": [write(operand), write(function), write(initial)]}
    raise TypeError(f"not a CertLogic expression: {type(expr).__name__}")
