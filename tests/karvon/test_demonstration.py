"""The demonstration world: what is known before, and what changes with the demand at the gate."""

from datetime import UTC, datetime, timedelta

import pytest

from karvon.accounts.acting import SYSTEM, acting_as
from karvon.accounts.roles import Role
from karvon.demonstration.zhibek_zholy import OPENS, lay_out
from karvon.places.actions.seeding import seed_places
from karvon.readiness.impact import impact_of
from karvon.readiness.jobs import do_one_due_thing
from karvon.readiness.models import Verdict
from karvon.readiness.queries import counts_by_step, dangers_of, reasons_of, steps_of
from rulebook.trap import Danger
from tests.factories import make_member
from tests.karvon.readiness.conftest import RULES, publish, versions_in

pytestmark = pytest.mark.django_db
EIGHT = datetime(2020, 10, 31, 8, 0, tzinfo=UTC)


@pytest.fixture
def world():
    """The world as it opens, all rules known but the demand itself."""
    with acting_as(SYSTEM):
        seed_places(at=OPENS - timedelta(days=30))
        coordinator = make_member(Role.COORDINATOR)
        for pack in sorted(RULES.glob("*.yaml")):
            for (id_, _), version in versions_in(pack).items():
                if id_ != "R-UZ-2":
                    publish(version, coordinator)
        movement = lay_out(coordinator, requested_by=coordinator.organisation)
        yield coordinator, movement


@pytest.fixture
def demand():
    return versions_in(RULES / "uzbekistan.yaml")["R-UZ-2", 1]


def work(at):
    while do_one_due_thing(at=at):
        pass


def by_role(movement, member):
    counts = counts_by_step(movement, member)
    return [dict(counts[step.id]) for step in steps_of(movement)]


def test_before_the_demand_everybody_may_pass(world):
    coordinator, movement = world
    work(OPENS)
    exits_and_entries = by_role(movement, coordinator)
    assert exits_and_entries[1] == {Verdict.Status.OK: 102}
    assert dangers_of(movement, coordinator) == {}


def test_the_demand_hits_102_people_on_one_movement_and_the_next_movement_is_named(world, demand):
    coordinator, _ = world
    found = impact_of(demand, by=coordinator, at=EIGHT)
    assert (found.people, found.movements) == (102, 1)
    assert found.counts() == {("OK", "BLOCKED"): 102}
    assert {change.contested for change in found.changes} == {True}
    assert list(found.expected.values()) == [180]
    assert (found.in_danger(Danger.TRAPPED), found.in_danger(Danger.WOULD_BE_TRAPPED)) == (34, 68)


def test_once_published_the_verdicts_follow(world, demand):
    coordinator, movement = world
    work(OPENS)
    publish(demand, coordinator)
    work(EIGHT)
    assert by_role(movement, coordinator)[1] == {Verdict.Status.BLOCKED: 102}
    assert (reasons_of(movement, coordinator)[0].requirement, reasons_of(movement, coordinator)[0].people) == (
        "R-UZ-1",
        102,
    )
    counted = list(dangers_of(movement, coordinator).values())
    assert (counted.count(Verdict.Danger.TRAPPED), counted.count(Verdict.Danger.WOULD_BE_TRAPPED)) == (34, 68)
