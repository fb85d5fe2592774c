"""Whom one calls at a body, and who answers there when."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction

from karvon.accounts.acting import SYSTEM, acting_as, member
from karvon.accounts.errors import NotAllowed
from karvon.accounts.roles import Role
from karvon.partners.actions.roster import drop_shift, name_focal_point, release_focal_point, set_shift
from karvon.partners.errors import HasLeft, NoNumber, NotReachable, ShiftEmpty, ShiftTaken
from karvon.partners.models import DutyShift, Organisation
from karvon.partners.queries import on_duty, reachable
from tests.factories import NOON, make_member, make_organisation, make_post

DAY = timedelta(days=1)


@pytest.fixture
def coordinator(db):
    with acting_as(SYSTEM):
        who = make_member(Role.COORDINATOR)
    with acting_as(member(who)):
        yield who


@pytest.fixture
def border(db):
    with acting_as(SYSTEM):
        return make_organisation(kind=Organisation.Kind.BORDER_SERVICE)


def name(body, by, who="Shift commander", **fields):
    values = {"language": "ru", "phone": "+000 000 00 01"} | fields
    return name_focal_point(body, who, by=by, at=NOON, **values)


def shift(focal_point, by, starts=NOON, ends=NOON + DAY, **fields):
    return set_shift(focal_point, starts=starts, ends=ends, by=by, at=NOON, **fields)


def test_numbers_are_kept_without_spaces(coordinator, border):
    assert name(border, coordinator, phone="+000 (00) 000-01").phone == "+0000000001"


@pytest.mark.parametrize("number", ["112", "00998901234567", "+1", "+99890123456789012", "phone"])
def test_a_number_that_nobody_abroad_could_call_is_refused(coordinator, border, number):
    with pytest.raises(NoNumber, match="Write it with"):
        name(border, coordinator, phone=number)


def test_somebody_without_number_and_address_is_refused(coordinator, border):
    with pytest.raises(NotReachable, match="Shift commander cannot be reached"):
        name(border, coordinator, phone=" ")


def test_an_address_alone_is_enough(coordinator, border):
    assert name(border, coordinator, phone="", email="post@example.org").phone == ""


def test_the_body_itself_keeps_its_roster_and_no_colleague_and_no_stranger(border):
    with acting_as(SYSTEM):
        insider = make_member(Role.ADMINISTRATOR, organisation=border)
        colleague = make_member(Role.BORDER_OFFICER, organisation=border)
        stranger = make_member(Role.ADMINISTRATOR)
    with acting_as(member(insider)):
        focal_point = name(border, insider)
        assert on_duty(border, NOON) == []
        shift(focal_point, insider)
        assert on_duty(border, NOON) == [focal_point]
    for other in (colleague, stranger):
        with acting_as(member(other)), pytest.raises(NotAllowed, match="whom one calls there"):
            name(border, other)


def test_who_is_on_duty_is_asked_in_the_order_of_ranks(coordinator, border):
    first, second = name(border, coordinator, "First"), name(border, coordinator, "Second")
    shift(second, coordinator, rank=2)
    shift(first, coordinator, rank=1)
    assert on_duty(border, NOON) == [first, second]
    assert on_duty(border, NOON + DAY) == []


def test_nobody_shares_a_rank_with_somebody_on_duty(coordinator, border):
    first, second = name(border, coordinator, "First"), name(border, coordinator, "Second")
    shift(first, coordinator)
    with pytest.raises(ShiftTaken, match="First is on duty at rank 1"):
        shift(second, coordinator, starts=NOON + DAY / 2, ends=NOON + 2 * DAY)
    assert shift(second, coordinator, starts=NOON + DAY, ends=NOON + 2 * DAY).rank == 1


@pytest.mark.parametrize("ends", [NOON, NOON - DAY])
def test_a_shift_that_ends_before_it_begins_is_refused(coordinator, border, ends):
    with pytest.raises(ShiftEmpty):
        shift(name(border, coordinator), coordinator, ends=ends)


def test_who_has_left_is_called_no_longer(coordinator, border):
    gone, there = name(border, coordinator, "Gone"), name(border, coordinator, "There")
    shift(gone, coordinator, starts=NOON - DAY)
    shift(gone, coordinator, starts=NOON + DAY, ends=NOON + 2 * DAY)
    for _ in range(2):
        gone = release_focal_point(gone, by=coordinator, at=NOON)
    assert on_duty(border, NOON - timedelta(hours=1)) == [gone]
    assert on_duty(border, NOON) == []
    assert [one.window.upper for one in DutyShift.objects.all()] == [NOON]
    assert reachable(border, NOON) == [there]
    with pytest.raises(HasLeft, match="Gone has left"):
        shift(gone, coordinator, rank=3)


def test_a_dropped_shift_leaves_a_hole_and_can_be_dropped_again(coordinator, border):
    made = shift(name(border, coordinator), coordinator)
    for _ in range(2):
        drop_shift(made, by=coordinator, at=NOON)
    assert on_duty(border, NOON) == []


def test_who_is_on_duty_is_called_first_then_those_of_the_post(coordinator, border):
    with acting_as(SYSTEM):
        post = make_post(country="UZB")
    away, here, duty = (name(border, coordinator, "A"), name(border, coordinator, "B", post=post),
                        name(border, coordinator, "C"))  # fmt: skip
    shift(duty, coordinator)
    assert reachable(border, NOON, post=post) == [duty, here, away]
    assert reachable(border, NOON) == [duty, away, here]


def test_of_two_who_fill_the_same_hole_at_once_one_succeeds(own_database):
    with transaction.atomic(), acting_as(SYSTEM):
        who = make_member(Role.COORDINATOR)
        body = make_organisation()
    with transaction.atomic(), acting_as(member(who)):
        focal_points = [name(body, who, f"Officer {number}") for number in range(2)]
    both = threading.Barrier(2, timeout=20)
    outcomes: list[str] = []

    def fill(number):
        both.wait()
        try:
            with transaction.atomic(), acting_as(member(who)):
                shift(focal_points[number], who)
            outcomes.append("set")
        except ShiftTaken:
            outcomes.append("taken")
        connection.close()

    threads = [threading.Thread(target=fill, args=[number]) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["set", "taken"]
