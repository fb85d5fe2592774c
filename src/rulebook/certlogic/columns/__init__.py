"""Columns: the judge for batches. One expression over a million rows, with exactly the meaning of the interpreter.

CertLogic is typed by value and columns are not. So the value of a node over a batch is a bundle: a tag per row with
the kind of its value or the reason why there is none, and one typed array per kind. Where all rows are of one kind
there is one tag for all of them, and an operation costs what hand-written vector code costs. What is rare in columns
(fractions, objects, integers beyond 64 bits) is judged row by row by the interpreter itself.

The arrays are numpy's and every node is evaluated at once, in chunks of rows that fit a processor's cache. Polars
holds the data and reads the foreign types, but does not judge: as one of its expressions a requirement grows with
every tag and null that has to be carried along, it cannot stop at the rows that an `and` or an `if` has already
settled, and it brings every intermediate column into being at full length.
"""

from dataclasses import dataclass

import numpy as np

from rulebook.certlogic.columns.batch import Batch, batch_of_frame, batch_of_rows
from rulebook.certlogic.columns.column import Column, same_tag
from rulebook.certlogic.columns.judging import values
from rulebook.certlogic.columns.settling import FALSE, OPEN, TRUE, answers
from rulebook.certlogic.columns.tables import Kind, Leaf, Many, Reading, Records, Schema, SchemaMismatch
from rulebook.certlogic.columns.tags import NULL
from rulebook.certlogic.columns.texts import Array, Mask
from rulebook.certlogic.tree import Expr

__all__ = [
    "Batch",
    "Column",
    "Kind",
    "Leaf",
    "Many",
    "Reading",
    "Records",
    "Schema",
    "SchemaMismatch",
    "Truths",
    "batch_of_frame",
    "batch_of_rows",
    "evaluate_columns",
    "settle_columns",
]

CHUNK = 131_072


@dataclass(frozen=True, slots=True, eq=False)
class Truths:
    """A three-valued answer per row; each row is in exactly one of the three masks."""

    answers: Array

    @property
    def true(self) -> Mask:
        """Rows in which the expression is truthy."""
        return np.equal(self.answers, TRUE)

    @property
    def false(self) -> Mask:
        """Rows in which it is falsy."""
        return np.equal(self.answers, FALSE)

    @property
    def unknown(self) -> Mask:
        """Rows in which the answer is open."""
        return np.equal(self.answers, OPEN)


def evaluate_columns(expr: Expr, batch: Batch) -> Column:
    """Return the value of `expr` for every row of `batch`, as `interpret.evaluate` does.

    `to_list()` of the result gives the values, and `Unsettled` with the same fault (not with the paths that are
    missing) where the interpreter raises it. Never raises on any data.
    """
    return values(expr, batch.view) if batch.size else same_tag(0, NULL)


def settle_columns(expr: Expr, batch: Batch) -> Truths:
    """Return for every row of `batch` whether `expr` is truthy, the same truth as `interpret.settle(expr, row)`.

    Never raises on any data. Memory beside the batch: one byte per row, and the temporary values of one chunk.
    """
    found = np.empty(batch.size, np.uint8)
    for start in range(0, batch.size, CHUNK):
        stop = min(start + CHUNK, batch.size)
        found[start:stop] = answers(expr, batch.view.take(slice(start, stop)))
    return Truths(found)
