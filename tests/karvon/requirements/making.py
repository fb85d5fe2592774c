"""Makers for the tests of requirements: two sides of one gate, and demands as plain JSON."""

from datetime import datetime
from typing import Any

from karvon.accounts.acting import SYSTEM, acting_as, member
from karvon.accounts.models import Membership
from karvon.accounts.roles import Role
from karvon.places.models import Post
from karvon.requirements.actions import begin_draft, publish_draft
from karvon.requirements.demands import Demand, What, plain_demand
from karvon.requirements.models import RequirementVersion
from tests.factories import NOON, make_crossing, make_member, make_post


def make_gate() -> Post:
    """Zhibek Zholy with both sides; its Uzbek side."""
    crossing = make_crossing("KZUZ-ZHB")
    make_post(crossing, "KAZ")
    return make_post(crossing, "UZB", name="Gisht Kuprik", zone="Asia/Tashkent")


def make_officer(*roles: Role, **fields: Any) -> Membership:
    """A border liaison officer of an office of the agency, unless said otherwise."""
    return make_member(*(roles or (Role.LIAISON_OFFICER,)), **fields)


def make_demand(post: Post, what: What = What.TEST, **said: Any) -> dict[str, Any]:
    """What the shift commander said at the gate, as plain JSON."""
    values: dict[str, Any] = {
        "authority": "shift commander",
        "channel": "gate_officer",
        "quote": "No Tajik citizen passes without a negative test, transit or not.",
        "heard_at": NOON,
        "nationalities": ("TJK",),
    }
    return with_cases(plain_demand(Demand(what=what, post=post, **values | said)))


def with_cases(plain: dict[str, Any]) -> dict[str, Any]:
    """The same with examples that come out."""
    tajik = {"traveller": {"nationalities": ["TJK"]}, "step": {"post": "KZUZ-ZHB-UZ"}}
    passing = {"name": "tested", "passes": True, "facts": {**tajik, "tests": [dict(_TEST)]}}
    failing = {"name": "not tested", "passes": False, "facts": {**tajik, "tests": []}}
    return {**plain, "examples": [passing, failing]}


_TEST = {"kind": "rapid", "result": "negative", "minutes_before": 60}


def publish_plain(plain: dict[str, Any], *, by: Membership, at: datetime = NOON, code: str = "") -> RequirementVersion:
    """Write and publish a version in one go, as this member."""
    with acting_as(member(by)):
        return publish_draft(begin_draft(body=plain, code=code, by=by, at=at), by=by, at=at)


def as_system() -> Any:
    """Acting as the system's own jobs do."""
    return acting_as(SYSTEM)
