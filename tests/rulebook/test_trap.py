"""The trap: who is out of one state, not let into the other, and may not go back."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from rulebook.book import RequirementBook
from rulebook.clauses.combining import Admitted
from rulebook.clauses.passage import PostHours, SealedVehicle
from rulebook.clauses.proofs import FreshNegativeTest
from rulebook.requirements import Part
from rulebook.trap import Danger, traps
from rulebook.travellers import Journey, Party, Position, Role, Test
from rulebook.verdicts import Judge
from tests.rulebook.making import NOON, make_step, make_traveller, make_version

ALMATY = ZoneInfo("Asia/Almaty")
BETWEEN = Position("KZUZ-ZHB", left="KAZ")
INTO_UZ = make_version("UZ", Part("sealed", SealedVehicle()))
INTO_KZ = make_version("KZ", Part("pcr", FreshNegativeTest(("pcr",), 72)), jurisdiction="KAZ")
OUT_OF_KZ = make_step(id="kz-exit", jurisdiction="KAZ", role=Role.EXIT, at=NOON.astimezone(ALMATY), coming_from=None)


def journey(*, sealed: bool | None = False) -> Journey:
    """Out of Kazakhstan and into Uzbekistan."""
    return Journey("M", (OUT_OF_KZ, make_step(at=NOON + timedelta(minutes=40), party=Party(sealed=sealed))))


def found(people, *versions, over=None, now=NOON):
    """Who is in which danger."""
    judge = Judge(RequirementBook(versions), known_at=now)
    return [(one.traveller.id, one.danger, one.surely) for one in traps(judge, people, over or journey())]


@pytest.mark.parametrize(
    ("position", "tests", "danger"),
    [
        (BETWEEN, (), Danger.TRAPPED),
        (BETWEEN, (Test("pcr", "negative", NOON),), Danger.WAITING_BETWEEN),
        (None, (), Danger.WOULD_BE_TRAPPED),
        (None, (Test("pcr", "negative", NOON),), Danger.WOULD_BE_TURNED_BACK),
        (Position("KZUZ-ZHB"), (), Danger.WOULD_BE_TRAPPED),
    ],
)
def test_a_person_whom_the_next_side_refuses_is_named(position, tests, danger):
    person = make_traveller(position=position, tests=tests)
    assert [one[1] for one in found([person], INTO_UZ, INTO_KZ)] == [danger]


def test_who_may_go_on_is_in_no_danger():
    people = [make_traveller(position=BETWEEN), make_traveller()]
    assert found(people, INTO_UZ, INTO_KZ, over=journey(sealed=True)) == []


def test_unknown_is_nobodys_promise_and_is_marked_as_not_sure():
    person = make_traveller(position=BETWEEN)
    assert found([person], INTO_UZ, over=journey(sealed=None)) == [("P1", Danger.TRAPPED, False)]
    assert found([make_traveller(tests=())], INTO_UZ, INTO_KZ) == [("P1", Danger.WOULD_BE_TRAPPED, True)]


def test_going_back_is_judged_now_for_those_between_and_at_the_refusal_for_the_others():
    proof = Test("pcr", "negative", NOON - timedelta(hours=72))
    people = [make_traveller(id="P1", position=BETWEEN, tests=(proof,)), make_traveller(id="P2", tests=(proof,))]
    assert found(people, INTO_UZ, INTO_KZ) == [
        ("P1", Danger.WAITING_BETWEEN, False),
        ("P2", Danger.WOULD_BE_TRAPPED, True),
    ]


def test_the_way_back_runs_through_the_post_that_was_left_in_its_own_zone():
    open_until_six = make_version("KZ", Part("hours", PostHours(*(clock(8), clock(18)))), jurisdiction="KAZ")
    person = make_traveller(position=BETWEEN)
    assert found([person], INTO_UZ, open_until_six, now=NOON - timedelta(minutes=1)) == [
        ("P1", Danger.WAITING_BETWEEN, False)
    ]
    assert found([person], INTO_UZ, open_until_six, now=NOON) == [("P1", Danger.TRAPPED, True)]


def clock(hour):
    """A local time of day; noon in UTC is 18:00 in Almaty."""
    return NOON.replace(hour=hour).time()


def test_a_person_between_two_other_states_is_not_on_this_passage():
    assert found([make_traveller(position=Position("X", left="RUS"))], INTO_UZ, INTO_KZ) == []


def test_a_step_that_says_where_it_comes_from_needs_no_exit_step():
    over = Journey("M", (make_step(party=Party(sealed=False)),))
    assert found([make_traveller(position=BETWEEN, tests=())], INTO_UZ, INTO_KZ, over=over) == [
        ("P1", Danger.TRAPPED, True)
    ]


def test_a_journey_within_one_state_traps_nobody():
    over = Journey("M", (make_step(coming_from="UZB", party=Party(sealed=False)), make_step(coming_from=None)))
    assert found([make_traveller()], INTO_UZ, over=over) == []


def test_the_first_passage_that_is_not_certain_is_the_one_that_is_named():
    onward = make_step(id="tj-entry", jurisdiction="TJK", at=NOON + timedelta(hours=5), coming_from="UZB")
    over = Journey("M", (OUT_OF_KZ, make_step(party=Party(sealed=True)), onward))
    closed = make_version("TJ", Part("sealed", SealedVehicle()), jurisdiction="TJK")
    back = make_version("UZ-2", Part("none", Admitted()))
    judge = Judge(RequirementBook([INTO_UZ, closed, back]), known_at=NOON)
    (trap,) = traps(judge, [make_traveller()], over)
    assert trap.forward.step.id == "tj-entry"
    assert trap.danger is Danger.WOULD_BE_TRAPPED
    assert trap.back.step.jurisdiction == "UZB"
