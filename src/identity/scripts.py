"""Which alphabets a text uses, and which letters of one alphabet pass for letters of another.

Lists are typed on keyboards that switch between Latin and Cyrillic, so that a Latin `A` and a Cyrillic `А` end up in
one word. They look the same and compare as different; a person must be told, and the original must be kept.
"""

import re
import unicodedata
from enum import StrEnum
from functools import cache


class Script(StrEnum):
    """The alphabets that matter for look-alikes; letters of any other alphabet are OTHER."""

    LATIN = "latin"
    CYRILLIC = "cyrillic"
    OTHER = "other"


# Pairs that most fonts draw alike (compare Unicode Technical Standard 39, confusables); our own short selection.
_PAIRS = "АA ВB ЕE КK МM НH ОO РP СC ТT УY ХX ІI ЈJ ЅS ҮY аa еe оo рp сc уy хx іi јj ѕs ԁd ԛq ԝw һh"
# Their Cyrillic twins are on no keyboard of the region, so that a Latin letter is meant.
_NEVER_CYRILLIC = "JSjsdqwh"
CYRILLIC_TO_LATIN: dict[int, str] = {ord(pair[0]): pair[1] for pair in _PAIRS.split()}
LATIN_TO_CYRILLIC: dict[int, str] = {
    ord(latin): chr(cyrillic) for cyrillic, latin in reversed(CYRILLIC_TO_LATIN.items()) if latin not in _NEVER_CYRILLIC
}

_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_WORD = re.compile(r"[^\W\d_]+")


def tidy(text: str) -> str:
    """A text without invisible characters, with single plain spaces, its letters composed (Unicode NFC).

    Takes any text and returns text; the empty text where nothing visible is left.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    return " ".join(text.split())


@cache
def script_of(letter: str) -> Script | None:
    """The alphabet of one character, by its Unicode name; None for a digit, mark, space or sign."""
    if not letter.isalpha():
        return None
    name = unicodedata.name(letter, "")
    if name.startswith("CYRILLIC"):
        return Script.CYRILLIC
    return Script.LATIN if name.startswith(("LATIN", "FULLWIDTH LATIN")) else Script.OTHER


def scripts_of(text: str) -> frozenset[Script]:
    """The alphabets of all letters of a text; empty where it has none."""
    found = {script_of(letter) for letter in text}
    return frozenset(script for script in found if script is not None)


def mixes_scripts(text: str) -> bool:
    """Whether a text has both Latin and Cyrillic letters."""
    return not text.isascii() and scripts_of(text) >= {Script.LATIN, Script.CYRILLIC}


def mixed_words(text: str) -> tuple[str, ...]:
    """The words of a text that mix Latin and Cyrillic letters; a text of a word in each has none."""
    if text.isascii():
        return ()
    return tuple(word for word in _WORD.findall(text) if mixes_scripts(word))


def in_one_script(text: str) -> str | None:
    """The text with look-alikes replaced so that it is of one alphabet; None where no such reading is certain.

    The letters without a look-alike decide the alphabet; where all letters have one, the more frequent alphabet
    does, and Latin in a tie, because that is what travel documents are machine-read in (ICAO 9303).
    """
    latin = [letter for letter in text if script_of(letter) is Script.LATIN]
    cyrillic = [letter for letter in text if script_of(letter) is Script.CYRILLIC]
    surely_latin = any(ord(letter) not in LATIN_TO_CYRILLIC for letter in latin)
    surely_cyrillic = any(ord(letter) not in CYRILLIC_TO_LATIN for letter in cyrillic)
    if surely_latin and surely_cyrillic:
        return None
    if surely_cyrillic or (not surely_latin and len(cyrillic) > len(latin)):
        return text.translate(LATIN_TO_CYRILLIC)
    return text.translate(CYRILLIC_TO_LATIN)
