"""The gate for foreign expressions: what is read is written back the same; what is malformed or hostile is refused."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from rulebook.certlogic.reading import MAX_DEPTH, MAX_NODES, MalformedExpression, TooLarge, check_size, read, write
from rulebook.certlogic.tree import And, Constant, Expr, ListOf, Not, Var, children, free_paths, walk
from rulebook.certlogic.validating import issues_of
from tests.rulebook.certlogic.strategies import expressions


def issues(expression: Any) -> list[tuple[str, str]]:
    """Pointer and message of every issue."""
    return [(issue.pointer, issue.message) for issue in issues_of(expression)]


@given(expressions())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_is_written_reads_back_as_the_same_expression(expr):
    written = write(expr)

    assert issues_of(written) == []
    assert read(written) == expr
    assert read(json.loads(json.dumps(written))) == expr
    assert hash(read(written)) == hash(expr)


@pytest.mark.parametrize(
    "json_",
    [
        ["a", 1, True],
        {"var": ""},
        {"if": [True, 1, 2]},
        {"and": [1, 2, 3]},
        {"!": [1]},
        {"===": [1, 2]},
        {"in": [1, [2]]},
        {"+": [1, 2]},
        {">=": [3, 2, 1]},
        {"not-before": [{"plusTime": ["2020", -1, "month"]}, {"dccDateOfBirth": ["1986"]}]},
        {"reduce": [[1], {"var": "current"}, 0]},
        {"extractFromUVCI": ["a", 0]},
    ],
    ids=str,
)
def test_every_operation_is_written_as_it_was_read(json_):
    assert write(read(json_)) == json_


def test_whole_numbers_are_read_whatever_their_writing():
    assert read(42.0) == Constant(42)
    assert read({"plusTime": ["2020", 1.0, "day"]}) == read({"plusTime": ["2020", 1, "day"]})
    assert read({"extractFromUVCI": ["a", 1.0]}) == read({"extractFromUVCI": ["a", 1]})
    assert read(True) != read(1)
    assert read(1) != Not(Constant(1))


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        (None, [("", "invalid CertLogic expression")]),
        (1.5, [("", "1.5 is a non-integer number")]),
        (2**53, [("", "9007199254740992 is beyond the largest safe integer, 9007199254740991")]),
        ({}, [("", "expression object must have exactly one key, but it has 0")]),
        ({"and": [1, 1], "!": [1]}, [("", "expression object must have exactly one key, but it has 2")]),
        ({"var": 1}, [("", 'not of the form { "var": "<path>" }')]),
        ({"var": "a..b"}, [("", "data access path doesn't have a valid format: a..b")]),
        ({"var": "." + "a" * 99}, [("", "data access path doesn't have a valid format: ." + "a" * 79)]),
        ({"var": "a." * 2_000}, [("", "data access path is longer than 2,000 characters")]),
        ({"!": 1}, [("", 'operation not of the form { "<operator>": [ <values...> ] }')]),
        ({"or": [1, 2]}, [("", 'unrecognised operator: "or"')]),
        ({"o" * 99: [1]}, [("", f'unrecognised operator: "{"o" * 80}"')]),
        ({"and": [None]}, [
            ("/and", 'an "and" operation must have at least 2 operands, but it has 1'),
            ("/and/0", "invalid CertLogic expression"),
        ]),
        ({"if": [1, 2, 3, None]}, [("/if", 'an "if"-operation must have exactly 3 values/operands, but it has 4')]),
        ({"<": [1]}, [("/<", 'an operation with operator "<" must have 2 or 3 operands, but it has 1')]),
        ({"in": [1, [1, None]]}, [("/in/1/1", "invalid CertLogic expression")]),
        ({"plusTime": [None, "1", "week"]}, [
            ("/plusTime/0", "invalid CertLogic expression"),
            ("/plusTime", '"amount" argument (#2) of "plusTime" must be an integer, but it is: 1'),
            ("/plusTime", '"unit" argument (#3) of "plusTime" must be a string equal to one of year, month, day, hour, but it is: week'),
        ]),
        ({"plusTime": ["2020", 2**60, "day"]}, [
            ("/plusTime", f'"amount" argument (#2) of "plusTime" must be an integer, but it is: {2**60}'),
        ]),
        ({"plusTime": []}, [("/plusTime", 'a "plusTime"-operation must have exactly 3 values/operands, but it has 0')]),
        ({"extractFromUVCI": [{"or": []}, "1"]}, [
            ("/extractFromUVCI/0", 'unrecognised operator: "or"'),
            ("/extractFromUVCI", '"index" argument (#2) of "extractFromUVCI" must be an integer, but it is: 1'),
        ]),
        ({"extractFromUVCI": []}, [
            ("/extractFromUVCI", 'an "extractFromUVCI"-operation must have exactly 2 values/operands, but it has 0'),
        ]),
    ],
    ids=lambda value: str(value)[:40],
)  # fmt: skip
def test_every_fault_of_format_is_told_with_its_pointer(expression, found):
    assert issues(expression) == found
    with pytest.raises(MalformedExpression) as refusal:
        read(expression)
    assert [issue.message for issue in refusal.value.issues] == [message for _, message in found]
    assert str(refusal.value).startswith(f"{found[0][0] or '/'}: {found[0][1]}")


def nested(depth: int, innermost: Any = True) -> Any:
    """A negation of a negation of ..."""
    for _ in range(depth):
        innermost = {"!": [innermost]}
    return innermost


def test_an_expression_of_a_hundred_levels_is_read_and_one_of_more_refused():
    assert len(list(walk(read(nested(MAX_DEPTH - 1))))) == MAX_DEPTH
    for depth in (MAX_DEPTH, 10_000, 100_000):
        with pytest.raises(TooLarge, match="nested deeper than 100 levels"):
            read(nested(depth))


def test_lists_within_lists_are_bounded_as_well():
    deep: Any = []
    for _ in range(10_000):
        deep = [deep]
    with pytest.raises(TooLarge, match="nested deeper than 100 levels") as refusal:
        check_size(deep)
    assert refusal.value.issues[0].pointer == "/0" * (2 * MAX_DEPTH)


def test_an_expression_of_a_million_parts_is_refused():
    with pytest.raises(TooLarge, match="more than 20,000 parts"):
        read({"and": [True] * 1_000_000})
    assert len(children(read({"and": [True] * (MAX_NODES - 2)}))) == MAX_NODES - 2


def test_the_parts_of_an_expression_come_parents_first():
    expr = read({"if": [{"var": "a"}, ["b"], {"and": [1, 2]}]})

    assert [type(one).__name__ for one in walk(expr)] == [
        *("If", "Var", "ListOf", "Constant", "And", "Constant", "Constant")
    ]


@pytest.mark.parametrize("operator", ["===", "in", "+", "<", "after", "if", "and", "reduce"])
def test_the_operands_of_an_operation_come_in_their_order(operator):
    names: list[Any] = [{"var": name} for name in ("a", "b", "c")][: 2 if operator in ("===", "in", "+") else 3]

    assert [write(one) for one in children(read({operator: names}))] == names


def test_what_a_fold_sees_is_not_read_from_the_data():
    fold = {"reduce": [{"var": "tests"}, {"and": [{"var": "current.kind"}, {"var": "step"}]}, {"var": "start"}]}

    assert free_paths(read({"and": [fold, {"var": ""}]})) == {"tests", "start", ""}
    assert free_paths(ListOf((Constant(1), And((Var("a"), Var("a")))))) == {"a"}


def test_what_is_no_expression_is_a_mistake_of_the_program():
    with pytest.raises(TypeError, match="not a CertLogic expression: Expr"):
        write(Expr())
