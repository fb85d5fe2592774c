"""Expressions made ready to be asked many times: one call answers a whole set of them for one person."""

from collections.abc import Callable, Sequence
from functools import partial

from rulebook.certlogic.interpret import settle
from rulebook.certlogic.tree import Expr
from rulebook.certlogic.values import Value


def compile_truths(expressions: Sequence[Expr]) -> Callable[[Value], tuple[bool | None, ...]]:
    """Return the function from data to the truth of each expression in order: True, False, or None for UNKNOWN."""
    return partial(_truths, tuple(expressions))


def _truths(expressions: tuple[Expr, ...], data: Value) -> tuple[bool | None, ...]:
    return tuple(settle(expression, data).truth for expression in expressions)
