"""Which row of a sheet is the header of its table: lists carry titles, blank rows and numbered columns around it."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from karvon.core.sheets.table import CellError, Row, Value, text_of

HEADER_SEARCH = 40
"""How many rows from the top the header is looked for in."""

KnownHeaders = Callable[[Sequence[str]], float]
"""How much a row of texts reads like headers that the caller knows: the number of known ones, 0 for none."""

Span = tuple[int, int]
"""First and last column of cells merged across."""


@dataclass(frozen=True, slots=True)
class Header:
    """The header that was found: its texts, the row it ends in, what is above it, and how sure that is."""

    texts: tuple[str, ...]
    row: int
    passed_over: int
    """Rows above it that are not blank: titles, dates, stamps."""
    known: float
    score: float


def find_header(
    rows: Sequence[Row], spans: Callable[[int], Sequence[Span]], known: KnownHeaders | None = None
) -> Header | None:
    """The header among the first rows of a sheet, None if no row looks like one.

    `spans` gives the cells merged across in a row: a group such as "PCR" over "date" and "result" joins its parts.
    """
    best: Header | None = None
    best_score = 0.0
    usual = _usual_width(rows)
    for place in range(len(rows)):
        for texts, depth in _readings(rows, place, spans):
            reads_known = known(texts) if known else 0.0
            score = reads_known + _shape(texts, rows[place + depth :], usual) / 10
            if score > best_score + 1e-9:
                best_score = score
                best = Header(texts, rows[place + depth - 1].number, place, reads_known, score)
    return best


def _readings(
    rows: Sequence[Row], place: int, spans: Callable[[int], Sequence[Span]]
) -> list[tuple[tuple[str, ...], int]]:
    """The row as a header of one line and, where cells are merged across, of two lines."""
    row = rows[place]
    if not _all_text(row):
        return []
    texts = tuple(text_of(value).strip() for value in row.values)
    readings = [(texts, 1)]
    groups = [span for span in spans(row.number) if span[1] - span[0] + 1 < len(_filled(rows, place + 1))]
    if groups and place + 1 < len(rows) and _all_text(rows[place + 1]):
        readings.append((_joined(row, rows[place + 1], groups), 2))
    return readings


def _joined(upper: Row, lower: Row, groups: Sequence[Span]) -> tuple[str, ...]:
    """A header of two lines as one: each part with its group in front."""
    group_of = {index: text_of(upper.value(first)) for first, last in groups for index in range(first, last + 1)}
    width = max(len(upper.values), len(lower.values))
    joined = []
    for index in range(width):
        parts = (group_of.get(index, text_of(upper.value(index))).strip(), text_of(lower.value(index)).strip())
        joined.append(" ".join(part for part in dict.fromkeys(parts) if part))
    return tuple(joined)


def _shape(texts: Sequence[str], below: Sequence[Row], usual: int) -> float:
    """From 0 to 1: how much a row looks like a header by its shape alone."""
    filled = [text.casefold() for text in texts if text]
    if not filled or not below or usual == 0:
        return 0.0
    width = min(len(filled) / usual, 1.0)
    distinct = len(set(filled)) / len(filled)
    wordy = sum(any(character.isalpha() for character in text) and len(text) <= 80 for text in filled) / len(filled)
    digits = sum(any(character.isdigit() for character in text) for text in filled) / len(filled)
    return width * distinct * wordy * (1 - digits / 2)


def _usual_width(rows: Sequence[Row]) -> int:
    """How many cells most rows fill."""
    widths = Counter(sum(value is not None for value in row.values) for row in rows)
    return max(widths, key=lambda width: (widths[width], width), default=0)


def _filled(rows: Sequence[Row], place: int) -> list[Value]:
    """The filled cells of a row, or of its neighbour above at the end."""
    return [value for value in rows[min(place, len(rows) - 1)].values if value is not None]


def _all_text(row: Row) -> bool:
    """Whether a row holds texts only, as headers do; numbering such as 1, 2 does not count as text."""
    values = [value for value in row.values if value is not None]
    return bool(values) and not any(
        isinstance(value, CellError | int | float | date | time | timedelta) for value in values
    )
