"""Truths in three values in generated code: open only where what is unknown could change the answer."""

import pytest
from hypothesis import given

from rulebook.certlogic.compiled import compile_truth
from rulebook.certlogic.tree import Add, And, Compare, Constant, Equal, Expr, If, ListOf, Not, PlusTime, Reduce, Var
from rulebook.certlogic.values import NOT_RECORDED, Unknown
from tests.conformance.profile import examples
from tests.rulebook.certlogic.compiled.holding import assert_same
from tests.rulebook.certlogic.strategies import conditions, conditions_of_items, tables

TRUE, FALSE = Constant(True), Constant(False)
A, B, C = Var("a"), Var("b"), Var("c.d")
ACCUMULATOR, CURRENT = Var("accumulator"), Var("current")
THREE = (True, False, NOT_RECORDED)
ROWS = [{"a": a, "b": b, "c": {"d": c}} for a in THREE for b in THREE for c in THREE]
LISTS = [[one, two, three] for one in THREE for two in THREE for three in THREE]
TESTS = [{"tests": tests, "a": a} for tests in (*LISTS, [], None, "none", NOT_RECORDED) for a in (True, NOT_RECORDED)]


@pytest.mark.parametrize(
    "expr",
    [
        A,
        C,
        Not(A),
        And((A, B)),
        And((A, B, C)),
        If(A, B, C),
        If(A, TRUE, C),
        If(A, B, FALSE),
        If(A, B, TRUE),
        If(TRUE, A, B),
        If(A, FALSE, TRUE),
        And((If(C, FALSE, TRUE), If(B, TRUE, FALSE))),
        If(A, B, B),
        If(And((A, B)), Not(C), If(C, A, B)),
        Not(And((If(A, B, C), Not(If(C, TRUE, A))))),
        If(PlusTime(A, 0, "day"), B, C),
    ],
)
def test_truths_follow_kleene(expr):
    assert_same(expr, *ROWS)


def test_one_operand_that_is_false_decides_and_an_open_one_does_not():
    both = compile_truth(And((A, B)))

    assert both({"a": NOT_RECORDED, "b": False}) is False
    assert both({"a": NOT_RECORDED, "b": True}) is None
    assert both({"a": False, "b": NOT_RECORDED}) is False


@pytest.mark.parametrize("truth", [True, False, None])
def test_an_unknown_whose_truth_is_known_settles_what_asks_for_no_more(truth):
    row = {"a": Unknown(truth=truth), "b": Unknown(truth=truth), "c": {"d": Unknown(truth=truth)}}

    for expr in (A, C, Not(A), And((A, B)), If(A, B, FALSE), Equal(A, Constant(1))):
        assert_same(expr, row)


@pytest.mark.parametrize(
    "function",
    [
        CURRENT,
        Not(CURRENT),
        Not(ACCUMULATOR),
        And((ACCUMULATOR, CURRENT)),
        And((CURRENT, ACCUMULATOR, Not(CURRENT))),
        If(ACCUMULATOR, TRUE, CURRENT),
        If(ACCUMULATOR, CURRENT, Not(CURRENT)),
        If(CURRENT, ACCUMULATOR, Not(ACCUMULATOR)),
        If(Equal(ACCUMULATOR, TRUE), CURRENT, Not(CURRENT)),
        If(Equal(ACCUMULATOR, CURRENT), ACCUMULATOR, Not(ACCUMULATOR)),
        And((Equal(ACCUMULATOR, TRUE), CURRENT)),
        Not(And((CURRENT, Equal(ACCUMULATOR, TRUE)))),
        Not(Equal(ACCUMULATOR, CURRENT)),
        Add(ACCUMULATOR, Constant(1)),
        Var("accumulator.kind"),
        ListOf((ACCUMULATOR, CURRENT)),
        Reduce(ListOf((CURRENT, ACCUMULATOR)), Equal(ACCUMULATOR, CURRENT), ACCUMULATOR),
        If(Reduce(ListOf((CURRENT, TRUE)), Equal(CURRENT, ACCUMULATOR), ACCUMULATOR), ACCUMULATOR, FALSE),
    ],
)
@pytest.mark.parametrize("initial", [TRUE, FALSE, A, Constant(0)])
def test_a_fold_stays_open_only_as_long_as_no_item_settles_it(function, initial):
    fold = Reduce(Var("tests"), function, initial)

    assert_same(fold, *TESTS)
    assert_same(If(fold, TRUE, Not(fold)), *TESTS)
    assert_same(Compare("<", (fold, Constant(3))), *TESTS)


def wrapped(expr: Expr, levels: int) -> Expr:
    for level in range(levels):
        expr = If(expr, A if level % 3 else FALSE, TRUE) if level % 2 else And((expr, TRUE))
    return expr


def test_an_expression_nested_deeper_than_python_can_indent_is_split_into_functions():
    some: Expr = CURRENT
    for _ in range(10):
        some = Reduce(ListOf((CURRENT, ACCUMULATOR)), If(ACCUMULATOR, TRUE, some), FALSE)
    flags = Reduce(Var("tests"), If(Equal(ACCUMULATOR, TRUE), CURRENT, FALSE), TRUE)

    for expr in (wrapped(A, 90), wrapped(Not(B), 91), wrapped(flags, 80), wrapped(some, 40), Not(wrapped(C, 150))):
        assert_same(expr, *TESTS[:12], *ROWS[:5])
        assert_same(Reduce(Var("tests"), wrapped(expr, 10), TRUE), *TESTS[:12])


@given(conditions_of_items("tests", 2), conditions(1), tables())
@examples(25)
def test_searches_of_open_items_are_the_interpreters(condition, guard, rows):
    some = Reduce(Var("tests"), If(ACCUMULATOR, TRUE, condition), FALSE)
    every = Reduce(Var("tests"), And((ACCUMULATOR, condition)), TRUE)
    changing = Reduce(Var("tests"), If(Equal(ACCUMULATOR, TRUE), condition, Not(condition)), FALSE)

    for expr in (some, every, changing, If(guard, Not(some), every), And((changing, Not(every), guard))):
        assert_same(expr, *rows)
