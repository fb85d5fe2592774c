"""Three-valued answers on columns: for every row the truth that `interpret.settle` gives it.

Truths are the bytes FALSE < OPEN < TRUE, so that Kleene's "and" is the lesser of two, his "or" the greater, and
negation turns the order round. An answer has no side effects and never fails, so a part may be judged for more rows
than need it, where that is cheaper than picking them out.
"""

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np

from rulebook.certlogic.columns import tags
from rulebook.certlogic.columns.column import Column, Lists, View, merge, pieces, same_tag
from rulebook.certlogic.columns.folding import in_rounds, lists_of
from rulebook.certlogic.columns.judging import values
from rulebook.certlogic.columns.operations import truth
from rulebook.certlogic.columns.texts import Array, Flags, Positions
from rulebook.certlogic.columns.views import FoldView
from rulebook.certlogic.interpret import settle
from rulebook.certlogic.tree import And, Constant, Expr, If, Not, Reduce, Var, free_paths
from rulebook.certlogic.values import Unknown, Value

Answers: TypeAlias = Any  # one answer for all rows (int), or an array of bytes

FALSE, OPEN, TRUE = 0, 1, 2
# picking rows out costs about as much as a cheap operation on twice as many
_PICKED = 0.5


def answers(expr: Expr, view: View) -> Answers:
    """Return the answer of `expr` for every row of `view`, which has at least one."""
    match expr:
        case And(operands):
            return _conjunction(operands, view)
        case Not(operand):
            return TRUE - answers(operand, view)
        case If(guard, then, otherwise):
            return _chosen(answers(guard, view), then, otherwise, view)
        case Reduce(operand, function, initial):
            return _fold(operand, function, initial, view)
        case Var(fragments=fragments):
            column = view.read(fragments)
            return _of(column if len(fragments) == 1 else column.strict())
        case _:
            return _of(values(expr, view))


_TAG_OF = np.array([tags.OPEN_FALSE, tags.OPEN, tags.OPEN_TRUE], np.uint8)


def _of(column: Column) -> Answers:
    """Return the answers of values."""
    answer = truth(column)
    flags = answer.held.get(tags.BOOL, False)
    doubled = flags.view(np.uint8) << 1 if isinstance(flags, np.ndarray) else TRUE * flags
    if isinstance(answer.tags, int) and answer.tags == tags.BOOL:
        return doubled
    known = np.where(answer.where(tags.BOOL), doubled, OPEN)
    for tag, known_answer in ((tags.OPEN_FALSE, FALSE), (tags.OPEN_TRUE, TRUE)):
        if answer.kinds >> tag & 1:
            known = np.where(answer.where(tag), known_answer, known)
    return known.astype(np.uint8)


def _conjunction(operands: Sequence[Expr], view: View) -> Answers:
    total: Array = np.full(view.size, TRUE, np.uint8)
    rows: Positions = slice(None)
    found: Answers = TRUE
    for operand in operands:
        found = np.minimum(found, answers(operand, view))
        standing = np.count_nonzero(found) if isinstance(found, np.ndarray) else view.size * bool(found)
        if not standing:
            break
        if standing < view.size * _PICKED:
            total[rows] = found
            picked = np.flatnonzero(found)
            rows = picked if isinstance(rows, slice) else rows[picked]
            view, found = view.take(picked), found[picked]
    if isinstance(rows, slice):
        return found
    total[rows] = found
    return total


def _chosen(guard: Answers, then: Expr, otherwise: Expr, view: View) -> Answers:
    if not isinstance(guard, np.ndarray) and guard != OPEN:
        return answers(then if guard else otherwise, view)
    whether = _where(guard != FALSE, then, view)
    if not isinstance(whether, np.ndarray) and whether == TRUE:
        return np.maximum(guard, _where(guard != TRUE, otherwise, view))
    otherwise_ = _where(guard != TRUE, otherwise, view)
    undecided = np.where(np.equal(whether, otherwise_), whether, OPEN)
    return np.where(guard == TRUE, whether, np.where(guard == FALSE, otherwise_, undecided)).astype(np.uint8)


