"""Whatever outdates a verdict makes it due with itself; workers judge what is due, each person once."""

from datetime import timedelta

import pytest

from karvon.documents.models import Inquiry, MedicalTest
from karvon.movements.models import Movement
from karvon.readiness.jobs import do_one_due_thing
from karvon.readiness.judging import judged_again
from karvon.readiness.models import Due, News, Verdict
from karvon.requirements.book import requirement_book
from tests.karvon.readiness.conftest import REFUSAL, RULES, publish, versions_in

KAZAKHSTAN, UZBEKISTAN = RULES / "kazakhstan.yaml", RULES / "uzbekistan.yaml"


def work(at=REFUSAL):
    """Do everything that is due, as a worker does; how many things that were."""
    done = 0
    while do_one_due_thing(at=at):
        done += 1
    return done


def current(gate, step):
    return {verdict.entry_id: verdict for verdict in Verdict.objects.current().filter(step=step)}


def test_whoever_comes_on_a_list_is_judged_at_every_step(gate):
    assert Due.objects.values("entry").distinct().count() == 2
    work()
    assert Due.objects.count() == 0
    assert Verdict.objects.current().count() == 4
    assert {verdict.status for verdict in Verdict.objects.all()} == {Verdict.Status.UNKNOWN}


def test_a_new_version_makes_those_due_whom_it_may_concern_and_nobody_else(gate):
    work()
    publish(versions_in(UZBEKISTAN)["R-UZ-2", 1], gate.officer)
    assert News.objects.count() == 1
    work(REFUSAL + timedelta(minutes=20))
    assert {one.status for one in current(gate, gate.entering).values()} == {Verdict.Status.BLOCKED}
    assert {one.status for one in current(gate, gate.leaving).values()} == {Verdict.Status.UNKNOWN}
    assert {tuple(one.failing) for one in current(gate, gate.entering).values()} == {("R-UZ-2/test",)}


def test_what_nobody_recorded_is_missing_and_never_held_against_a_person(gate):
    Inquiry.objects.all().delete()
    publish(versions_in(UZBEKISTAN)["R-UZ-2", 1], gate.officer)
    work(REFUSAL + timedelta(minutes=20))
    found = current(gate, gate.entering).values()
    assert {(one.status, tuple(one.missing)) for one in found} == {(Verdict.Status.UNKNOWN, ("tests",))}


def test_the_answer_before_stays_on_record(gate):
    work()
    publish(versions_in(UZBEKISTAN)["R-UZ-2", 1], gate.officer)
    work(REFUSAL + timedelta(minutes=20))
    history = Verdict.objects.filter(entry=gate.entries[0], step=gate.entering).order_by("known_at")
    assert [(one.status, one.is_current) for one in history] == [("UNKNOWN", False), ("BLOCKED", True)]


def test_judged_again_with_the_same_answer_it_is_only_marked_as_checked(gate):
    work()
    Movement.objects.update(changed_at=REFUSAL)
    later = REFUSAL + timedelta(hours=1)
    work(later)
    assert Verdict.objects.count() == 4
    assert {verdict.checked_at for verdict in Verdict.objects.all()} == {later}


def test_a_test_makes_its_person_due_and_nobody_else(gate):
    work()
    person = gate.entries[0].person
    MedicalTest.objects.create(
        owner=person.owner, person=person, kind="pcr", result="negative", sampled_at=REFUSAL - timedelta(hours=5),
        zone="Asia/Almaty", country="KAZ", recorded_at=REFUSAL, recorded_by=gate.officer.user,
    )  # fmt: skip
    assert set(Due.objects.values_list("entry_id", flat=True)) == {gate.entries[0].id}


def test_a_step_at_another_time_makes_everybody_due(gate):
    work()
    gate.entering.planned_at = REFUSAL + timedelta(hours=3)
    gate.entering.save()
    assert Due.objects.values("entry").distinct().count() == 2


def test_those_in_motion_come_first(gate):
    work()
    Movement.objects.filter(pk=gate.movement.pk).update(status=Movement.Status.IN_MOTION)
    assert set(Due.objects.values_list("urgency", flat=True)) == {0}


@pytest.mark.parametrize("status", [Movement.Status.ARRIVED, Movement.Status.CANCELLED])
def test_a_movement_that_is_over_owes_nothing(gate, status):
    work()
    Movement.objects.filter(pk=gate.movement.pk).update(status=status)
    assert Due.objects.count() == 0


def test_a_verdict_is_reached_again_from_what_was_kept(gate):
    publish(versions_in(UZBEKISTAN)["R-UZ-2", 1], gate.officer)
    work(REFUSAL + timedelta(minutes=20))
    for verdict in Verdict.objects.current().select_related("traveller", "passage", "deciding"):
        again = judged_again(verdict, requirement_book())
        assert again.status.value == verdict.status
