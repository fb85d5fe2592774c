"""What is said of a post is recorded with its source, never changed, and counts by two clocks."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction

from karvon.accounts.acting import SYSTEM, acting_as, member
from karvon.accounts.errors import NotAllowed
from karvon.accounts.roles import Role
from karvon.core.announcements import CHANNEL
from karvon.core.ids import new_id
from karvon.journal.models import Entry
from karvon.partners.models import Organisation
from karvon.places.actions.statuses import Said, confirm_status, report_status
from karvon.places.errors import (
    EndsBeforeItBegins,
    NoLongerCounts,
    RecordedDifferently,
    RestrictsNothing,
    SourceMissing,
)
from karvon.places.models import Channel, PostStatus, StatusConfirmation
from karvon.places.policies import why_not_report
from karvon.places.queries import history_of, status_of, statuses_of
from tests.factories import NOON, make_crossing, make_member, make_organisation, make_post

HOUR = timedelta(hours=1)
CLOSED = Said(PostStatus.Status.CLOSED, Channel.AT_THE_POST, "shift commander")
OPEN = Said(PostStatus.Status.OPEN, Channel.PHONE, "duty officer of the border service")


@pytest.fixture
def gate(db):
    with acting_as(SYSTEM):
        return make_post(make_crossing("KZUZ-ZHB"), "UZB", name="G‘isht Ko‘prik", zone="Asia/Tashkent")


@pytest.fixture
def officer(db):
    with acting_as(SYSTEM):
        member_ = make_member(Role.LIAISON_OFFICER)
    with acting_as(member(member_)):
        yield member_


def counting(post, at, known_at):
    known = status_of(post, at, known_at)
    assert known is not None
    return known


def another(*roles, **fields):
    with acting_as(SYSTEM):
        return make_member(*roles, **fields)


def test_a_liaison_officer_records_what_the_gate_says_and_it_counts_at_once(gate, officer):
    row = report_status(gate, CLOSED, by=officer, at=NOON)
    known = counting(gate, NOON, NOON)
    assert known.said == row
    assert (row.status, row.source, row.recorded_at) == ("closed", "shift commander", NOON)
    assert (row.window.lower, row.window.upper) == (NOON, None)


def test_the_deed_stands_in_the_journal_without_the_source(gate, officer):
    row = report_status(gate, CLOSED, by=officer, at=NOON)
    entry = Entry.objects.get(what="status reported")
    assert (entry.subject_id, entry.user_id, entry.at) == (gate.pk, officer.user_id, NOON)
    assert entry.details == {"status": "closed", "channel": "at_the_post", "row": str(row.pk)}


def test_a_duty_coordinator_may_as_well(gate, officer):
    coordinator = another(Role.COORDINATOR)
    with acting_as(member(coordinator)):
        assert report_status(gate, OPEN, by=coordinator, at=NOON).status == "open"


@pytest.mark.parametrize(
    ("role", "kind"),
    [
        (Role.MOVEMENT_OFFICER, Organisation.Kind.AGENCY),
        (Role.REGISTRAR, Organisation.Kind.AGENCY),
        (Role.DONOR, Organisation.Kind.DONOR),
        (Role.BORDER_OFFICER, Organisation.Kind.BORDER_SERVICE),
    ],
)
def test_whoever_has_another_role_is_refused_with_the_rule(gate, officer, role, kind):
    with acting_as(SYSTEM):
        colleague = make_member(role, organisation=make_organisation(kind=kind))
    with (
        acting_as(member(colleague)),
        pytest.raises(
            NotAllowed, match="Only border liaison officers and duty coordinators record the status of G‘isht Ko‘prik"
        ),
    ):
        report_status(gate, CLOSED, by=colleague, at=NOON)
    with pytest.raises(NotAllowed):
        confirm_status(report_status(gate, CLOSED, by=officer, at=NOON), channel="phone", source="x", by=colleague, at=NOON)  # fmt: skip


def test_an_officer_bound_to_one_post_speaks_of_no_other(gate, officer):
    with acting_as(SYSTEM):
        other = make_post(make_crossing("UZTJ-OYB"), "UZB", name="Oybek")
    bound = another(Role.LIAISON_OFFICER, post=other)
    with acting_as(member(bound)):
        assert report_status(other, CLOSED, by=bound, at=NOON).post == other
        with pytest.raises(NotAllowed, match="your own post only, and G‘isht Ko‘prik is another"):
            report_status(gate, CLOSED, by=bound, at=NOON)


def test_whoever_has_not_signed_in_is_told_to(gate):
    reason = why_not_report(None, gate)
    assert reason is not None
    assert reason.say() == "Sign in to record the status of G‘isht Ko‘prik."
    assert reason.say("ru").startswith("Войдите")


def test_the_database_itself_refuses_whoever_has_no_such_role(gate):
    partner = another(Role.PARTNER)
    with acting_as(member(partner)), pytest.raises(Exception, match="row-level security"), transaction.atomic():
        PostStatus.objects.create(
            post=gate, status="open", channel="seen", source="me", recorded_at=NOON, window=(NOON, None)
        )


def test_of_all_that_was_said_for_a_moment_the_latest_counts(gate, officer):
    report_status(gate, CLOSED, by=officer, at=NOON)
    report_status(gate, OPEN, by=officer, at=NOON + HOUR)
    assert counting(gate, NOON + 2 * HOUR, NOON + 2 * HOUR).said.status == "open"


def test_what_was_known_at_an_earlier_moment_can_be_asked_for(gate, officer):
    report_status(gate, OPEN, by=officer, at=NOON - HOUR)
    late = replace(CLOSED, starts_at=NOON - 3 * HOUR)
    report_status(gate, late, by=officer, at=NOON + HOUR)
    assert counting(gate, NOON, NOON).said.status == "open"
    assert counting(gate, NOON, NOON + HOUR).said.status == "closed"
    assert status_of(gate, NOON - 2 * HOUR, NOON) is None


def test_a_status_counts_within_its_window_and_then_the_one_before_counts_again(gate, officer):
    report_status(gate, OPEN, by=officer, at=NOON - HOUR)
    report_status(gate, replace(CLOSED, starts_at=NOON, ends_at=NOON + HOUR), by=officer, at=NOON - HOUR / 2)
    said = [counting(gate, at, NOON + HOUR).said.status for at in (NOON - HOUR / 2, NOON, NOON + HOUR)]
    assert said == ["open", "closed", "open"]


def test_of_a_post_nobody_spoke_of_nothing_is_known(gate, officer):
    assert status_of(gate, NOON, NOON) is None
    assert statuses_of([gate], NOON, NOON) == {}
    assert statuses_of([], NOON, NOON) == {}


def test_a_report_grows_old_until_it_is_confirmed(gate, officer):
    row = report_status(gate, replace(CLOSED, traffic=("bus",)), by=officer, at=NOON)
    later = NOON + timedelta(hours=25)
    assert (counting(gate, later, later).age, counting(gate, later, later).is_stale) == (timedelta(hours=25), True)
    confirm_status(row, channel="phone", source="duty officer", by=officer, at=later)
    after = later + HOUR
    assert (counting(gate, after, after).age, counting(gate, after, after).is_stale) == (HOUR, False)


def test_a_confirmation_is_not_known_before_it_was_made(gate, officer):
    row = report_status(gate, CLOSED, by=officer, at=NOON)
    confirm_status(row, channel="phone", source="duty officer", by=officer, at=NOON + 2 * HOUR)
    assert counting(gate, NOON + HOUR, NOON + HOUR).last_confirmed_at == NOON
    assert counting(gate, NOON + HOUR, NOON + 2 * HOUR).last_confirmed_at == NOON + 2 * HOUR


def test_a_restriction_grows_old_sooner_than_a_closure(gate, officer):
    report_status(gate, replace(CLOSED, status="restricted", nationalities=("TJK",)), by=officer, at=NOON)
    later = NOON + timedelta(hours=13)
    assert counting(gate, later, later).is_stale


def test_what_no_longer_counts_is_not_confirmed(gate, officer):
    row = report_status(gate, CLOSED, by=officer, at=NOON)
    report_status(gate, OPEN, by=officer, at=NOON + HOUR)
    with pytest.raises(NoLongerCounts, match="no longer counts for G‘isht Ko‘prik"):
        confirm_status(row, channel="phone", source="duty officer", by=officer, at=NOON + 2 * HOUR)
    ended = report_status(gate, replace(CLOSED, ends_at=NOON + 3 * HOUR), by=officer, at=NOON + 2 * HOUR)
    with pytest.raises(NoLongerCounts):
        confirm_status(ended, channel="phone", source="duty officer", by=officer, at=NOON + 4 * HOUR)


@pytest.mark.parametrize(
    ("said", "refusal", "words"),
    [
        (replace(CLOSED, source="  "), SourceMissing, "Write who said it"),
        (replace(CLOSED, ends_at=NOON), EndsBeforeItBegins, "ends before it begins"),
        (replace(CLOSED, starts_at=NOON + HOUR, ends_at=NOON), EndsBeforeItBegins, "ends before it begins"),
        (replace(CLOSED, status="restricted"), RestrictsNothing, "for whom or for what"),
    ],
)
def test_what_nobody_could_act_on_is_refused_in_both_languages(gate, officer, said, refusal, words):
    with pytest.raises(refusal, match=words) as refused:
        report_status(gate, said, by=officer, at=NOON)
    assert refused.value.say("ru") != refused.value.say("en")
    assert PostStatus.objects.count() == 0


def test_a_confirmation_needs_its_source(gate, officer):
    row = report_status(gate, CLOSED, by=officer, at=NOON)
    with pytest.raises(SourceMissing):
        confirm_status(row, channel="phone", source=" ", by=officer, at=NOON)


def test_a_form_sent_twice_records_once(gate, officer):
    key = new_id()
    first = report_status(gate, CLOSED, by=officer, at=NOON, key=key)
    assert report_status(gate, CLOSED, by=officer, at=NOON + HOUR, key=key) == first
    again = new_id()
    for _ in range(2):
        confirm_status(first, channel="phone", source="duty officer", by=officer, at=NOON + HOUR, key=again)
    assert (PostStatus.objects.count(), StatusConfirmation.objects.count(), Entry.objects.count()) == (1, 1, 2)


def test_a_form_sent_again_with_other_content_is_refused(gate, officer):
    key = new_id()
    report_status(gate, CLOSED, by=officer, at=NOON, key=key)
    with pytest.raises(RecordedDifferently, match="sent before, with other content"):
        report_status(gate, OPEN, by=officer, at=NOON, key=key)


def test_what_was_said_is_never_changed_or_removed(gate, officer):
    report_status(gate, CLOSED, by=officer, at=NOON)
    with acting_as(SYSTEM):
        for deed in (PostStatus.objects.all().delete, lambda: PostStatus.objects.update(status="open")):
            with pytest.raises(IntegrityError, match="only added"), transaction.atomic():
                deed()


def test_the_history_tells_the_latest_first_and_nothing_from_later(gate, officer):
    for number in range(4):
        report_status(gate, (OPEN, CLOSED)[number % 2], by=officer, at=NOON + number * HOUR)
    told = history_of([gate], NOON + 2 * HOUR, most=2)
    assert [(known.said.status, known.said.recorded_at) for known in told] == [
        ("open", NOON + 2 * HOUR),
        ("closed", NOON + HOUR),
    ]


def test_pages_that_show_the_post_are_told_to_look_again(own_database):
    with transaction.atomic(), acting_as(SYSTEM):
        post, officer = make_post(make_crossing("KZUZ-ZHB")), make_member(Role.LIAISON_OFFICER)
    at = connection.settings_dict
    with psycopg.connect(host=at["HOST"], dbname=at["NAME"], user=at["USER"], autocommit=True) as listening:
        listening.execute(f"LISTEN {CHANNEL}")
        with transaction.atomic(), acting_as(member(officer)):
            row = report_status(post, CLOSED, by=officer, at=NOON)
            confirm_status(row, channel="phone", source="duty officer", by=officer, at=NOON)
        told = {notice.payload for notice in listening.notifies(timeout=10, stop_after=2)}
    assert told == {"places", "crossing:KZUZ-ZHB"}


def at_once(*deeds):
    """Do these in threads of their own, each in its own transaction; what each returned."""
    together = threading.Barrier(len(deeds))

    def do(deed):
        try:
            together.wait(timeout=30)
            with transaction.atomic():
                return deed()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as threads:
        return list(threads.map(do, deeds))


def test_two_officers_contradict_each_other_in_one_moment_and_nothing_is_lost(own_database):
    with transaction.atomic(), acting_as(SYSTEM):
        post, office = make_post(), make_organisation()
        officers = [make_member(Role.LIAISON_OFFICER, organisation=office) for _ in range(2)]

    def deed(officer, said):
        def report():
            with acting_as(member(officer)):
                return report_status(post, said, by=officer, at=NOON)

        return report

    rows = at_once(deed(officers[0], OPEN), deed(officers[1], CLOSED))
    latest = max(rows, key=lambda row: row.pk)
    assert {known.said.pk for known in history_of([post], NOON, most=9)} == {row.pk for row in rows}
    assert counting(post, NOON, NOON).said.pk == latest.pk


def test_one_form_that_arrives_twice_at_once_is_recorded_once(own_database):
    with transaction.atomic(), acting_as(SYSTEM):
        post, officer = make_post(), make_member(Role.LIAISON_OFFICER)
    key = new_id()

    def report():
        with acting_as(member(officer)):
            return report_status(post, CLOSED, by=officer, at=NOON, key=key)

    rows = at_once(report, report)
    assert [row.pk for row in rows] == [key, key]
    with transaction.atomic(), acting_as(member(officer)):
        assert Entry.objects.count() == 1
