"""Administrators keep the members of their own organisation; the roles there can be are those of its kind."""

import threading
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from karvon.accounts.acting import SYSTEM, acting_as, member
from karvon.accounts.actions import change_roles, end_membership, make_member, name_first_administrator
from karvon.accounts.errors import (
    AlreadyEnded,
    AlreadyMember,
    LastAdministrator,
    NoRole,
    NotAllowed,
    RoleNotOfKind,
)
from karvon.accounts.models import Membership, User
from karvon.accounts.roles import ROLES_OF_KIND, Role, kinds_with
from karvon.journal.models import Entry
from karvon.partners.models import Organisation
from tests import factories
from tests.factories import NOON, make_organisation, make_user

Kind = Organisation.Kind


@pytest.fixture
def consulate(db: None) -> Organisation:
    with acting_as(SYSTEM):
        return make_organisation(kind=Kind.CONSULATE, name="Embassy of Tajikistan in Tashkent")


@pytest.fixture
def administrator(consulate: Organisation) -> Membership:
    with acting_as(SYSTEM):
        return factories.make_member(Role.ADMINISTRATOR, organisation=consulate)


@pytest.fixture
def officer(consulate: Organisation) -> Membership:
    with acting_as(SYSTEM):
        return factories.make_member(Role.CONSULAR_OFFICER, organisation=consulate)


def test_an_administrator_makes_a_member_who_has_an_account_from_then_on(administrator):
    with acting_as(member(administrator)):
        made = make_member(
            email=" Officer@Example.org ", name="An officer", roles=[Role.CONSULAR_OFFICER], by=administrator, at=NOON
        )
        entry = Entry.objects.get()
    assert (made.organisation_id, made.roles) == (administrator.organisation_id, ["consular_officer"])
    assert made.user.email == "officer@example.org"
    assert not made.user.has_usable_password()
    assert (entry.what, entry.subject_id, entry.user_id) == ("member made", made.id, administrator.user_id)


def test_who_has_an_account_already_keeps_it(administrator):
    with acting_as(SYSTEM):
        known = make_user(email="known@example.org", name="Known")
    with acting_as(member(administrator)):
        made = make_member(email="KNOWN@example.org", name="Other", roles=[Role.AUDITOR], by=administrator, at=NOON)
    assert (made.user, made.user.name) == (known, "Known")


def test_nobody_is_a_member_twice(administrator, officer):
    with acting_as(member(administrator)), pytest.raises(AlreadyMember, match="Change the roles instead"):
        make_member(email=officer.user.email, name="", roles=[Role.AUDITOR], by=administrator, at=NOON)


def test_a_colleague_who_is_no_administrator_makes_nobody_a_member(officer):
    with (
        acting_as(member(officer)),
        pytest.raises(NotAllowed, match="Only an administrator of the organisation itself"),
    ):
        make_member(email="x@example.org", name="X", roles=[Role.CONSULAR_OFFICER], by=officer, at=NOON)


def test_an_administrator_of_another_organisation_changes_nothing_here(officer):
    with acting_as(SYSTEM):
        stranger = factories.make_member(Role.ADMINISTRATOR)
    with acting_as(member(stranger)):
        for deed in (lambda: change_roles(officer, [Role.AUDITOR], by=stranger, at=NOON),
                     lambda: end_membership(officer, by=stranger, at=NOON)):  # fmt: skip
            with pytest.raises(NotAllowed):
                deed()


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.MINISTRY_OFFICER, Role.CASEWORKER])
def test_a_role_that_nobody_has_in_this_kind_of_organisation_is_refused_with_those_there_are(administrator, role):
    with (
        acting_as(member(administrator)),
        pytest.raises(RoleNotOfKind, match=r"Embassy.* can be .*Roles there: consular"),
    ):
        change_roles(administrator, [Role.ADMINISTRATOR, role], by=administrator, at=NOON)


def test_a_member_without_a_role_is_refused(administrator, officer):
    with acting_as(member(administrator)), pytest.raises(NoRole):
        change_roles(officer, [], by=administrator, at=NOON)


def test_roles_change_and_the_journal_says_from_what_to_what(administrator, officer):
    with acting_as(member(administrator)):
        changed = change_roles(officer, [Role.AUDITOR, Role.CONSULAR_OFFICER], by=administrator, at=NOON)
        entry = Entry.objects.get()
    assert changed.roles == ["auditor", "consular_officer"]
    assert entry.details == {"before": ["consular_officer"], "after": ["auditor", "consular_officer"]}


def test_a_membership_ends_at_once_and_once(administrator, officer):
    with acting_as(member(administrator)):
        ended = end_membership(officer, by=administrator, at=NOON)
        assert not ended.holds_at(NOON)
        with pytest.raises(AlreadyEnded, match="ended on 2020-10-31"):
            end_membership(officer, by=administrator, at=NOON + timedelta(hours=1))


def test_the_last_administrator_stays_until_there_is_another(administrator, officer):
    with acting_as(member(administrator)):
        with pytest.raises(LastAdministrator, match="Make somebody else administrator first"):
            end_membership(administrator, by=administrator, at=NOON)
        with pytest.raises(LastAdministrator):
            change_roles(administrator, [Role.AUDITOR], by=administrator, at=NOON)
        change_roles(officer, [Role.ADMINISTRATOR], by=administrator, at=NOON)
        assert end_membership(administrator, by=administrator, at=NOON).ends_at == NOON


