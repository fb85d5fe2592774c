"""CertLogic to the letter on columns: every row has the value, or the fault, that the interpreter gives it."""

from collections.abc import Sequence

import numpy as np

from rulebook.certlogic.columns.column import Column, View, constant, fault_rows, merge, shred
from rulebook.certlogic.columns.folding import in_rounds, lists_of
from rulebook.certlogic.columns.operations import (
    add,
    birth_dates,
    equal,
    first_fault,
    member,
    member_of_any,
    member_of_constants,
    moments_in_order,
    negation,
    numbers_in_order,
    plus_time,
    truth,
    uvci_fragments,
)
from rulebook.certlogic.columns.tags import BOOL
from rulebook.certlogic.columns.texts import Flags, Positions
from rulebook.certlogic.interpret import evaluate
from rulebook.certlogic.tree import (
    Add,
    And,
    Compare,
    CompareDates,
    Constant,
    DateOfBirth,
    Equal,
    Expr,
    ExtractFromUVCI,
    If,
    In,
    ListOf,
    Not,
    PlusTime,
    Reduce,
    Var,
)
from rulebook.certlogic.values import Unsettled, Value


def values(expr: Expr, view: View) -> Column:
    """Return the value of `expr` for every row of `view`, which has at least one."""
    match expr:
        case Constant(value):
            return constant(view.size, value)
        case Var(fragments=fragments):
            return view.read(fragments).strict()
        case ListOf(items):
            return _lists(items, view)
        case If(guard, then, otherwise):
            return _chosen(guard, then, otherwise, view)
        case And(operands):
            return _first_falsy(operands, view)
        case Not(operand):
            return negation(values(operand, view))
        case Reduce(operand, function, initial):
            return _fold(operand, function, initial, view)
        case _:
            return _operation(expr, view)


def _operation(expr: Expr, view: View) -> Column:
    match expr:
        case Equal(left, right):
            return equal(values(left, view), values(right, view))
        case In(left, right):
            return _member(values(left, view), right, view)
        case Add(left, right):
            return add(values(left, view), values(right, view))
        case Compare(order, operands):
            return numbers_in_order(order, [values(operand, view) for operand in operands])
        case CompareDates(date_order, operands):
            return moments_in_order(date_order, [values(operand, view) for operand in operands])
        case PlusTime(operand, amount, unit):
            return plus_time(values(operand, view), amount, unit)
        case DateOfBirth(operand):
            return birth_dates(values(operand, view))
        case ExtractFromUVCI(operand, index):
            return uvci_fragments(values(operand, view), index)
    raise TypeError(f"not a CertLogic expression: {type(expr).__name__}")


def _member(left: Column, right: Expr, view: View) -> Column:
    if not isinstance(right, ListOf):
        return member(left, values(right, view))
    if all(isinstance(item, Constant) for item in right.items):
        return member_of_constants(left, right)
    return member_of_any(left, [values(item, view) for item in right.items])


def _lists(items: Sequence[Expr], view: View) -> Column:
    """Return lists of values; the first item without a value decides."""
    columns = [values(item, view) for item in items]
    if all(column.uniform() and not column.faulty() for column in columns):
        return constant(view.size, [column.first() for column in columns])
    rows = zip(*(column.to_list() for column in columns), strict=True)
    return shred([next((one for one in row if isinstance(one, Unsettled)), list(row)) for row in rows])


def _flags(answer: Column) -> Flags:
    return np.logical_and(answer.where(BOOL), answer.held.get(BOOL, False))


def _chosen(guard: Expr, then: Expr, otherwise: Expr, view: View) -> Column:
    answer = truth(values(guard, view))
    falsy = np.logical_and(answer.where(BOOL), np.logical_not(_flags(answer)))
    parts = fault_rows(answer)
    for branch, taken in ((then, _flags(answer)), (otherwise, falsy)):
        rows = np.flatnonzero(np.broadcast_to(taken, view.size))
        if len(rows) == view.size:
            return values(branch, view)
        if len(rows):
            parts.append((rows, values(branch, view.take(rows))))
    return merge(view.size, parts)


def _first_falsy(operands: Sequence[Expr], view: View) -> Column:
    size, rows = view.size, np.arange(view.size)
    parts: list[tuple[Positions, Column]] = []
    for operand in operands:
        if not len(rows):
            break
        value = values(operand, view)
        answer = truth(value)
        parts.append((rows, first_fault(value, [answer])))
        truthy = np.flatnonzero(np.broadcast_to(_flags(answer), view.size))
        if len(truthy) < len(rows):
            rows, view = rows[truthy], view.take(truthy)
    return merge(size, parts)


def _fold(operand: Expr, function: Expr, initial: Expr, view: View) -> Column:
    lists, checked = lists_of(values(operand, view))
    started = first_fault(values(initial, view), [checked])
    return in_rounds(
        lists,
        started,
        advance=lambda round_: values(function, round_),
        ended=Column.faulty,
        finish=lambda accumulator, items: _finished(function, accumulator, items),
    )


def _finished(function: Expr, accumulator: Value, items: list[Value]) -> Value:
    """Fold one list to its end; return `Unsettled` where that has no value."""
    fold = Reduce(Var("items"), function, Var("accumulator"))
    try:
        return evaluate(fold, {"items": items, "accumulator": accumulator})
    except Unsettled as why:
        return why
