"""The database knows who acts for as long as a transaction lasts, and shows rows accordingly."""

import threading

import pytest
from django.db import DatabaseError, connection, transaction

from karvon.accounts.acting import NOBODY, SYSTEM, acting_as, member
from karvon.accounts.models import Membership
from karvon.accounts.roles import Role
from karvon.partners.models import FocalPoint, Organisation
from tests.factories import make_member, make_organisation


def organisation_of_the_database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(karvon_organisation()::text, '')")
        return str(cursor.fetchone()[0])


@pytest.mark.django_db
def test_nobody_acts_unless_somebody_said_so():
    assert organisation_of_the_database() == ""
    assert list(Organisation.objects.all()) == []


@pytest.mark.django_db
def test_who_acts_is_known_within_and_forgotten_after():
    with acting_as(SYSTEM):
        officer = make_member(Role.LIAISON_OFFICER)
    with acting_as(member(officer)):
        assert organisation_of_the_database() == str(officer.organisation_id)
        with acting_as(NOBODY):
            assert organisation_of_the_database() == ""
        assert organisation_of_the_database() == str(officer.organisation_id)
    assert organisation_of_the_database() == ""


@pytest.mark.django_db
def test_an_error_on_the_way_leaves_nobody_acting():
    with acting_as(SYSTEM):
        officer = make_member(Role.LIAISON_OFFICER)
    with pytest.raises(LookupError), acting_as(member(officer)):
        raise LookupError
    assert organisation_of_the_database() == ""


@pytest.mark.django_db
def test_an_error_of_the_database_is_not_hidden_by_what_comes_after():
    with pytest.raises(DatabaseError, match="division by zero"), transaction.atomic(), acting_as(SYSTEM):
        connection.cursor().execute("SELECT 1 / 0")
    assert organisation_of_the_database() == ""


def test_outside_of_a_transaction_it_is_refused(own_database):
    with pytest.raises(RuntimeError, match="within a transaction"), acting_as(SYSTEM):
        pass


def test_the_next_user_of_a_connection_acts_for_nobody(own_database):
    with transaction.atomic(), acting_as(SYSTEM):
        officer = make_member(Role.LIAISON_OFFICER)
    with transaction.atomic(), acting_as(member(officer)):
        assert Organisation.objects.count() == 1
    with transaction.atomic():
        assert Organisation.objects.count() == 0
    assert Organisation.objects.count() == 0


def test_two_threads_act_for_two_bodies_at_once(own_database):
    with transaction.atomic(), acting_as(SYSTEM):
        officers = [make_member(Role.ADMINISTRATOR) for _ in range(2)]
    both = threading.Barrier(2, timeout=20)
    seen: dict[int, list[str]] = {}

    def look(index: int) -> None:
        with transaction.atomic(), acting_as(member(officers[index])):
            both.wait()
            seen[index] = [str(one.organisation_id) for one in Membership.objects.all()]
            both.wait()
        connection.close()

    threads = [threading.Thread(target=look, args=[index]) for index in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == {index: [str(officer.organisation_id)] for index, officer in enumerate(officers)}


@pytest.mark.django_db
def test_telephone_numbers_of_an_office_are_for_it_and_for_those_who_must_call():
    with acting_as(SYSTEM):
        ministry = make_organisation(kind=Organisation.Kind.MINISTRY, country="UZB")
        FocalPoint.objects.create(organisation=ministry, name="Duty officer", phone="+998000000000", language="ru")
        own, caller, donor = (
            make_member(Role.MINISTRY_OFFICER, organisation=ministry),
            make_member(Role.COORDINATOR),
            make_member(Role.DONOR, organisation=make_organisation(kind=Organisation.Kind.DONOR)),
        )
    counts = []
    for who in (own, caller, donor):
        with acting_as(member(who)):
            counts.append(FocalPoint.objects.count())
    assert counts == [1, 1, 0]
