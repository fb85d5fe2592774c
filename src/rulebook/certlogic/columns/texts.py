"""Texts in a column: each different text once, and a code per row; moments stay numbers for as long as they can.

Dates are read, certificate identifiers cut and constants looked up once per different text, not once per row.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import polars as pl
from numpy.typing import NDArray

from rulebook.certlogic.columns.tags import TAG_OF, TIME
from rulebook.certlogic.values import Instant, Unsettled

Array: TypeAlias = NDArray[Any]
Mask: TypeAlias = NDArray[np.bool_]
Indices: TypeAlias = NDArray[np.intp]
Positions: TypeAlias = slice | Indices
Flags: TypeAlias = Any  # one truth for every row (bool), or a Mask
Numbers: TypeAlias = Any  # one number for every row (int), or an Array of integers
DateReader: TypeAlias = Callable[[str], Instant]

_ABSENT = -1
_FEW = 8


class Words:
    """The different texts of a column, by code."""

    def __init__(self, texts: Sequence[str] | pl.Series) -> None:
        self._texts = texts
        self._codes: dict[str, int] = {}
        self._indexed = False
        self._dates: dict[DateReader, _Dates] = {}

    def __len__(self) -> int:
        return len(self._texts)

    def at(self, codes: Array) -> list[str]:
        """Return the texts with these codes."""
        if isinstance(self._texts, pl.Series):
            found: list[str] = self._texts.gather(codes.astype(np.int64)).to_list()
            return found
        return [self._texts[code] for code in codes.tolist()]

    def find(self, text: str) -> int:
        """Return the code of a text, -1 where no row has it."""
        code = self._codes.get(text)
        if code is None:
            code = self._codes[text] = self._searched(text)
        return code

    def find_all(self, texts: Iterable[str]) -> Indices:
        """Return the codes of many texts, -1 for those that no row has."""
        wanted = list(texts)
        if len(wanted) > _FEW:
            self._index()
        return np.array([self.find(text) for text in wanted], np.intp)

    def _searched(self, text: str) -> int:
        if isinstance(self._texts, pl.Series) and not self._indexed:
            # one look along the column costs less than a dictionary of a million names
            found = self._texts.index_of(text) if _encodable(text) else None
            return _ABSENT if found is None else found
        self._index()
        return self._codes.get(text, _ABSENT)

    def _index(self) -> None:
        if not self._indexed:
            self._codes.update((text, code) for code, text in enumerate(self._texts))
            self._indexed = True

    def dates(self, codes: Numbers, reader: DateReader) -> tuple[Array, Array]:
        """Return for each code the tag of what `reader` makes of its text, and the milliseconds."""
        table = self._dates.get(reader)
        if table is None:
            table = self._dates[reader] = _Dates(len(self))
        wanted = np.atleast_1d(codes)
        unread = np.unique(wanted[table.tags[wanted] == _UNREAD])
        for code, text in zip(unread.tolist(), self.at(unread), strict=True):
            table.note(code, text, reader)
        return table.tags[codes], table.moments[codes]


def _encodable(text: str) -> bool:
    """Tell whether a text can stand in a polars column at all; half a surrogate pair cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


_UNREAD = 255


class _Dates:
    """What a reader of dates made of each text, so far."""

    def __init__(self, size: int) -> None:
        self.tags = np.full(size, _UNREAD, np.uint8)
        self.moments = np.zeros(size, np.int64)

    def note(self, code: int, text: str, reader: DateReader) -> None:
        try:
            self.moments[code] = reader(text)
            self.tags[code] = TIME
        except Unsettled as why:
            self.tags[code] = TAG_OF[why.fault]


@dataclass(frozen=True, slots=True)
class Text:
    """A code per row, or one for all, into `words`."""

    codes: Numbers
    words: Words

    def take(self, positions: Positions) -> "Text":
        """Return the texts of some rows."""
        return Text(taken(self.codes, positions), self.words)

    def spelled(self) -> "Text":
        """Return the same."""
        return self

    def codes_in(self, words: Words) -> Numbers:
        """Return the codes that the same texts have among other words, -1 for texts that are not there."""
        if words is self.words:
            return self.codes
        if not isinstance(self.codes, np.ndarray):
            return words.find(self.words.at(np.array([self.codes]))[0])
        used, places = self.used()
        return words.find_all(self.words.at(used))[places]

    def used(self) -> tuple[Array, Array]:
        """Return the codes that occur, and for each row the place of its code among them."""
        codes = np.atleast_1d(self.codes)
        if len(self.words) <= max(len(codes), 256):
            return np.arange(len(self.words)), codes
        return np.unique(codes, return_inverse=True)


@dataclass(frozen=True, slots=True)
class Moments:
    """Date-times as milliseconds since 1970 that read as their text, `2020-10-31T08:00:00.000Z`."""

    ms: Array

    def take(self, positions: Positions) -> "Moments":
        """Return the moments of some rows."""
        return Moments(taken(self.ms, positions))

    def spelled(self) -> Text:
        """Write the moments out."""
        different, codes = np.unique(self.ms, return_inverse=True)
        return Text(codes, Words([Instant(ms).isoformat() for ms in different.tolist()]))


Texts: TypeAlias = Text | Moments


def taken(values: Any, positions: Positions) -> Any:
    """Return the values of some rows; what is one for all rows stays so."""
    if not isinstance(values, np.ndarray):
        return values
    return values[positions] if isinstance(positions, slice) else values.take(positions)


def same_texts(left: Texts, right: Texts) -> Flags:
    """Tell for each row whether two texts are equal."""
    if isinstance(left, Moments) and isinstance(right, Moments):
        return left.ms == right.ms
    left, right = left.spelled(), right.spelled()
    if not isinstance(left.codes, np.ndarray):
        left, right = right, left
    return left.codes == right.codes_in(left.words)


def gathered(size: int, parts: Sequence[tuple[Positions, Texts]]) -> Texts:
    """Put the texts of parts of the rows together; a later part wins."""
    moments = [texts.ms for _, texts in parts if isinstance(texts, Moments)]
    if len(moments) == len(parts):
        ms = np.zeros(size, np.int64)
        for (positions, _), part in zip(parts, moments, strict=True):
            ms[positions] = part
        return Moments(ms)
    return _spelled_out(size, [(positions, texts.spelled()) for positions, texts in parts])


def _spelled_out(size: int, parts: Sequence[tuple[Positions, Text]]) -> Text:
    words = parts[0][1].words
    codes = np.zeros(size, np.int64)
    if all(text.words is words for _, text in parts):
        for positions, text in parts:
            codes[positions] = text.codes
        return Text(codes, words)
    known: dict[str, int] = {}
    for positions, text in parts:
        used, places = text.used()
        table = np.array([known.setdefault(one, len(known)) for one in text.words.at(used)], np.int64)
        codes[positions] = table[places]
    return Text(codes, Words(list(known)))
