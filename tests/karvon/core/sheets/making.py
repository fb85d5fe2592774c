"""Makes the files that the tests of sheets and lists read."""

import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

Rows: TypeAlias = Sequence[Sequence[object]]


def text_file(folder: Path, text: str, *, name: str = "list.csv", encoding: str = "utf-8") -> Path:
    """A text file, its line ends as they are."""
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def workbook_file(folder: Path, rows: Rows, *, change: Callable[[Worksheet], None] | None = None) -> Path:
    """A workbook of one sheet."""
    book = Workbook()
    sheet = active_sheet(book)
    sheet.title = "List"
    for row in rows:
        sheet.append(list(row))
    if change:
        change(sheet)
    path = folder / "list.xlsx"
    book.save(path)
    return path


def active_sheet(book: Workbook) -> Worksheet:
    """The one sheet of a new workbook."""
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    return sheet


def with_part(path: Path, part: str, content: bytes) -> Path:
    """A copy of a workbook with one part replaced or added."""
    changed = path.with_name("changed.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        new.writestr(part, content)
    return changed


def sheet_xml(rows: str, after: str = "") -> bytes:
    """The part of a workbook that holds a sheet."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData>{after}</worksheet>'.encode()
