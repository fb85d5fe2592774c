"""Packs for a command: the book of all their requirements, or every fault of every file at once."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from karvon.cli.refusing import BadInput
from rulebook.book import RequirementBook
from rulebook.packs.faults import Faults, PackFault, Place
from rulebook.packs.folders import read_packs
from rulebook.packs.nodes import MAX_CHARACTERS


def read_book(paths: Sequence[Path]) -> RequirementBook:
    """Return the book of all requirements in some files and folders; raises `BadInput` with all their faults."""
    return read_book_and_warnings(paths)[0]


def read_book_and_warnings(paths: Sequence[Path]) -> tuple[RequirementBook, tuple[str, ...]]:
    """Return the book of some packs, and what in them is odd without being wrong."""
    read = read_packs(paths)
    refuse_faults(read.faults)
    return RequirementBook(read.versions), tuple(map(str, read.warnings))


def refuse_faults(faults: Iterable[PackFault]) -> None:
    """Refuse a file that has faults: one line each, with file, line, column and how to mend it."""
    lines = [str(fault) for fault in faults]
    if lines:
        raise BadInput(lines)


def text_of(path: Path, faults: Faults) -> str | None:
    """Return the text of a YAML file; None where it cannot be read, and the faults say why."""
    top, content = Place(1, 1), b""
    try:
        with path.open("rb") as file:
            content = file.read(4 * MAX_CHARACTERS + 1)
        return content.decode("utf-8-sig")
    except OSError as error:
        faults.add(top, f"the file cannot be read ({error.strerror})", "check its name and that you may read it")
    except UnicodeDecodeError as error:
        line = len(content[: error.start].split(b"\n"))
        faults.add(Place(line, 1), "this is not text in UTF-8", "save the file as UTF-8, or check that it is YAML")
    return None
