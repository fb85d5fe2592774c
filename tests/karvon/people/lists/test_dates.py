from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karvon.core.sheets.table import EXCEL_EPOCH
from karvon.people.lists import DateOrder
from karvon.people.lists.dates import (
    DateRules,
    month_named,
    order_shown,
    place_in_zone,
    plain_day,
    plain_moment,
    read_birth_date,
    read_clock,
    read_day,
    read_local_moment,
    read_moment,
)
from tests.karvon.people.lists.making import ALMATY, EVENING

ALMATY_2020 = timezone(timedelta(hours=6))


def rules(order=None, *, in_workbook=False, zone=None, earliest=1950):
    return DateRules(lambda: order, EXCEL_EPOCH, in_workbook, zone, earliest)


def problem(reading):
    """What is wrong."""
    assert reading.problem is not None
    return reading.problem


def code(reading):
    """What is wrong, as machines know it."""
    return problem(reading).code


def words(reading):
    """What is wrong, without the remedy."""
    return problem(reading).sentence


def said(reading):
    """What is wrong, in words."""
    assert reading.value is None
    return f"{words(reading)} {problem(reading).remedy}"


@pytest.mark.parametrize(
    "text",
    [
        "2020-10-29", "2020.10.29", "2020/10/29", "29.10.2020", "29/10/2020", "10/29/2020", "29-10-2020", "29. 10. 2020",
        "29 October 2020", "29 Oct 2020", "29-Oct-2020", "29th October, 2020", "October 29, 2020", "Oct. 29 2020",
        "29 октября 2020 г.", "29 окт. 2020", "«29» октября 2020 года", "29-го октября 2020", "29 октябри соли 2020",
        "29 oktabr 2020", "29 қазан 2020", "20201029", "29102020", "29.10.2020 г.", "29.10.2020 21:00",
        "2020-10-29T21:00:00", "29.10.2020 в 21:00", " '29.10.2020' ", "29OCT2020",
    ],
)  # fmt: skip
def test_a_day_is_read_however_it_is_written(text):
    reading = read_day(text, rules())
    assert reading == (date(2020, 10, 29), None)


def test_a_day_out_of_a_spreadsheet_is_read():
    assert read_day(date(2020, 10, 29), rules()).value == date(2020, 10, 29)
    assert read_day(EVENING, rules()).value == date(2020, 10, 29)
    assert read_day(20201029, rules(in_workbook=True)).value == date(2020, 10, 29)


def test_a_day_number_of_a_spreadsheet_is_read_and_told():
    reading = read_day(44133, rules(in_workbook=True))
    assert reading.value == date(2020, 10, 29)
    assert str(words(reading)) == "The cell holds Excel's day number; it was read as 2020-10-29."
    assert code(read_day(16, rules(in_workbook=True))) == "year-out-of-range"


def test_a_day_number_in_a_text_file_is_only_proposed():
    assert said(read_day("44133", rules())) == (
        "This is not a date; it may be the day number of a spreadsheet, for 2020-10-29. "
        "Give the column a date format and save the list again."
    )
    assert code(read_day(44133, rules())) == "not-a-date"


@pytest.mark.parametrize(
    "value",
    [
        "soon", "31", "13.2020", "2020-13", "99999999", "12345678", "29.10.020", "29 Foo 2020", "29 Oct 020", True,
        time(21, 0), timedelta(hours=30), -5, 0, 3e9, 99999999, float("inf"), "1" * 400,
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused_with_an_example(value):
    expected = "This is not a date. Write day, month and year, as in 31.10.2020 or 2020-10-31."
    assert said(read_day(value, rules(in_workbook=True))) == expected


@pytest.mark.parametrize(
    "text", ["31.02.2020", "2020-02-31", "30 February 2020", "2021-02-29", "00.00.0000", "32.01.2020"]
)
def test_a_day_that_no_calendar_has_is_refused(text):
    assert said(read_day(text, rules())) == "There is no such day in the calendar. Correct the day or the month."


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("29.10.20", "Write four digits, as in 29.10.2020."),
        ("29-Oct-20", "Write four digits, as in 29 Oct 2020."),
        ("12.07.86", "Write four digits: 12.07.1986 or 12.07.2086."),
        ("12JUL86", "Write four digits: 12 JUL 1986 or 12 JUL 2086."),
    ],
)
def test_a_year_of_two_digits_is_never_guessed(text, remedy):
    reading = read_day(text, rules())
    assert code(reading) == "two-digit-year"
    assert said(reading).endswith(f"has two digits, so the century is not certain. {remedy}")


