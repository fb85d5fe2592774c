"""An office with a movement of two people through the gate between Kazakhstan and Uzbekistan."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from karvon.accounts.acting import SYSTEM, acting_as
from karvon.accounts.models import Membership
from karvon.accounts.roles import Role
from karvon.documents.models import Inquiry
from karvon.movements.models import ManifestEntry, Movement, Step
from karvon.people.models import Person
from karvon.requirements.actions.publishing import add_version
from karvon.requirements.models import BorderRequirement, RequirementVersion
from rulebook.packs.reading import read_pack
from rulebook.requirements import RequirementVersion as Version
from tests.factories import make_crossing, make_entry, make_member, make_movement, make_person, make_post, make_step
from tests.shared_data import ROOT

REFUSAL = datetime(2020, 10, 31, 7, 40, tzinfo=UTC)
RULES = ROOT / "demo" / "zhibek_zholy" / "rules"


@dataclass(frozen=True)
class Gate:
    """A movement on its way to the gate."""

    officer: Membership
    movement: Movement
    leaving: Step
    entering: Step
    entries: list[ManifestEntry]


def make_gate(people: int = 2) -> Gate:
    officer = make_member(Role.MOVEMENT_OFFICER)
    crossing = make_crossing("KZUZ-ZHB")
    movement = make_movement(officer, organised=True)
    leaving = make_step(
        movement,
        make_post(crossing, "KAZ", code="KZUZ-ZHB-KZ"),
        "exit",
        REFUSAL - timedelta(minutes=45),
        going_to="TJK",
    )
    uzbek = make_post(crossing, "UZB", code="KZUZ-ZHB-UZ", zone="Asia/Tashkent", name="Gisht Kuprik")
    entering = make_step(movement, uzbek, "transit", REFUSAL, coming_from="KAZ", going_to="TJK")
    entries = [make_entry(movement, make_person(officer)) for _ in range(people)]
    for entry in entries:
        ask_for_tests(entry.person, officer)
    return Gate(officer, movement, leaving, entering, entries)


def ask_for_tests(person: Person, officer: Membership) -> Inquiry:
    """Note that somebody asked: the person has no tests but those recorded."""
    asked = {"about": Inquiry.About.TESTS, "asked_at": REFUSAL, "asked_by": officer.user}
    return Inquiry.objects.create(owner=person.owner, person=person, **asked)


@pytest.fixture
def gate(db):
    with acting_as(SYSTEM):
        yield make_gate()


def versions_in(path: Path) -> dict[tuple[str, int], Version]:
    pack = read_pack(path.read_text(encoding="utf-8"), path.name).pack
    assert pack is not None
    return {(version.id, version.version): version for version in pack.versions}


def publish(version: Version, owner: Membership) -> RequirementVersion:
    """Keep a version as if it had just been published."""
    requirement, _ = BorderRequirement.objects.get_or_create(
        code=version.id,
        defaults={"owner": owner.organisation, "jurisdiction": version.jurisdiction, "begun_at": version.recorded_at},
    )
    return add_version(requirement, version, by=None)
