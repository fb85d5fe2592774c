"""The value of one expression for every row of a batch: a tag per row, and one typed array per kind of value.

Where every row holds the same kind there is one tag for all, and where every row holds the same value there is one
value for all; the operations then cost what hand-written vector code costs.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

import numpy as np

from rulebook.certlogic.columns.tags import (
    BOOL,
    FAULTS,
    FIRST_FAULT,
    INT,
    LIST,
    NULL,
    ODD,
    OPEN,
    OPEN_FALSE,
    OPEN_TRUE,
    TAG_OF,
    TEXT,
    TIME,
)
from rulebook.certlogic.columns.texts import (
    Array,
    Flags,
    Indices,
    Mask,
    Moments,
    Positions,
    Text,
    Words,
    gathered,
    taken,
)
from rulebook.certlogic.values import NOT_RECORDED, Fault, Instant, Unknown, Unsettled, Value

_LEAST, _MOST = -(2**63), 2**63 - 1
_OPEN = {OPEN: NOT_RECORDED, OPEN_FALSE: Unknown(False), OPEN_TRUE: Unknown(True)}
_HALF_OPEN = 1 << OPEN_FALSE | 1 << OPEN_TRUE


class View(Protocol):
    """The rows that an expression is evaluated on: whole data contexts, or what a fold's function sees."""

    @property
    def size(self) -> int:
        """How many rows there are."""

    def read(self, fragments: tuple[str, ...]) -> "Column":
        """Return what lies at a path."""

    def take(self, positions: Positions) -> "View":
        """Return some of the rows."""


@runtime_checkable
class Lists(Protocol):
    """Lists, one per row, whose items are rows of their own."""

    @property
    def lengths(self) -> Array:
        """How many items each list has."""

    def take(self, positions: Positions) -> "Lists":
        """Return some of the lists."""

    def item(self, rows: Indices, index: int) -> View:
        """Return the item with this index of each of some lists, which all have it."""

    def flat(self) -> tuple[Indices, View]:
        """Return all items, list after list, and for each the row of its list."""

    def objects(self) -> list[Value]:
        """Return the lists as Python values."""


_ITEMS = 1_048_576


