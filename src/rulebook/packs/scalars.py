"""Single values of a pack, converted by what belongs at their place and never by how they look.

So `NO` stays Norway's code, `12:30` stays a time of day, and `1.0` is no version.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from typing import ClassVar

import pycountry

from rulebook.packs.faults import Wrong, nearest, shown
from rulebook.packs.nodes import ScalarNode
from rulebook.packs.shapes import Plain, ScalarShape, Schema

MAX_TEXT = 20_000
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_TRUTHS = {"true": True, "false": False}
_LIKE_TRUTHS = {"yes": "true", "on": "true", "y": "true", "no": "false", "off": "false", "n": "false"}


@dataclass(frozen=True, slots=True)
class Text(ScalarShape[str]):
    """A text, taken as it stands; with a `pattern` only some are allowed, and `example` shows one."""

    pattern: str = ""
    example: str = ""

    @property
    def expected(self) -> str:  # type: ignore[override]  # follows the example
        """Show an example where there is one."""
        return f"a text, as {self.example}" if self.example else "a text"

    def convert(self, scalar: ScalarNode) -> str:
        """Return the text."""
        text = scalar.text
        control = _CONTROL.search(text)
        if scalar.empty or not text.strip():
            raise Wrong("this text is empty", f"write {self.expected}")
        if control:
            raise Wrong(f"this text holds the control character U+{ord(control[0]):04X}", "remove it")
        if len(text) > MAX_TEXT:
            raise Wrong(f"this text is longer than {MAX_TEXT:,} characters", "shorten it, and refer to the full text")
        if self.pattern and not re.fullmatch(self.pattern, text):
            raise Wrong(f"{shown(text)} does not fit here", f"write it as {self.example}")
        return text

    def plain(self, value: str) -> Plain:
        """Return the text."""
        return value

    def schema(self) -> Schema:
        """Return a string that is not empty."""
        return (
            {"type": "string", "pattern": f"^{self.pattern}$"} if self.pattern else {"type": "string", "minLength": 1}
        )


@dataclass(frozen=True, slots=True)
class Number(ScalarShape[int]):
    """A whole number between two bounds."""

    least: int | None = None
    most: int | None = None
    expected: ClassVar[str] = "a whole number"

    def convert(self, scalar: ScalarNode) -> int:
        """Return the number."""
        text = scalar.text
        if not scalar.plain and re.fullmatch(r"-?[0-9]+", text):
            raise Wrong(f"{shown(text)} stands in quotes, which make it a text", f"write {text} without quotes")
        if re.fullmatch(r"-?[0-9]+\.0+", text):
            raise Wrong(f"{shown(text)} is not a whole number", f"write {text.partition('.')[0]}")
        if re.fullmatch(r"-?0[0-9]+", text):
            raise Wrong(f"{shown(text)} begins with 0", f"write {int(text[:20])}")
        if not re.fullmatch(r"-?(0|[1-9][0-9]{0,15})", text):
            raise Wrong(f"{shown(text)} is not a whole number", "write digits only")
        return self._within(int(text))

    def _within(self, number: int) -> int:
        if self.least is not None and number < self.least:
            raise Wrong(f"{number} is too small", f"write at least {self.least}")
        if self.most is not None and number > self.most:
            raise Wrong(f"{number} is too large", f"write at most {self.most}")
        return number

    def plain(self, value: int) -> Plain:
        """Return the number."""
        return value

    def schema(self) -> Schema:
        """Return an integer with its bounds."""
        bounds = {"minimum": self.least, "maximum": self.most}
        return {"type": "integer", **{name: bound for name, bound in bounds.items() if bound is not None}}


@dataclass(frozen=True, slots=True)
class Truth(ScalarShape[bool]):
    """true or false."""

    expected: ClassVar[str] = "true or false"

    def convert(self, scalar: ScalarNode) -> bool:
        """Return the truth value."""
        truth = _TRUTHS.get(scalar.text) if scalar.plain else None
        if truth is None:
            meant = _LIKE_TRUTHS.get(scalar.text.lower()) or nearest(scalar.text.lower(), _TRUTHS)
            raise Wrong(f"{shown(scalar.text)} is neither true nor false", f"write {meant or self.expected}")
        return truth

    def plain(self, value: bool) -> Plain:  # noqa: FBT001  # the value that is written
        """Return the truth value."""
        return value

    def schema(self) -> Schema:
        """Return a boolean."""
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class OneOf(ScalarShape[str]):
    """One word of a vocabulary."""

    vocabulary: Mapping[str, str]

    @property
    def expected(self) -> str:  # type: ignore[override]  # follows the vocabulary
        """Name the words."""
        return f"one of {', '.join(self.vocabulary)}"

    def convert(self, scalar: ScalarNode) -> str:
        """Return the word."""
        if scalar.text not in self.vocabulary:
            guess = nearest(scalar.text.lower(), self.vocabulary)
            remedy = f"did you mean {guess}?" if guess else f"write {self.expected}"
            raise Wrong(f"{shown(scalar.text)} is not known here", remedy)
        return scalar.text

    def plain(self, value: str) -> Plain:
        """Return the word."""
        return value

    def schema(self) -> Schema:
        """Return an enumeration."""
        return {"enum": list(self.vocabulary)}


# ICAO Doc 9303 part 3, section 5: codes on travel documents beside those of ISO 3166-1
_ON_TRAVEL_DOCUMENTS = frozenset({
    "EUE", "GBD", "GBN", "GBO", "GBP", "GBS", "RKS", "UNA", "UNK", "UNO", "XBA", "XCC", "XCE", "XCO", "XEC", "XIM",
    "XMP", "XOM", "XPO", "XXA", "XXB", "XXC", "XXX",
})  # fmt: skip
COUNTRIES = frozenset(country.alpha_3 for country in pycountry.countries) | _ON_TRAVEL_DOCUMENTS
_BY_OTHER_NAME = {
    other.casefold(): country.alpha_3
    for country in pycountry.countries
    for other in (country.alpha_2, country.name, getattr(country, "common_name", country.name))
}


@dataclass(frozen=True, slots=True)
class Country(ScalarShape[str]):
    """A country by its code of three letters."""

    expected: ClassVar[str] = "a country code of three letters, as UZB"

    def convert(self, scalar: ScalarNode) -> str:
        """Return the code."""
        text = scalar.text
        if text in COUNTRIES:
            return text
        meant = self._meant(text)
        if meant:
            raise Wrong(f"{shown(text)} is not a country code of three letters", f"write {meant}")
        raise Wrong(f"{shown(text)} is no country of ISO 3166-1", f"write {self.expected}")

    def _meant(self, text: str) -> str | None:
        if text.upper() in COUNTRIES:
            return text.upper()
        near = nearest(text.upper(), COUNTRIES) if len(text) == 3 else None
        return _BY_OTHER_NAME.get(text.casefold()) or near

    def plain(self, value: str) -> Plain:
        """Return the code."""
        return value

    def schema(self) -> Schema:
        """Return the pattern of a code; the list of countries is not part of the format."""
        return {"type": "string", "pattern": "^[A-Z]{3}$"}


@dataclass(frozen=True, slots=True)
class Clock(ScalarShape[time]):
    """A time of day to the minute."""

    expected: ClassVar[str] = "a time of day, as 08:00"

    def convert(self, scalar: ScalarNode) -> time:
        """Return the time."""
        found = re.fullmatch(r"([0-9][0-9]?):([0-9][0-9])", scalar.text)
        if not found:
            raise Wrong(f"{shown(scalar.text)} is not a time of day", "write it as 08:00")
        hour, minute = int(found[1]), int(found[2])
        if hour > 23 or minute > 59:
            midnight = "write 00:00 for midnight" if hour == 24 else "hours go to 23, minutes to 59"
            raise Wrong(f"no clock shows {scalar.text}", midnight)
        if len(found[1]) == 1:
            raise Wrong(f"{shown(scalar.text)} is not a time of day", f"write it as 0{scalar.text}")
        return time(hour, minute)

    def plain(self, value: time) -> Plain:
        """Return hours and minutes."""
        return f"{value:%H:%M}"

    def schema(self) -> Schema:
        """Return the pattern of a time."""
        return {"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"}


_DURATION = r"(-)?(?:([0-9]{1,6}) ?d)? ?(?:([0-9]{1,7}) ?h)? ?(?:([0-9]{1,8}) ?min)?"


def minutes_in(scalar: ScalarNode) -> int:
    """Return the minutes of a duration such as `72 h`, `3 h 20 min` or `14 d`; raises `Wrong`."""
    found = re.fullmatch(_DURATION, scalar.text.strip())
    if re.fullmatch(r"-?[0-9]+", scalar.text):
        raise Wrong(f"{shown(scalar.text)} does not say whether minutes, hours or days", "write 30 min, 72 h or 14 d")
    if not found or not any(found.groups()[1:]):
        raise Wrong(f"{shown(scalar.text)} is not a length of time", "write 30 min, 72 h or 14 d")
    days, hours, minutes = (int(part or 0) for part in found.groups()[1:])
    total = days * 1440 + hours * 60 + minutes
    if total > 100 * 366 * 1440:
        raise Wrong(f"{shown(scalar.text)} is longer than a hundred years", "write a shorter time")
    return -total if found[1] else total


def minutes_as_text(total: int) -> str:
    """Write minutes as `72 h`, `3 h 20 min` or `40 min`."""
    hours, minutes = divmod(abs(total), 60)
    parts = [f"{hours} h"] if hours else []
    return "-" * (total < 0) + " ".join([*parts, f"{minutes} min"] if minutes or not hours else parts)


@dataclass(frozen=True, slots=True)
class Duration(ScalarShape[timedelta]):
    """A length of time in whole minutes."""

    expected: ClassVar[str] = "a length of time, as 30 min, 72 h or 14 d"

    def convert(self, scalar: ScalarNode) -> timedelta:
        """Return the length."""
        minutes = minutes_in(scalar)
        if minutes < 0:
            raise Wrong(f"{shown(scalar.text)} is less than no time", "write it without the minus sign")
        return timedelta(minutes=minutes)

    def plain(self, value: timedelta) -> Plain:
        """Return hours and minutes."""
        return minutes_as_text(value // timedelta(minutes=1))

    def schema(self) -> Schema:
        """Return the pattern of a length of time."""
        return {"type": "string", "pattern": "^([0-9]+ ?d)? ?([0-9]+ ?h)? ?([0-9]+ ?min)?$", "minLength": 2}


class Decimals(str):
    """A number that is written with exactly these digits."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Dollars(ScalarShape[int]):
    """An amount in US dollars, held in cents."""

    expected: ClassVar[str] = "an amount in US dollars, as 20 or 20.50"

    def convert(self, scalar: ScalarNode) -> int:
        """Return the cents."""
        found = re.fullmatch(r"([0-9]{1,12})(?:\.([0-9]{1,2}))?", scalar.text)
        if not found or not scalar.plain:
            raise Wrong(f"{shown(scalar.text)} is not an amount in US dollars", "write it as 20 or 20.50")
        return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))

    def plain(self, value: int) -> Plain:
        """Return dollars and cents."""
        return Decimals(f"{value // 100}.{value % 100:02d}")

    def schema(self) -> Schema:
        """Return a number that is not negative."""
        return {"type": "number", "minimum": 0}


IDENTIFIER = Text(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}", "R-UZ-1 (letters, digits, dot, dash)")
PLACE_ID = Text(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}", "KZUZ-ZHB or KZUZ-ZHB-UZ (the id of a crossing or post)")
SHA256 = Text(r"[0-9a-f]{64}", "64 digits 0-9 a-f")
WORD = Text(r"[a-z][a-z0-9_]{0,59}", "obtain_test (small letters, digits, underscore)")
LANGUAGE = Text(r"[a-z]{2,3}(-[A-Za-z]{2,8})?", "en, ru, tg")
TEXT = Text()
