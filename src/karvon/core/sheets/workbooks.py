"""Tables in .xlsx workbooks: streamed, with dates, failed formulas and leading zeros as their author sees them."""

import re
import warnings
import zipfile
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any, cast
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError

from openpyxl import load_workbook
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet._reader import WorkSheetParser

from karvon.core.sheets.delimited import check_width, refuse_long_cell
from karvon.core.sheets.limits import MIB, Limits
from karvon.core.sheets.opening import BROKEN_ARCHIVE, refusing_os_errors
from karvon.core.sheets.refusals import FileEmpty, SheetMissing, TooLarge
from karvon.core.sheets.surveying import Survey, check_elements, check_strings, refuse_damaged, survey_sheet
from karvon.core.sheets.table import EXCEL_EPOCH, MAC_EPOCH, CellError, Row, Value
from karvon.core.words import Sentence, counted, sentence

# What openpyxl raises on workbooks that are damaged, or were made to do damage.
_BROKEN = (
    *BROKEN_ARCHIVE, ParseError, ExpatError, InvalidFileException, KeyError, ValueError, TypeError, AttributeError,
    IndexError, OverflowError, RecursionError, AssertionError,
)  # fmt: skip
_NOT_READ = ("xl/media/", "customXml/")
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


def open_workbook(
    path: Path, sheet: str | None, limits: Limits, head: int, reads: Callable[[Workbook, Sequence[Row]], bool]
) -> tuple[Workbook, list[Row]]:
    """Check a workbook before it is read, then find the sheet to read and its first rows.

    That is the sheet of that name, else the first visible one whose first rows `reads` knows as a table, else the
    first visible one that holds anything.
    """
    surveys = _check_parts(path, limits)
    with _opened(path) as book:
        sheets: list[Any] = [one for one in book.worksheets if isinstance(one, ReadOnlyWorksheet)]
        visible = [one for one in sheets if one.sheet_state == "visible"] or sheets
        tried: list[tuple[Workbook, list[Row]]] = []
        for one in visible if sheet is None else [_named(path, sheets, sheet)]:
            survey = surveys.get(one._worksheet_path.lstrip("/")) or Survey()
            remarks = [*_remarks_on_sheets(one, sheets, named=sheet is not None), *_remarks_on_cells(survey)]
            epoch = MAC_EPOCH if book.epoch == CALENDAR_MAC_1904 else EXCEL_EPOCH
            merged = _merged(survey.merged)
            opened = Workbook(path, one.title, epoch, one.max_row, merged, tuple(remarks), limits)
            rows = list(islice(opened.rows_of(one), head))
            if sheet is not None or (rows and reads(opened, rows)):
                return opened, rows
            tried += [(opened, rows)] if rows else []
    if not tried:
        words = "The workbook “{file}” is empty: no sheet holds anything. Check that the list was saved."
        raise FileEmpty(sentence(words, file=path))
    return tried[0]


def _named(path: Path, sheets: Sequence[Any], name: str) -> Any:
    """The sheet of that name."""
    for one in sheets:
        if one.title.strip().casefold() == name.strip().casefold():
            return one
    words = "The workbook “{file}” has no sheet “{sheet}”. It has: {sheets}."
    raise SheetMissing(sentence(words, file=path, sheet=name, sheets=tuple(one.title for one in sheets)))


def _remarks_on_sheets(chosen: Any, sheets: Sequence[Any], *, named: bool) -> list[Sentence]:
    """Say which sheets were left aside."""
    if named:
        return []
    remarks = []
    if others := tuple(one.title for one in sheets if one is not chosen and one.sheet_state == "visible"):
        words = "The sheet “{sheet}” was read; left aside: {others}."
        remarks.append(sentence(words, sheet=chosen.title, others=others))
    if hidden := tuple(one.title for one in sheets if one is not chosen and one.sheet_state != "visible"):
        remarks.append(sentence("Hidden sheets were left aside: {sheets}.", sheets=hidden))
    return remarks


