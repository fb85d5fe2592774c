"""What expressions are evaluated on: rows of Python values, and what the function of a fold sees in a round."""

import sys
from dataclasses import dataclass

import numpy as np

from rulebook.certlogic.columns.column import Column, Lists, View, fault_rows, merge, objects_array, same_tag, shred
from rulebook.certlogic.columns.tags import LIST, NULL, ODD
from rulebook.certlogic.columns.texts import Array, Indices, Positions, taken
from rulebook.certlogic.values import Unsettled, Value, access, item_at


@dataclass(frozen=True, slots=True)
class Rows:
    """Data contexts as Python values, of any shape."""

    rows: Array

    @property
    def size(self) -> int:
        """How many rows there are."""
        return len(self.rows)

    def read(self, fragments: tuple[str, ...]) -> Column:
        """Return what lies at a path, by kind."""
        return shred([_accessed(row, fragments) for row in self.rows])

    def take(self, positions: Positions) -> "Rows":
        """Return some of the rows."""
        return Rows(taken(self.rows, positions))


def _accessed(row: Value, fragments: tuple[str, ...]) -> Value:
    """Return what lies at a path; of a fact that stands in the row itself, also whether its truth is known."""
    if not fragments:
        return row
    if len(fragments) == 1 and isinstance(row, dict):
        return row.get(fragments[0])
    try:
        return access(row, fragments, "")
    except Unsettled as why:
        return why


def dig(column: Column, fragments: tuple[str, ...]) -> Column:
    """Return what lies at a path inside the values of a column; only lists and objects have an inside."""
    if not fragments:
        return column
    column = column.strict()
    parts: list[tuple[Positions, Column]] = [(slice(None), same_tag(column.size, NULL)), *fault_rows(column)]
    odd = np.flatnonzero(np.broadcast_to(column.where(ODD), column.size))
    if len(odd):
        parts.append((odd, shred([_accessed(one, fragments) for one in column.take(odd).objects()]).strict()))
    index = item_at(range(sys.maxsize), fragments[0])
    if LIST in column.held and index is not None:
        parts += _item_at(column, index, fragments[1:])
    return merge(column.size, parts)


def _item_at(column: Column, index: int, rest: tuple[str, ...]) -> list[tuple[Positions, Column]]:
    lists: Lists = column.held[LIST]
    rows = np.flatnonzero(np.logical_and(column.where(LIST), lists.lengths > index))
    return [(rows, lists.item(rows, index).read(rest).strict())] if len(rows) else []


@dataclass(frozen=True, slots=True)
class FoldView:
    """What the function of a fold sees: the accumulator and the current item."""

    accumulator: Column
    current: View

    @property
    def size(self) -> int:
        """How many rows are in this round."""
        return self.accumulator.size

    def read(self, fragments: tuple[str, ...]) -> Column:
        """Return what lies at a path."""
        match fragments:
            case ():
                pairs = zip(self.accumulator.objects(), self.current.read(()).objects(), strict=True)
                return shred([{"accumulator": accumulator, "current": current} for accumulator, current in pairs])
            case ("accumulator", *rest):
                return dig(self.accumulator, tuple(rest))
            case ("current", *rest):
                return self.current.read(tuple(rest))
            case _:
                return same_tag(self.size, NULL)

    def take(self, positions: Positions) -> "FoldView":
        """Return some of the rows."""
        return FoldView(self.accumulator.take(positions), self.current.take(positions))


@dataclass(frozen=True, slots=True)
class ObjectLists:
    """Lists as Python values, one per row."""

    lists: Array

    @property
    def lengths(self) -> Array:
        """How many items each list has."""
        return np.array([len(one) for one in self.lists], np.int64)

    def take(self, positions: Positions) -> "ObjectLists":
        """Return some of the lists."""
        return ObjectLists(taken(self.lists, positions))

    def item(self, rows: Indices, index: int) -> Rows:
        """Return the item with this index of each of some lists."""
        return Rows(objects_array([self.lists[row][index] for row in rows.tolist()]))

    def flat(self) -> tuple[Indices, Rows]:
        """Return all items, list after list, and for each the row of its list."""
        owners = np.repeat(np.arange(len(self.lists)), self.lengths)
        return owners, Rows(objects_array([item for one in self.lists for item in one]))

    def objects(self) -> list[Value]:
        """Return the lists."""
        found: list[Value] = self.lists.tolist()
        return found
