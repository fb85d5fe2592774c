"""What a version changes: who would be stopped or let through by it, on which movements, and who is trapped by it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from karvon.accounts.acting import SYSTEM, acting_as
from karvon.accounts.models import Membership
from karvon.readiness.gathering import Judgeable, gather
from karvon.readiness.reach import expected_in, people_in, reach_of
from karvon.requirements.book import requirement_book
from rulebook.book import RequirementBook
from rulebook.requirements import RequirementVersion
from rulebook.trap import Danger, traps_among
from rulebook.travellers import Journey
from rulebook.verdicts import Judge, Verdict


@dataclass(frozen=True, slots=True)
class Change:
    """One person at one step whose answer is another with the version than without it."""

    movement: UUID
    entry: UUID
    step: UUID
    before: str
    after: str
    contested: bool


@dataclass(frozen=True)
class Impact:
    """What a version changes for the movements of one organisation, as known and seen at one moment.

    `expected` holds the movements that pass there with more people than are on their lists yet, and how many more.
    """

    changes: tuple[Change, ...]
    dangers: tuple[tuple[UUID, UUID, Danger], ...]
    expected: Mapping[UUID, int]
    looked_at: int

    @property
    def people(self) -> int:
        """How many people have another answer at any step."""
        return len({change.entry for change in self.changes})

    @property
    def movements(self) -> int:
        """On how many movements they are."""
        return len({change.movement for change in self.changes})

    def counts(self) -> Counter[tuple[str, str]]:
        """How many answers go from which status to which."""
        return Counter((change.before, change.after) for change in self.changes)

    def in_danger(self, danger: Danger) -> int:
        """How many people are in this danger of being trapped, with the version."""
        return sum(found is danger for _, _, found in self.dangers)


def impact_of(version: RequirementVersion, *, by: Membership, at: datetime) -> Impact:
    """What publishing a version at `at` would change, or has changed, on the movements of the member's organisation.

    People are judged twice: on what was known without this version, and with it.
    """
    with acting_as(SYSTEM):
        others = [
            one for one in requirement_book().book.versions if (one.id, one.version) != (version.id, version.version)
        ]
        without = RequirementBook(others)
        reach = reach_of(version, without.history(version.id))
        reached = people_in(reach, owner=by.organisation_id)
        expected = expected_in(reach, owner=by.organisation_id)
        people = list(gather({movement for movement, _ in reached}, {entry for _, entry in reached}))
    before = Judge(without, known_at=at)
    after = Judge(RequirementBook([*others, version]), known_at=at)
    return _compared(people, before, after, expected)


def _compared(people: Iterable[Judgeable], before: Judge, after: Judge, expected: Mapping[UUID, int]) -> Impact:
    changes: list[Change] = []
    dangers: list[tuple[UUID, UUID, Danger]] = []
    count = 0
    for person in people:
        count += 1
        with_version = [after.verdict(person.traveller, step) for step in person.steps]
        found = [_change(person, before.verdict(person.traveller, verdict.step), verdict) for verdict in with_version]
        changes += [change for change in found if change is not None]
        journey = Journey(id="", steps=person.steps)
        dangers += [(person.movement, person.entry, trap.danger) for trap in traps_among(after, with_version, journey)]
    return Impact(tuple(changes), tuple(dangers), expected, count)


def _change(person: Judgeable, without: Verdict, with_it: Verdict) -> Change | None:
    """How the answer at a step changes; None where it stays, and sources agree or disagree as before."""
    same = without.status is with_it.status and without.outcome.contested == with_it.outcome.contested
    if same:
        return None
    return Change(
        person.movement, person.entry, UUID(with_it.step.id), without.status.value, with_it.status.value,
        with_it.outcome.contested,
    )  # fmt: skip
