"""Values and dates of CertLogic: what counts as true, which texts are dates, and how time moves over ends of months."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.certlogic.values import (
    MAX_INSTANT,
    NOT_RECORDED,
    Fault,
    Instant,
    Unknown,
    Unsettled,
    access,
    add,
    civil_from_days,
    date_of_birth,
    days_from_civil,
    days_in_month,
    equal,
    in_order,
    instant,
    item_at,
    member,
    moved,
    plus_time,
    truthiness,
    uvci_fragment,
)


def fault_of(compute: Any, *arguments: Any) -> Fault:
    """The fault that a computation ends with."""
    with pytest.raises(Unsettled) as stop:
        compute(*arguments)
    return stop.value.fault


@pytest.mark.parametrize("value", [True, 1, -1, 2.5, "0", [None], (1,), {"a": None}])
def test_what_holds_something_is_true(value):
    assert truthiness(value) is True


@pytest.mark.parametrize("value", [None, False, 0, 0.0, "", [], (), {}])
def test_what_is_empty_is_false(value):
    assert truthiness(value) is False


def test_a_moment_is_neither_true_nor_false():
    assert fault_of(truthiness, Instant(0)) is Fault.NOT_TRUTHY_NOR_FALSY


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        (None, None, True),
        (None, False, False),
        (True, 1, False),
        (0, False, False),
        (1, 1.0, True),
        ("1", 1, False),
        ("a", "a", True),
        ([], [], False),
        ({}, {}, False),
        (Instant(0), Instant(0), False),
        (Instant(0), 0, False),
    ],
)
def test_only_plain_values_of_one_kind_are_equal(left, right, same):
    assert equal(left, right) is same
    assert equal(right, left) is same


def test_a_member_is_found_also_beside_items_that_nobody_recorded():
    assert member("a", [NOT_RECORDED, "a"]) is True
    assert member(1, (True, 1.0)) is True
    assert member("b", ["a"]) is False
    assert fault_of(member, "a", "abc") is Fault.NOT_A_LIST


def test_an_item_that_nobody_recorded_could_be_the_one():
    with pytest.raises(Unsettled) as stop:
        member("b", ["a", NOT_RECORDED, Unknown(missing=frozenset({"lists.x"}))], "lists")

    assert stop.value.missing == {"lists.1", "lists.x"}
    assert str(stop.value) == "not recorded: lists.1, lists.x"
    with pytest.raises(Unsettled, match="not recorded") as stop:
        member("b", [NOT_RECORDED])
    assert stop.value.missing == frozenset()


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("a.b", 1),
        ("a.c", None),
        ("nowhere.at.all", None),
        ("list.1", "y"),
        ("list.9", None),
        ("list.x", None),
        ("list.-1", None),
        ("list.١", None),
        ("list." + "9" * 5000, None),
        ("text.0", None),
    ],
)
def test_what_does_not_lie_at_a_path_is_null(path, value):
    data = {"a": {"b": 1}, "list": ["x", "y"], "text": "abc", "a.b": 2}

    assert access(data, path.split("."), path) == value


def test_a_fact_that_nobody_recorded_stops_whoever_reads_it_or_what_lies_in_it():
    for path in ("a", "a.b", "a.0.b"):
        with pytest.raises(Unsettled) as stop:
            access({"a": NOT_RECORDED}, path.split("."), path)
        assert stop.value.fault is Fault.NOT_RECORDED
        assert stop.value.missing == {path}
    named = Unknown(missing=frozenset({"tests.0.kind"}))
    with pytest.raises(Unsettled) as stop:
        access({"a": named}, ["a"], "a")
    assert stop.value.missing == {"tests.0.kind"}


def test_an_item_lies_at_the_index_that_a_text_spells():
    assert item_at(["x"], "0") == "x"
    assert item_at(["x"], "00") == "x"
    assert item_at(["x"], "1") is None


def test_sums_stay_within_the_safe_integers():
    assert add(2**53 - 2, 1.0) == 2**53 - 1
    assert fault_of(add, 2**53 - 1, 1) is Fault.NUMBER_TOO_LARGE
    assert fault_of(add, -(2**53) + 1, -1) is Fault.NUMBER_TOO_LARGE
    for other in (True, None, "1", 1.5, Instant(0)):
        assert fault_of(add, 1, other) is Fault.NOT_A_NUMBER


# --- Dates -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2020", "2020-12-31T00:00:00.000Z"),
        ("2020-02", "2020-02-29T00:00:00.000Z"),
        ("2021-02", "2021-02-28T00:00:00.000Z"),
        ("1900-02", "1900-02-28T00:00:00.000Z"),
        ("2000-02-29", "2000-02-29T00:00:00.000Z"),
        ("2020-10-31T13:00:00+05:00", "2020-10-31T08:00:00.000Z"),
        ("2020-10-31T13:00:00+0545", "2020-10-31T07:15:00.000Z"),
        ("2020-10-31T13:00:00-5", "2020-10-31T18:00:00.000Z"),
        ("2020-10-31T13:00:00", "2020-10-31T13:00:00.000Z"),
        ("2020-10-31T13:00:00.1239Z", "2020-10-31T13:00:00.123Z"),
        ("2020-10-31T13:00:00.1Z", "2020-10-31T13:00:00.100Z"),
        ("0000-01-01", "0000-01-01T00:00:00.000Z"),
        ("0000-01-01T00:00:00+01", "-000001-12-31T23:00:00.000Z"),
        ("9999-12-31T23:59:59-01", "+010000-01-01T00:59:59.000Z"),
    ],
)
def test_a_text_is_read_as_the_moment_it_tells(text, told):
    assert instant(text).isoformat() == told
    assert repr(instant(text)) == f"Instant({told})"


@pytest.mark.parametrize(
    "text",
    ["", "never", "20-10-31", "2021-13", "2021-00", "2021-02-29", "2021-04-31T10:00:00Z", "2021-00-10", "2021-01-00",
     "2020-10-31T24:00:00Z", "2020-10-31T23:60:00Z", "2020-10-31T23:59:60Z", "2020-10-31T00:00:00+24:00",
     "2020-10-31T00:00:00+01:60", "2020-10-31 08:00:00", "٢٠٢٠", "2020\n"],
)  # fmt: skip
def test_a_text_that_no_calendar_or_clock_shows_is_no_date(text):
    assert fault_of(instant, text) is Fault.NOT_A_DATE


@pytest.mark.parametrize(
    ("start", "amount", "unit", "end"),
    [
        ("2021-01-31", 1, "month", "2021-03-03"),
        ("2020-01-31", 1, "month", "2020-03-02"),
        ("2020-02-29", 1, "year", "2021-03-01"),
        ("2020-02-29", -4, "year", "2016-02-29"),
        ("2020-02-29", 12, "month", "2021-03-01"),
        ("2021-03-31", -1, "month", "2021-03-03"),
        ("2020-12-31", 2, "month", "2021-03-03"),
        ("2020-01-01", -1, "day", "2019-12-31"),
        ("2020-12-31", 24, "hour", "2021-01-01"),
        ("2020-06-30", -18, "month", "2018-12-30"),
    ],
)
def test_a_day_that_a_month_lacks_flows_over_into_the_next(start, amount, unit, end):
    assert plus_time(start, amount, unit) == instant(end)


@pytest.mark.parametrize("unit", ["year", "month", "day", "hour"])
def test_time_ends_where_the_calendar_of_javascript_does(unit):
    for amount in (10**10, -(10**10)):
        assert fault_of(plus_time, "2020", amount, unit) is Fault.DATE_OUT_OF_RANGE
    assert moved(Instant(MAX_INSTANT), 0, unit) == MAX_INSTANT
    assert fault_of(moved, Instant(MAX_INSTANT), 1, unit) is Fault.DATE_OUT_OF_RANGE


@given(st.dates())
def test_days_are_counted_as_python_counts_them(day):
    days = (day - date(1970, 1, 1)).days

    assert days_from_civil(day.year, day.month, day.day) == days
    assert civil_from_days(days) == (day.year, day.month, day.day)


@given(st.integers(-100_000_000, 100_000_000))
def test_every_day_has_one_date_and_every_date_one_day(days):
    year, month, day = civil_from_days(days)

    assert days_from_civil(year, month, day) == days
    assert 1 <= day <= days_in_month(year, month)


@given(st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30)), st.integers(-100_000, 100_000))  # noqa: DTZ001
def test_days_and_hours_move_as_python_moves_them(start, hours):
    at = start.replace(microsecond=0, tzinfo=UTC)
    try:
        expected = at + timedelta(hours=hours)
    except OverflowError:
        return

    text = at.strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")
    assert plus_time(text, hours, "hour") == (expected - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)


def test_a_date_of_birth_means_its_last_day():
    assert date_of_birth("1986") == instant("1986-12-31")
    assert date_of_birth("1986-02") == instant("1986-02-28")
    assert date_of_birth("1986-02-03") == instant("1986-02-03")
    assert fault_of(date_of_birth, "1986-02-03T10:00:00Z") is Fault.NOT_A_DATE
    assert fault_of(date_of_birth, "") is Fault.NOT_A_DATE


@pytest.mark.parametrize(
    ("identifier", "index", "fragment"),
    [
        ("URN:UVCI:01:AT:10807843F94AEE0EE5093FBC254BD813#B", 0, "01"),
        ("URN:UVCI:01:AT:10807843F94AEE0EE5093FBC254BD813#B", 3, "B"),
        ("foo/bar::baz#qux", 2, ""),
        ("foo/bar::baz#qux", 4, "qux"),
        ("foo/bar::baz#qux", 5, None),
        ("foo/bar::baz#qux", -1, None),
        ("", 0, ""),
    ],
)
def test_a_certificate_identifier_has_fragments(identifier, index, fragment):
    assert uvci_fragment(identifier, index) == fragment


@pytest.mark.parametrize(
    ("values", "orders"),
    [
        ([1, 2], {"<", "<=", "before", "not-after"}),
        ([2, 1], {">", ">=", "after", "not-before"}),
        ([1, 1], {"<=", ">=", "not-after", "not-before"}),
        ([1, 2, 2], {"<=", "not-after"}),
        ([3, 2, 1], {">", ">=", "after", "not-before"}),
        ([1, 3, 2], set()),
    ],
)
def test_two_or_three_values_stand_in_order(values, orders):
    named = {"<", "<=", ">", ">=", "before", "after", "not-before", "not-after"}

    assert {order for order in named if in_order(values, order)} == orders
