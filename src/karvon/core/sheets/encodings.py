"""In which encoding a text file was written; whatever is not UTF-8 is said aloud, because it is an inference."""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from charset_normalizer import from_bytes

from karvon.core.sheets.limits import MIB
from karvon.core.sheets.opening import looks_like_utf16
from karvon.core.sheets.refusals import NotATable
from karvon.core.words import Sentence, counted, sentence

_SAMPLE = 64 * 1024
_EIGHT_BIT = ("cp1251", "koi8_r", "cp866", "cp1252")
_NAMES = {"cp1251": "Windows-1251", "koi8_r": "KOI8-R", "cp866": "DOS 866", "cp1252": "Windows-1252"}


@dataclass(frozen=True, slots=True)
class Encoding:
    """How to decode a file, what to say about it, and how many lines it has."""

    name: str
    remark: Sentence | None
    lines: int


def find_encoding(path: Path) -> Encoding:
    """The encoding of a text file: its byte-order mark, else UTF-8, else the likeliest of the Cyrillic code pages."""
    with path.open("rb") as file:
        head = file.read(_SAMPLE)
    if head.startswith(codecs.BOM_UTF8):
        return _utf8_or_eight_bit(path, "utf-8-sig")
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Encoding("utf-16", None, _count_lines(path))
    if order := looks_like_utf16(head):
        remark = sentence("The file has no mark of its encoding; it was read as UTF-16.")
        return Encoding(order, remark, _count_lines(path))
    return _utf8_or_eight_bit(path, "utf-8")


def _utf8_or_eight_bit(path: Path, utf8: str) -> Encoding:
    """UTF-8 where the whole file is, or nearly is, UTF-8; else an eight-bit code page."""
    survey = _Survey()
    for chunk in _chunks(path):
        survey.take(chunk)
    if survey.zero_in_line:
        words = (
            "“{file}”: line {line} holds a zero byte, which no text has. "
            "Save the list again as .xlsx or .csv, and check that line."
        )
        raise NotATable(sentence(words, file=path, line=survey.zero_in_line))
    if not survey.damaged:
        return Encoding(utf8, None, survey.lines)
    if survey.damaged * 10 <= survey.letters:
        remark = counted(
            "The file is UTF-8, but one place in it is damaged and shows as �. Check the names there.",
            "The file is UTF-8, but {count:n} places in it are damaged and show as �. Check the names there.",
            count=survey.damaged,
        )
        return Encoding(utf8, remark, survey.lines)
    name = _likeliest_code_page(bytes(survey.sample))
    words = "The file is not UTF-8; it was read as {name}. Check that the names look right."
    return Encoding(name, sentence(words, name=_NAMES[name]), survey.lines)


class _Survey:
    """What one pass over the bytes of a file shows."""

    def __init__(self) -> None:
        """Nothing seen yet."""
        self.decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
        self.lines = 0
        self.damaged = 0
        self.letters = 0
        self.zero_in_line = 0
        self.sample = bytearray()

    def take(self, chunk: bytes) -> None:
        """Look at the next bytes; ASCII, the bulk of most lists, costs next to nothing."""
        if not self.zero_in_line and b"\x00" in chunk:
            self.zero_in_line = self.lines + 1 + chunk[: chunk.index(b"\x00")].count(b"\n")
        self.lines += chunk.count(b"\n") if b"\n" in chunk else chunk.count(b"\r")
        text = self.decoder.decode(chunk, final=not chunk)
        if text.isascii():
            return
        damaged = text.count("\ufffd")
        self.damaged += damaged
        self.letters += len(text) - len(text.encode("ascii", "ignore")) - damaged
        for line in chunk.split(b"\n"):
            if len(self.sample) < _SAMPLE and not line.isascii():
                self.sample += line[:1000] + b"\n"


def _likeliest_code_page(sample: bytes) -> str:
    """The code page in which the lines that are not plain ASCII read most like language; Windows-1251 in doubt."""
    best = from_bytes(sample, cp_isolation=list(_EIGHT_BIT)).best()
    return best.encoding if best is not None and best.encoding in _NAMES else "cp1251"


def _chunks(path: Path) -> Iterator[bytes]:
    """The bytes of a file, and an empty chunk at the end."""
    with path.open("rb") as file:
        while chunk := file.read(MIB):
            yield chunk
    yield b""


def _count_lines(path: Path) -> int:
    """About how many lines a UTF-16 file has."""
    lines = sum(chunk.count(b"\n") for chunk in _chunks(path))
    return max(lines, path.stat().st_size // 4096)