def test_a_day_that_can_be_two_is_read_only_in_a_known_order():
    assert read_day("03/04/2020", rules(DateOrder.DAY_FIRST)).value == date(2020, 4, 3)
    assert read_day("03/04/2020", rules(DateOrder.MONTH_FIRST)).value == date(2020, 3, 4)
    assert read_day("04/04/2020", rules()).value == date(2020, 4, 4)
    assert read_day("03.04.2020", rules()).value == date(2020, 4, 3)
    assert said(read_day("03/04/2020", rules())) == (
        "This can be two days, and no date of the list shows whether the day or the month comes first. "
        "Write 2020-04-03 or 2020-03-04, or add DD/MM/YYYY or MM/DD/YYYY to the heading of the column."
    )


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("13/04/2020", DateOrder.DAY_FIRST), ("04/13/2020", DateOrder.MONTH_FIRST), ("03/04/2020", None),
        ("13.04.2020", None), ("32/33/2020", None), ("13/04/20", None), ("soon", None),
    ],
)  # fmt: skip
def test_some_dates_show_their_order(text, order):
    assert order_shown(text) is order


def test_a_year_that_cannot_be_meant_is_refused():
    expected = "The year 1900 cannot be right here (from 1950 to 2100). Correct the year."
    assert said(read_day("01.01.1900", rules())) == expected
    assert said(read_day(date(1900, 1, 1), rules())) == expected


@pytest.mark.parametrize(("value", "part"), [("2024", "2024"), ("2024-06", "2024-06"), ("06.2024", "2024-06"),
                                             ("June 2024", "2024-06"), (2024, "2024")])  # fmt: skip
def test_part_of_a_date_is_not_a_day(value, part):
    expected = f"Only {part} is given where the whole day is needed. Write day, month and year, as in 2020-10-31."
    assert said(read_day(value, rules(in_workbook=True))) == expected
    assert said(read_local_moment(value, rules(in_workbook=True))) == expected


def test_words_after_a_date_are_not_passed_over():
    expected = (
        "The words “(approx.)” after the date are not understood. "
        "Write only the date, and put the rest into a column of its own."
    )
    assert said(read_day("29.10.2020 (approx.)", rules())) == expected
    assert said(read_birth_date("29.10.2020 (approx.)", rules())) == expected
    assert read_day("29.10.2020;", rules()).value == date(2020, 10, 29)


@pytest.mark.parametrize(
    ("value", "born"),
    [
        ("1986", "1986"), ("1986 г.р.", "1986"), (1986, "1986"), ("07.1986", "1986-07"), ("июль 1986", "1986-07"),
        ("1986-07-12", "1986-07-12"), ("12.07.1986 00:00:00", "1986-07-12"), (date(1986, 7, 12), "1986-07-12"),
        (31605, "1986-07-12"),
    ],
)  # fmt: skip
def test_a_birth_date_is_kept_as_far_as_it_is_known(value, born):
    assert read_birth_date(value, rules(in_workbook=True)).value == born


def test_a_place_after_a_birth_date_is_left_aside_aloud():
    reading = read_birth_date("12.07.1986, г. Куляб", rules())
    assert reading.value == "1986-07-12"
    assert str(words(reading)) == "The words “г. Куляб” after the date are taken for a place and left aside."


@pytest.mark.parametrize("text", ["1986, или 1987", "12.07.1986, approx", "12.07.1986, Kulob?"])
def test_a_doubt_after_a_birth_date_is_not_taken_for_a_place(text):
    assert code(read_birth_date(text, rules())) == "words-after-date"


def test_nothing_is_nothing():
    assert read_day(None, rules()) == (None, None)
    assert code(read_birth_date("не помнит", rules())) == "not-a-date"


@pytest.mark.parametrize(
    "text",
    [
        "29.10.2020 21:00 +06:00", "2020-10-29T21:00+06:00", "29 октября 2020 г., 21.00 (UTC+6)", "10/29/2020 9:00 PM +6",
        "2020-10-29 21:00 Алматы", "29.10.2020 at 21:00:00 Asia/Almaty",
    ],
)  # fmt: skip
def test_a_moment_with_a_zone_is_exact(text):
    reading = read_moment(text, rules())
    assert reading.value == datetime(2020, 10, 29, 21, tzinfo=ALMATY_2020)


