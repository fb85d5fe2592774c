"""The journal is added to, read by those who watch over it, and never changed."""

import pytest
from django.db import IntegrityError, connection, transaction

from karvon.accounts.acting import SYSTEM, acting_as, member
from karvon.accounts.roles import Role
from karvon.journal.actions import record, record_look
from karvon.journal.models import Entry
from tests.factories import NOON, make_crossing, make_member, make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    with acting_as(SYSTEM):
        return make_organisation()


@pytest.fixture
def officer(office):
    with acting_as(SYSTEM):
        return make_member(Role.LIAISON_OFFICER, organisation=office)


def test_a_deed_is_told_with_who_did_it_for_whom_and_when(officer):
    with acting_as(SYSTEM):
        crossing = make_crossing("KZUZ-ZHB")
    with acting_as(member(officer)):
        entry = record("demand recorded", crossing, by=officer, at=NOON, people=102)
    assert (entry.kind, entry.subject, entry.subject_id) == (Entry.Kind.DEED, "places.crossing", crossing.id)
    assert (entry.user_id, entry.owner_id, entry.at) == (officer.user_id, officer.organisation_id, NOON)
    assert entry.details == {"people": 102}


def test_nobody_writes_in_the_name_of_another(officer):
    with acting_as(SYSTEM):
        other = make_member(Role.LIAISON_OFFICER, organisation=officer.organisation)
    with acting_as(member(officer)), pytest.raises(Exception, match="row-level security"), transaction.atomic():
        record("demand recorded", officer, by=other, at=NOON)


def test_an_entry_is_never_changed_removed_or_emptied(officer):
    with acting_as(member(officer)):
        entry = record_look("person seen", officer, by=officer, at=NOON)
    with acting_as(SYSTEM):
        for deed in (
            lambda: Entry.objects.filter(pk=entry.pk).update(what="nothing"),
            lambda: Entry.objects.filter(pk=entry.pk).delete(),
        ):
            with pytest.raises(IntegrityError, match="rows of journal_entry are only added"), transaction.atomic():
                deed()
        with pytest.raises(Exception, match="permission denied"), transaction.atomic():
            connection.cursor().execute("TRUNCATE journal_entry")


def test_the_auditor_reads_all_of_the_office_and_others_their_own(officer, office):
    with acting_as(SYSTEM):
        auditor = make_member(Role.AUDITOR, organisation=office)
        colleague = make_member(Role.COORDINATOR, organisation=office)
        stranger = make_member(Role.AUDITOR)
    with acting_as(member(officer)):
        record("demand recorded", officer, by=officer, at=NOON)
    counts = []
    for who in (officer, auditor, colleague, stranger):
        with acting_as(member(who)):
            counts.append(Entry.objects.count())
    assert counts == [1, 1, 0, 0]
