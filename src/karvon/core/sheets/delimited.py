"""Tables in delimited text: comma, semicolon, tab or bar, quoted or not, read one row at a time."""

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Self

from karvon.core.sheets.encodings import Encoding, find_encoding
from karvon.core.sheets.limits import Limits
from karvon.core.sheets.opening import refusing_os_errors
from karvon.core.sheets.refusals import QuoteNeverClosed, TooLarge
from karvon.core.sheets.table import Row
from karvon.core.words import sentence

_DELIMITERS = ",;\t|"
_SAMPLE_ROWS = 60
_UNCUT = "\x1f"
_LINE = 128 * 1024
_LINES_OF_RECORD = 5_000


@dataclass(frozen=True, slots=True)
class Delimited:
    """A delimited text file with what was found out about how it is written."""

    path: Path
    encoding: Encoding
    delimiter: str
    lines_before: int
    """1 where the first line is the `sep=;` that spreadsheet programs write, else 0."""
    limits: Limits

    def rows(self) -> Iterator[Row]:
        """Every row that is not blank, with the number a spreadsheet program would give it."""
        with refusing_os_errors(self.path), _Lines(self.path, self.encoding.name, self.limits) as lines:
            for _ in range(self.lines_before):
                next(lines)
            reader = csv.reader(lines, delimiter=self.delimiter)
            number = self.lines_before
            while True:
                lines.of_record.clear()
                values = self._next_record(reader, number + 1)
                if values is None:
                    return
                number += 1
                if number > self.limits.stored_rows:
                    words = "“{file}” has more than {limit:n} rows. Split it into several files."
                    raise TooLarge(sentence(words, file=self.path, limit=self.limits.stored_rows))
                if len(lines.of_record) > 1:
                    self._check_quotes(lines, number, values)
                if any(values) and any(filled := self._values(number, values)):
                    yield Row(number, filled)

    def _next_record(self, reader: "Iterator[list[str]]", number: int) -> list[str] | None:
        """The next record, None at the end of the file."""
        try:
            return next(reader, None)
        except csv.Error as error:
            words = (
                "“{file}”, row {row}: a cell begins there that does not end within {limit:n} characters. "
                "A quotation mark is probably not closed; close or remove it."
            )
            limit = self.limits.cell_characters
            raise QuoteNeverClosed(sentence(words, file=self.path, row=number, limit=limit)) from error

    def _check_quotes(self, lines: "_Lines", number: int, values: list[str]) -> None:
        """Refuse a record over several lines in which an open quotation mark has swallowed other rows."""
        unpaired = lines.at_end and sum(line.count('"') for line in lines.of_record) % 2
        if not unpaired and not any(self._holds_rows(value, len(values)) for value in values):
            return
        words = (
            "“{file}”, row {row}: the quotation mark in “{text}” is not closed in its cell, "
            "so that the rows after it cannot be told apart. Close or remove it."
        )
        text = lines.of_record[0].strip()
        start = max(text.rfind('"') - 10, 0)
        raise QuoteNeverClosed(sentence(words, file=self.path, row=number, text=text[start : start + 30]))

    def _holds_rows(self, value: str, width: int) -> bool:
        """Whether the lines inside a cell are cut like rows."""
        inner = value.splitlines()[1:-1]
        return len(inner) > 0 and all(line.count(self.delimiter) >= max(2, (width - 1) // 2) for line in inner)

    def _values(self, number: int, values: list[str]) -> tuple[str | None, ...]:
        """The values of a row within the limits, with None for what is blank."""
        if len(values) > self.limits.columns:
            while values and not values[-1].strip():
                values.pop()
            check_width(self.path, number, len(values), self.limits)
        if values and len(longest := max(values, key=len)) > self.limits.cell_characters:
            refuse_long_cell(self.path, number, longest, self.limits)
        return tuple([value if value and not value.isspace() else None for value in values])


def check_width(path: Path, number: int, width: int, limits: Limits) -> None:
    """Refuse a row with more columns than the limit."""
    if width > limits.columns:
        words = "“{file}”, row {row} has {width:n} columns; at most {limit:n} are read. Remove the columns not needed."
        raise TooLarge(sentence(words, file=path, row=number, width=width, limit=limits.columns))


def refuse_long_cell(path: Path, number: int, text: str, limits: Limits) -> None:
    """Refuse a cell that is longer than the limit."""
    words = (
        "“{file}”, row {row}: the cell that begins “{text}” has more than {limit:n} characters. "
        "Shorten it, or close a quotation mark that was left open."
    )
    raise TooLarge(sentence(words, file=path, row=number, text=text[:30], limit=limits.cell_characters))


def open_delimited(path: Path, limits: Limits) -> list[Delimited]:
    """The ways a text file may be delimited, the likeliest first; the header decides where they are close."""
    with refusing_os_errors(path):
        encoding = find_encoding(path)
        with _Lines(path, encoding.name, limits) as lines:
            sample = list(islice(lines, _SAMPLE_ROWS))
    hint = sample[0].strip().casefold().strip('"') if sample else ""
    if len(hint) == len("sep=;") and hint.startswith("sep="):
        return [Delimited(path, encoding, hint[-1], 1, limits)]
    likeliest = find_delimiter(sample)
    others = [delimiter for delimiter in _DELIMITERS + _UNCUT if delimiter != likeliest]
    return [Delimited(path, encoding, delimiter, 0, limits) for delimiter in (likeliest, *others)]


def find_delimiter(lines: list[str]) -> str:
    """The delimiter that cuts most lines into the same number of cells, more than one; a comma in doubt."""

    def score(delimiter: str) -> float:
        try:
            widths = Counter(len(cells) for cells in csv.reader(lines, delimiter=delimiter) if any(cells))
        except csv.Error:
            return 0.0
        cut = {width: count for width, count in widths.items() if width > 1}
        if not cut:
            return 0.0
        width, count = max(cut.items(), key=lambda item: (item[1], item[0]))
        return float(count / widths.total() * min(width, 10) ** 0.5)

    return max(_DELIMITERS, key=score)


class _Lines:
    """The lines of a text file, each of bounded length, remembering those of the record being read."""

    def __init__(self, path: Path, encoding: str, limits: Limits) -> None:
        """Open the file for reading."""
        self.path = path
        # A damaged byte stays visible as the replacement character; the remark on the encoding counts them.
        self.file = path.open(encoding=encoding, errors="replace", newline="")
        self.longest = max(limits.cell_characters * 4, _LINE)
        self.number = 0
        self.of_record: list[str] = []
        self.at_end = False

    def __enter__(self) -> Self:
        """The lines, as an iterator."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self.file.close()

    def __iter__(self) -> "_Lines":
        """The lines, as an iterator."""
        return self

    def __next__(self) -> str:
        """The next line, or the next piece of a line too long to hold."""
        line = self.file.readline(self.longest)
        if not line:
            self.at_end = True
            raise StopIteration
        self.number += 1
        if len(line) == self.longest and line[-1] not in "\r\n":
            words = "“{file}”: line {line} has more than {limit:n} characters. Check that this is a list of travellers."
            raise TooLarge(sentence(words, file=self.path, line=self.number, limit=self.longest))
        self.of_record.append(line)
        if len(self.of_record) > _LINES_OF_RECORD:
            words = "“{file}”: a quotation mark opened before line {line} is not closed. Close or remove it."
            raise QuoteNeverClosed(sentence(words, file=self.path, line=self.number - _LINES_OF_RECORD + 1))
        return line