def _where(needed: Flags, expr: Expr, view: View) -> Answers:
    """Return the answers of `expr` in the rows that need them, anything in the others."""
    if not isinstance(needed, np.ndarray) or isinstance(expr, Constant):
        return answers(expr, view)
    rows = np.flatnonzero(needed)
    if len(rows) > view.size * _PICKED:
        return answers(expr, view)
    found = np.full(view.size, OPEN, np.uint8)
    if len(rows):
        found[rows] = answers(expr, view.take(rows))
    return found


# --- Folds -----------------------------------------------------------------------------------------------------------


def _fold(operand: Expr, function: Expr, initial: Expr, view: View) -> Answers:
    lists, checked = lists_of(values(operand, view))
    quantified = _quantified(function, initial)
    if quantified:
        found = _one_decides(lists, *quantified)
    else:
        found = _of(
            in_rounds(
                lists,
                _value_or_open(initial, view),
                advance=lambda sight: _value_or_open(function, sight),
                ended=lambda _: False,
                finish=lambda accumulator, items: _finished(function, accumulator, items),
            )
        )
    return np.where(checked.faulty(), OPEN, found).astype(np.uint8)


_ACCUMULATOR = Var("accumulator")
_YES, _NO = Constant(True), Constant(False)


def _quantified(function: Expr, initial: Expr) -> tuple[int, Expr] | None:
    """Return the answer of one item that settles the fold, and its condition, for "some item" and "every item".

    The interpreter folds those with Kleene's "or" and "and" as well: an accumulator that stays open gives way to an
    item that decides, and to nothing else.
    """
    match function:
        case If(guard, then, condition) if (guard, then, initial) == (_ACCUMULATOR, _YES, _NO):
            decisive = TRUE
        case If(guard, condition, otherwise) if (guard, otherwise, initial) == (_ACCUMULATOR, _NO, _YES):
            decisive = FALSE
        case And((first, *conditions)) if (first, initial) == (_ACCUMULATOR, _YES):
            decisive = FALSE
            condition = conditions[0] if len(conditions) == 1 else And(tuple(conditions))
        case _:
            return None
    reads_item_only = all(path.split(".")[0] not in ("", "accumulator") for path in free_paths(condition))
    return (decisive, condition) if reads_item_only else None


def _one_decides(lists: Lists, decisive: int, condition: Expr) -> Array:
    """Return the answers of "some item" or "every item": all items of all rows are judged at once."""
    found = np.full(len(lists.lengths), TRUE - decisive, np.uint8)
    for piece in pieces(lists):
        owners, items = lists.take(piece).flat()
        if len(owners):
            each = answers(condition, FoldView(same_tag(len(owners), tags.NULL), items))
            each = np.broadcast_to(each, owners.shape)
            found[piece][owners[each == OPEN]] = OPEN
            found[piece][owners[each == decisive]] = decisive
    return found


def _value_or_open(expr: Expr, view: View) -> Column:
    """Return values, and where there is none what is known of its truth."""
    column = values(expr, view)
    rows = np.flatnonzero(np.broadcast_to(column.faulty(), column.size))
    if not len(rows):
        return column
    known = _TAG_OF[np.broadcast_to(answers(expr, view.take(rows)), rows.shape)]
    kinds = 1 << tags.OPEN | 1 << tags.OPEN_FALSE | 1 << tags.OPEN_TRUE
    return merge(column.size, [(slice(None), column), (rows, Column(len(rows), known, kinds, {}))])


def _finished(function: Expr, accumulator: Value, items: list[Value]) -> Unknown:
    """Fold one list to its end, of which only the truth counts."""
    fold = Reduce(Var("items"), function, _ACCUMULATOR)
    return Unknown(settle(fold, {"items": items, "accumulator": accumulator}).truth)
