"""Makes rows for tests, each as plain as it may be; what a test is about stands in the test."""

import itertools
from datetime import UTC, datetime
from typing import Any

from karvon.accounts.models import Membership, User
from karvon.accounts.roles import Role, kinds_with
from karvon.partners.models import Organisation
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
