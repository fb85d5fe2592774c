"""A table as it was found in a file: its columns, and its rows with the numbers a person sees beside them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Literal, NamedTuple

from karvon.core.words import Sentence

EXCEL_EPOCH = date(1899, 12, 30)
MAC_EPOCH = date(1904, 1, 1)


class CellError(str):
    """What a spreadsheet shows where a formula failed, such as `#N/A`: a value that is known to be missing."""

    __slots__ = ()


Value = str | int | float | bool | datetime | date | time | timedelta | CellError | None


class Kind(StrEnum):
    """What a cell holds."""

    EMPTY = "empty"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    DATETIME = "datetime"
    TIME = "time"
    ERROR = "error"


class Column(NamedTuple):
    """One column: its place from 0, the letter a spreadsheet shows, and its header as written."""

    index: int  # type: ignore[assignment]  # the place of a column, not the method of a tuple
    letter: str
    header: str


class Cell(NamedTuple):
    """One cell with its place, for showing; rows carry bare values for speed."""

    value: Value
    text: str
    kind: Kind
    row: int
    letter: str


class Row(NamedTuple):
    """One row: its number as the spreadsheet shows it, and a value per column (text or None in a CSV file)."""

    number: int
    values: tuple[Value, ...]

    def value(self, index: int) -> Value:
        """The value in a column, None beyond the end of the row."""
        return self.values[index] if index < len(self.values) else None

    def cell(self, index: int) -> Cell:
        """The cell in a column with its place and its text."""
        value = self.value(index)
        return Cell(value, text_of(value), kind_of(value), self.number, column_letter(index))


@dataclass(frozen=True, slots=True)
class Table:
    """A table in a file; rows are read anew from the file each time they are asked for."""

    path: Path
    kind: Literal["csv", "xlsx"]
    """The kind of file it stands in."""
    sheet: str
    """The name of the sheet; empty for a delimited file."""
    header_row: int
    """The number of the (last) row of the header."""
    columns: tuple[Column, ...]
    remarks: tuple[Sentence, ...]
    """What was guessed or passed over while opening, each worth telling the person who brought the file."""
    epoch: date
    """The day that Excel's day number 0 stands for in this file."""
    rows_expected: int | None
    """About how many rows there are, for a progress bar."""
    open_rows: Callable[[], Iterator[Row]] = field(repr=False, compare=False)

    def rows(self) -> Iterator[Row]:
        """Every row below the header that is not blank, one at a time."""
        return self.open_rows()


def column_letter(index: int) -> str:
    """The letters a spreadsheet shows above a column, from its place: 0 is A, 26 is AA."""
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def text_of(value: Value) -> str:
    """A value as the text a person would recognise."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, time):
        return value.isoformat(timespec="minutes")
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def kind_of(value: Value) -> Kind:
    """What kind of value this is."""
    if value is None:
        return Kind.EMPTY
    if isinstance(value, CellError):
        return Kind.ERROR
    if isinstance(value, datetime):
        return Kind.DATETIME
    if isinstance(value, date):
        return Kind.DATE
    if isinstance(value, time | timedelta):
        return Kind.TIME
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Kind.NUMBER
    return Kind.TEXT
