"""What a file is, judged by its content and never by its name: a workbook, delimited text, or something to refuse."""

import lzma
import mmap
import os
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from io import BytesIO
from pathlib import Path

from karvon.core.sheets.limits import MIB, Limits
from karvon.core.sheets.refusals import (
    FileEmpty,
    FileForbidden,
    FileMissing,
    FileUnreadable,
    FormatNotRead,
    NotAFile,
    NotATable,
    PasswordNeeded,
    TooLarge,
    WorkbookBroken,
)
from karvon.core.words import Sentence, sentence

_HEAD = 64 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
BROKEN_ARCHIVE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError)
"""What an archive raises whose directory or packed parts are damaged."""
# The elements of that format have names of their own, so that nothing would be found in it.
_STRICT = b"http://purl.oclc.org/ooxml/"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")

_OTHER_FILES: tuple[tuple[bytes, Sentence], ...] = (
    (b"\x89PNG", sentence("a PNG image")),
    (b"\xff\xd8\xff", sentence("a JPEG image")),
    (b"GIF8", sentence("a GIF image")),
    (b"II*\x00", sentence("a TIFF image")),
    (b"MM\x00*", sentence("a TIFF image")),
    (b"%PDF", sentence("a PDF document")),
    (b"{\\rtf", sentence("a rich-text document")),
    (b"Rar!", sentence("a RAR archive")),
    (b"7z\xbc\xaf", sentence("a 7-Zip archive")),
    (b"\x1f\x8b", sentence("a gzip archive")),
    (b"BZh", sentence("a bzip2 archive")),
    (b"\xfd7zXZ\x00", sentence("an XZ archive")),
    (b"\x7fELF", sentence("a program")),
    (b"MZ\x90", sentence("a program")),
)
_ZIPPED_FILES: tuple[tuple[str, Sentence], ...] = (
    ("word/document.xml", sentence("a Word document")),
    ("ppt/presentation.xml", sentence("a presentation")),
)
_OTHER_SHEETS: tuple[tuple[str, Sentence], ...] = (
    ("xl/workbook.bin", sentence("a binary Excel workbook (.xlsb)")),
    ("content.xml", sentence("an OpenDocument file (.ods)")),
)


class FileKind(StrEnum):
    """The kinds of file that hold a table Karvon can read."""

    DELIMITED = "csv"
    WORKBOOK = "xlsx"


@contextmanager
def refusing_os_errors(path: Path) -> Iterator[None]:
    """Turn what the operating system says about a file into a refusal that names it."""
    try:
        yield
    except (FileNotFoundError, NotADirectoryError) as error:
        words = "There is no file “{file}”. Check the folder and the spelling of the name."
        raise FileMissing(sentence(words, file=path)) from error
    except PermissionError as error:
        words = "The file “{file}” may not be read by this user. Ask its owner for the right to read it."
        raise FileForbidden(sentence(words, file=path)) from error
    except OSError as error:
        words = "The file “{file}” cannot be read ({reason}). Copy it to this machine and try again."
        raise FileUnreadable(sentence(words, file=path, reason=error.strerror or error)) from error


def file_kind(path: Path, limits: Limits) -> FileKind:
    """What kind of table the file holds, or a refusal that says what it is instead."""
    with refusing_os_errors(path):
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            refuse_what_is_no_file(path, status)
        with path.open("rb") as file:
            head = file.read(_HEAD)
    if not head.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        words = "The file “{file}” is empty. Check that it was saved and copied whole."
        raise FileEmpty(sentence(words, file=path))
    if head.startswith(_OLE):
        refuse_compound_file(path)
    if head.startswith(_ZIP):
        check_size(path, status.st_size, limits.workbook_bytes)
        check_is_workbook(path)
        return FileKind.WORKBOOK
    check_is_text(path, head)
    check_size(path, status.st_size, limits.delimited_bytes)
    return FileKind.DELIMITED


def refuse_what_is_no_file(path: Path, status: os.stat_result) -> None:
    """Refuse a folder, a device, a pipe."""
    if stat.S_ISDIR(status.st_mode):
        words = "“{file}” is a folder, not a file. Name the list inside it."
    else:
        words = "“{file}” is not an ordinary file. Save the list as a file and name that."
    raise NotAFile(sentence(words, file=path))


