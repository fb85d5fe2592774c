"""Lists of travellers for the tests: a text as a partner would send it, read as `karvon check` reads it."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from karvon.people.lists import ListRead, TravellerRow, read_list
from tests.karvon.core.sheets.making import Rows, text_file, workbook_file

ALMATY = ZoneInfo("Asia/Almaty")
EVENING = datetime(2020, 10, 29, 21)  # noqa: DTZ001 -- spreadsheets know no zones


def read_text(folder: Path, text: str, **options: object) -> ListRead:
    """A CSV list as read."""
    return read_list(text_file(folder, text), **options)  # type: ignore[arg-type]  # options as the test gives them


def read_rows(folder: Path, rows: Rows, **options: object) -> ListRead:
    """An Excel list as read."""
    return read_list(workbook_file(folder, rows), **options)  # type: ignore[arg-type]  # as above


def one_person(folder: Path, header: str, row: str, **options: object) -> tuple[TravellerRow, list[str]]:
    """The only traveller of a CSV list, and everything that is wrong with it, in words."""
    read = read_text(folder, f"{header}\n{row}\n", **options)
    assert len(read.rows) == 1
    return read.rows[0], [fault.say() for fault in read.faults]


def remarks(read: ListRead, language: str = "en") -> list[str]:
    """What was guessed or not read, in words."""
    return [remark.say(language) for remark in read.remarks]


def faults(read: ListRead, language: str = "en") -> list[str]:
    """What is wrong, in words."""
    return [fault.say(language) for fault in read.faults]
