"""The numbers of passports, certificates and visas as people type them, and which letters in them are doubtful."""

import re
from dataclasses import dataclass
from enum import StrEnum

from identity.scripts import CYRILLIC_TO_LATIN, in_one_script, mixes_scripts


class Doubt(StrEnum):
    """Why the number of a paper may not be what the paper says."""

    MIXED_SCRIPTS = "mixed-scripts"
    """Latin and Cyrillic letters in one number, such as a Cyrillic А before Latin letters."""
    LETTER_FOR_DIGIT = "letter-for-digit"
    """A letter where digits stand on both sides, such as the letter O for a zero."""
    DIGITS_LOST = "digits-lost"
    """A spreadsheet has rounded the number: `1.23457E+11`."""
    NO_DIGIT = "no-digit"
    """Words instead of a number, such as `lost` or `passport`."""
    NOT_ONLY_NUMBER = "not-only-number"
    """More than a number: two numbers, a day, other words."""


@dataclass(frozen=True, slots=True)
class NumberReading:
    """A number as written, what is doubtful about it, and how it should probably read."""

    written: str
    doubts: tuple[Doubt, ...] = ()
    proposed: str | None = None
    """None where nothing is doubtful, and where no one reading is likely."""


_PLAIN = re.compile(r"[A-Z]{0,4}[ -]?\d+")
# Soviet-type certificates: a Roman numeral, two Cyrillic letters, a number. Their mixture is how they are printed.
_SERIES = re.compile(r"[IVXLC]{1,6}\s*-\s*[А-ЯЁ]{2}\s*\d{4,8}")
_NUMBER_SIGN = re.compile(r"№|(?<![^\W\d_])(?:N[oо°º]?\.?)(?=\s*\d)", re.IGNORECASE)
_LETTER_AMONG_DIGITS = re.compile(r"(?<=\d)[OoОоIlІіЗз]+(?=\d)|(?<=\d\d)[OoОо]$")
_DIGIT_OF = str.maketrans("OoОоIlІіЗз", "0000111133")
_ROUNDED = re.compile(r"\d([.,]\d+)?[EeЕе]\+?\d{1,2}")
_DIGIT = re.compile(r"\d")
# No series has five letters in a row; a day, or a second number of six digits, is something beside the number.
_BESIDE_NUMBER = re.compile(r"[^\W\d_]{5,}|\d[./-]\d{1,2}[./-]\d{2}|\d{6,}\D+\d{6,}|.{31,}")
_SEPARATORS = re.compile(r"[\W_]+")
_ALIKE = {**CYRILLIC_TO_LATIN, ord("O"): "0", ord("О"): "0", ord("І"): "1", ord("I"): "1", ord("З"): "3"}


def read_document_number(text: str) -> NumberReading:
    """Look at the number of a paper, trimmed; the text as written is always kept and nothing is corrected."""
    if _PLAIN.fullmatch(text):
        return NumberReading(text)
    if _ROUNDED.fullmatch(text):
        return NumberReading(text, (Doubt.DIGITS_LOST,))
    if not _DIGIT.search(text):
        return NumberReading(text, (Doubt.NO_DIGIT,))
    bare = _NUMBER_SIGN.sub(" ", text)
    if _BESIDE_NUMBER.search(bare):
        return NumberReading(text, (Doubt.NOT_ONLY_NUMBER,))
    doubts: list[Doubt] = []
    proposed: str | None = text
    if mixes_scripts(bare) and not _SERIES.fullmatch(bare.strip()):
        doubts.append(Doubt.MIXED_SCRIPTS)
        proposed = in_one_script(text)
    if _LETTER_AMONG_DIGITS.search(text):
        doubts.append(Doubt.LETTER_FOR_DIGIT)
        proposed = proposed and _LETTER_AMONG_DIGITS.sub(lambda found: found[0].translate(_DIGIT_OF), proposed)
    return NumberReading(text, tuple(doubts), proposed) if doubts else NumberReading(text)


def number_key(text: str) -> str:
    """A number for comparing: without separators and signs, look-alike letters and digits folded together.

    Two papers with the same key may be one paper; that is for a person to say.
    """
    bare = _NUMBER_SIGN.sub("", text).upper()
    return _SEPARATORS.sub("", bare).translate(_ALIKE)
