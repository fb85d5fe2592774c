"""A post works by its own clock: past midnight, around the clock, and when the clocks are changed."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karvon.places.hours import Shift, Works, working

EVERY_DAY = frozenset(range(1, 8))
TASHKENT = "Asia/Tashkent"
DAYTIME = Shift(EVERY_DAY, time(8), time(20))
NIGHT = Shift(EVERY_DAY, time(20), time(2, 30))
ALWAYS = Shift(EVERY_DAY, time(0), time(0))


def local(zone, year, month, day, hour, minute=0):
    return datetime(year, month, day, hour, minute, tzinfo=ZoneInfo(zone))


def test_hours_that_nobody_recorded_are_unknown_and_not_open():
    answer = working([], TASHKENT, local(TASHKENT, 2020, 10, 31, 12))
    assert (answer.works, answer.changes_at) == (Works.UNKNOWN, None)


@pytest.mark.parametrize(
    ("clock", "works", "changes"),
    [
        (time(7, 59), Works.NO, time(8)),
        (time(8), Works.YES, time(20)),
        (time(19, 59, 59), Works.YES, time(20)),
        (time(20), Works.NO, time(8)),
    ],
)
def test_a_post_opens_at_its_hour_and_is_shut_from_its_closing_hour_on(clock, works, changes):
    answer = working([DAYTIME], TASHKENT, datetime.combine(date(2020, 10, 31), clock, ZoneInfo(TASHKENT)))
    assert answer.works is works
    assert answer.changes_at is not None
    assert answer.changes_at.astimezone(ZoneInfo(TASHKENT)).time() == changes


def test_the_hours_are_of_the_posts_own_clock():
    moment = datetime(2020, 10, 31, 2, 30, tzinfo=UTC)
    assert working([DAYTIME], "Asia/Almaty", moment).works is Works.YES  # half past eight
    assert working([DAYTIME], TASHKENT, moment).works is Works.NO  # half past seven


def test_a_post_that_closes_after_midnight_works_on_the_next_day_still():
    saturday_night = Shift(frozenset({6}), time(20), time(2, 30))
    assert working([saturday_night], TASHKENT, local(TASHKENT, 2020, 11, 1, 2, 29)).works is Works.YES
    assert working([saturday_night], TASHKENT, local(TASHKENT, 2020, 11, 1, 2, 30)).works is Works.NO
    assert working([saturday_night], TASHKENT, local(TASHKENT, 2020, 10, 31, 2, 0)).works is Works.NO


def test_a_post_that_never_closes_works_at_any_moment_and_nothing_changes():
    answer = working([ALWAYS], TASHKENT, local(TASHKENT, 2020, 10, 31, 0, 0))
    assert (answer.works, answer.changes_at) == (Works.YES, None)


def test_two_spells_that_touch_are_one():
    answer = working([DAYTIME, NIGHT], TASHKENT, local(TASHKENT, 2020, 10, 31, 19))
    assert answer.changes_at == local(TASHKENT, 2020, 11, 1, 2, 30)


def test_a_post_shut_on_sundays_tells_when_it_opens_next():
    weekdays = Shift(frozenset(range(1, 7)), time(9), time(17))
    answer = working([weekdays], TASHKENT, local(TASHKENT, 2020, 10, 31, 18))  # a Saturday
    assert (answer.works, answer.changes_at) == (Works.NO, local(TASHKENT, 2020, 11, 2, 9))


def test_a_post_with_one_day_a_week_opens_in_seven_days():
    monday = Shift(frozenset({1}), time(9), time(17))
    answer = working([monday], TASHKENT, local(TASHKENT, 2020, 11, 2, 17))
    assert answer.changes_at == local(TASHKENT, 2020, 11, 9, 9)


def test_a_night_in_which_the_clock_is_put_forward_is_an_hour_shorter():
    night = working([NIGHT], "Europe/Warsaw", local("Europe/Warsaw", 2021, 3, 27, 23))
    assert night.changes_at == datetime(2021, 3, 28, 1, 30, tzinfo=UTC)  # 02:30 never comes: 03:30 summer time
    usual = working([DAYTIME], "Europe/Warsaw", local("Europe/Warsaw", 2021, 3, 28, 9))
    assert usual.changes_at == datetime(2021, 3, 28, 18, 0, tzinfo=UTC)


def test_a_night_in_which_the_clock_is_put_back_ends_at_the_first_closing_hour():
    night = working([NIGHT], "Europe/Warsaw", local("Europe/Warsaw", 2021, 10, 30, 23))
    assert night.changes_at == datetime(2021, 10, 31, 0, 30, tzinfo=UTC)
    late = datetime(2021, 10, 31, 1, 15, tzinfo=UTC)  # 02:15 for the second time
    assert working([NIGHT], "Europe/Warsaw", late).works is Works.NO


def test_kazakhstans_change_of_zone_in_2024_moves_the_hours_with_the_clock():
    assert working([DAYTIME], "Asia/Almaty", datetime(2024, 2, 29, 2, 30, tzinfo=UTC)).works is Works.YES
    assert working([DAYTIME], "Asia/Almaty", datetime(2024, 3, 1, 2, 30, tzinfo=UTC)).works is Works.NO


CLOCKS = st.times(timezones=st.none()).map(lambda clock: clock.replace(second=0, microsecond=0))
SHIFTS = st.builds(Shift, st.frozensets(st.integers(1, 7), min_size=1), CLOCKS, CLOCKS)


@settings(max_examples=60)
@given(
    st.lists(SHIFTS, min_size=1, max_size=3),
    st.sampled_from([TASHKENT, "Europe/Warsaw", "Asia/Almaty"]),
    st.integers(0, 5 * 366 * 24 * 60).map(
        lambda minutes: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    ),
)
def test_the_answer_holds_until_the_moment_it_names_and_no_longer(shifts, zone, at):
    answer = working(shifts, zone, at)
    assert answer.works in {Works.YES, Works.NO}
    if answer.changes_at is not None:
        assert answer.changes_at > at
        assert working(shifts, zone, answer.changes_at - timedelta(seconds=1)).works is answer.works
        assert working(shifts, zone, answer.changes_at).works is not answer.works