def test_two_administrators_who_leave_at_once_do_not_both_leave(own_database):
    with transaction.atomic(), acting_as(SYSTEM):
        office = make_organisation()
        both = [factories.make_member(Role.ADMINISTRATOR, organisation=office) for _ in range(2)]
    start = threading.Barrier(2, timeout=20)
    outcomes: list[str] = []

    def leave(who: Membership) -> None:
        start.wait()
        with transaction.atomic(), acting_as(member(who)):
            try:
                end_membership(who, by=who, at=NOON)
                outcomes.append("left")
            except LastAdministrator:
                outcomes.append("stayed")
        connection.close()

    threads = [threading.Thread(target=leave, args=[who]) for who in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["left", "stayed"]


def test_the_agency_names_a_partners_first_administrator_and_no_second(consulate):
    with acting_as(SYSTEM):
        ours = factories.make_member(Role.ADMINISTRATOR)
    with acting_as(member(ours)):
        first = name_first_administrator(consulate, email="first@example.org", name="First", by=ours, at=NOON)
        assert (first.organisation_id, first.roles) == (consulate.id, ["administrator"])
        with pytest.raises(NotAllowed, match="has an administrator, who keeps its members"):
            name_first_administrator(consulate, email="second@example.org", name="Second", by=ours, at=NOON)


def test_a_partner_names_nobodys_administrator(administrator):
    with acting_as(SYSTEM):
        other = make_organisation(kind=Kind.DONOR)
    with acting_as(member(administrator)), pytest.raises(NotAllowed, match="migration agency"):
        name_first_administrator(other, email="x@example.org", name="X", by=administrator, at=NOON)


def test_every_kind_has_its_roles_and_every_role_its_kind():
    assert set(ROLES_OF_KIND) == set(Kind.values)
    assert [role for role in Role if not kinds_with(role)] == []


def test_the_database_has_the_same_table_of_roles(db):
    with connection.cursor() as cursor:
        for kind, roles in ROLES_OF_KIND.items():
            cursor.execute("SELECT karvon_roles_of_kind(%s)", [kind])
            assert set(cursor.fetchone()[0]) == set(roles), kind


ESCALATIONS = {
    "give oneself the role": "UPDATE accounts_membership SET roles = '{administrator,coordinator}' WHERE id = %(me)s",
    "add a membership with the role": "INSERT INTO accounts_membership (id, user_id, organisation_id, roles, nationality,"
    " starts_at) VALUES (gen_random_uuid(), %(other)s, %(mine)s, '{coordinator}', '', now())",
    "move into the agency": "UPDATE accounts_membership SET organisation_id = %(agency)s WHERE id = %(me)s",
    "add oneself to the agency": "INSERT INTO accounts_membership (id, user_id, organisation_id, roles, nationality,"
    " starts_at) VALUES (gen_random_uuid(), %(user)s, %(agency)s, '{coordinator}', '', now())",
    "take over a coordinator's membership": "UPDATE accounts_membership SET user_id = %(user)s WHERE id = %(theirs)s",
    "make one's own body an agency": "UPDATE partners_organisation SET kind = 'agency' WHERE id = %(mine)s",
    "register an agency of one's own": "INSERT INTO partners_organisation (id, code, name, names, kind, country,"
    " languages, zone) VALUES (gen_random_uuid(), 'mine', 'Mine', '{}', 'agency', '', '{}', 'UTC')",
    "set a coordinator's password": "UPDATE accounts_user SET password = 'x' WHERE id = %(other)s",
    "change a coordinator's address": "UPDATE accounts_user SET email = 'me@example.org' WHERE id = %(other)s",
    "make a link for a coordinator": "INSERT INTO accounts_signinlink (id, user_id, digest, expires_at) VALUES"
    " (gen_random_uuid(), %(other)s, 'x', now() + interval '1 hour')",
    "switch the policies off": "ALTER TABLE accounts_membership DISABLE ROW LEVEL SECURITY",
    "switch the triggers off": "ALTER TABLE accounts_membership DISABLE TRIGGER ALL",
    "change the table of roles": "CREATE OR REPLACE FUNCTION karvon_roles_of_kind(kind text) RETURNS text[] LANGUAGE sql"
    " AS $$ SELECT ARRAY['coordinator'] $$",
}  # fmt: skip


@pytest.mark.parametrize("deed", ESCALATIONS)
def test_a_partners_administrator_never_becomes_a_coordinator_by_any_query(administrator, deed):
    with acting_as(SYSTEM):
        theirs = factories.make_member(Role.COORDINATOR)
    ids = {
        "me": administrator.id, "user": administrator.user_id, "mine": administrator.organisation_id,
        "theirs": theirs.id, "other": theirs.user_id, "agency": theirs.organisation_id,
    }  # fmt: skip
    before = state()
    with acting_as(member(administrator)):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(ESCALATIONS[deed], ids)
                assert cursor.rowcount == 0, "the query changed a row"
        except DatabaseError:
            pass
    assert state() == before


def state() -> tuple[object, ...]:
    """Everything by which somebody is what they are."""
    with acting_as(SYSTEM):
        return (
            sorted(Membership.objects.values_list("id", "user_id", "organisation_id", "roles")),
            sorted(Organisation.objects.values_list("id", "kind")),
            sorted(User.objects.values_list("id", "email", "password")),
        )
