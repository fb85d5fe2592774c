"""Reading facts in generated code: paths through objects and lists, and whatever else may lie on the way."""

from collections import OrderedDict, UserDict
from types import MappingProxyType
from typing import Any

import pytest

from rulebook.certlogic.tree import Add, And, Constant, Equal, Reduce, Var
from rulebook.certlogic.values import NOT_RECORDED
from tests.rulebook.certlogic.compiled.holding import assert_same, assert_same_of

ODD: tuple[Any, ...] = (None, True, 0, 1, 2.5, "", "text", [], ["a"], (), ("a",), {}, {"kind": "pcr"}, NOT_RECORDED)


@pytest.mark.parametrize("path", ["tests", "tests.kind", "tests.0", "tests.1", "tests.0.kind", "tests.0.0", "0", ""])
def test_a_path_leads_to_the_same_wherever_it_starts(path):
    rows = [{"tests": odd} for odd in ODD] + [{"tests": [odd]} for odd in ODD] + [{"tests": (odd, "b")} for odd in ODD]

    assert_same(Var(path), *rows, *ODD)


@pytest.mark.parametrize("kind", [OrderedDict, UserDict, lambda items: MappingProxyType(dict(items))])
def test_objects_of_other_kinds_are_read_as_objects(kind):
    assert_same(Var("step.post.name"), {"step": kind({"post": kind({"name": "Oybek"})})}, kind({"step": kind({})}))


def test_a_key_of_digits_is_found_in_an_object():
    assert_same(Var("seats.0"), {"seats": {"0": "taken"}}, {"seats": ["free"]}, {"seats": {}})


def test_an_object_that_is_there_may_still_be_no_object():
    logic = {"if": [{"var": "visa"}, {"===": [{"var": "visa.kind"}, "entry"]}, False]}

    assert_same_of(logic, *({"visa": odd} for odd in ODD), {"visa": {"kind": "entry"}})


@pytest.mark.parametrize("path", ["", "accumulator", "accumulator.kind", "current", "current.kind", "current.0", "age"])
def test_within_a_fold_only_its_item_and_accumulator_are_seen(path):
    rows = [{"tests": [odd, odd], "age": 3} for odd in ODD]

    assert_same(Reduce(Var("tests"), Var(path), Constant("none")), *rows)
    assert_same(Reduce(Var("tests"), And((Var(path), Equal(Var("current"), Constant("a")))), Constant(True)), *rows)


def test_what_was_read_of_one_item_is_not_taken_for_another():
    def count(*items):
        return Reduce(items[0], Add(Var("accumulator"), Var("current.days")), Constant(0))

    both = And((count(Var("first")), count(Var("second"))))

    assert_same(both, {"first": [{"days": 3}], "second": [{"days": 4}, {"days": 1.0}]}, {"first": [{}], "second": None})