def pieces(lists: Lists) -> Iterator[slice]:
    """Yield ranges of rows whose lists together have no more items than memory should hold at once."""
    lengths, start = lists.lengths, 0
    if lengths.sum() <= _ITEMS:
        yield slice(0, len(lengths))
        return
    ends = np.cumsum(lengths)
    while start < len(ends):
        before = ends[start - 1] if start else 0
        stop = max(start + 1, int(np.searchsorted(ends, before + _ITEMS, "right")))
        yield slice(start, stop)
        start = stop


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """`size` rows: their `tags`, the set of tags that may occur (as bits), and what rows of each kind hold.

    Only where all rows are the same may one value be held instead of an array.
    """

    size: int
    tags: int | Array
    kinds: int
    held: Mapping[int, Any]

    def where(self, kind: int) -> Flags:
        """Tell which rows hold this kind."""
        if isinstance(self.tags, int):
            return self.tags == kind
        return self.tags == kind if self.kinds >> kind & 1 else False

    def only(self, kind: int) -> bool:
        """Tell whether every row that has a value holds this kind, for all that is known without looking."""
        return self.kinds & (1 << FIRST_FAULT) - 1 == 1 << kind

    def faulty(self) -> Flags:
        """Tell which rows have no value."""
        if isinstance(self.tags, int):
            return self.tags >= FIRST_FAULT
        return self.tags >= FIRST_FAULT if self.kinds >> FIRST_FAULT else False

    def take(self, positions: Positions) -> "Column":
        """Return some of the rows."""
        size = len(range(self.size)[positions]) if isinstance(positions, slice) else len(positions)
        held = {
            kind: what.take(positions) if kind in (TEXT, LIST) else taken(what, positions)
            for kind, what in self.held.items()
        }
        return Column(size, taken(self.tags, positions), self.kinds, held)

    def uniform(self) -> bool:
        """Tell whether all rows are known to be the same."""
        if not isinstance(self.tags, int):
            return False
        held = self.held.get(self.tags)
        return not isinstance(held.codes if isinstance(held, Text) else held, np.ndarray | Moments | Lists)

    def first(self) -> Value:
        """Return the first row as a Python value."""
        return self.take(slice(0, 1)).objects()[0]

    def strict(self) -> "Column":
        """Return the column with every open fact as a plain fault, whether or not its truth is known."""
        if not self.kinds & _HALF_OPEN:
            return self
        if isinstance(self.tags, int):
            return same_tag(self.size, OPEN)
        tags = np.where(self.tags >= OPEN_FALSE, OPEN, self.tags).astype(np.uint8)
        return Column(self.size, tags, self.kinds & ~_HALF_OPEN | 1 << OPEN, self.held)

    def tagged(self, where: Flags, tag: int) -> "Column":
        """Return the column with this tag, which needs no value, in some rows."""
        if not isinstance(where, np.ndarray):
            return same_tag(self.size, tag) if where else self
        if not where.any():
            return self
        tags = self.all_tags().copy()
        tags[where] = tag
        return Column(self.size, tags, self.kinds | 1 << tag, self.spread().held)

    def spread(self) -> "Column":
        """Return the column with a value of its own for every row."""
        if not self.uniform() or not self.held:
            return self
        ((kind, value),) = self.held.items()
        if kind == TEXT:
            return same_kind(self.size, TEXT, Text(np.full(self.size, value.codes), value.words))
        return same_kind(self.size, kind, _gathered(kind, self.size, [(slice(None), value)]))

    def all_tags(self) -> Array:
        """Return the tag of every row."""
        return np.full(self.size, self.tags, np.uint8) if isinstance(self.tags, int) else self.tags

    def objects(self) -> list[Value]:
        """Return the rows as Python values; `Unknown` for open facts, `Unsettled` for other faults."""
        values: list[Value] = [None] * self.size
        tags = self.all_tags()
        for tag in np.unique(tags).tolist():
            rows = np.flatnonzero(tags == tag)
            for row, value in zip(rows.tolist(), self._objects(tag, rows), strict=True):
                values[row] = value
        return values

    def _objects(self, tag: int, rows: Indices) -> Iterable[Value]:
        if tag >= FIRST_FAULT:
            return [_OPEN[tag] if tag in _OPEN else Unsettled(FAULTS[tag])] * len(rows)
        if tag == NULL:
            return [None] * len(rows)
        return _python_values(tag, self.held[tag], rows)

    def to_list(self) -> list[Value]:
        """Return the rows as Python values, with `Unsettled` wherever there is none."""
        return [Unsettled(Fault.NOT_RECORDED) if type(one) is Unknown else one for one in self.objects()]


def _python_values(kind: int, held: Any, rows: Indices) -> Iterable[Value]:
    if kind == TEXT:
        text: Text = held.take(rows).spelled()
        return text.words.at(np.broadcast_to(text.codes, rows.shape))
    if kind == LIST:
        lists: Lists = held.take(rows)
        return lists.objects()
    if not isinstance(held, np.ndarray):
        return [Instant(held) if kind == TIME else held] * len(rows)
    values: list[Value] = held[rows].tolist()
    return map(Instant, values) if kind == TIME else values


def same_tag(size: int, tag: int) -> Column:
    """Return a column of nulls, or of one and the same fault."""
    return Column(size, tag, 1 << tag, {})


def same_kind(size: int, kind: int, held: Any) -> Column:
    """Return a column whose rows are all of one kind."""
    return Column(size, kind, 1 << kind, {kind: held})


def truths(size: int, flags: Flags) -> Column:
    """Return a column of booleans."""
    return same_kind(size, BOOL, flags if isinstance(flags, np.ndarray) else bool(flags))


def constant(size: int, value: Value) -> Column:
    """Return a column with one value for all rows, or one `Unsettled`."""
    tag = _tag(value)
    if tag == NULL or tag >= FIRST_FAULT:
        return same_tag(size, tag)
    if tag == TEXT:
        return same_kind(size, TEXT, Text(0, Words([value])))
    return same_kind(size, tag, int(value) if tag == TIME else value)


_TAGS: dict[type, int] = {type(None): NULL, bool: BOOL, str: TEXT}


