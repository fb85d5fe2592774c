"""Whether a post works at a moment, in its own clock: hours past midnight, hours that never end, clocks that change."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
# A post that does not change in all these days never closes, or never opens.
DAYS_AHEAD = 8


class Works(StrEnum):
    """Whether a post works, as far as its hours are known."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    """Nobody has recorded its hours, which does not mean that it is open."""


@dataclass(frozen=True, slots=True)
class Shift:
    """Hours on some weekdays (1 is Monday) in the local clock; closing at or before opening means the next day."""

    weekdays: frozenset[int]
    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class Working:
    """Whether a post works at a moment, and when that changes; None where it does not, or where nothing is known."""

    works: Works
    changes_at: datetime | None = None


def working(shifts: Iterable[Shift], zone: str, at: datetime) -> Working:
    """Whether a post with these hours works at `at`; without any hours that is unknown."""
    known = tuple(shifts)
    if not known:
        return Working(Works.UNKNOWN)
    spells = _joined(sorted(_spells(known, ZoneInfo(zone), at)))
    for opens, closes in spells:
        if opens <= at < closes:
            return Working(Works.YES, closes if closes < at + (DAYS_AHEAD - 1) * DAY else None)
    return Working(Works.NO, next((opens for opens, _ in spells if opens > at), None))


def _spells(shifts: Iterable[Shift], zone: ZoneInfo, at: datetime) -> Iterator[tuple[datetime, datetime]]:
    """From when to when the post works, in UTC, on the days around a moment."""
    today = at.astimezone(zone).date()
    for ahead in range(-1, DAYS_AHEAD + 1):
        day = today + ahead * DAY
        for shift in shifts:
            if day.isoweekday() in shift.weekdays:
                last = day + DAY if shift.closes <= shift.opens else day
                yield _moment(day, shift.opens, zone), _moment(last, shift.closes, zone)


def _moment(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """A local time as a moment; a time that comes twice is the first, one that never comes is an hour later."""
    return datetime.combine(day, clock, tzinfo=zone).astimezone(UTC)


def _joined(spells: Iterable[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    """Spells that touch or overlap as one; they come in order."""
    joined: list[tuple[datetime, datetime]] = []
    for opens, closes in spells:
        if joined and opens <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], closes))
        else:
            joined.append((opens, closes))
    return joined
