"""What is known of an expression before any data, so that the code for it can be short."""

import pytest

from rulebook.certlogic.compiled.analysis import (
    ACCUMULATOR,
    Analysis,
    constant_items,
    constant_truth,
    demanded_by,
    found_by,
    is_moment,
    only_truth_counts,
    spelled_out,
)
from rulebook.certlogic.tree import (
    Add,
    And,
    Constant,
    DateOfBirth,
    Equal,
    Expr,
    If,
    ListOf,
    Not,
    Reduce,
    Var,
)

TRUE, FALSE = Constant(True), Constant(False)
IS_PCR = Equal(Var("current.kind"), Constant("pcr"))


def some(condition: Expr) -> Reduce:
    return Reduce(Var("tests"), If(ACCUMULATOR, TRUE, condition), FALSE)


def every(condition: Expr) -> Reduce:
    return Reduce(Var("tests"), And((ACCUMULATOR, condition)), TRUE)


def test_equal_expressions_share_a_number_and_true_is_not_one():
    twice = And((Equal(Var("age"), Constant(1)), Equal(Var("age"), Constant(1)), Equal(Var("age"), TRUE)))
    analysis = Analysis([twice])
    first, second, other = twice.operands

    assert analysis.number(first) == analysis.number(second) != analysis.number(other)
    assert analysis.is_shared(second)
    assert not analysis.is_shared(other)


@pytest.mark.parametrize(
    ("expr", "boolean", "integer"),
    [
        (TRUE, True, False),
        (Constant(1), False, True),
        (Var("age"), False, False),
        (Not(Var("age")), True, False),
        (And((TRUE, IS_PCR)), True, False),
        (And((TRUE, Var("age"))), False, False),
        (If(Var("age"), TRUE, IS_PCR), True, False),
        (If(Var("age"), Constant(1), Add(Var("age"), Constant(2))), False, True),
        (some(IS_PCR), True, False),
        (some(Var("current.valid")), False, False),
        (Reduce(Var("tests"), Add(ACCUMULATOR, Constant(1)), Constant(0)), False, True),
        (Reduce(Var("tests"), ACCUMULATOR, Constant("none")), False, False),
    ],
)
def test_what_is_surely_a_boolean_or_an_integer(expr, boolean, integer):
    analysis = Analysis([expr])

    assert analysis.is_boolean(expr, accumulator=False) is boolean
    assert analysis.is_integer(expr, accumulator=False) is integer


def test_an_accumulator_is_what_the_fold_makes_it():
    analysis = Analysis([ACCUMULATOR])

    assert analysis.is_boolean(ACCUMULATOR, accumulator=True)
    assert analysis.is_integer(ACCUMULATOR, accumulator=True)


def test_an_object_is_expected_where_a_path_goes_on_by_a_key():
    analysis = Analysis([And((Var("tests.0.kind"), Var("lists.0"), Var("")))])

    assert analysis.is_read_into(Var("tests.0"))
    assert not analysis.is_read_into(Var("lists"))
    assert not analysis.is_read_into(Var("tests.0.kind"))


def test_constants_are_known_and_dates_are_moments():
    assert constant_items(ListOf((Constant("a"), TRUE))) == ["a", True]
    assert constant_items(ListOf((Constant("a"), Var("b")))) is None
    assert constant_items(Var("b")) is None
    assert constant_truth(Constant("")) is False
    assert constant_truth(Var("b")) is None
    assert is_moment(DateOfBirth(Var("born")))
    assert not is_moment(Var("born"))


def test_a_fold_that_looks_for_one_item_is_seen_as_a_search():
    assert found_by(some(IS_PCR)) == IS_PCR
    assert demanded_by(some(IS_PCR)) is None
    assert demanded_by(every(IS_PCR)) == IS_PCR
    assert found_by(every(IS_PCR)) is None


@pytest.mark.parametrize("path", ["accumulator", "accumulator.kind", ""])
def test_a_condition_that_reads_the_accumulator_is_no_search(path):
    inner = Equal(Var(path), Constant("pcr"))

    assert found_by(some(inner)) is None
    assert demanded_by(every(inner)) is None
    assert found_by(some(Reduce(Var(path), IS_PCR, FALSE))) is None


def test_the_function_of_an_inner_fold_has_an_accumulator_of_its_own():
    assert found_by(some(some(IS_PCR))) == some(IS_PCR)


def test_of_an_accumulator_mostly_its_truth_alone_counts():
    assert only_truth_counts(If(ACCUMULATOR, IS_PCR, Not(ACCUMULATOR)))
    assert not only_truth_counts(Equal(ACCUMULATOR, Constant(1)))
    assert not only_truth_counts(Add(ACCUMULATOR, Constant(1)))
    assert not only_truth_counts(Var("accumulator.kind"))


def test_a_short_array_of_the_rule_itself_is_folded_item_by_item():
    def fold(operand: Expr, function: Expr = ACCUMULATOR) -> Reduce:
        return Reduce(operand, function, TRUE)

    assert spelled_out(fold(ListOf((Var("a"), Var("b"))))) == (Var("a"), Var("b"))
    assert spelled_out(fold(Var("a"))) is None
    assert spelled_out(fold(ListOf((TRUE, FALSE)))) is None
    assert spelled_out(fold(ListOf((Var("a"),) * 100))) is None
    assert spelled_out(fold(ListOf((Var("a"),)), And((ACCUMULATOR,) * 100))) is None
