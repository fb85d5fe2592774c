"""One pass over the parts of a workbook before they are read: what reading hides, and what was made to do damage."""

import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from karvon.core.sheets.delimited import refuse_long_cell
from karvon.core.sheets.limits import Limits
from karvon.core.sheets.refusals import TooLarge, WorkbookBroken
from karvon.core.words import sentence

_CELLS_OF_ROW = 16_384
_ELEMENTS_OF_ROW = _CELLS_OF_ROW * 8
_ELEMENTS_BESIDE_ROWS = 500_000
_DEPTH = 64
_PIECE = 64 * 1024
_PIECES_OF_A_TAG = 16
_MERGED = re.compile(r"[A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7}")
_SHOWN = 40


@dataclass(slots=True)
class Survey:
    """What one sheet holds beside the values of its cells."""

    merged: list[str] = field(default_factory=list)
    """Ranges such as A2:A5."""
    not_calculated: int = 0
    """Formulas whose result was never stored."""
    hidden_rows: int = 0
    """Rows that hold something and are hidden, by hand or by a filter."""


def survey_sheet(path: Path, archive: zipfile.ZipFile, part: str, limits: Limits) -> Survey:
    """Pass over a sheet, refusing it where reading it would take memory or time without bound."""
    surveyor = _Sheet(path, limits)
    _parse(path, archive, part, surveyor)
    return surveyor.found


def check_strings(path: Path, archive: zipfile.ZipFile, part: str, limits: Limits) -> None:
    """Refuse a part of shared texts that holds too many of them, or too long ones, to keep."""
    _parse(path, archive, part, _Strings(path, limits))


def check_elements(path: Path, archive: zipfile.ZipFile, part: str) -> None:
    """Refuse a part that is read whole and would become too many objects."""
    with archive.open(part) as file:
        if file.read().count(b"<") > _ELEMENTS_BESIDE_ROWS * 2:
            refuse_damaged(path)


def refuse_damaged(path: Path) -> None:
    """Refuse a workbook that no spreadsheet program wrote like this."""
    words = "The workbook “{file}” is damaged or was not saved whole. Open it, save it again as .xlsx and try again."
    raise WorkbookBroken(sentence(words, file=path))


def _parse(path: Path, archive: zipfile.ZipFile, part: str, surveyor: "_Surveyor") -> None:
    """Send the elements of a part to a surveyor; no tag may go on without end."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = surveyor.start
    parser.EndElementHandler = surveyor.end
    parser.CharacterDataHandler = surveyor.text
    parser.StartDoctypeDeclHandler = lambda *_: refuse_damaged(path)
    silent = 0
    with archive.open(part) as file:
        while piece := file.read(_PIECE):
            before = surveyor.events
            parser.Parse(piece, False)
            silent = silent + 1 if surveyor.events == before else 0
            if silent > _PIECES_OF_A_TAG:
                refuse_damaged(path)
        parser.Parse(b"", True)


class _Surveyor:
    """Counts what passes and keeps it within bounds."""

    def __init__(self, path: Path, limits: Limits) -> None:
        """For a part of this workbook."""
        self.path = path
        self.limits = limits
        self.events = 0
        self.depth = 0
        self.characters = 0
        self.beginning = ""
        self.row = 0

    def start(self, _name: str, _attributes: dict[str, str]) -> None:
        """An element begins."""
        self.events += 1
        self.depth += 1
        self.characters = 0
        if self.depth > _DEPTH:
            refuse_damaged(self.path)

    def end(self, _name: str) -> None:
        """An element ends."""
        self.events += 1
        self.depth -= 1

    def text(self, text: str) -> None:
        """Characters in the element that began last."""
        self.events += 1
        if not self.characters:
            self.beginning = text[:_SHOWN]
        self.characters += len(text)
        if self.characters > self.limits.cell_characters:
            refuse_long_cell(self.path, self.row, self.beginning, self.limits)


class _Strings(_Surveyor):
    """Counts the shared texts of a workbook."""

    strings = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """One element more."""
        super().start(name, attributes)
        self.strings += 1
        # A text of several fonts has an element for each.
        if self.strings > self.limits.strings * 4:
            words = "The workbook “{file}” holds more than {limit:n} texts. Save only the list, as .csv."
            raise TooLarge(sentence(words, file=self.path, limit=self.limits.strings))


class _Sheet(_Surveyor):
    """Looks at a sheet."""

    def __init__(self, path: Path, limits: Limits) -> None:
        """Nothing seen yet."""
        super().__init__(path, limits)
        self.found = Survey()
        self._in_row = False
        self._hidden = False
        self._of_row = 0
        self._beside = 0
        self._in = ""
        self._formula = False
        self._result = False

    def text(self, text: str) -> None:
        """Characters in a value are the stored result of a formula."""
        super().text(text)
        if self._in == "v":
            self._result = True

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """A row, something in a row, or something beside the rows."""
        super().start(name, attributes)
        name = self._in = name.rpartition(":")[2]
        if name == "row":
            self._begin_row(attributes)
        elif self._in_row:
            self._begin_in_row(name, attributes)
        else:
            self._begin_beside(name, attributes)

    def end(self, name: str) -> None:
        """A formula without a stored result is known when its cell ends."""
        super().end(name)
        name = name.rpartition(":")[2]
        if name == "c":
            self.found.not_calculated += self._formula and not self._result
            self._formula = False
        elif name == "row":
            self._in_row = False
        self._in = ""

    def _begin_row(self, attributes: dict[str, str]) -> None:
        """A row begins."""
        stated = attributes.get("r", "")
        number = int(stated) if stated.isdecimal() and len(stated) < 12 else self.row + 1
        if number <= self.row:
            refuse_damaged(self.path)
        self.row = number
        if number > self.limits.stored_rows:
            words = "“{file}” has more than {limit:n} rows. Split it into several files."
            raise TooLarge(sentence(words, file=self.path, limit=self.limits.stored_rows))
        self._in_row = True
        self._of_row = 0
        self._hidden = attributes.get("hidden") in {"1", "true"}

    def _begin_in_row(self, name: str, attributes: dict[str, str]) -> None:
        """A cell, its formula or its value."""
        self._of_row += 1
        if self._of_row > _ELEMENTS_OF_ROW:
            refuse_damaged(self.path)
        if name == "c":
            # A formula whose result is the empty text stores that as an empty value of type "str".
            self._result = attributes.get("t") == "str"
        elif name == "f":
            self._formula = True
        elif name in {"v", "is"}:
            self.found.hidden_rows += self._hidden
            self._hidden = False

    def _begin_beside(self, name: str, attributes: dict[str, str]) -> None:
        """Formats, links, and the merged cells, which are kept."""
        self._beside += 1
        if self._beside > _ELEMENTS_BESIDE_ROWS:
            refuse_damaged(self.path)
        if name != "mergeCell" or not _MERGED.fullmatch(attributes.get("ref", "")):
            return
        self.found.merged.append(attributes["ref"])
        if len(self.found.merged) > self.limits.merged_ranges:
            words = "The workbook “{file}” has more than {limit:n} merged cells. Undo the merging and save it again."
            raise TooLarge(sentence(words, file=self.path, limit=self.limits.merged_ranges))
