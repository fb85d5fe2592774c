"""Source whose every name is generated: nothing of a rule's own words is ever Python."""

import pytest

from rulebook.certlogic.compiled import compile_truths, compile_value
from rulebook.certlogic.compiled.source import Source
from rulebook.certlogic.tree import And, Constant, Equal, In, ListOf, Var
from tests.rulebook.certlogic.compiled.holding import assert_same

HOSTILE = (
    '"); raise SystemExit #',
    "__import__('os').getcwd()",
    "d",
    "t1",
    "k1\n import os",
    "\\",
    "'''",
    "\x00",
    "None",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_only_words(text):
    row = {text.replace(".", ""): text}

    assert_same(Equal(Var(text.replace(".", "")), Constant(text)), row, {})
    assert_same(In(Constant(text), ListOf((Constant(text), Var("nowhere")))), row)


def test_generated_code_reaches_nothing_of_python():
    names = compile_value(Var("age")).__globals__

    assert "__import__" not in names["__builtins__"]
    assert not {"eval", "exec", "open", "getattr"} & set(names["__builtins__"])


def test_a_constant_is_bound_once_and_true_is_not_one():
    source = Source({})

    assert source.constant("pcr") == source.constant("pcr")
    assert source.constant(1) != source.constant(True)
    assert source.bound[source.constant(True)] is True


def test_a_result_is_recalled_only_where_it_surely_was_computed():
    source = Source({})

    def body():
        source.remember("outside", "t1")
        with source.block("if t1:"):
            source.remember("inside", "t2")
            assert source.recall("outside") == "t1"
        assert source.recall("inside") is None
        with source.scope(), source.block("if t1:", seen_after=True):
            source.remember("seen", "t3")
        assert source.recall("seen") is None

    source.function("judge", "d", body)


def test_what_several_rules_read_is_read_once():
    class Counting(dict[str, object]):
        asked = 0

        def get(self, key, default=None):
            Counting.asked += 1
            return super().get(key, default)

    rules = [
        And((Equal(Var("step.mode"), Constant("road")), Equal(Var("step.role"), Constant(role)))) for role in "abc"
    ]

    assert compile_truths(rules)(Counting(step={"mode": "road", "role": "b"})) == (False, True, False)
    assert Counting.asked == 1
