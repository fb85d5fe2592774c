"""What is known of a traveller and of a journey when a requirement is judged: plain data, nothing derived.

`None` means not recorded. An empty tuple means that somebody asked and there is none.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import Enum


class Role(Enum):
    """In which role a person stands before a state."""

    EXIT = "exit"
    TRANSIT = "transit"
    ENTRY = "entry"


@dataclass(frozen=True, slots=True)
class Test:
    """A test for an infection; `sampled_at` carries the zone of the place where the sample was taken."""

    __test__ = False  # not for pytest

    kind: str | None = None
    result: str | None = None
    sampled_at: datetime | None = None
    place: str | None = None
    country: str | None = None
    laboratory: str | None = None
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Vaccination:
    """A vaccination; `given_on` is the day of the last dose."""

    disease: str | None = None
    product: str | None = None
    complete: bool | None = None
    given_on: date | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """A travel document; it is valid through `expires_on`, the last day included."""

    kind: str | None = None
    number: str | None = None
    country: str | None = None
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class Visa:
    """A visa or permit of one state, both days included."""

    kind: str | None = None
    country: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class AgreedList:
    """A list of people that parties agreed on; `final` once it may not change any more."""

    id: str
    final: bool | None = None


@dataclass(frozen=True, slots=True)
class Clearance:
    """The answer of one authority: yes, no or pending; oral or written; until when it holds (None: no end)."""

    authority: str
    kind: str
    decision: str
    form: str | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Position:
    """Where a person stands: at a crossing, whose exit stamp they carry (`left`), who let them in (`entered`)."""

    crossing: str | None = None
    left: str | None = None
    entered: str | None = None
    since: datetime | None = None

    @property
    def between_posts(self) -> bool:
        """Out of one state and not yet in the next."""
        return self.left is not None and self.entered is None


@dataclass(frozen=True, slots=True)
class Traveller:
    """One person as a border may ask about them. `born` may be partial: YYYY, YYYY-MM or YYYY-MM-DD."""

    id: str
    name: str = ""
    nationalities: tuple[str, ...] | None = None
    residences: tuple[str, ...] | None = None
    sex: str | None = None
    born: str | None = None
    age: int | None = None
    age_on: date | None = None
    temperature: int | None = None
    quarantine_days: int | None = None
    papers: tuple[Paper, ...] | None = None
    tests: tuple[Test, ...] | None = None
    vaccinations: tuple[Vaccination, ...] | None = None
    visas: tuple[Visa, ...] | None = None
    lists: tuple[AgreedList, ...] | None = None
    household: str | None = None
    batch: str | None = None
    position: Position | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """What a journey brings along for everybody on it: group, vehicle, transit plan and the authorities' answers."""

    organised: bool | None = None
    size: int | None = None
    kinds: tuple[str, ...] | None = None
    sealed: bool | None = None
    escorted: bool | None = None
    medic: bool | None = None
    masks: bool | None = None
    seats: int | None = None
    seats_taken: int | None = None
    stops: int | None = None
    transit_minutes: int | None = None
    clearances: tuple[Clearance, ...] | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One passing of one state's post, planned for the moment `at` (in the zone of the post)."""

    id: str
    jurisdiction: str
    role: Role
    at: datetime
    post: str | None = None
    crossing: str | None = None
    mode: str | None = None
    coming_from: str | None = None
    going_to: str | None = None
    purpose: str | None = None
    place: str = ""
    party: Party = field(default_factory=Party)

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError(f"step {self.id}: the planned moment needs a zone")

    def moved_to(self, at: datetime) -> "Step":
        """Return the same step planned for another moment."""
        return replace(self, at=at)


@dataclass(frozen=True, slots=True)
class Journey:
    """The steps of one movement in order, and what is known of everybody on it (`everyone`, field -> value)."""

    id: str
    steps: tuple[Step, ...]
    everyone: Mapping[str, object] = field(default_factory=dict)
