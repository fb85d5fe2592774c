"""Drafts become versions: once, in order, recorded at the moment of publishing."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from karvon.accounts.acting import SYSTEM, acting_as, member
from karvon.accounts.errors import NotAllowed
from karvon.accounts.models import Membership
from karvon.accounts.roles import Role
from karvon.core.ids import new_id
from karvon.journal.models import Entry
from karvon.partners.models import Organisation
from karvon.places.models import Post
from karvon.requirements.actions import begin_draft, change_draft, discard_draft, publish_draft
from karvon.requirements.errors import (
    AlreadyPublished,
    ClockBehind,
    DraftChanged,
    KeptElsewhere,
    NotSound,
    UnknownPlace,
)
from karvon.requirements.models import Draft, RequirementVersion
from rulebook.packs.moments import moment_as_text
from tests.factories import NOON, make_organisation
from tests.karvon.requirements.making import make_demand, make_gate, make_officer, publish_plain

HOUR = timedelta(hours=1)


@pytest.fixture
def gate(db: None) -> Post:
    with acting_as(SYSTEM):
        return make_gate()


@pytest.fixture
def officer(db: None) -> Membership:
    with acting_as(SYSTEM):
        return make_officer()


def test_a_version_is_recorded_when_it_is_published_and_not_when_it_is_written(gate, officer):
    with acting_as(member(officer)):
        draft = begin_draft(body=make_demand(gate), by=officer, at=NOON)
        version = publish_draft(draft, by=officer, at=NOON + HOUR)
    assert version.recorded_at == NOON + HOUR
    assert version.body["recorded_at"] == moment_as_text(NOON + HOUR)
    assert version.window.lower == NOON


def test_the_first_demand_of_a_state_gets_its_first_code_and_the_next_the_next(gate, officer):
    codes = [publish_plain(make_demand(gate), by=officer).requirement.code for _ in range(2)]
    assert codes == ["R-UZ-1", "R-UZ-2"]


def test_a_second_version_of_a_requirement_gets_the_next_number(gate, officer):
    first = publish_plain(make_demand(gate), by=officer)
    second = publish_plain(make_demand(gate, hours=48), by=officer, code="R-UZ-1", at=NOON + HOUR)
    assert [first.number, second.number] == [1, 2]
    assert second.requirement == first.requirement


def test_publishing_twice_gives_the_same_version(gate, officer):
    with acting_as(member(officer)):
        draft = begin_draft(body=make_demand(gate), by=officer, at=NOON)
        twice = [publish_draft(draft, by=officer, at=NOON + minutes * HOUR) for minutes in (0, 1)]
    assert twice[0] == twice[1]


def test_a_form_that_is_sent_again_changes_its_draft_and_makes_no_second_one(gate, officer):
    token = new_id()
    with acting_as(member(officer)):
        for hours in (72, 48):
            begin_draft(body=make_demand(gate, hours=hours), by=officer, at=NOON, token=token)
        draft = Draft.objects.get()
    assert (draft.revision, draft.body["requires"][0]["fresh_negative_test"]["within_hours"]) == (2, 48)


def test_nobody_publishes_what_was_changed_after_they_looked(gate, officer):
    with acting_as(member(officer)):
        draft = begin_draft(body=make_demand(gate), by=officer, at=NOON)
        changed = change_draft(draft, body=make_demand(gate, hours=48), by=officer, at=NOON)
        with pytest.raises(DraftChanged, match="Look it over again"):
            publish_draft(draft, by=officer, at=NOON, seen=draft.revision)
        assert publish_draft(draft, by=officer, at=NOON, seen=changed.revision).number == 1


def test_the_same_words_again_are_no_change(gate, officer):
    with acting_as(member(officer)):
        draft = begin_draft(body=make_demand(gate), by=officer, at=NOON)
        assert change_draft(draft, body=make_demand(gate), by=officer, at=NOON).revision == draft.revision


def test_what_is_published_is_written_on_no_more(gate, officer):
    with acting_as(member(officer)):
        draft = begin_draft(body=make_demand(gate), by=officer, at=NOON)
        publish_draft(draft, by=officer, at=NOON)
        with pytest.raises(AlreadyPublished, match="published as R-UZ-1, version 1"):
            change_draft(draft, body={}, by=officer, at=NOON)
        with pytest.raises(AlreadyPublished):
            discard_draft(draft, by=officer, at=NOON)


def test_a_draft_can_be_thrown_away(gate, officer):
    with acting_as(member(officer)):
        discard_draft(begin_draft(body={}, by=officer, at=NOON), by=officer, at=NOON)
        assert not Draft.objects.exists()


def test_a_version_that_ends_before_it_begins_is_refused_and_the_draft_is_kept(gate, officer):
    with acting_as(member(officer)):
        draft = begin_draft(body=make_demand(gate, valid_to=NOON - HOUR), by=officer, at=NOON)
        with pytest.raises(NotSound, match="ends before it begins"):
            publish_draft(draft, by=officer, at=NOON)
        draft.refresh_from_db()
    assert draft.published is None


def test_a_post_that_does_not_exist_is_refused(gate, officer):
    with acting_as(member(officer)), pytest.raises(UnknownPlace, match="no post or crossing KZUZ-XXX"):
        publish_draft(
            begin_draft(body=make_demand(gate) | {"posts": ["KZUZ-XXX"], "examples": _CASES}, by=officer, at=NOON),
            by=officer,
            at=NOON,
        )


_CASES = [
    {"name": one, "passes": passes, "facts": {"traveller": {"nationalities": ["TJK"]}, "step": {"post": "KZUZ-XXX"},
                                              "tests": tests}}
    for one, passes, tests in (
        ("tested", True, [{"kind": "pcr", "result": "negative", "minutes_before": 60}]), ("untested", False, []),
    )
]  # fmt: skip


DEEP: Any = True
for _ in range(300):
    DEEP = {"!": [DEEP]}


@pytest.mark.parametrize(
    "logic",
    [{"explode": []}, {"var": "no.such.fact"}, {"+": [{"var": "step.mode"}, 1]}, {"var": {"var": {"var": 7}}}, DEEP],
)
def test_hostile_logic_is_refused_with_the_place_of_the_fault(gate, officer, logic):
    body = make_demand(gate) | {"requires": [{"name": "odd", "certlogic": logic}]}
    with acting_as(member(officer)), pytest.raises(NotSound, match=r"requires\[0\]|nested too deep"):
        publish_draft(begin_draft(body=body, by=officer, at=NOON), by=officer, at=NOON)


def test_what_is_learned_later_is_not_recorded_earlier(gate, officer):
    publish_plain(make_demand(gate), by=officer, at=NOON + HOUR)
    with pytest.raises(ClockBehind, match="before version 1 of R-UZ-1"):
        publish_plain(make_demand(gate), by=officer, at=NOON, code="R-UZ-1")


def test_of_two_in_the_same_moment_the_second_is_recorded_after_the_first(gate, officer):
    rows = [publish_plain(make_demand(gate), by=officer, code=code) for code in ("", "R-UZ-1")]
    assert rows[1].recorded_at - rows[0].recorded_at == timedelta(microseconds=1)


def test_a_demand_of_one_state_never_becomes_one_of_another(gate, officer):
    publish_plain(make_demand(gate), by=officer)
    with pytest.raises(NotSound, match="R-UZ-1 is a demand of UZB, not of KAZ"):
        publish_plain(make_demand(gate) | {"jurisdiction": "KAZ"}, by=officer, code="R-UZ-1", at=NOON + HOUR)


def test_an_officer_of_another_organisation_adds_nothing_to_a_requirement(gate, officer):
    publish_plain(make_demand(gate), by=officer)
    with acting_as(SYSTEM):
        stranger = make_officer()
    with pytest.raises(KeptElsewhere, match="R-UZ-1 is kept by another body"):
        publish_plain(make_demand(gate), by=stranger, code="R-UZ-1", at=NOON + HOUR)


@pytest.mark.parametrize("role", sorted(set(Role) - {
    Role.LIAISON_OFFICER, Role.COORDINATOR, Role.MOVEMENT_OFFICER, Role.BORDER_OFFICER, Role.MIGRATION_OFFICER,
}))  # fmt: skip
def test_a_colleague_with_another_task_records_no_demand(gate, role):
    with acting_as(SYSTEM):
        colleague = make_officer(role)
    with acting_as(member(colleague)), pytest.raises(NotAllowed, match="record demands"):
        begin_draft(body=make_demand(gate), by=colleague, at=NOON)


def test_the_database_itself_keeps_a_colleague_with_another_task_from_adding(gate, officer):
    version = publish_plain(make_demand(gate), by=officer)
    with acting_as(SYSTEM):
        colleague = make_officer(Role.REGISTRAR, organisation=officer.organisation)
    version.pk, version.number = new_id(), 2
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic(), acting_as(member(colleague)):
        version.save(force_insert=True)


def test_the_database_itself_keeps_a_stranger_from_adding_to_what_is_not_theirs(gate, officer):
    version = publish_plain(make_demand(gate), by=officer)
    with acting_as(SYSTEM):
        stranger = make_officer()
    version.pk, version.number, version.owner_id = new_id(), 2, stranger.organisation_id
    with pytest.raises(DatabaseError, match="by_its_owner"), transaction.atomic(), acting_as(member(stranger)):
        version.save(force_insert=True)


def test_a_border_service_records_what_its_own_state_demands_at_its_own_post(gate):
    with acting_as(SYSTEM):
        service = make_organisation(kind=Organisation.Kind.BORDER_SERVICE, country="UZB")
        here = make_officer(Role.BORDER_OFFICER, organisation=service, post=gate)
    assert publish_plain(make_demand(gate), by=here).number == 1
    with pytest.raises(NotAllowed, match="You record what is demanded at Gisht Kuprik"):
        publish_plain(make_demand(gate, everywhere=True), by=here)
    with pytest.raises(NotAllowed, match="its own state"):
        publish_plain(make_demand(gate) | {"jurisdiction": "KAZ"}, by=here)


def test_drafts_are_seen_by_the_own_office_only(gate, officer):
    with acting_as(member(officer)):
        begin_draft(body={}, by=officer, at=NOON)
    with acting_as(SYSTEM):
        colleague = make_officer(Role.COORDINATOR, organisation=officer.organisation)
        registrar = make_officer(Role.REGISTRAR, organisation=officer.organisation)
        stranger = make_officer()
    for who, count in ((colleague, 1), (registrar, 0), (stranger, 0)):
        with acting_as(member(who)):
            assert Draft.objects.count() == count
            assert Draft.objects.visible_to(who).count() == count


def test_every_deed_is_in_the_journal(gate, officer):
    publish_plain(make_demand(gate), by=officer)
    with acting_as(SYSTEM):
        deeds = list(Entry.objects.order_by("recorded_at", "id").values_list("what", "details"))
    assert deeds == [
        ("draft begun", {}),
        ("requirement published", {"code": "R-UZ-1", "number": 1, "standing": "stated", "kind": "requirement"}),
    ]


def at_once(*deeds: Any) -> list[Any]:
    """Do several things in several threads in the same moment; what came out of each, refusals included."""
    barrier = threading.Barrier(len(deeds), timeout=20)
    came_out: list[Any] = [None] * len(deeds)

    def do(index: int) -> None:
        barrier.wait()
        try:
            with transaction.atomic():
                came_out[index] = deeds[index]()
        except Exception as error:  # noqa: BLE001  # whatever it was, the test looks at it
            came_out[index] = error
        connection.close()

    threads = [threading.Thread(target=do, args=[index]) for index in range(len(deeds))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return came_out


def test_two_who_contradict_each_other_in_the_same_second_get_consecutive_versions(own_database):
    with transaction.atomic(), acting_as(SYSTEM):
        gate, officer = make_gate(), make_officer()
        other = make_officer(Role.COORDINATOR, organisation=officer.organisation)
    with transaction.atomic():
        publish_plain(make_demand(gate), by=officer)
    later = NOON + HOUR
    rows = at_once(
        lambda: publish_plain(make_demand(gate, hours=24), by=officer, code="R-UZ-1", at=later),
        lambda: publish_plain(make_demand(gate, hours=96), by=other, code="R-UZ-1", at=later),
    )
    assert sorted(row.number for row in rows) == [2, 3]
    assert len({row.recorded_at for row in rows}) == 2


def test_two_first_demands_in_the_same_second_get_two_codes(own_database):
    with transaction.atomic(), acting_as(SYSTEM):
        gate, officer = make_gate(), make_officer()
    rows = at_once(*[lambda: publish_plain(make_demand(gate), by=officer)] * 2)
    assert len({row.requirement_id for row in rows}) == 2


def test_one_button_pressed_twice_in_the_same_second_publishes_once(own_database):
    with transaction.atomic(), acting_as(SYSTEM):
        gate, officer = make_gate(), make_officer()
    with transaction.atomic(), acting_as(member(officer)):
        draft = begin_draft(body=make_demand(gate), by=officer, at=NOON)

    def press() -> RequirementVersion:
        with acting_as(member(officer)):
            return publish_draft(draft, by=officer, at=NOON)

    rows = at_once(press, press)
    assert rows[0] == rows[1]
    with transaction.atomic(), acting_as(SYSTEM):
        assert RequirementVersion.objects.count() == 1
