"""Values and CertLogic's own truths in generated code: lazy, in order, and without a value as soon as a part is."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.certlogic.compiled import compile_value
from rulebook.certlogic.reading import read
from rulebook.certlogic.tree import (
    Add,
    And,
    Compare,
    CompareDates,
    Constant,
    DateOfBirth,
    Equal,
    Expr,
    ExtractFromUVCI,
    If,
    In,
    ListOf,
    Not,
    PlusTime,
    Reduce,
    Var,
)
from rulebook.certlogic.validating import MAX_SAFE_INTEGER
from rulebook.certlogic.values import NOT_RECORDED
from tests.conformance.profile import examples
from tests.rulebook.certlogic.compiled.holding import assert_same
from tests.rulebook.certlogic.strategies import conditions, conditions_of_items, expressions, tables

TRUE, FALSE, ZERO = Constant(True), Constant(False), Constant(0)
A, B, ACCUMULATOR, CURRENT = Var("a"), Var("b"), Var("accumulator"), Var("current")
ODD: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    3,
    3.0,
    2.5,
    "",
    "x",
    "2020-02-29",
    [],
    ["x"],
    (),
    ("x",),
    {},
    {"b": 1},
    NOT_RECORDED,
)
ROWS = [{"a": odd, "b": other} for odd in ODD for other in (None, 2, "x", ["x"], NOT_RECORDED)]
TODAY = PlusTime(Constant("2020-10-31"), 0, "day")
ITEMS = [{"tests": tests} for tests in (None, [], "none", {"x": 1}, NOT_RECORDED, [NOT_RECORDED], (1, None), ["x", 2])]


@pytest.mark.parametrize(
    "expr",
    [
        If(A, B, Constant("none")),
        If(A, TRUE, Equal(B, Constant("x"))),
        If(A, Equal(B, Constant("x")), FALSE),
        If(A, Not(B), Not(Not(B))),
        If(If(A, TRUE, B), Constant("yes"), B),
        If(If(A, B, TRUE), Constant("yes"), B),
        If(If(A, B, FALSE), Constant("yes"), B),
        If(If(TRUE, A, B), Constant("yes"), If(Constant(""), A, B)),
        If(Constant(""), A, TRUE),
        If(A, FALSE, TRUE),
        If(TRUE, FALSE, TRUE),
        If(Equal(If(A, FALSE, TRUE), If(B, TRUE, FALSE)), If(Not(A), FALSE, TRUE), B),
        If(And((A, B)), A, B),
        And((A, B)),
        And((A, Constant("last"))),
        And((And((A, B)), A, B)),
        And((Not(A), Equal(B, Constant("x")))),
        And((Equal(A, Constant("x")), And((TRUE, Not(B))), Not(A))),
        And((If(A, Equal(B, Constant("x")), TRUE), If(B, If(A, FALSE, TRUE), TRUE), Not(B))),
        And((If(Constant("yes"), Not(A), TRUE), Not(B))),
        Not(If(A, B, FALSE)),
        Not(And((A, If(B, TRUE, A)))),
        ListOf((A, B, Constant("c"))),
        ListOf((Constant("c"), TRUE)),
        Equal(ListOf((A,)), ListOf((A,))),
        Equal(Constant("x"), Constant("x")),
        Equal(Not(A), TRUE),
        In(Not(A), ListOf((TRUE,))),
        In(Constant("x"), B),
        In(Constant("x"), ListOf((Constant("y"), A))),
    ],
)
def test_choices_conjunctions_and_equality_are_the_interpreters(expr):
    assert_same(expr, *ROWS)


@pytest.mark.parametrize(
    "expr",
    [
        Add(A, B),
        Add(A, Constant("x")),
        Add(Add(A, Constant(1)), If(B, Constant(MAX_SAFE_INTEGER), Constant(0))),
        Add(Constant(2), Constant(3)),
        Add(Constant(MAX_SAFE_INTEGER), Constant(1)),
        Compare("<", (A, B)),
        Compare(">=", (Constant(1), A, Constant(5))),
        Compare("<", (Constant(1), Constant(2))),
        Compare(">", (Constant("x"), A)),
        Compare("<=", (Add(A, Constant(1)), Constant(5), B)),
        Equal(Add(A, ZERO), Constant(3)),
        Equal(Add(A, ZERO), Add(Constant(1), B)),
        If(Add(A, ZERO), A, B),
        Not(Add(Constant(-3), A)),
    ],
)
def test_numbers_are_the_interpreters(expr):
    assert_same(expr, *ROWS)


@pytest.mark.parametrize(
    "expr",
    [
        PlusTime(A, 1, "month"),
        DateOfBirth(A),
        CompareDates("before", (PlusTime(A, 0, "day"), TODAY)),
        CompareDates("after", (TODAY, PlusTime(A, 0, "day"), PlusTime(B, 0, "day"))),
        CompareDates("not-after", (TODAY, PlusTime(Constant("2020-01-01"), 0, "day"), PlusTime(A, 0, "day"))),
        CompareDates("not-before", (A, TODAY)),
        CompareDates("before", (PlusTime(Constant("never"), 0, "day"), TODAY)),
        CompareDates("not-after", (DateOfBirth(A), DateOfBirth(A))),
        CompareDates("before", (TODAY, TODAY, TODAY)),
        If(PlusTime(A, 0, "day"), A, B),
        And((PlusTime(A, 0, "day"), B)),
        Not(PlusTime(A, 0, "hour")),
        Equal(PlusTime(A, 0, "day"), A),
        ListOf((PlusTime(A, 0, "day"), B)),
        ExtractFromUVCI(A, 0),
        Equal(ExtractFromUVCI(A, 1), Constant("x")),
        Equal(ExtractFromUVCI(Constant("URN:UVCI:01:x"), 1), Constant("x")),
    ],
)
def test_dates_and_identifiers_are_the_interpreters(expr):
    assert_same(expr, *ROWS)


def test_a_third_date_that_cannot_be_read_is_an_error_also_where_the_first_two_decide():
    dates = tuple(PlusTime(Var(name), 0, "day") for name in "abc")
    thirds: tuple[Any, ...] = ("never", None, "2020-10-31", [], NOT_RECORDED)

    assert_same(
        CompareDates("not-after", dates), *({"a": "2020-10-31", "b": "2020-10-30", "c": third} for third in thirds)
    )


@pytest.mark.parametrize(
    "function",
    [
        CURRENT,
        ACCUMULATOR,
        Constant("last"),
        Not(CURRENT),
        Add(ACCUMULATOR, Constant(1)),
        Add(ACCUMULATOR, CURRENT),
        Add(ACCUMULATOR, If(CURRENT, Constant(1), Constant(MAX_SAFE_INTEGER))),
        And((ACCUMULATOR, CURRENT)),
        If(CURRENT, CURRENT, ACCUMULATOR),
        If(ACCUMULATOR, TRUE, Not(CURRENT)),
        And((ACCUMULATOR, Not(CURRENT))),
        And((ACCUMULATOR, Compare("<", (CURRENT, Constant(5))))),
        If(Not(ACCUMULATOR), Equal(CURRENT, Constant("x")), TRUE),
        PlusTime(CURRENT, 0, "day"),
        ListOf((ACCUMULATOR, CURRENT)),
    ],
)
@pytest.mark.parametrize("initial", [TRUE, FALSE, ZERO, Constant("first"), A, PlusTime(Constant("2020"), 0, "day")])
def test_folds_are_the_interpreters_over_data_and_over_arrays_of_the_rule(function, initial):
    rows = [{**row, "a": 7} for row in ITEMS]
    for operand in (Var("tests"), ListOf((Var("tests"), A)), ListOf((Constant("x"), TRUE, Var("tests"))), ListOf(())):
        fold = Reduce(operand, function, initial)
        assert_same(fold, *rows, {"a": NOT_RECORDED})
        assert_same(If(fold, Constant("yes"), fold), *rows)
        assert_same(Equal(fold, Constant(2)), *rows)
    assert_same(Reduce(ListOf((Constant(3), Constant(2))), function, initial), *rows)


def some(operand: Expr, condition: Expr) -> Expr:
    return Reduce(operand, If(ACCUMULATOR, TRUE, condition), FALSE)


def every(operand: Expr, condition: Expr) -> Expr:
    return Reduce(operand, And((ACCUMULATOR, condition)), TRUE)


@given(conditions_of_items("tests", 2), conditions(1), tables())
@examples(25)
def test_searches_for_one_item_are_the_interpreters(condition, beside, rows):
    for search in (some, every):
        found = search(Var("tests"), condition)
        for expr in (
            found,
            And((Not(found), beside)),
            If(found, Equal(found, TRUE), beside),
            Equal(found, Not(beside)),
        ):
            assert_same(expr, *rows)


@given(expressions(2), expressions(2), conditions_of_items("texts", 2), tables())
@examples(25)
def test_folds_over_arrays_of_the_rule_are_the_interpreters(first, second, function, rows):
    fold = Reduce(ListOf((first, Constant("x"), second)), function, first)

    assert_same(fold, *rows)
    assert_same(some(ListOf((first, second)), function), *rows)
    assert_same(And((every(ListOf((first, second)), function), fold)), *rows)


@given(st.integers(-3, 3), tables())
@examples(20)
def test_counting_is_the_interpreters(least, rows):
    one_if = If(Var("current.valid"), Constant(1), Constant(0))
    count = Reduce(Var("tests"), Add(ACCUMULATOR, one_if), ZERO)
    held = Reduce(ListOf((Var("tests"), Var("seats"))), Add(ACCUMULATOR, If(Var("current.0"), one_if, ZERO)), ZERO)

    for counted in (count, held):
        assert_same(Compare(">=", (counted, Constant(least))), *rows)
        assert_same(Equal(counted, Constant(least)), *rows)


def test_a_rule_in_the_shape_of_the_eu_is_judged_without_the_interpreter():
    class Counting(dict[str, object]):
        asked = 0

        def get(self, key, default=None):
            Counting.asked += 1
            return super().get(key, default)

    recent = {
        "not-after": [{"plusTime": [{"var": "payload.t.0.sc"}, 72, "hour"]}, {"plusTime": ["2020-11-03", 0, "day"]}]
    }
    logic = {
        "if": [{"var": "payload.t.0"}, {"and": [{"in": [{"var": "payload.t.0.tt"}, ["pcr", "rapid"]]}, recent]}, True]
    }
    row = Counting(payload={"t": [{"tt": "pcr", "sc": "2020-10-30T08:00:00Z"}]})

    assert compile_value(read(logic))(row) is True
    # the interpreter would read it anew for each fact
    assert Counting.asked == 1