def _tag(value: Value) -> int:
    kind = type(value)
    if kind is int or kind is Instant:
        return (INT if kind is int else TIME) if _LEAST <= value <= _MOST else ODD
    if kind is Unknown:
        return OPEN if value.truth is None else (OPEN_TRUE if value.truth else OPEN_FALSE)
    return TAG_OF[value.fault] if kind is Unsettled else _TAGS.get(kind, ODD)


def shred(values: Sequence[Value]) -> Column:
    """Return the column of some Python values; an `Unknown` is an open fact, an `Unsettled` no value."""
    tags = np.array([_tag(value) for value in values], np.uint8)
    found = np.unique(tags).tolist()
    kinds = sum(1 << tag for tag in found)
    held = {tag: _held(tag, values, tags == tag) for tag in found if NULL < tag < FIRST_FAULT}
    return Column(len(values), found[0] if len(found) == 1 else tags, kinds, held)


def _held(tag: int, values: Sequence[Value], where: Mask) -> Any:
    if tag == ODD:
        return objects_array([value if of_kind else None for value, of_kind in zip(values, where, strict=True)])
    if tag == TEXT:
        known: dict[str, int] = {}
        codes = [known.setdefault(value, len(known)) if own else 0 for value, own in zip(values, where, strict=True)]
        return Text(np.array(codes, np.int64), Words(list(known)))
    plain = [value if of_kind else 0 for value, of_kind in zip(values, where, strict=True)]
    return np.array(plain, np.bool_ if tag == BOOL else np.int64)


def objects_array(values: Sequence[Value]) -> Array:
    """Return an array of Python objects; numpy itself would take lists of lists for a table."""
    return np.fromiter(values, object, len(values))


def fault_rows(column: Column) -> list[tuple[Positions, Column]]:
    """Return the rows that have no value, as a part to merge, if there are any."""
    rows = np.flatnonzero(np.broadcast_to(column.faulty(), column.size))
    return [(rows, Column(len(rows), taken(column.tags, rows), column.kinds, {}))] if len(rows) else []


def merge(size: int, parts: Sequence[tuple[Positions, Column]]) -> Column:
    """Put the columns of parts of the rows together; the parts cover all rows, and a later part wins."""
    if len(parts) == 1:
        return parts[0][1]
    parts = [(positions, _without_lists(part)) for positions, part in parts]
    kinds = 0
    for _, part in parts:
        kinds |= part.kinds
    held = {}
    for kind in sorted({kind for _, part in parts for kind in part.held}):
        own = [(positions, part.held[kind]) for positions, part in parts if kind in part.held]
        held[kind] = gathered(size, own) if kind == TEXT else _gathered(kind, size, own)
    return Column(size, _gathered_tags(size, parts), kinds, held)


def _gathered_tags(size: int, parts: Sequence[tuple[Positions, Column]]) -> int | Array:
    different = {part.tags if isinstance(part.tags, int) else None for _, part in parts}
    if len(different) == 1:
        (tag,) = different
        if tag is not None:
            return tag
    tags = np.empty(size, np.uint8)
    for positions, part in parts:
        tags[positions] = part.tags
    return tags


_TYPES: dict[int, type] = {BOOL: np.bool_, INT: np.int64, TIME: np.int64, ODD: object}


def _gathered(kind: int, size: int, parts: Sequence[tuple[Positions, Any]]) -> Array:
    values: Array = np.zeros(size, _TYPES[kind])
    for positions, part in parts:
        values[positions] = objects_array([part]) if kind == ODD and not isinstance(part, np.ndarray) else part
    return values


def _without_lists(column: Column) -> Column:
    """Turn the lists of a column, which has no odd rows beside them, into objects: different records do not mix."""
    if LIST not in column.held:
        return column
    where = column.where(LIST)
    rows = np.flatnonzero(np.broadcast_to(where, column.size))
    values = np.zeros(column.size, object)
    values[rows] = objects_array(column.held[LIST].take(rows).objects())
    tags = np.where(where, ODD, column.tags).astype(np.uint8)
    return Column(column.size, tags, column.kinds & ~(1 << LIST) | 1 << ODD, {ODD: values})
