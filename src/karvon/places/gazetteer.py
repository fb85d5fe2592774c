"""Reads the shipped tables of Central Asian places: crossings with their posts, hubs, legs and known hours.

The tables are our own work, but for the coordinates of hubs, which come from GeoNames (CC BY 4.0). Coordinates of
crossings are approximations, as each one's confidence says. Airports are not among them.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Names:
    """What a place is called in its scripts, the main name first; and what it used to be called."""

    current: tuple[str, ...]
    former: tuple[str, ...] = ()

    @property
    def main(self) -> str:
        """The name in Latin letters under which the place is listed."""
        return self.current[0]


@dataclass(frozen=True, slots=True)
class CrossingRow:
    """One crossing of the table."""

    code: str
    modes: tuple[str, ...]
    latitude: str
    longitude: str
    confidence: str
    category: str


@dataclass(frozen=True, slots=True)
class PostRow:
    """One side of a crossing."""

    code: str
    crossing: str
    country: str
    zone: str
    names: Names


@dataclass(frozen=True, slots=True)
class HubRow:
    """One town."""

    code: str
    country: str
    latitude: str
    longitude: str
    zone: str
    names: Names


@dataclass(frozen=True, slots=True)
class LegRow:
    """The way between two places, each the code of a hub or of a crossing."""

    start: str
    end: str
    mode: str
    km: int
    hours: str


@dataclass(frozen=True, slots=True)
class HoursRow:
    """The known hours of a post."""

    post: str
    weekdays: tuple[int, ...]
    opens: time
    closes: time
    since: datetime | None
    known_since: datetime | None
    """None: nobody remembers when it was learned."""
    source: str


def crossings() -> list[CrossingRow]:
    """All crossings."""
    return [
        CrossingRow(
            row["code"],
            _split(row["modes"], "+"),
            row["latitude"],
            row["longitude"],
            row["confidence"],
            row["category"],
        )
        for row in _rows("crossings")
    ]


def posts() -> list[PostRow]:
    """All posts, two of each crossing."""
    return [PostRow(row["code"], row["crossing"], row["country"], row["zone"], _names(row)) for row in _rows("posts")]


def hubs() -> list[HubRow]:
    """All hubs."""
    return [
        HubRow(row["code"], row["country"], row["latitude"], row["longitude"], row["zone"], _names(row))
        for row in _rows("hubs")
    ]


def legs() -> list[LegRow]:
    """All legs, each in one direction; it can be travelled in both."""
    return [LegRow(row["start"], row["end"], row["mode"], int(row["km"]), row["hours"]) for row in _rows("legs")]


def hours() -> list[HoursRow]:
    """The hours that are known; of most posts nobody has recorded any."""
    return [
        HoursRow(
            row["post"],
            tuple(int(day) for day in row["weekdays"]),
            time.fromisoformat(row["opens"]),
            time.fromisoformat(row["closes"]),
            _moment(row["since"]),
            _moment(row["known_since"]),
            row["source"],
        )
        for row in _rows("hours")
    ]


def _names(row: dict[str, str]) -> Names:
    return Names(_split(row["names"], "|"), _split(row["former_names"], "|"))


def _moment(cell: str) -> datetime | None:
    return datetime.fromisoformat(cell) if cell else None


def _split(cell: str, sign: str) -> tuple[str, ...]:
    return tuple(cell.split(sign)) if cell else ()


def _rows(table: str) -> Iterator[dict[str, str]]:
    with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
