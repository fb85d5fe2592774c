"""The expression tree of CertLogic: what every judge, checker and explainer walks.

A tree is immutable and always valid: it is only built by `reading.read` or by code that lowers clauses. Nodes that are
equal in structure are equal and hash alike, so a tree can key a cache.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal as OneOf
from typing import TypeAlias, get_args

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
Unit = OneOf["year", "month", "day", "hour"]
NumberOrder = OneOf["<", ">", "<=", ">="]
DateOrder = OneOf["after", "before", "not-after", "not-before"]

UNITS: tuple[Unit, ...] = get_args(Unit)
NUMBER_ORDERS: tuple[NumberOrder, ...] = get_args(NumberOrder)
DATE_ORDERS: tuple[DateOrder, ...] = get_args(DateOrder)


class Expr:
    """Any node of a CertLogic expression."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Constant(Expr):
    """A literal: a boolean, an integer or a string."""

    value: bool | int | str

    def __eq__(self, other: object) -> bool:
        """Tell `true` from `1`, which Python takes for equal."""
        return isinstance(other, Constant) and type(other.value) is type(self.value) and other.value == self.value

    def __hash__(self) -> int:
        return hash((type(self.value), self.value))


@dataclass(frozen=True, slots=True)
class ListOf(Expr):
    """An array whose items are evaluated one by one."""

    items: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Var(Expr):
    """Access to the data: a path of keys and indices, empty for the whole data context."""

    path: str
    fragments: tuple[str, ...] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "fragments", tuple(self.path.split(".")) if self.path else ())


@dataclass(frozen=True, slots=True)
class If(Expr):
    """`then` where the guard is truthy, `otherwise` where it is falsy; the other branch is not evaluated."""

    guard: Expr
    then: Expr
    otherwise: Expr


@dataclass(frozen=True, slots=True)
class And(Expr):
    """The first falsy operand, or the last one; lazy, in order."""

    operands: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Not(Expr):
    """Whether the operand is falsy."""

    operand: Expr


@dataclass(frozen=True, slots=True)
class Equal(Expr):
    """`===`: equality of booleans, integers, strings and null, without coercion."""

    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class In(Expr):
    """Whether `left` is a member of the list `right`."""

    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Add(Expr):
    """The sum of two integers."""

    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Compare(Expr):
    """Two or three integers in the given order."""

    order: NumberOrder
    operands: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class CompareDates(Expr):
    """Two or three date-times in the given order."""

    order: DateOrder
    operands: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class PlusTime(Expr):
    """A date-time read from a string, moved by an amount of years, months, days or hours."""

    operand: Expr
    amount: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class DateOfBirth(Expr):
    """`dccDateOfBirth`: the last day that a possibly partial date of birth allows."""

    operand: Expr


@dataclass(frozen=True, slots=True)
class Reduce(Expr):
    """A left fold: `function` sees `current` and `accumulator` and nothing else of the data."""

    operand: Expr
    function: Expr
    initial: Expr


@dataclass(frozen=True, slots=True)
class ExtractFromUVCI(Expr):
    """A fragment of a certificate identifier, or null."""

    operand: Expr
    index: int


def children(expr: Expr) -> tuple[Expr, ...]:
    """Return the direct sub-expressions of `expr`, in the order in which they are evaluated."""
    match expr:
        case ListOf(items):
            return items
        case If(guard, then, otherwise):
            return (guard, then, otherwise)
        case And(operands) | Compare(_, operands) | CompareDates(_, operands):
            return operands
        case Equal(left, right) | In(left, right) | Add(left, right):
            return (left, right)
        case Not(operand) | DateOfBirth(operand) | PlusTime(operand, _, _) | ExtractFromUVCI(operand, _):
            return (operand,)
        case Reduce(operand, function, initial):
            return (operand, function, initial)
        case _:
            return ()


def walk(expr: Expr) -> Iterator[Expr]:
    """Yield `expr` and every node below it, parents first, without recursion."""
    waiting = [expr]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(children(node)))


def free_paths(expr: Expr) -> frozenset[str]:
    """Return the paths that `expr` reads from the data context itself, not from inside a fold's function."""
    match expr:
        case Var(path):
            return frozenset({path})
        case Reduce(operand, _, initial):
            return free_paths(operand) | free_paths(initial)
        case _:
            return frozenset().union(*(free_paths(child) for child in children(expr)))