def refuse_compound_file(path: Path) -> None:
    """Refuse the container that holds either a protected workbook or one of the format of before 2007."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        protected = content.find(_ENCRYPTED) >= 0
    if protected:
        refuse_protected(path)
    refuse_format(path, sentence("an old Excel workbook or document (.xls, .doc)"))


def refuse_protected(path: Path) -> None:
    """Refuse a workbook that cannot be opened without a password."""
    words = "The workbook “{file}” is protected by a password. Save it without one and try again."
    raise PasswordNeeded(sentence(words, file=path))


def refuse_format(path: Path, what: Sentence) -> None:
    """Refuse a spreadsheet format that a person can convert in their own program."""
    words = "“{file}” is {what}. Open it in a spreadsheet program and save it as .xlsx or .csv."
    raise FormatNotRead(sentence(words, file=path, what=what))


def refuse_other(path: Path, what: Sentence) -> None:
    """Refuse what is no table at all."""
    words = "“{file}” is {what}, not a table. Save the list itself as .xlsx or .csv."
    raise NotATable(sentence(words, file=path, what=what))


def check_is_workbook(path: Path) -> None:
    """Refuse a zip archive that is damaged or holds something other than an .xlsx workbook."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if any(part.flag_bits & 1 for part in archive.infolist()):
                refuse_protected(path)
            with archive.open("xl/workbook.xml") if "xl/workbook.xml" in names else BytesIO() as part:
                strict = _STRICT in part.read(_HEAD)
    except (*BROKEN_ARCHIVE, OSError, ValueError) as error:
        words = "The workbook “{file}” is damaged or was not copied whole. Copy or save it again."
        raise WorkbookBroken(sentence(words, file=path)) from error
    for name, what in _ZIPPED_FILES:
        if name in names:
            refuse_other(path, what)
    if strict:
        refuse_format(path, sentence("a workbook in the format “Strict Open XML”"))
    if "xl/workbook.xml" in names:
        return
    for name, what in _OTHER_SHEETS:
        if name in names:
            refuse_format(path, what)
    refuse_other(path, sentence("a zip archive"))


def check_is_text(path: Path, head: bytes) -> None:
    """Refuse what cannot be delimited text."""
    for mark, what in _OTHER_FILES:
        if head.startswith(mark):
            refuse_other(path, what)
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:200].lower()
    if start.startswith((b"<?xml", b"<html", b"<!doctype", b"<table")):
        refuse_format(path, sentence("a web page or XML file"))
    if head.startswith(_UTF16) or looks_like_utf16(head):
        return
    controls = sum(head.count(bytes((code,))) for code in range(32) if code not in b"\t\n\v\f\r\x1a\x1b")
    # A few are stray characters in a list, and are looked for line by line.
    if controls > len(head) // 50 + 1:
        refuse_other(path, sentence("a binary file"))


def looks_like_utf16(head: bytes) -> str:
    """The byte order of UTF-16 text without a mark, empty if it is something else."""
    if len(head) < 4:
        return ""
    odd, even = head[1::2].count(0), head[0::2].count(0)
    half = len(head) // 2
    # Separators, digits and line ends have a zero byte even where the letters are Cyrillic.
    if odd > half * 0.1 and not even:
        order = "utf-16-le"
    elif even > half * 0.1 and not odd:
        order = "utf-16-be"
    else:
        return ""
    text = head[: half * 2].decode(order, errors="replace")
    # Stray zero bytes in other text decode to letters too, but not to the end of a line.
    printable = all(character.isprintable() or character in "\t\r\n\ufeff" for character in text[:-1])
    return order if printable and ("\n" in text or "\r" in text) else ""


def check_size(path: Path, size: int, limit: int) -> None:
    """Refuse a file that is larger than its limit on disk."""
    if size > limit:
        words = "“{file}” has {size:n} MB; a file of this kind may have at most {limit:n} MB. Split it or remove what is not needed."
        raise TooLarge(sentence(words, file=path, size=-(-size // MIB), limit=limit // MIB))
