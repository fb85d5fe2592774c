"""Three-valued answers on columns: for every row the truth that `interpret.settle` gives it.

Truths are the bytes FALSE < OPEN < TRUE, so that Kleene's "and" is the lesser of two, his "or" the greater, and
negation turns the order round. An answer has no side effects and never fails, so a part may be judged for more rows
than need it, where that is cheaper than picking them out.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import numpy as np

from rulebook.certlogic.columns import tags
from rulebook.certlogic.columns.column import Column, Lists, View, merge, pieces, same_tag
from rulebook.certlogic.columns.folding import in_rounds, lists_of
from rulebook.certlogic.columns.judging import values
from rulebook.certlogic.columns.operations import truth
from rulebook.certlogic.columns.tables import RecordLists, TableView
from rulebook.certlogic.columns.texts import Array, Flags, Indices, Mask, Positions
from rulebook.certlogic.columns.views import FoldView
from rulebook.certlogic.interpret import settle
from rulebook.certlogic.tree import And, Constant, Expr, If, Not, Reduce, Var, free_paths
from rulebook.certlogic.values import Unknown, Value

Answers: TypeAlias = Any  # one answer for all rows (int), or an array of bytes

FALSE, OPEN, TRUE = 0, 1, 2
# picking rows out costs about as much as a cheap operation on twice as many
_PICKED = 0.5
_SHORT = 16


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


_OPEN_ANSWERS = {tags.OPEN_FALSE: FALSE, tags.OPEN_TRUE: TRUE}
_TAG_OF = np.array([tags.OPEN_FALSE, tags.OPEN, tags.OPEN_TRUE], np.uint8)


def _of(column: Column) -> Answers:
    """Return the answers of values."""
    answer = truth(column)
    flags = answer.held.get(tags.BOOL, False)
    doubled = flags.view(np.uint8) << 1 if isinstance(flags, np.ndarray) else TRUE * flags
    if isinstance(answer.tags, int):
        return doubled if answer.tags == tags.BOOL else _OPEN_ANSWERS.get(answer.tags, OPEN)
    known = np.where(answer.where(tags.BOOL), doubled, OPEN)
    for tag, known_answer in _OPEN_ANSWERS.items():
        if answer.kinds >> tag & 1:
            known = np.where(answer.where(tag), known_answer, known)
    return known.astype(np.uint8)


def _conjunction(operands: Sequence[Expr], view: View) -> Answers:
    total: Answers = TRUE
    rows: Positions = slice(None)
    found: Answers = TRUE
    for operand in operands:
        answer = answers(operand, view)
        found = np.minimum(found, answer) if isinstance(found, np.ndarray) or found != TRUE else answer
        standing = np.count_nonzero(found) if isinstance(found, np.ndarray) else view.size * bool(found)
        if not standing:
            break
        if standing < view.size * _PICKED:
            total = _put(total, rows, found)
            picked = np.flatnonzero(found)
            rows = picked if isinstance(rows, slice) else rows[picked]
            view, found = view.take(picked), found[picked]
    return _put(total, rows, found)


def _put(total: Answers, rows: Positions, found: Answers) -> Answers:
    """Put the answers of some rows where they belong; a slice stands for all rows."""
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
    return _one_or_many(np.where(guard == TRUE, whether, np.where(guard == FALSE, otherwise_, undecided)))


def _one_or_many(found: Array) -> Answers:
    """Return an array of answers; one answer for all rows where nothing that it was made of differs between rows."""
    return found.astype(np.uint8) if found.ndim else int(found)


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
    return _one_or_many(np.where(checked.faulty(), OPEN, found))


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
            decisive, condition = FALSE, And(tuple(conditions))
        case _:
            return None
    reads_item_only = all(path.split(".")[0] not in ("", "accumulator") for path in free_paths(condition))
    return (decisive, condition) if reads_item_only else None


def _one_decides(lists: Lists, decisive: int, condition: Expr) -> Array:
    """Return the answers of "some item" or "every item"."""
    found = np.full(len(lists.lengths), TRUE - decisive, np.uint8)
    for piece in pieces(lists):
        some = lists.take(piece)
        span = some.span() if isinstance(some, RecordLists) else None
        if isinstance(some, RecordLists) and span:
            _decide_in_span(found[piece], some, span, decisive, condition)
        else:
            _decide_by_item(found[piece], some, decisive, lambda items: _each(condition, items))
    return found


def _decide_in_span(found: Array, lists: RecordLists, span: slice, decisive: int, condition: Expr) -> None:
    """Judge each item once, however many rows share it, as far as the condition does not depend on the row."""
    alone, related = _parted(condition, lists)
    if not alone:
        _decide_by_item(found, lists, decisive, lambda items: _each(condition, items))
        return
    known = _each(And(alone), TableView(lists.items, span))
    if related:
        _decide_by_item(found, lists, decisive, _completed(known, span.start, And(related)))
    else:
        _decide_by_count(found, known, lists.starts - span.start, lists.lengths, decisive)


def _each(condition: Expr, items: View) -> Array:
    """Return the answer of a condition for every item."""
    sight = FoldView(same_tag(items.size, tags.NULL), items)
    return np.broadcast_to(np.asarray(answers(condition, sight), np.uint8), items.size)


def _completed(known: Array, first: int, related: Expr) -> Callable[[View], Array]:
    """Complete what is known of items, from the `first` on, by the part that depends on the row as well."""

    def judge(pairs: View) -> Array:
        assert isinstance(pairs, TableView)
        assert isinstance(pairs.rows, np.ndarray)
        each: Array = known.take(pairs.rows - first)
        standing = np.flatnonzero(each)
        each[standing] = np.minimum(each[standing], _each(related, pairs.take(standing)))
        return each

    return judge


def _decide_by_item(found: Array, lists: Lists, decisive: int, judge: Callable[[View], Array]) -> None:
    """Judge the items of short lists one after the other, as long as none has decided; of long lists all at once."""
    lengths = lists.lengths
    most = int(lengths.max())
    if most > _SHORT:
        owners, items = lists.flat()
        _decide(found, owners, judge(items), decisive)
        return
    for index in range(most):
        rows = np.flatnonzero((lengths > index) & (found != decisive))
        if len(rows):
            _decide(found, rows, judge(lists.item(rows, index)), decisive)


def _decide(found: Array, rows: Indices, each: Array, decisive: int) -> None:
    """Let each item decide for the row in whose list it stands, or at least leave it open."""
    found[rows[each == OPEN]] = OPEN
    found[rows[each == decisive]] = decisive


def _decide_by_count(found: Array, each: Array, starts: Indices, lengths: Array, decisive: int) -> None:
    """Decide by how many items of each list decide, and how many are open."""
    is_open = each == OPEN
    if is_open.any():
        found[_count(is_open, starts, lengths) > 0] = OPEN
    found[_count(each == decisive, starts, lengths) > 0] = decisive


def _count(flags: Mask, starts: Indices, lengths: Array) -> Array:
    """Return how many flags are set in each range."""
    until = np.zeros(len(flags) + 1, np.int32)
    np.cumsum(flags, out=until[1:])
    return until.take(starts + lengths) - until.take(starts)


def _parted(condition: Expr, lists: RecordLists) -> tuple[tuple[Expr, ...], tuple[Expr, ...]]:
    """Part a conjunction into what depends on the item alone and what is derived from its owner as well."""
    operands = condition.operands if isinstance(condition, And) else (condition,)
    alone: list[Expr] = []
    related: list[Expr] = []
    for operand in operands:
        is_alone = all(lists.stand_alone(_inside(path)) for path in free_paths(operand))
        (alone if is_alone else related).append(operand)
    return tuple(alone), tuple(related)


def _inside(path: str) -> tuple[str, ...]:
    return tuple(path.split(".")[1:])


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
