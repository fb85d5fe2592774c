"""A demonstration world has one way in for each role."""

from datetime import timedelta

import pytest

from karvon.accounts.acting import SYSTEM, acting_as
from karvon.accounts.actions import sign_in_by_link
from karvon.accounts.demonstration import LINK_LASTS, ways_in
from karvon.accounts.errors import LinkNotValid
from karvon.accounts.roles import Role
from tests.factories import NOON, make_member

pytestmark = pytest.mark.django_db
TODAY = NOON.replace(year=2026)


def test_each_role_that_somebody_has_gets_one_link_that_signs_them_in():
    with acting_as(SYSTEM):
        both = make_member(Role.COORDINATOR, Role.REGISTRAR)
        registrar = make_member(Role.REGISTRAR)
        make_member(Role.DONOR, ends_at=NOON)
    ways = ways_in(shows=NOON, at=TODAY)
    assert [(one.role, one.name) for one in ways] == [
        (Role.REGISTRAR, registrar.user.name),
        (Role.COORDINATOR, both.user.name),
    ]
    assert [sign_in_by_link(one.token, at=TODAY) for one in ways] == [registrar.user, both.user]


def test_the_links_live_by_our_own_clock_and_not_by_the_worlds():
    with acting_as(SYSTEM):
        make_member(Role.COORDINATOR)
    early, late = (ways_in(shows=NOON, at=TODAY)[0] for _ in range(2))
    sign_in_by_link(early.token, at=TODAY + LINK_LASTS - timedelta(seconds=1))
    with pytest.raises(LinkNotValid):
        sign_in_by_link(late.token, at=TODAY + LINK_LASTS)


def test_a_world_without_people_has_no_way_in():
    assert ways_in(shows=NOON, at=TODAY) == []
