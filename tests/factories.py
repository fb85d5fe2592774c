"""Makes rows for tests, each as plain as it may be; what a test is about stands in the test."""

import itertools
from datetime import UTC, datetime
from typing import Any

from karvon.accounts.models import Membership, User
from karvon.accounts.roles import Role, kinds_with
from karvon.movements.models import ManifestEntry, Movement, Step
from karvon.partners.models import Organisation
from karvon.people.models import Person, PersonName
from karvon.places.models import Confidence, Crossing, Hub, Mode, Post

NOON = datetime(2020, 10, 31, 7, 0, tzinfo=UTC)
_numbers = itertools.count(1)


def make_organisation(**fields: Any) -> Organisation:
    """A migration agency's office."""
    number = next(_numbers)
    values = {"code": f"office-{number}", "name": f"Office {number}", "kind": Organisation.Kind.AGENCY}
    return Organisation.objects.create(**values | fields)


def make_user(**fields: Any) -> User:
    """Someone who can sign in by link only."""
    number = next(_numbers)
    values = {"email": f"user{number}@example.org", "name": f"User {number}"}
    return User.objects.create(**values | fields)


def make_member(*roles: Role, **fields: Any) -> Membership:
    """A user with a role, of a new body in which there is such a role."""
    values: dict[str, Any] = {"roles": list(roles) or [Role.COORDINATOR], "starts_at": NOON.replace(year=2019)}
    values |= fields
    values.setdefault("user", None)
    values["user"] = values["user"] or make_user()
    values.setdefault("organisation", None)
    values["organisation"] = values["organisation"] or make_organisation(kind=kinds_with(Role(values["roles"][0]))[0])
    return Membership.objects.create(**values)


def make_crossing(code: str = "", **fields: Any) -> Crossing:
    """A road crossing."""
    values = {
        "code": code or f"AABB-{next(_numbers)}",
        "modes": [Mode.ROAD],
        "latitude": "41.464",
        "longitude": "69.362",
        "confidence": Confidence.HIGH,
    }
    return Crossing.objects.create(**values | fields)


def make_post(crossing: Crossing | None = None, country: str = "KAZ", **fields: Any) -> Post:
    """One side of a crossing."""
    crossing = crossing or make_crossing()
    values = {"code": f"{crossing.code}-{country[:2]}", "name": "Zhibek Zholy", "zone": "Asia/Almaty"}
    return Post.objects.create(crossing=crossing, country=country, **values | fields)


def make_hub(**fields: Any) -> Hub:
    """A town."""
    number = next(_numbers)
    values = {
        "code": f"H{number}",
        "name": f"Town {number}",
        "country": "TJK",
        "latitude": "40.28",
        "longitude": "69.63",
        "zone": "Asia/Dushanbe",
    }
    return Hub.objects.create(**values | fields)


def make_person(member: Membership, *, family: str = "Karimov", given: str = "Jamshed", **fields: Any) -> Person:
    """A citizen of Tajikistan of whom nothing else is recorded."""
    values: dict[str, Any] = {"reference": f"P{next(_numbers)}", "nationalities": ["TJK"], "born": "1986-07-12"}
    values |= {"registered_at": NOON, "registered_by": member.user, "changed_at": NOON}
    person = Person.objects.create(owner=member.organisation, **values | fields)
    PersonName.objects.create(
        owner=member.organisation,
        person=person,
        family=family,
        given=given,
        is_main=True,
        key=f"{family} {given}".lower(),
    )
    return person


def make_movement(member: Membership, **fields: Any) -> Movement:
    """A planned movement that the member's own office asked for."""
    values: dict[str, Any] = {
        "reference": f"M{next(_numbers)}",
        "name": "Shymkent to Khujand",
        "status": Movement.Status.PLANNED,
    }
    values |= {"requested_by": member.organisation, "requested_at": NOON, "changed_at": NOON}
    return Movement.objects.create(owner=member.organisation, **values | fields)


def make_step(movement: Movement, post: Post, role: str, planned_at: datetime, **fields: Any) -> Step:
    """The next passing of a post."""
    values = {"number": movement.steps.count() + 1, "mode": Mode.ROAD, "role": role, "planned_at": planned_at}
    return Step.objects.create(owner=movement.owner, movement=movement, post=post, **values | fields)


def make_entry(movement: Movement, person: Person, **fields: Any) -> ManifestEntry:
    """A person on the list."""
    values = {"added_at": NOON, "changed_at": NOON}
    return ManifestEntry.objects.create(owner=movement.owner, movement=movement, person=person, **values | fields)
