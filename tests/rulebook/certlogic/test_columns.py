"""The columns have exactly the meaning of the interpreter, on rows of any shape."""

import copy
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from rulebook.certlogic.columns import CHUNK, batch_of_rows, evaluate_columns, settle_columns
from rulebook.certlogic.reading import read
from rulebook.certlogic.tree import Add, Constant, Equal, Expr, PlusTime, Reduce, Var
from rulebook.certlogic.values import NOT_RECORDED, Instant, Unknown
from tests.conformance.profile import examples
from tests.rulebook.certlogic.agreeing import assert_agreement, told, truths
from tests.rulebook.certlogic.strategies import conditions, expressions, tables

AGREEMENT = examples(150, thorough=12_000)

# Values of every kind, each next to values that other languages take for the same.
VALUES: list[Any] = [
    None, False, True, 0, 1, -1, 2**53 - 1, 2**63 - 1, -(2**63), 2**63, 10**30, 0.0, -0.0, 1.0, 2.5, float("inf"),
    float("nan"), "", "a", "1", "2020-02-29", "2020-02", "2021-02-29", "0000-01-01", "9999-12-31T23:59:59.999Z",
    "\ud800", "URN:UVCI:a::b/c", [], [1, "a"], [None], [[1], [1]], [NOT_RECORDED], ["a", NOT_RECORDED], (1, 2),
    {}, {"a": 1}, {"a": NOT_RECORDED}, Instant(0), Instant(2**63), NOT_RECORDED, Unknown(True), Unknown(False),
]  # fmt: skip


@given(expressions(), tables(max_size=12))
@AGREEMENT
def test_any_expression_has_the_same_values_as_with_the_interpreter(expr, rows):
    assert_agreement(expr, batch_of_rows(rows), rows)


@given(conditions(), tables(max_size=12))
@AGREEMENT
def test_any_condition_has_the_same_answers_as_with_the_interpreter(expr, rows):
    assert_agreement(expr, batch_of_rows(rows), rows)


@given(conditions(), tables(max_size=4))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_judging_changes_nothing_and_gives_the_same_again(expr, rows):
    batch, before = batch_of_rows(rows), copy.deepcopy(rows)
    first = evaluate_columns(expr, batch).to_list(), truths(expr, batch)
    second = evaluate_columns(expr, batch).to_list(), truths(expr, batch)

    assert told(rows) == told(before)
    assert told(first) == told(second)


X, Y = {"var": "x"}, {"var": "y"}


@pytest.mark.parametrize(
    "json",
    [
        X,
        {"!": [X]},
        {"===": [X, Y]},
        {"in": [X, Y]},
        {"in": [X, ["a", 1, True, "2020-02", "1", "", False, 0]]},
        {"in": [X, ["a"]]},
        {"in": [X, []]},
        {"in": [X, [Y, {"var": "z"}]]},
        {"in": [X, {"var": "list"}]},
        {"+": [X, Y]},
        {"+": [X, 2**53 - 1]},
        {"<": [X, Y]},
        {">": [X, 0]},
        {"<=": [0, X, 1]},
        {">=": [X, Y, 0]},
        {"after": [X, Y]},
        {"before": [X, {"plusTime": ["2020-03", 0, "day"]}]},
        {"not-after": [{"plusTime": [X, 1, "month"]}, Y, {"plusTime": [Y, -1, "year"]}]},
        {"not-before": [{"plusTime": [X, 1, "hour"]}, {"plusTime": [Y, 1, "day"]}]},
        {"plusTime": [X, 10**15, "day"]},
        {"plusTime": [X, 270_000, "year"]},
        {"plusTime": [X, -290_000 * 12, "month"]},
        {"dccDateOfBirth": [X]},
        {"extractFromUVCI": [X, 1]},
        {"extractFromUVCI": [X, -1]},
        {"if": [X, Y, "no"]},
        {"if": [X, "yes", Y]},
        {"if": [X, {"!": [Y]}, {"===": [Y, 1]}]},
        {"and": [X, Y]},
        {"and": [X, Y, X]},
        {"and": [True, X, False]},
        [X, Y],
        ["a", 1, ["b"]],
        {"reduce": [X, {"var": "current"}, Y]},
        {"reduce": [X, {"var": ""}, Y]},
        {"reduce": [X, {"var": "accumulator"}, Y]},
        {"reduce": [X, {"var": "accumulator.a"}, Y]},
        {"reduce": [X, {"var": "elsewhere"}, Y]},
        {"reduce": [X, {"+": [{"var": "accumulator"}, 1]}, Y]},
        {"reduce": [X, {"if": [{"var": "accumulator"}, True, {"var": "current"}]}, False]},
        {"reduce": [X, {"if": [{"var": "accumulator"}, {"var": "current"}, False]}, True]},
        {"reduce": [X, {"and": [{"var": "accumulator"}, {"var": "current"}]}, True]},
        {"reduce": [X, {"and": [{"var": "accumulator"}, {"var": "current"}, {"!": [{"var": "current"}]}]}, True]},
        {"reduce": [X, {"and": [{"var": "accumulator"}, {"var": "accumulator"}]}, True]},
        {"reduce": [X, {"if": [{"var": "accumulator"}, True, True]}, False]},
        {"reduce": [X, {"if": [{"var": "current"}, {"var": "accumulator"}, {"!": [{"var": "accumulator"}]}]}, Y]},
        {"if": [{"reduce": [X, {"===": [{"var": "current"}, "a"]}, False]}, "a", X]},
        {"var": "x.a"},
        {"var": "x.0"},
        {"var": ""},
    ],
)
def test_every_operation_agrees_on_every_pair_of_kinds(json):
    rows = [{"x": x, "y": y, "list": ["a", 1, x]} for x in VALUES for y in VALUES]
    assert_agreement(read(json), batch_of_rows(rows), rows)


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_a_column_in_which_all_rows_are_the_same_agrees(value):
    rows = [{"x": value}] * 3
    for json in (X, {"!": [X]}, {"===": [X, 1]}, {"if": [X, 1, X]}, {"and": [X, X]}, {"reduce": [X, X, 1]}, [X, 1]):
        assert_agreement(read(json), batch_of_rows(rows), rows)


