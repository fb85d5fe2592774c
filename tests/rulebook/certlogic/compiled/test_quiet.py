"""What generated code falls back on: nothing here ever raises, and tables of dates never grow without bound."""

from typing import Any

import pytest

from rulebook.certlogic.compiled import quiet
from rulebook.certlogic.tree import CompareDates, Constant, Equal, In, ListOf, PlusTime, Var
from rulebook.certlogic.values import NOT_RECORDED, Instant, Unknown, instant
from tests.rulebook.certlogic.compiled.holding import assert_same

DAY = 86_400_000


@pytest.fixture(autouse=True)
def _fresh_tables():
    quiet.forget_moments()
    yield
    quiet.forget_moments()


def test_a_date_is_computed_once_and_remembered():
    table = quiet.moments_after(1, "day")

    assert table["2020-10-31"] == int(instant("2020-11-01"))
    assert dict(table) == {"2020-10-31": int(instant("2020-11-01"))}
    assert quiet.moments_after(1, "day") is table


@pytest.mark.parametrize("odd", [None, True, 20201031, 2.5, NOT_RECORDED, ("2020-10-31",)])
def test_what_is_no_text_is_no_date_and_not_remembered(odd):
    assert quiet.births[odd] is None
    assert not quiet.births


def test_a_text_that_is_no_date_is_remembered_as_none():
    assert quiet.births["31 February"] is None
    assert "31 February" in quiet.births


def test_a_hostile_text_is_not_worth_the_memory():
    assert quiet.births["9" * 1_000_000] is None
    assert not quiet.births


def test_a_full_table_starts_anew():
    table = quiet.moments_after(0, "hour")

    for number in range(quiet.MAX_MOMENTS + 5):
        assert table[f"no date {number}"] is None

    assert len(table) == 5


def test_more_offsets_than_there_are_tables_are_still_right():
    for days in range(quiet.MAX_TABLES + 5):
        assert quiet.moments_after(days, "day")["1970-01-01"] == days * DAY


def test_the_tables_do_not_change_an_answer():
    later = CompareDates("after", (PlusTime(Var("at"), 1, "month"), PlusTime(Var("until"), -2, "hour")))
    dates: tuple[Any, ...] = ("2021-01-31", "x", None, [])
    rows = [{"at": at, "until": until} for at in dates for until in ("2021-03-03T02:00:00Z", 5)]

    assert_same(later, *rows, *rows)


@pytest.mark.parametrize("value", [None, True, False, 0, 1, 1.0, 2.5, "", "pcr", [], {}, NOT_RECORDED])
def test_membership_is_the_interpreters_whatever_the_list_holds(value):
    lists: list[Any] = [
        ["pcr", "rapid"],
        ["rapid"],
        [],
        (),
        ("pcr", None),
        [None],
        [1, "pcr"],
        [True],
        [[], {}],
        ["rapid", NOT_RECORDED],
        [NOT_RECORDED, "pcr"],
        None,
        "pcr",
        {"pcr": 1},
        NOT_RECORDED,
    ]

    assert_same(In(Var("kind"), Var("kinds")), *({"kind": value, "kinds": kinds} for kinds in lists))
    assert_same(In(Var("kind"), ListOf((Constant("pcr"), Constant("")))), {"kind": value})
    assert_same(In(Var("kind"), ListOf((Constant(1), Constant(0)))), {"kind": value})
    assert_same(In(Var("kind"), ListOf((Constant(1), Constant("pcr"), Constant(True)))), {"kind": value})
    assert_same(In(Var("kind"), ListOf((Constant(True),))), {"kind": value})
    assert_same(In(Var("kind"), ListOf(())), {"kind": value})
    assert_same(In(Var("kind"), ListOf((Var("other"), Constant("pcr")))), {"kind": value, "other": NOT_RECORDED})


@pytest.mark.parametrize("left", [None, True, 1, 1.0, "1", [], {}, NOT_RECORDED])
def test_equality_is_the_interpreters_whatever_is_compared(left):
    rights: tuple[Any, ...] = (None, True, 1, 1.0, "1", [], {}, NOT_RECORDED)
    for right in rights:
        assert_same(Equal(Var("left"), Var("right")), {"left": left, "right": right})
    for constant in (True, 1, "1"):
        assert_same(Equal(Var("left"), Constant(constant)), {"left": left})
        assert_same(Equal(Constant(constant), Var("left")), {"left": left})


def test_a_settled_truth_is_returned_and_an_open_one_refused():
    assert quiet.settled(True) is True
    assert quiet.settled(False) is False
    with pytest.raises(quiet.NoValue):
        quiet.settled(None)


def test_an_unknown_may_still_have_a_known_truth():
    assert quiet.known_truth_of(Unknown(truth=True)) is True
    assert quiet.known_truth_of(NOT_RECORDED) is None
    assert quiet.known_truth_of("pcr") is True
    assert quiet.truth_of(Instant(5)) is None
