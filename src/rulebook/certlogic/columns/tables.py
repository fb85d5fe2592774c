"""Typed columns: a table per batch and per kind of record; a column is loaded when an expression first reads it.

A row of a table stands for a data context: nested objects with the columns as leaves, a null cell as what its absence
means. So the same rows can be judged here and, as Python values, by the interpreter.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

import numpy as np
import polars as pl

from rulebook.certlogic.columns.column import Column, same_kind, same_tag, shred
from rulebook.certlogic.columns.tags import BOOL, INT, LIST, NULL, OPEN, TEXT
from rulebook.certlogic.columns.texts import Array, Flags, Indices, Moments, Positions, Text, Words, taken
from rulebook.certlogic.columns.views import dig
from rulebook.certlogic.values import MS_PER_DAY, NOT_RECORDED, Instant, Unknown, Value

Path: TypeAlias = tuple[str, ...]


class SchemaMismatch(ValueError):
    """The columns are not what the schema says; the message names the column and what to change."""


class Kind(Enum):
    """What kind of value a column has."""

    TRUTH = "truth"
    NUMBER = "whole number"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Leaf:
    """A fact: its kind, what a null cell means (`NOT_RECORDED`, or None for truly none), and how to derive it.

    A derived fact has no column of its own: `derive` makes it for the rows that an expression reads, and returns the
    values with the rows in which there is one. Dates and date-times are texts to CertLogic, and so to the schema.
    """

    kind: Kind
    absent: Unknown | None = NOT_RECORDED
    derive: Callable[["Reading"], tuple[Array, Flags]] | None = None


@dataclass(frozen=True, slots=True)
class Many:
    """A list, of plain values or of records by the name of their facts, and what a null list means."""

    of: Leaf | Mapping[str, Leaf]
    absent: Unknown | None = NOT_RECORDED


Schema: TypeAlias = Mapping[str, Leaf | Many]


@dataclass(frozen=True, slots=True, eq=False)
class Records:
    """Lists that stand apart from the rows, so that rows can share them: where in `frame` the list of each row lies.

    The items of row i are the rows `starts[i]` to `starts[i] + lengths[i]` of `frame`; a length below zero is null.
    """

    frame: pl.DataFrame
    starts: Array
    lengths: Array


class Table:
    """Columns by path, each loaded when first read and then kept; `place` says in messages what it is a table of."""

    def __init__(
        self, frame: pl.DataFrame, schema: Schema, records: Mapping[str, Records] | None = None, place: str = ""
    ) -> None:
        self.size = frame.height
        self.schema: dict[Path, Leaf | Many] = {_path(name): fact for name, fact in schema.items()}
        self.derived = {path for path, fact in self.schema.items() if isinstance(fact, Leaf) and fact.derive}
        self._frame = frame
        self._records = {_path(name): one for name, one in (records or {}).items()}
        self._columns: dict[Path, Column] = {}
        for path, fact in self.schema.items():
            self._check(path, fact, ".".join(filter(None, (place, *path))))

    def column(self, path: Path) -> Column:
        """Return the column at a path of the schema that is not derived."""
        column = self._columns.get(path)
        if column is None:
            column = self._columns[path] = self._load(path)
        return column

    def _check(self, path: Path, fact: Leaf | Many, name: str) -> None:
        if any(path[:depth] in self.schema for depth in range(len(path))):
            raise SchemaMismatch(f"{name}: lies inside another fact of the schema; leave one of the two out")
        if isinstance(fact, Leaf) and fact.derive:
            if fact.kind is Kind.TEXT:
                raise SchemaMismatch(f"{name}: only numbers and truths can be derived; give a text its own column")
            return
        if isinstance(fact, Many) and path in self._records:
            _check_records(name, self._records[path], self.size)
            _items(self._records[path], fact, name)
            return
        found = self._frame.schema.get(".".join(path))
        if found is None:
            raise SchemaMismatch(f"{name}: the schema names this column, but the frame does not have it")
        _check_type(name, found, fact)
        if isinstance(fact, Many):
            _items(_exploded(self._frame[".".join(path)].head(0), fact), fact, name)

    def _load(self, path: Path) -> Column:
        fact = self.schema[path]
        if isinstance(fact, Leaf):
            return _leaf(self._frame[".".join(path)], fact)
        records = self._records.get(path) or _exploded(self._frame[".".join(path)], fact)
        items = _items(records, fact, ".".join(path))
        # where nothing starts may stand anything; it must not widen the span of the items
        starts = np.where(records.lengths > 0, records.starts, np.clip(records.starts, 0, items.size))
        lists = RecordLists(starts, np.maximum(records.lengths, 0), items)
        return same_kind(self.size, LIST, lists).tagged(records.lengths < 0, _absent(fact))


def _items(records: Records, fact: Many, place: str) -> Table:
    return Table(records.frame, fact.of if isinstance(fact.of, Mapping) else {"": fact.of}, place=place)


def _path(name: str) -> Path:
    return tuple(name.split(".")) if name else ()


def _absent(fact: Leaf | Many) -> int:
    return NULL if fact.absent is None else OPEN


_TYPES: dict[Kind, tuple[type[pl.DataType], ...]] = {
    Kind.TRUTH: (pl.Boolean,),
    Kind.NUMBER: (
        *(pl.Int8, pl.Int16, pl.Int32, pl.Int64, pl.UInt8, pl.UInt16, pl.UInt32, pl.UInt64),
        *(pl.Float32, pl.Float64),
    ),
    Kind.TEXT: (pl.String, pl.Categorical, pl.Enum, pl.Date, pl.Datetime),
}


def _check_type(name: str, found: pl.DataType, fact: Leaf | Many) -> None:
    if isinstance(fact, Leaf):
        allowed = _TYPES[fact.kind]
        if not isinstance(found, (*allowed, pl.Null)):
            expected = " or ".join(one.__name__ for one in allowed)
            raise SchemaMismatch(f"{name}: a column for a {fact.kind.value} is {expected}, but this one is {found}")
    elif not isinstance(found, pl.List):
        raise SchemaMismatch(f"{name}: the schema says that this column holds lists, but it is {found}")
    elif isinstance(fact.of, Mapping) and not isinstance(found.inner, pl.Struct | pl.Null):
        raise SchemaMismatch(f"{name}: the schema says that the lists hold records, but they hold {found.inner}")


def _check_records(name: str, records: Records, size: int) -> None:
    if not len(records.starts) == len(records.lengths) == size:
        raise SchemaMismatch(f"{name}: one start and one length for each of the {size} rows, please")
    filled = records.lengths > 0
    starts, ends = records.starts[filled], records.starts[filled] + records.lengths[filled]
    if len(starts) and (starts.min() < 0 or ends.max() > records.frame.height):
        raise SchemaMismatch(f"{name}: some lists lie outside the {records.frame.height} records")


def _exploded(lists: pl.Series, fact: Many) -> Records:
    """Lay the lists of a column out one after the other."""
    lengths = lists.list.len().cast(pl.Int64).fill_null(-1).to_numpy()
    ends = np.cumsum(np.maximum(lengths, 0))
    items = lists.filter(pl.Series(lengths > 0)).explode()
    if isinstance(items.dtype, pl.Struct):
        frame = items.struct.unnest()
    else:
        frame = pl.DataFrame(dict.fromkeys(fact.of if isinstance(fact.of, Mapping) else ("",), items))
    return Records(frame, ends - np.maximum(lengths, 0), lengths)


def _leaf(series: pl.Series, leaf: Leaf) -> Column:
    if series.null_count() == len(series):
        return same_tag(len(series), _absent(leaf))
    if leaf.kind is Kind.NUMBER and not _fits_int64(series):
        return shred([leaf.absent if value is None else value for value in series.to_list()])
    column = _typed(series, leaf.kind)
    return column.tagged(series.is_null().to_numpy(), _absent(leaf)) if series.null_count() else column


def _fits_int64(series: pl.Series) -> bool:
    return series.dtype.is_integer() and series.cast(pl.Int64, strict=False).null_count() == series.null_count()


def _typed(series: pl.Series, kind: Kind) -> Column:
    if kind is Kind.TRUTH:
        return same_kind(len(series), BOOL, series.fill_null(value=False).to_numpy())
    if kind is Kind.TEXT:
        return same_kind(len(series), TEXT, _texts(series))
    numbers = series.cast(pl.Int64) if series.dtype == pl.UInt64 else series
    return same_kind(len(series), INT, numbers.fill_null(0).to_numpy())


_TICKS_PER_MS = {"ms": 1, "us": 1_000, "ns": 1_000_000}


def _texts(series: pl.Series) -> Text | Moments:
    if isinstance(series.dtype, pl.Datetime):
        return Moments(series.to_physical().fill_null(0).to_numpy() // _TICKS_PER_MS[series.dtype.time_unit])
    if series.dtype == pl.Date:
        return _dates(series)
    if not isinstance(series.dtype, pl.Enum):
        texts = series.cast(pl.String)
        series = texts.cast(pl.Enum(texts.drop_nulls().unique().sort()))
    assert isinstance(series.dtype, pl.Enum)
    categories = series.dtype.categories
    words = Words(categories if len(categories) > _LARGE else categories.to_list())
    return Text(series.to_physical().fill_null(0).to_numpy(), words)


_LARGE = 65_536


def _dates(series: pl.Series) -> Text:
    days, codes = np.unique(series.to_physical().fill_null(0).to_numpy(), return_inverse=True)
    return Text(codes, Words([Instant(day * MS_PER_DAY).isoformat().split("T")[0] for day in days.tolist()]))


@dataclass(frozen=True, slots=True)
class TableView:
    """Some rows of a table; for records also the rows that own them, where facts are derived from both."""

    table: Table
    rows: Positions
    owner: "TableView | None" = None

    @property
    def size(self) -> int:
        """How many rows there are."""
        return self.rows.stop - self.rows.start if isinstance(self.rows, slice) else len(self.rows)

    def take(self, positions: Positions) -> "TableView":
        """Return some of the rows."""
        owner = self.owner.take(positions) if self.owner else None
        return TableView(self.table, _composed(self.rows, positions), owner)

    def read(self, fragments: Path) -> Column:
        """Return what lies at a path."""
        for depth in range(len(fragments) + 1):
            if fragments[:depth] in self.table.schema:
                return dig(self._column(fragments[:depth]), fragments[depth:])
        inside = [path for path in self.table.schema if path[: len(fragments)] == fragments]
        return shred(self._objects(inside, len(fragments))) if inside else same_tag(self.size, NULL)

    def _column(self, path: Path) -> Column:
        fact = self.table.schema[path]
        if isinstance(fact, Leaf):
            return self._derived(fact) if fact.derive else self.table.column(path).take(self.rows)
        column = self.table.column(path).take(self.rows)
        lists: RecordLists = column.held[LIST]
        return Column(column.size, column.tags, column.kinds, {LIST: lists.owned_by(self)})

    def _derived(self, leaf: Leaf) -> Column:
        assert leaf.derive
        values, known = leaf.derive(Reading(self))
        kind = BOOL if leaf.kind is Kind.TRUTH else INT
        return same_kind(self.size, kind, values).tagged(np.logical_not(known), _absent(leaf))

    def _objects(self, paths: list[Path], depth: int) -> list[Value]:
        """Return the rows as nested objects, with what lies below the paths."""
        objects: list[dict[str, Value]] = [{} for _ in range(self.size)]
        for path in paths:
            *above, last = path[depth:]
            for target, value in zip(objects, self._column(path).objects(), strict=True):
                inner = target
                for name in above:
                    inner = inner.setdefault(name, {})
                inner[last] = value
        return objects


def _composed(rows: Positions, positions: Positions) -> Positions:
    if not isinstance(rows, slice):
        return rows[positions]
    if not isinstance(positions, slice):
        return positions + rows.start if rows.start else positions
    picked = range(rows.start, rows.stop)[positions]
    return slice(picked.start, picked.stop)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a derived fact is made from: other columns of the same rows, and of the rows that own them."""

    view: TableView

    def here(self, path: str) -> tuple[Array, Flags]:
        """Return the numbers, truths, or moments in milliseconds at `path`, and in which rows there is one."""
        return _plain(self.view.read(_path(path)))

    def of_owner(self, path: str) -> tuple[Array, Flags]:
        """Return the same of the rows whose lists the records stand in."""
        assert self.view.owner, "only a fact of a record has an owner"
        return _plain(self.view.owner.read(_path(path)))