def _check_parts(path: Path, limits: Limits) -> dict[str, Survey]:
    """Refuse a workbook that would unpack beyond the limits or whose parts would; what its sheets hold, by part.

    Sizes are those of its directory: reading stops at them, so a directory that lies only damages its own workbook.
    """
    with _refusing_damage(path), zipfile.ZipFile(path) as archive:
        parts = archive.infolist()
        total = sum(part.file_size for part in parts)
        if total > limits.unpacked_bytes or len(parts) > 5_000:
            _refuse_unpacked(path, total, limits.unpacked_bytes)
        charted = any(part.filename.startswith("xl/chartsheets/") for part in parts)
        surveys: dict[str, Survey] = {}
        for part in parts:
            if survey := _check_part(path, archive, part, limits, charted=charted):
                surveys[part.filename] = survey
    return surveys


def _check_part(
    path: Path, archive: zipfile.ZipFile, part: zipfile.ZipInfo, limits: Limits, *, charted: bool
) -> Survey | None:
    """Refuse a part that would take memory or time without bound; what is in it, if it is a sheet."""
    name = part.filename
    if name.startswith(_NOT_READ) or (name.startswith("xl/drawings/") and not charted):
        return None
    if name.startswith("xl/worksheets/") and name.endswith(".xml"):
        return survey_sheet(path, archive, name, limits)
    limit = limits.strings_bytes if name.endswith("sharedStrings.xml") else limits.part_bytes
    if part.file_size > limit:
        _refuse_unpacked(path, part.file_size, limit)
    if name.endswith("sharedStrings.xml"):
        check_strings(path, archive, name, limits)
    elif name.endswith((".xml", ".rels")):
        check_elements(path, archive, name)
    return None


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
    with _refusing_damage(path), path.open("rb") as file, warnings.catch_warnings():
        # What openpyxl warns of (styles, extensions it leaves aside) is not about the list.
        warnings.simplefilter("ignore")
        yield load_workbook(file, read_only=True, data_only=True, keep_links=False)


@contextmanager
def _refusing_damage(path: Path) -> Iterator[None]:
    """Turn what damaged parts raise into a refusal."""
    try:
        with refusing_os_errors(path):
            yield
    except _BROKEN:
        refuse_damaged(path)


def _stream(path: Path, worksheet: Any, limits: Limits) -> Iterator[tuple[int, list[Value]]]:
    """Every row of a sheet that is stored, with its number.

    The rows come from openpyxl's parser itself: its sheets fill gaps with blank rows and cells, so that one cell far
    out would cost as much as all the cells before it, and believe the extent that a sheet wrongly states for itself.
    """
    book = worksheet.parent
    with worksheet._get_source() as source:
        parser = WorkSheetParser(
            source, worksheet._shared_strings, data_only=True, epoch=book.epoch, date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )  # fmt: skip
        for number, cells in parser.parse():
            parser.row_dimensions.clear()  # heights and formats of every row, kept for nobody
            filled = {
                cell["column"]: value
                for cell in cells
                if cell["value"] is not None and (value := _value(ReadOnlyCell(worksheet, **cell))) is not None
            }
            width = max(filled, default=0)
            check_width(path, number, width, limits)
            yield number, _row(path, number, filled, width, limits)


def _row(path: Path, number: int, filled: Mapping[int, Value], width: int, limits: Limits) -> list[Value]:
    """The values of a row, None where nothing stands."""
    values: list[Value] = [None] * width
    for column, value in filled.items():
        if isinstance(value, str) and len(value) > limits.cell_characters:
            refuse_long_cell(path, number, value, limits)
        values[column - 1] = value
    return values


def _value(cell: ReadOnlyCell) -> Value:
    """The value of a cell as its author sees it."""
    value = cast("Value", cell.value)
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


def _remarks_on_cells(survey: Survey) -> list[Sentence]:
    """What streaming over the cells does not tell: formulas whose result was never stored, rows that are hidden."""
    remarks = []
    if survey.not_calculated:
        remarks.append(
            counted(
                "One formula has no stored result and reads as empty. Open the workbook, save it and try again.",
                "{count:n} formulas have no stored result and read as empty. Open the workbook, save it and try again.",
                count=survey.not_calculated,
            )
        )
    if survey.hidden_rows:
        remarks.append(
            counted(
                "One row is hidden in the workbook; it was read like the others.",
                "{count:n} rows are hidden in the workbook; they were read like the others.",
                count=survey.hidden_rows,
            )
        )
    return remarks


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
