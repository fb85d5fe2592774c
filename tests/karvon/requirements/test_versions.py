"""Rows and the rulebook hold the same versions: nothing is lost on the way, and each is read once."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from karvon.accounts.acting import SYSTEM, acting_as, member
from karvon.accounts.models import Membership
from karvon.requirements.actions import confirm_version
from karvon.requirements.actions.publishing import add_version, begin_requirement
from karvon.requirements.models import RequirementVersion
from karvon.requirements.versions import _READ, version_of, versions_known
from tests.factories import NOON
from tests.karvon.requirements.making import make_demand, make_gate, make_officer, publish_plain
from tests.rulebook.packs.strategies import packs

HOUR = timedelta(hours=1)


@pytest.fixture
def officer(db: None) -> Membership:
    with acting_as(SYSTEM):
        return make_officer()


@pytest.fixture
def row(officer: Membership) -> RequirementVersion:
    with acting_as(SYSTEM):
        gate = make_gate()
    return publish_plain(make_demand(gate), by=officer)


@pytest.mark.django_db
@given(packs())
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_a_pack_can_say_comes_back_from_the_database_as_it_was(pack):
    with transaction.atomic(), acting_as(SYSTEM):
        owner = make_officer().organisation
        requirements = {one.id: begin_requirement(one, owner=owner, at=NOON) for one in unique(pack.versions)}
        for version in pack.versions:
            kept = add_version(requirements[version.id], version, by=None)
            assert version_of(RequirementVersion.objects.get(pk=kept.pk)) == version
        transaction.set_rollback(True)


def unique(versions):
    return {version.id: version for version in versions}.values()


def test_a_version_is_read_once_and_stays_the_same_object(row, officer):
    with acting_as(member(officer)):
        known = [versions_known(RequirementVersion.objects.all()) for _ in range(2)]
    assert known[0][0] is known[1][0] is version_of(row)


def test_a_process_that_has_read_nothing_yet_reads_the_bodies(row, officer, monkeypatch):
    monkeypatch.setattr(_READ, "_versions", type(_READ._versions)())
    with acting_as(member(officer)):
        (version,) = versions_known(RequirementVersion.objects.all())
    assert version.id == "R-UZ-1"


def test_memory_holds_only_so_many(row, monkeypatch):
    monkeypatch.setattr("karvon.requirements.versions.KEPT", 0)
    monkeypatch.setattr(_READ, "_versions", type(_READ._versions)())
    assert version_of(row).id == "R-UZ-1"
    assert _READ.get(row.id) is None


def test_a_confirmation_counts_from_when_it_was_known(row, officer):
    with acting_as(member(officer)):
        confirm_version(row, source="the gate", by=officer, at=NOON + 2 * HOUR)
        rows = RequirementVersion.objects.all()
        confirmed = [versions_known(rows, known=NOON + hours * HOUR)[0].last_confirmed_at for hours in (1, 2)]
        assert versions_known(rows)[0].last_confirmed_at == NOON + 2 * HOUR
    assert confirmed == [None, NOON + 2 * HOUR]


def test_what_was_recorded_later_was_not_known(row, officer):
    with acting_as(member(officer)):
        assert versions_known(RequirementVersion.objects.all(), known=NOON - HOUR) == ()
