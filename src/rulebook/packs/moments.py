"""Moments in a pack, always with their zone: by offset, by the name of the zone, or by both where a clock goes back."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from typing import ClassVar
from zoneinfo import ZoneInfo, available_timezones

from rulebook.packs.faults import Wrong, nearest, shown
from rulebook.packs.nodes import ScalarNode
from rulebook.packs.shapes import Plain, ScalarShape, Schema

FIRST_YEAR, LAST_YEAR = 1900, 2199
_MOMENT = re.compile(
    r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?) ?(Z|[+-]\d\d:\d\d)? ?([A-Za-z][A-Za-z0-9_+/-]*)?",
    re.ASCII,
)
_AS = "2020-10-31T12:40+05:00 or 2020-10-31 12:40 Asia/Tashkent"


@dataclass(frozen=True, slots=True)
class Moment(ScalarShape[datetime]):
    """A moment with its zone."""

    expected: ClassVar[str] = "a moment with its zone, as 2020-10-31T12:40+05:00"

    def convert(self, scalar: ScalarNode) -> datetime:
        """Return the moment in its zone."""
        return moment(scalar.text)

    def plain(self, value: datetime) -> Plain:
        """Write the wall clock and the zone."""
        return moment_as_text(value)

    def schema(self) -> Schema:
        """Return the pattern of a moment."""
        zone = "(Z|[+-][0-9]{2}:[0-9]{2}|( ?[+-][0-9]{2}:[0-9]{2})? [A-Za-z][A-Za-z0-9_+/-]*)"
        return {
            "type": "string",
            "pattern": f"^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}[T ][0-9]{{2}}:[0-9]{{2}}(:[0-9]{{2}}(\\.[0-9]+)?)? ?{zone}$",
        }


def moment(text: str) -> datetime:
    """Read a moment with its zone; raises `Wrong`, which says what to write instead."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
        raise Wrong(f"{text} is a day without time and zone", f"write {text}T00:00+05:00 or {text} 00:00 Asia/Tashkent")
    found = _MOMENT.fullmatch(text)
    if not found:
        raise Wrong(f"{shown(text)} is not a moment", f"write it as {_AS}")
    day, clock, offset, zone = found.groups()
    if zone in ("Z", "UTC"):
        offset, zone = offset or "Z", None
    if not offset and not zone:
        raise Wrong(f"{text} has no zone", f"write {day}T{clock}+05:00 or {day} {clock} Asia/Tashkent")
    return _placed(_wall_clock(day, clock), offset, _zone(zone) if zone else None)


def _wall_clock(day: str, clock: str) -> datetime:
    try:
        wall = datetime.fromisoformat(f"{day}T{_padded(clock)}")
    except ValueError:
        raise Wrong(f"{day} {clock} is on no calendar and no clock", "correct the day or the time") from None
    if not FIRST_YEAR <= wall.year <= LAST_YEAR:
        raise Wrong(f"the year {wall.year:04d} lies outside {FIRST_YEAR} to {LAST_YEAR}", "write the year in full")
    return wall


def _padded(clock: str) -> str:
    whole, point, fraction = clock.partition(".")
    return f"{whole}.{fraction.ljust(6, '0')}" if point else whole


def _zone(name: str) -> ZoneInfo:
    if name not in _zones():
        guess = nearest(name, _zones())
        remedy = f"did you mean {guess}?" if guess else "write an offset, as +05:00, or a name, as Asia/Tashkent"
        raise Wrong(f"{shown(name)} is no zone of the tz database", remedy)
    return ZoneInfo(name)


@lru_cache(maxsize=1)
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _placed(wall: datetime, offset: str | None, zone: ZoneInfo | None) -> datetime:
    """Return a wall clock as a moment; an offset beside the zone's name tells which of two equal hours is meant."""
    if zone is None:
        return wall.replace(tzinfo=_fixed(offset or "Z"))
    first, second = (wall.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if offset:
        meant = next((one for one in (first, second) if one.utcoffset() == _fixed(offset).utcoffset(None)), None)
        if meant is None or not _exists(meant):
            told = _offset(first.utcoffset() or timedelta())
            raise Wrong(f"{offset} is not the offset of {zone.key} at that time", f"write {told}, or leave it out")
        return meant
    if not _exists(first):
        raise Wrong(f"{wall:%Y-%m-%d %H:%M} did not exist in {zone.key}: the clocks went forward", "correct the time")
    if first.utcoffset() != second.utcoffset():
        told = _offset(first.utcoffset() or timedelta())
        problem = f"{wall:%Y-%m-%d %H:%M} came twice in {zone.key}: the clocks went back"
        raise Wrong(problem, f"write {wall:%Y-%m-%dT%H:%M}{told} {zone.key} if the first is meant")
    return first


def _fixed(offset: str) -> timezone:
    if offset == "Z":
        return UTC
    hours, minutes = int(offset[1:3]), int(offset[4:6])
    if hours > 14 or minutes > 59:
        raise Wrong(f"no zone lies {offset} from UTC", "correct the offset")
    distance = timedelta(hours=hours, minutes=minutes)
    return timezone(-distance if offset[0] == "-" else distance) if distance else UTC


def _exists(at: datetime) -> bool:
    back = at.astimezone(UTC).astimezone(at.tzinfo)
    return back.replace(tzinfo=None) == at.replace(tzinfo=None)


def _offset(distance: timedelta) -> str:
    minutes = distance // timedelta(minutes=1)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def moment_as_text(at: datetime) -> str:
    """Write a moment so that `moment` reads the same one, in the same zone; one that no clock showed, in UTC."""
    distance = at.utcoffset() or timedelta()
    zone = _named_zone(at)
    twice = at.replace(fold=0).utcoffset() != at.replace(fold=1).utcoffset()
    whole = distance % timedelta(minutes=1) == timedelta()
    if zone and not twice:
        return f"{_wall(at).replace('T', ' ')} {zone}"
    if zone and whole:
        return f"{_wall(at)}{_offset(distance)} {zone}"
    if distance and whole and _exists(at):
        return f"{_wall(at)}{_offset(distance)}"
    return f"{_wall(at.astimezone(UTC))}Z"


def _named_zone(at: datetime) -> str | None:
    """Return the name of the zone of a moment that its clocks really showed."""
    zone = at.tzinfo
    if not isinstance(zone, ZoneInfo) or zone.key not in _zones() or zone.key == "UTC":
        return None
    return zone.key if _exists(at) else None


def _wall(at: datetime) -> str:
    """Write the wall clock, to the minute where it is a whole one."""
    whole = at.second == 0 and at.microsecond == 0
    return at.replace(tzinfo=None).isoformat(timespec="minutes" if whole else "auto")
