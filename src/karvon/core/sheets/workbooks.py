"""Tables in .xlsx workbooks: streamed, with dates, failed formulas and leading zeros as their author sees them."""

import re
import warnings
import zipfile
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any, cast
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from karvon.core.sheets.delimited import check_width, refuse_long_cell
from karvon.core.sheets.limits import MIB, Limits
from karvon.core.sheets.opening import refusing_os_errors
from karvon.core.sheets.refusals import FileEmpty, PasswordNeeded, SheetMissing, TooLarge, WorkbookBroken
from karvon.core.sheets.table import EXCEL_EPOCH, MAC_EPOCH, CellError, Row, Value
from karvon.core.words import Sentence, counted, sentence

# What openpyxl raises on workbooks that are damaged, or were made to do damage.
_BROKEN = (
    zipfile.BadZipFile, ParseError, InvalidFileException, KeyError, ValueError, TypeError, AttributeError,
    IndexError, EOFError, NotImplementedError, OverflowError, RecursionError, AssertionError,
)  # fmt: skip
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
_NOT_CALCULATED = re.compile(
    rb"<(?:\w+:)?c(\s[^>]*)?>\s*<(?:\w+:)?f(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)"
    rb"\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>|</(?:\w+:)?c>)"
)
_OVERLAP = 16 * 1024
_ZERO_PADDED = re.compile(r"0{2,20}")
_BESIDE_FORMAT = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged cells of a sheet: those merged down fill each row, those merged across group a header."""

    down: dict[int, tuple[tuple[int, int, int], ...]]
    """By column: first row, last row (as shown) and the column again."""
    across: dict[int, tuple[tuple[int, int], ...]]
    """By row as shown: first and last column."""


@dataclass(frozen=True, slots=True)
class Workbook:
    """One sheet of a workbook with what was found out about it."""

    path: Path
    sheet: str
    epoch: date
    rows_expected: int | None
    merged: Merged
    remarks: tuple[Sentence, ...]
    limits: Limits

    def rows(self) -> Iterator[Row]:
        """Every row that is not blank, with its number; a cell merged down has its value in every row it covers."""
        with _opened(self.path) as book:
            yield from self.rows_of(book[self.sheet])

    def rows_of(self, worksheet: Any) -> Iterator[Row]:
        """The rows of its sheet, already open."""
        above: dict[int, Value] = {}
        for number, values in _stream(self.path, worksheet, self.limits):
            if self.merged.down:
                self._fill_down(number, values, above)
            if any(value is not None for value in values):
                yield Row(number, tuple(values))

    def spans(self, number: int) -> Sequence[tuple[int, int]]:
        """The cells merged across in a row."""
        return self.merged.across.get(number, ())

    def _fill_down(self, number: int, values: list[Value], above: dict[int, Value]) -> None:
        """Give each row under a merged cell its value; the rows in between must hold something of their own."""
        if all(value is None for value in values):
            return
        for column, ranges in self.merged.down.items():
            place = bisect_right(ranges, (number, 1 << 30, 0)) - 1
            if place < 0 or number > ranges[place][1]:
                continue
            if number == ranges[place][0]:
                above[column] = values[column] if column < len(values) else None
            else:
                values.extend([None] * (column + 1 - len(values)))
                values[column] = above.get(column)


def open_workbook(path: Path, sheet: str | None, limits: Limits, head: int) -> tuple[Workbook, list[Row]]:
    """Check a workbook's sizes before anything is unpacked, then find the sheet to read and its first rows."""
    _check_parts(path, limits)
    with _opened(path) as book:
        sheets = [one for one in book.worksheets if isinstance(one, ReadOnlyWorksheet)]
        visible = [one for one in sheets if one.sheet_state == "visible"] or sheets
        chosen = _choose(path, visible, sheets, sheet)
        epoch = MAC_EPOCH if book.epoch == CALENDAR_MAC_1904 else EXCEL_EPOCH
        expected = chosen.max_row
        remarks = _remarks_on_sheets(chosen.title, [one.title for one in visible], named=sheet is not None)
        merged, on_cells = _survey(path, chosen._worksheet_path, limits)
        opened = Workbook(path, chosen.title, epoch, expected, merged, (*remarks, *on_cells), limits)
        return opened, list(islice(opened.rows_of(chosen), head))


def _choose(path: Path, visible: Sequence[Any], sheets: Sequence[Any], name: str | None) -> Any:
    """The sheet of that name, else the first visible one that holds anything."""
    if name is not None:
        for one in sheets:
            if one.title.strip().casefold() == name.strip().casefold():
                return one
        words = "The workbook “{file}” has no sheet “{sheet}”. It has: {sheets}."
        raise SheetMissing(sentence(words, file=path, sheet=name, sheets=tuple(one.title for one in sheets)))
    for one in visible:
        if any(value is not None for row in islice(one.iter_rows(values_only=True), 200) for value in row):
            return one
    words = "The workbook “{file}” is empty: no sheet holds anything. Check that the list was saved."
    raise FileEmpty(sentence(words, file=path))


def _remarks_on_sheets(chosen: str, visible: Sequence[str], *, named: bool) -> list[Sentence]:
    """Say which sheets were left aside."""
    others = tuple(title for title in visible if title != chosen)
    if named or not others:
        return []
    return [sentence("The sheet “{sheet}” was read; left aside: {others}.", sheet=chosen, others=others)]


