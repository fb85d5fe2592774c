"""Makers for the rulebook's tests: a traveller, a step and a requirement, with only what the test is about."""

from datetime import UTC, datetime
from typing import Any

from rulebook.requirements import Kind, Part, RequirementVersion, Standing
from rulebook.travellers import Party, Role, Step, Traveller

NOON = datetime(2020, 10, 31, 12, 0, tzinfo=UTC)


def make_traveller(**known: Any) -> Traveller:
    """A traveller of whom only the given is known."""
    return Traveller(**{"id": "P1", "name": "Karimova Zarina", **known})


def make_step(*, party: Party | None = None, **planned: Any) -> Step:
    """The step into Uzbekistan by road at noon, unless said otherwise."""
    defaults: dict[str, Any] = {
        "id": "uz-entry",
        "jurisdiction": "UZB",
        "role": Role.ENTRY,
        "at": NOON,
        "mode": "road",
        "coming_from": "KAZ",
    }
    return Step(**{**defaults, **planned, "party": party or Party()})


def make_version(id_: str = "R-1", *parts: Part, **given: Any) -> RequirementVersion:
    """A confirmed requirement on everybody who enters Uzbekistan, in force and known since January 2020."""
    start = datetime(2020, 1, 1, tzinfo=UTC)
    defaults: dict[str, Any] = {
        "version": 1,
        "jurisdiction": "UZB",
        "roles": frozenset({Role.ENTRY}),
        "kind": Kind.REQUIREMENT,
        "standing": Standing.CONFIRMED,
        "valid_from": start,
        "recorded_at": start,
        "title": {"en": id_},
        "parts": parts,
    }
    return RequirementVersion(id=id_, **{**defaults, **given})