def test_a_moment_without_a_zone_is_of_the_zone_of_the_list():
    reading = read_moment("29.10.2020 21:00", rules(zone=ALMATY))
    assert reading.value == datetime(2020, 10, 29, 15, tzinfo=UTC)
    assert read_moment(EVENING, rules(zone=ALMATY)).value == reading.value


def test_without_any_zone_only_the_day_is_used():
    reading = read_moment("29.10.2020 21:00", rules())
    assert reading.value == date(2020, 10, 29)
    assert code(reading) == "time-without-zone"
    assert read_local_moment("29.10.2020 21:00", rules()).value == EVENING


def test_a_day_number_with_a_fraction_has_an_hour():
    reading = read_moment(44133.875, rules(in_workbook=True, zone=ALMATY))
    assert reading.value == datetime(2020, 10, 29, 21, tzinfo=ALMATY)
    assert code(reading) == "day-number"


def test_a_day_without_an_hour_stays_a_day():
    assert read_moment("29.10.2020", rules(zone=ALMATY)).value == date(2020, 10, 29)
    assert code(read_moment("soon", rules())) == "not-a-date"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("29.10.2020 25:00", "not-a-time"), ("29.10.2020 21:00 Narnia", "zone-unknown"), ("29.10.2020 noon", "words-after-date")],
)  # fmt: skip
def test_an_hour_or_zone_that_is_not_understood_is_told(text, expected):
    assert code(read_moment(text, rules())) == expected


def test_an_hour_that_the_clocks_repeat_is_not_certain():
    reading = place_in_zone(EVENING.replace(year=2024, month=2, hour=23, minute=30), ALMATY)
    assert reading.value == date(2024, 2, 29)
    assert code(reading) == "time-not-certain"


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("21:00", (time(21), "")), ("9:05 p.m.", (time(21, 5), "")), ("12:00 am", (time(0), "")), ("12.30 pm", (time(12, 30), "")),
        ("21:00:30.5 (UTC+6)", (time(21, 0, 30), "UTC+6")), ("13:00 pm", None), ("24:00", None), ("21:60", None),
        ("21:00:61", None), ("nine", None),
    ],
)  # fmt: skip
def test_a_time_of_day_is_read_or_is_none(text, clock):
    assert read_clock(text) == clock


@pytest.mark.parametrize("text", ["2020-10-29", "29.10.2020", "2020-13-29", "1900-01-01", 5, None])
def test_the_short_way_for_plain_days_says_the_same_as_the_long_way(text):
    day = plain_day(text, rules())
    assert day is None or day == read_day(text, rules()).value


@pytest.mark.parametrize(
    "text",
    ["2020-10-29 21:00+06:00", "2020-10-29T15:00:00Z", "2020-10-29 25:00Z", "1900-01-01 00:00Z", "29.10.2020 21:00", 5],
)
def test_the_short_way_for_plain_moments_says_the_same_as_the_long_way(text):
    moment = plain_moment(text, rules())
    assert moment is None or moment == read_moment(text, rules()).value == datetime(2020, 10, 29, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("word", "month"),
    [("May", 5), ("мая", 5), ("Sept", 9), ("сентябри", 9), ("qazan", None), ("қазан", 10), ("x", None)],
)
def test_months_have_names_in_the_languages_of_the_region(word, month):
    assert month_named(word) == month


@settings(max_examples=200)
@given(st.dates(date(1950, 1, 1), date(2100, 12, 31)), st.sampled_from(["%d.%m.%Y", "%Y-%m-%d", "%d %B %Y", "%Y%m%d"]))
def test_every_day_written_in_full_is_read_back(day, pattern):
    reading = read_day(day.strftime(pattern), rules())
    assert reading.value == day or (pattern == "%Y%m%d" and code(reading) == "not-a-date")


@settings(max_examples=200)
@given(st.text(max_size=30))
def test_any_text_can_stand_in_a_date_column(text):
    for read in (read_day, read_birth_date, read_moment):
        reading = read(text, rules(DateOrder.DAY_FIRST, zone=ALMATY))
        assert reading.value is not None or reading.problem is not None