def _plain(column: Column) -> tuple[Array, Flags]:
    for kind in (INT, BOOL, TEXT):
        held = column.held.get(kind)
        if held is not None and not isinstance(held, Text):
            return (held.ms if isinstance(held, Moments) else held), column.where(kind)
    return np.zeros(column.size, np.int64), False


@dataclass(frozen=True, slots=True)
class RecordLists:
    """Lists whose items are rows of a table."""

    starts: Array
    lengths: Array
    items: Table
    owner: TableView | None = None

    def owned_by(self, owner: TableView) -> "RecordLists":
        """Return the same lists; remember whose they are, where a fact of the items is derived from it."""
        return RecordLists(self.starts, self.lengths, self.items, owner if self.items.derived else None)

    def take(self, positions: Positions) -> "RecordLists":
        """Return some of the lists."""
        starts, lengths = taken(self.starts, positions), taken(self.lengths, positions)
        return RecordLists(starts, lengths, self.items, self.owner.take(positions) if self.owner else None)

    def item(self, rows: Indices, index: int) -> TableView:
        """Return the item with this index of each of some lists."""
        return TableView(self.items, self.starts[rows] + index, self.owner.take(rows) if self.owner else None)

    def flat(self) -> tuple[Indices, TableView]:
        """Return all items, list after list, and for each the row of its list."""
        owners = np.repeat(np.arange(len(self.lengths)), self.lengths)
        offsets = self.starts - (np.cumsum(self.lengths) - self.lengths)
        of_items = np.repeat(offsets, self.lengths)
        rows: Positions = of_items + np.arange(len(owners))
        return owners, TableView(self.items, rows, self.owner.take(owners) if self.owner else None)

    def span(self) -> slice | None:
        """Return the rows of the table among which all items lie; None where those are more than the items."""
        first, last = int(self.starts.min()), int((self.starts + self.lengths).max())
        return slice(first, last) if 0 < last - first <= self.lengths.sum() else None

    def stand_alone(self, fragments: Path) -> bool:
        """Tell whether what lies at a path of an item does not depend on the row that owns it."""
        shorter = ((path[: len(fragments)], fragments[: len(path)]) for path in self.items.derived)
        return all(one != other for one, other in shorter)

    def objects(self) -> list[Value]:
        """Return the lists as Python values."""
        items = iter(self.flat()[1].read(()).objects())
        return [[next(items) for _ in range(length)] for length in self.lengths.tolist()]
