"""Compiling expressions: what is refused, what is kept, and what a compiled function is given."""

import pytest

from rulebook.certlogic.compiled import TooLargeToCompile, compile_truth, compile_truths, compile_value
from rulebook.certlogic.reading import read
from rulebook.certlogic.tree import And, Constant, Expr, Not, Reduce, Var
from rulebook.certlogic.values import NOT_RECORDED, Fault, Instant, Unsettled, instant
from tests.rulebook.certlogic.compiled.holding import assert_same, assert_same_of


def nested(depth: int) -> Expr:
    expr: Expr = Var("sealed")
    for _ in range(depth - 1):
        expr = Not(expr)
    return expr


@pytest.mark.parametrize("compile_one", [compile_value, compile_truth, lambda expr: compile_truths([expr])])
def test_a_hostile_expression_of_depth_10_000_is_refused(compile_one):
    with pytest.raises(TooLargeToCompile, match="nested deeper than 200"):
        compile_one(nested(10_000))


def test_an_expression_as_deep_as_can_be_is_judged():
    assert_same(nested(199), {"sealed": True}, {"sealed": NOT_RECORDED})


def test_expressions_too_large_together_are_refused():
    wide = And((Var("sealed"),) * 15_000)

    assert compile_truths([wide])({"sealed": True}) == (True,)
    with pytest.raises(TooLargeToCompile, match="more than 20,000 nodes: split them"):
        compile_truths([wide, wide])


def test_an_expression_is_compiled_once():
    assert compile_value(Var("age")) is compile_value(Var("age"))
    assert compile_truth(Var("age")) is compile_truth(Var("age"))
    assert compile_truths([Constant(True)]) is not compile_truths([Constant(1)])


def test_a_set_of_none_has_no_truths_and_a_set_of_one_has_one():
    assert compile_truths([])({}) == ()
    assert compile_truths([Var("sealed")])({"sealed": True}) == (True,)


def test_an_error_says_what_the_interpreter_says():
    with pytest.raises(Unsettled) as missing:
        compile_value(Var("step.at"))({"step": NOT_RECORDED})

    assert missing.value.fault is Fault.NOT_RECORDED
    assert missing.value.missing == {"step.at"}
    assert missing.value.__context__ is None


def test_a_date_comes_back_as_an_instant():
    value = compile_value(read({"plusTime": [{"var": "at"}, 1, "month"]}))({"at": "2021-01-31"})

    assert type(value) is Instant
    assert value == instant("2021-03-03")


def test_a_list_that_is_returned_is_the_callers_own():
    judge = compile_value(read(["pcr", "rapid"]))

    judge({}).append("antibody")

    assert judge({}) == ["pcr", "rapid"]


def test_a_set_reads_within_a_fold_what_it_reads_outside():
    some = Reduce(Var("tests"), And((Var("current"), Var("tests"))), Var("step.sealed"))

    assert compile_truths([some, Var("tests"), Var("step.sealed")])({"tests": [1], "step": {"sealed": True}}) == (
        False,
        True,
        True,
    )


def test_constants_are_their_own_values():
    for logic in (True, False, 0, 1, -5, "", "x", [], [1, "x"], {"if": [True, "yes", {"var": "no"}]}):
        assert_same_of(logic, {}, None, {"no": 1})
