"""Folds over a batch: in rounds over the index of the items, for the rows whose list is long enough."""

from collections.abc import Callable

import numpy as np

from rulebook.certlogic.columns.column import Column, Lists, merge, objects_array, shred
from rulebook.certlogic.columns.tags import LIST, NULL, TAG_OF
from rulebook.certlogic.columns.texts import Flags, Positions
from rulebook.certlogic.columns.views import FoldView, ObjectLists
from rulebook.certlogic.values import Fault, Value, is_list

# after so many rounds, so few rows are cheaper to finish one by one
_ROUNDS, _FEW = 24, 16


def lists_of(column: Column) -> tuple[Lists, Column]:
    """Return the lists to fold, empty where there is none, and the column with a fault where that is not allowed."""
    if LIST in column.held:
        lists: Lists = column.held[LIST]
        is_one = column.where(LIST)
    else:
        objects = column.objects()
        lists = ObjectLists(objects_array([one if is_list(one) else () for one in objects]))
        is_one = np.array([is_list(one) for one in objects], np.bool_)
    allowed = np.logical_or(is_one, np.logical_or(column.where(NULL), column.faulty()))
    return lists, column.tagged(np.logical_not(allowed), TAG_OF[Fault.NOT_A_LIST])


def in_rounds(
    lists: Lists,
    accumulator: Column,
    *,
    advance: Callable[[FoldView], Column],
    ended: Callable[[Column], Flags],
    finish: Callable[[Value, list[Value]], Value],
) -> Column:
    """Fold each list from its accumulator.

    `advance` makes the next accumulator; rows that `ended` tells of are folded no further; `finish` folds one list to
    its end.
    """
    lengths = lists.lengths
    rows = np.flatnonzero(np.logical_and(lengths > 0, np.logical_not(ended(accumulator))))
    done: list[tuple[Positions, Column]] = [(slice(None), accumulator)]
    accumulator = accumulator.take(rows)
    index = 0
    while len(rows) and not (index >= _ROUNDS and len(rows) <= _FEW):
        accumulator = advance(FoldView(accumulator, lists.item(rows, index)))
        index += 1
        going = np.logical_and(lengths[rows] > index, np.logical_not(ended(accumulator)))
        if not going.all():
            over, kept = np.flatnonzero(~going), np.flatnonzero(going)
            done.append((rows[over], accumulator.take(over)))
            rows, accumulator = rows[kept], accumulator.take(kept)
    if len(rows):
        rest = zip(accumulator.objects(), lists.take(rows).objects(), strict=True)
        done.append((rows, shred([finish(value, items[index:]) for value, items in rest])))
    return merge(len(lengths), done)
