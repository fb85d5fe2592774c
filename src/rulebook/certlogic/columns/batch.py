"""A batch: many data contexts that are judged at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from rulebook.certlogic.columns.column import View, objects_array
from rulebook.certlogic.columns.tables import Records, Schema, Table, TableView
from rulebook.certlogic.columns.texts import Indices, Mask
from rulebook.certlogic.columns.views import Rows
from rulebook.certlogic.values import Value


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows to judge. Picking rows out is cheap: a column is gathered only when an expression reads it."""

    view: View

    @property
    def size(self) -> int:
        """How many rows there are."""
        return self.view.size

    def take(self, rows: Indices) -> "Batch":
        """Return the batch of these rows, in this order."""
        return Batch(self.view.take(rows))

    def filter(self, mask: Mask) -> "Batch":
        """Return the batch of the rows in which `mask`, one truth per row, is true."""
        return self.take(np.flatnonzero(mask))

    def rows(self) -> list[Value]:
        """Return the data contexts that the batch stands for, as the interpreter takes them."""
        return self.view.read(()).objects()


def batch_of_rows(rows: Sequence[Value]) -> Batch:
    """Return a batch of Python data contexts: JSON values of any shape, `NOT_RECORDED` for open facts."""
    return Batch(Rows(objects_array(rows)))


def batch_of_frame(frame: pl.DataFrame, schema: Schema, records: Mapping[str, Records] | None = None) -> Batch:
    """Return a batch of typed columns, named by their path, e.g. `traveller.age`.

    Lists are List columns (of Struct for records), or stand apart in `records`. The frame is neither copied nor
    changed. Raises `SchemaMismatch` where a column is missing or is not of the kind that `schema` says.
    """
    return Batch(TableView(Table(frame, schema, records), slice(0, frame.height)))