def test_rows_need_not_be_objects():
    rows = [["a", Unknown(True)], "text", None, 5, NOT_RECORDED, [{"0": 1}], {"1": Unknown(True)}, {"1": {"0": "b"}}]
    for path in ("", "0", "1", "0.0", "1.0", "٠", "9" * 5000):
        assert_agreement(Var(path), batch_of_rows(rows), rows)


def test_constants_beyond_the_safe_integers_are_judged_as_well():
    rows = [{"x": 10**30}, {"x": 5}, {"x": -(2**62)}]
    for expr in (Equal(Var("x"), Constant(10**30)), Add(Var("x"), Constant(-(2**62))), Constant(10**30)):
        assert_agreement(expr, batch_of_rows(rows), rows)


def test_an_empty_batch_has_no_values():
    batch = batch_of_rows([])
    assert batch.size == 0
    assert evaluate_columns(read(X), batch).to_list() == []
    assert settle_columns(read(X), batch).true.tolist() == []


def test_rows_can_be_picked_out_before_they_are_judged():
    rows = [{"x": n} for n in range(10)]
    batch = batch_of_rows(rows)
    assert truths(read({">": [X, 4]}), batch.filter(np.arange(10) % 3 == 0)) == [False, False, True, True]
    assert batch.take(np.array([7, 2])).rows() == [{"x": 7}, {"x": 2}]


def test_the_parts_of_a_batch_beyond_one_chunk_are_put_together_in_order():
    rows = [{"x": n % 7} for n in range(CHUNK + 10)]
    found = settle_columns(read({"<": [X, 3]}), batch_of_rows(rows))
    assert found.true.tolist() == [row["x"] < 3 for row in rows]


def test_what_is_no_expression_is_a_mistake_of_the_program():
    with pytest.raises(TypeError, match="not a CertLogic expression: Expr"):
        evaluate_columns(Expr(), batch_of_rows([{}]))


@pytest.mark.parametrize("amount", [-(2**53), -13, -1, 0, 1, 12, 25, 2**53])
@pytest.mark.parametrize("unit", ["year", "month", "day", "hour"])
def test_moments_move_over_month_ends_and_leap_days_as_with_the_interpreter(amount, unit):
    days = [f"{year:04d}-{end}" for year in (0, 4, 1900, 1969, 2000, 2019, 2020, 9999)
            for end in ("01-31", "02-28", "03-31", "12-31T23:59:59.999Z")]  # fmt: skip
    rows = [{"x": day} for day in [*days, "2020-02-29", "0000-02-29"]]
    assert_agreement(PlusTime(Var("x"), amount, unit), batch_of_rows(rows), rows)


COUNTS = {"reduce": [X, {"+": [{"var": "accumulator"}, {"if": [{"===": [{"var": "current"}, "a"]}, 1, 0]}]}, 0]}
SOME = {"reduce": [X, {"if": [{"var": "accumulator"}, True, {"===": [{"var": "current"}, "a"]}]}, False]}
LAST_OPEN = {"reduce": [X, {"and": [{"var": "current"}, {"!": [{"var": "accumulator"}]}]}, False]}


@pytest.mark.parametrize("json", [COUNTS, SOME, LAST_OPEN])
def test_a_few_very_long_lists_are_folded_to_their_end(json):
    long = ["a", "b", NOT_RECORDED, "a"] * 400
    rows = [{"x": ["a"]}, {"x": long}, {"x": long[:1599]}, {"x": ["b"] * 900}, {"x": None}, {"x": [*["a"] * 90, 1]}]
    rows.append({"x": [*["a"] * 90, NOT_RECORDED]})
    assert_agreement(read(json), batch_of_rows(rows), rows)


def test_a_fold_of_a_list_that_the_expression_itself_writes_agrees():
    rows = [{"x": 1, "y": 2}, {"x": 3, "y": NOT_RECORDED}]
    total = Add(Var("accumulator"), Var("current"))
    assert_agreement(Reduce(read([X, Y]), total, Constant(0)), batch_of_rows(rows), rows)
