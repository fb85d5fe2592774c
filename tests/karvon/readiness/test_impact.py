"""The impact of a demand is known before it is published: who is stopped, who stands where, who is trapped by it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from karvon.accounts.acting import SYSTEM, acting_as
from karvon.accounts.roles import Role
from karvon.movements.models import Position
from karvon.readiness.impact import impact_of
from rulebook.trap import Danger
from tests.factories import make_member, make_movement, make_step
from tests.karvon.readiness.conftest import REFUSAL, RULES, publish, versions_in

HEARD = REFUSAL + timedelta(minutes=20)


@pytest.fixture
def demand():
    return versions_in(RULES / "uzbekistan.yaml")["R-UZ-2", 1]


def test_a_demand_stops_everybody_whom_it_concerns(gate, demand):
    found = impact_of(demand, by=gate.officer, at=HEARD)
    assert (found.people, found.movements) == (2, 1)
    assert found.counts() == {("UNKNOWN", "BLOCKED"): 2}
    assert {change.step for change in found.changes} == {gate.entering.id}


def test_after_publication_the_impact_is_the_same(gate, demand):
    before = impact_of(demand, by=gate.officer, at=HEARD)
    publish(demand, gate.officer)
    assert impact_of(demand, by=gate.officer, at=HEARD) == before


def test_whoever_has_left_one_side_and_may_not_return_is_trapped_by_it(gate, demand):
    publish(versions_in(RULES / "kazakhstan.yaml")["R-KZ-1", 1], gate.officer)
    between = {"left": "KAZ", "since": REFUSAL, "recorded_at": REFUSAL, "recorded_by": gate.officer.user}
    Position.objects.create(
        owner=gate.officer.organisation, entry=gate.entries[0], crossing=gate.leaving.post.crossing, **between
    )
    found = impact_of(demand, by=gate.officer, at=HEARD)
    dangers = {entry: danger for _, entry, danger in found.dangers}
    assert dangers == {gate.entries[0].id: Danger.TRAPPED, gate.entries[1].id: Danger.WOULD_BE_TRAPPED}


def test_a_movement_whose_people_are_not_known_yet_is_named_with_how_many_are_expected(gate, demand):
    later = make_movement(gate.officer, expected_people=180)
    make_step(later, gate.entering.post, "transit", REFUSAL + timedelta(days=7))
    assert impact_of(demand, by=gate.officer, at=HEARD).expected == {later.id: 180}


def test_movements_of_others_and_at_other_times_are_left_alone(gate, demand):
    with acting_as(SYSTEM):
        stranger = make_member(Role.COORDINATOR)
    assert impact_of(demand, by=stranger, at=HEARD).looked_at == 0
    over = replace(demand, valid_to=REFUSAL, valid_from=REFUSAL - timedelta(days=1))
    assert impact_of(over, by=gate.officer, at=HEARD).looked_at == 0


def test_the_number_of_questions_to_the_database_does_not_grow_with_the_people(
    gate, demand, django_assert_max_num_queries
):
    with django_assert_max_num_queries(22):
        impact_of(demand, by=gate.officer, at=HEARD)