def _check_parts(path: Path, limits: Limits) -> None:
    """Refuse a workbook that would unpack beyond the limits, from the sizes in its directory.

    Reading stops at the stated size of a part, so a directory that lies only damages its own workbook.
    """
    with refusing_os_errors(path), zipfile.ZipFile(path) as archive:
        parts = archive.infolist()
    total = sum(part.file_size for part in parts)
    if total > limits.unpacked_bytes or len(parts) > 5_000:
        _refuse_unpacked(path, total, limits.unpacked_bytes)
    for part in parts:
        if part.flag_bits & 1:
            words = "The workbook “{file}” is protected by a password. Save it without one and try again."
            raise PasswordNeeded(sentence(words, file=path))
        limit = limits.part_bytes
        if part.filename.startswith(("xl/worksheets/", "xl/media/", "xl/drawings/", "customXml/")):
            continue
        if part.filename.endswith("sharedStrings.xml"):
            limit = limits.strings_bytes
        if part.file_size > limit:
            _refuse_unpacked(path, part.file_size, limit)


def _refuse_unpacked(path: Path, size: int, limit: int) -> None:
    """Refuse what grows beyond its limit when unpacked."""
    words = (
        "The workbook “{file}” would unpack to {size:n} MB; at most {limit:n} MB are read. "
        "Save only the list, without pictures and formats, as .xlsx or .csv."
    )
    raise TooLarge(sentence(words, file=path, size=-(-size // MIB), limit=limit // MIB))


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """A workbook open for streaming; what is damaged inside it becomes a refusal."""
    try:
        with refusing_os_errors(path), path.open("rb") as file, warnings.catch_warnings():
            # What openpyxl warns of (styles, extensions it leaves aside) is not about the list.
            warnings.simplefilter("ignore")
            book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
            yield book
    except _BROKEN as error:
        words = (
            "The workbook “{file}” is damaged or was not saved whole. Open it, save it again as .xlsx and try again."
        )
        raise WorkbookBroken(sentence(words, file=path)) from error


def _stream(path: Path, worksheet: Any, limits: Limits) -> Iterator[tuple[int, list[Value]]]:
    """Every row of a sheet with its number, blank ones too, streamed."""
    # The extent a sheet states for itself is wrong in files of many exporters, and would hide rows.
    worksheet.reset_dimensions()
    for number, cells in enumerate(worksheet.iter_rows(), start=1):
        values = [_value(cell) for cell in cells]
        while values and values[-1] is None:
            values.pop()
        check_width(path, number, len(values), limits)
        for value in values:
            if isinstance(value, str) and len(value) > limits.cell_characters:
                refuse_long_cell(path, number, value, limits)
        yield number, values


def _value(cell: Any) -> Value:
    """The value of a cell as its author sees it."""
    value: Value = cell.value
    if value is None:
        return None
    if isinstance(value, str):
        if cell.data_type == "e":
            return CellError(value)
        return None if not value or value.isspace() else value
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return _number(value, cell.number_format)
    if isinstance(value, datetime) and not _shows_hours(cell.number_format):
        return value.date()
    return value


def _number(value: float, number_format: str) -> Value:
    """A number; as text where its format pads it with zeros, because then it is a number of a paper, not a quantity."""
    if not isinstance(value, int) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    if isinstance(value, int) and _ZERO_PADDED.fullmatch(number_format):
        return str(value).zfill(len(number_format))
    return value


@lru_cache(maxsize=1024)
def _shows_hours(number_format: str) -> bool:
    """Whether a date format shows the time of day."""
    return "h" in _BESIDE_FORMAT.sub("", number_format).lower()


def _survey(path: Path, part: str, limits: Limits) -> tuple[Merged, tuple[Sentence, ...]]:
    """What streaming over the cells does not tell: merged cells, and formulas whose result was never stored."""
    ranges: list[str] = []
    not_calculated = 0
    with refusing_os_errors(path), zipfile.ZipFile(path) as archive, archive.open(part.lstrip("/")) as file:
        tail = b""
        while chunk := file.read(MIB):
            text = tail + chunk
            ranges += [found[1].decode() for found in _MERGED.finditer(text) if found.end() > len(tail)]
            for found in _NOT_CALCULATED.finditer(text):
                not_calculated += found.end() > len(tail) and b't="str"' not in (found[1] or b"")
            tail = text[-_OVERLAP:]
            if len(ranges) > limits.merged_ranges:
                words = (
                    "The workbook “{file}” has more than {limit:n} merged cells. Undo the merging and save it again."
                )
                raise TooLarge(sentence(words, file=path, limit=limits.merged_ranges))
    if not not_calculated:
        return _merged(ranges), ()
    remark = counted(
        "One formula has no stored result and reads as empty. Open the workbook, save it and try again.",
        "{count:n} formulas have no stored result and read as empty. Open the workbook, save it and try again.",
        count=not_calculated,
    )
    return _merged(ranges), (remark,)


def _merged(ranges: Sequence[str]) -> Merged:
    """Sort merged ranges into those that go down and those that go across."""
    down: dict[int, list[tuple[int, int, int]]] = {}
    across: dict[int, list[tuple[int, int]]] = {}
    for text in ranges:
        left, top, right, bottom = cast("tuple[int, int, int, int]", range_boundaries(text))
        if bottom > top:
            down.setdefault(left - 1, []).append((top, bottom, left - 1))
        if right > left:
            across.setdefault(top, []).append((left - 1, right - 1))
    return Merged(
        {column: tuple(sorted(found)) for column, found in down.items()},
        {row: tuple(sorted(found)) for row, found in across.items()},
    )
