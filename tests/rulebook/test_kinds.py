"""Kinds of expressions: what can never hold is told before any person is judged, and whatever is told is certain."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rulebook.catalogue import CATALOGUE, Absence, Fact, Kind
from rulebook.certlogic.interpret import evaluate
from rulebook.certlogic.reading import read
from rulebook.certlogic.tree import Add, CompareDates, Constant, Equal, Expr, In, ListOf, PlusTime, Reduce, Var
from rulebook.certlogic.values import NOT_RECORDED, Unsettled
from rulebook.kinds import Kinds, Sort, check_kinds
from tests.rulebook.certlogic.strategies import DATES, NUMBERS, TEXTS, expressions


def told(json: Any) -> list[str]:
    """Every fault of an expression over the catalogue of facts."""
    return [f"{fault.pointer or '/'}: {fault.problem}; {fault.remedy}" for fault in check_kinds(read(json))]


AGE, MODE, TESTS, SEALED = {"var": "traveller.age"}, {"var": "step.mode"}, {"var": "tests"}, {"var": "vehicle.sealed"}
NOON = {"plusTime": ["2020-10-31T12:00:00Z", 0, "day"]}
CURRENT, SO_FAR = {"var": "current"}, {"var": "accumulator"}
NEVER_MIND = "compare values of one kind"
SOUND: list[Any] = [
    True,
    {"and": [SEALED, {"<": [AGE, 18]}, {"===": [MODE, "road"]}]},
    {"if": [SEALED, {">=": [AGE, 3, 1]}, {"in": [MODE, ["road", "rail"]]}]},
    {"in": ["TJK", {"var": "traveller.nationalities"}]},
    {"in": [AGE, {"if": [SEALED, [1, 2], [3]]}]},
    {"===": [{"var": "tests.0.kind"}, {"var": "tests.1.kind"}]},
    {"===": [{"+": [AGE, 1]}, {"var": "step.weekday"}]},
    {"===": [{"extractFromUVCI": [MODE, 1]}, "a"]},
    {"extractFromUVCI": [{"extractFromUVCI": [MODE, 1]}, 0]},
    {"before": [{"dccDateOfBirth": [MODE]}, NOON, {"plusTime": [MODE, 1, "month"]}]},
    {"reduce": [TESTS, {"and": [{"===": [{"var": "current.kind"}, "pcr"]}, SO_FAR]}, True]},
    {"reduce": [TESTS, {"+": [SO_FAR, {"var": "current.minutes_before"}]}, 0]},
    {"reduce": [{"var": "traveller.nationalities"}, {"if": [{"===": [CURRENT, "TJK"]}, True, SO_FAR]}, False]},
    {"reduce": [TESTS, {"reduce": [["a"], {"if": [CURRENT, 1, SO_FAR]}, {"var": "current.kind"}]}, "x"]},
    {"reduce": [[1, 2], {"+": [CURRENT, SO_FAR]}, 0]},
    {"reduce": [[], {"+": [CURRENT, 1]}, 0]},
    {"reduce": [[[TESTS], [["a"]]], {"reduce": [CURRENT, CURRENT, SO_FAR]}, []]},
    {"!": [{"var": ""}]},
    {"if": [{"var": "tests.0"}, {"var": "papers.0.kind"}, {"var": "traveller.sex"}]},
    {"var": "lists.0.final"},
    {"reduce": [["a"], {"var": "accumulator.kind.of"}, {"if": [SEALED, {"var": "tests.0"}, {"var": "papers.0"}]}]},
]  # fmt: skip


@pytest.mark.parametrize("json", SOUND, ids=str)
def test_an_expression_that_may_hold_has_no_fault(json):
    assert told(json) == []


BAD: list[tuple[Any, list[str]]] = [
    ({"var": "traveler.age"}, ['/: "traveler.age" is not in the catalogue of facts; did you mean traveller.age?']),
    ({"var": "weather"}, ['/: "weather" is not in the catalogue of facts; see the catalogue of facts']),
    ({"var": "traveller.age.x"}, ['/: "traveller.age.x" is not in the catalogue of facts; did you mean traveller.age?']),
    ({"var": "tests.x"}, ['/: "tests.x" is not in the catalogue of facts; did you mean tests?']),
    ({"var": "tests.0.resul"}, ['/: "tests.0.resul" is not in the catalogue of facts; did you mean tests.0.result?']),
    (
        {"var": "a" * 500},
        [f'/: "{"a" * 80}" is not in the catalogue of facts; see the catalogue of facts'],
    ),
    ({"<": [MODE, 3]}, ["/</0: a text stands where a whole number belongs; write a number, or a fact that is one"]),
    ({"+": [1, SEALED]}, ["/+/1: true or false stands where a whole number belongs; write a number, or a fact that is one"]),
    (
        {"<": [NOON, NOON]},
        [f"/</{n}: a date-time stands where a whole number belongs; compare date-times by before, not-before, after or not-after"
         for n in (0, 1)],
    ),
    (
        {"after": [AGE, NOON]},
        ["/after/0: a whole number stands where a date-time belongs; compare whole numbers by <, <=, >= or >"],
    ),
    (
        {"before": [NOON, "2020-01-01"]},
        ['/before/1: a text stands where a date-time belongs; make it a date-time: {"plusTime": [..., 0, "day"]}'],
    ),
    ({"===": [AGE, "18"]}, [f"/===: a whole number can never equal a text; {NEVER_MIND}"]),
    ({"===": [TESTS, TESTS]}, [f"/===: a list can never equal a list; {NEVER_MIND}"]),
    ({"===": [NOON, NOON]}, [f"/===: a date-time can never equal a date-time; {NEVER_MIND}"]),
    ({"in": [AGE, ["a", "b"]]}, [f"/in: a whole number can never be in a list of a text; {NEVER_MIND}"]),
    ({"in": ["a", MODE]}, ["/in/1: a text stands where a list belongs; write a list"]),
    ({"in": ["pcr", TESTS]}, [f"/in: a text can never be in a list of a record; {NEVER_MIND}"]),
    ({"!": [NOON]}, ["/!/0: a date-time is neither true nor false; compare it with another by before, not-before, after or not-after"]),
    (
        {"and": [True, NOON]},
        ["/and/1: a date-time is neither true nor false; compare it with another by before, not-before, after or not-after"],
    ),
    ({"before": [NOON, {"dccDateOfBirth": [AGE]}]}, ["/before/1/dccDateOfBirth/0: a whole number stands where a text belongs; write a text, or a fact that is one"]),
    ({"before": [{"plusTime": [NOON, 1, "day"]}, NOON]}, ["/before/0/plusTime/0: a date-time stands where a text belongs; write a text, or a fact that is one"]),
    ({"extractFromUVCI": [3, 1]}, ["/extractFromUVCI/0: a whole number stands where a text belongs; write a text, or a fact that is one"]),
    ({"reduce": [AGE, CURRENT, 0]}, ["/reduce/0: a whole number stands where a list belongs; fold a list of the catalogue"]),
    (
        {"reduce": [TESTS, {"===": [{"var": "current.knid"}, "pcr"]}, False]},
        ['/reduce/1/===/0: "current.knid" leads nowhere; here there is kind, result, minutes_before, country'],
    ),
    (
        {"reduce": [{"var": "traveller.nationalities"}, {"var": "current.code"}, False]},
        ['/reduce/1: "current.code" leads nowhere; here there is nothing further'],
    ),
    (
        {"reduce": [TESTS, {"and": [MODE, SO_FAR]}, True]},
        ['/reduce/1/and/0: "step.mode" cannot be seen inside a fold; only current and accumulator can; ask outside the fold'],
    ),
    (
        {"reduce": [TESTS, {"+": [SO_FAR, {"var": "current.kind"}]}, 0]},
        ["/reduce/1/+/1: a text stands where a whole number belongs; write a number, or a fact that is one"],
    ),
    (
        {"reduce": [TESTS, {"===": [SO_FAR, "a"]}, 0]},
        [f"/reduce/1/===: a whole number or true or false can never equal a text; {NEVER_MIND}"],
    ),
    ({"<": [{"if": [SEALED, "a", True]}, 1]},
     ["/</0: a text or true or false stands where a whole number belongs; write a number, or a fact that is one"]),
    ({"in": [{"extractFromUVCI": ["a", 0]}, [[1]]]}, [f"/in: a text can never be in a list of a list; {NEVER_MIND}"]),
]  # fmt: skip


@pytest.mark.parametrize(("json", "faults"), BAD, ids=[str(json)[:60] for json, _ in BAD])
def test_what_can_never_hold_is_told_with_its_place(json, faults):
    assert told(json) == faults


def test_all_faults_are_told_at_once_each_once():
    twice = {"and": [{"<": [MODE, 3]}, {"in": [AGE, ["a"]]}, {"var": "traveler.age"}]}

    assert [fault.partition(":")[0] for fault in told(twice)] == ["/and/0/</0", "/and/1/in", "/and/2"]


def test_a_fact_whose_absence_means_none_may_be_null():
    assert told({"===": [{"var": "traveller.quarantine_days"}, {"extractFromUVCI": ["a", 9]}]}) == []


def test_kinds_name_themselves():
    assert Kinds(frozenset({Sort.NULL})).told == "null"
    assert Kinds(frozenset({Sort.TEXT, Sort.NULL, Sort.LIST})).told == "a list or a text"


def test_what_is_no_expression_is_a_mistake_of_the_program():
    with pytest.raises(TypeError, match="not a CertLogic expression: Expr"):
        check_kinds(Expr())


def test_folds_inside_folds_over_one_item_are_looked_through_in_bounded_time():
    logic: Any = {"if": [CURRENT, 1, {"if": [SO_FAR, "a", [True]]}]}
    for _ in range(24):
        logic = {"reduce": [[CURRENT], logic, SO_FAR]}

    assert check_kinds(Reduce(Var("tests"), read(logic), Constant(0))) == []


def test_an_accumulator_that_becomes_a_list_of_itself_is_followed_only_so_far():
    assert told({"reduce": [TESTS, [SO_FAR, CURRENT], 0]}) == []
    assert told({"reduce": [TESTS, {"if": [{"var": "current.kind"}, [SO_FAR], {"in": ["a", SO_FAR]}]}, ["a"]]}) == []


# --- What is told is certain -----------------------------------------------------------------------------------------


def fact(path: str, kind: Kind, absence: Absence = Absence.NOT_RECORDED, *items: Fact) -> Fact:
    """A fact of a catalogue that has the paths of the random expressions."""
    return Fact(path, kind, absence, path, of_item=items)


FACTS = {
    one.path: one
    for one in (
        fact("sealed", Kind.TRUTH),
        fact("group.consent", Kind.TRUTH, Absence.NONE),
        fact("age", Kind.NUMBER),
        fact("step.minute", Kind.NUMBER, Absence.NONE),
        fact("step.mode", Kind.TEXT),
        fact("step.at", Kind.TEXT),
        fact("nationality", Kind.TEXT, Absence.NONE),
        fact("born", Kind.TEXT),
        fact("uvci", Kind.TEXT),
        fact("lists", Kind.TEXTS),
        fact("seats", Kind.TEXTS, Absence.NONE),
        fact(
            "tests",
            Kind.RECORDS,
            Absence.NOT_RECORDED,
            *(fact("kind", Kind.TEXT), fact("sampled", Kind.TEXT), fact("lists", Kind.TEXTS)),
            *(fact("minutes", Kind.NUMBER), fact("valid", Kind.TRUTH, Absence.NONE)),
        ),
    )
}


def values(one: Fact) -> st.SearchStrategy[Any]:
    """What a fact may be: of its kind, or absent as the catalogue has it."""
    texts = st.sampled_from([*TEXTS, *DATES])
    items = st.fixed_dictionaries({item.path: values(item) for item in one.of_item})
    present = {
        Kind.TRUTH: st.booleans(),
        Kind.NUMBER: st.sampled_from(NUMBERS),
        Kind.TEXT: texts,
        Kind.TEXTS: st.lists(texts, max_size=2),
        Kind.RECORDS: st.lists(items, max_size=2),
    }[one.kind]
    return present | st.just(None if one.absence is Absence.NONE else NOT_RECORDED)


def nested(flat: dict[str, Any]) -> dict[str, Any]:
    """Facts by path as the data context that they are."""
    data: dict[str, Any] = {}
    for path, value in flat.items():
        group, _, name = path.partition(".")
        data.setdefault(group, {})[name] = value if name else None
        if not name:
            data[group] = value
    return data


ROWS = st.fixed_dictionaries({path: values(one) for path, one in FACTS.items()}).map(nested)


def holds(expr: Expr, row: Any) -> bool:
    """Whether an expression has a value, and one that is not false."""
    try:
        return evaluate(expr, row) is not False
    except Unsettled:
        return False


@given(expressions(3), st.lists(ROWS, min_size=1, max_size=4))
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_what_is_told_to_be_of_the_wrong_kind_never_holds(expr, rows):
    asked: dict[str, Expr] = {
        "/+/0": Add(expr, Constant(1)),
        "/===": Equal(expr, Constant("pcr")),
        "/in": In(expr, ListOf((Constant(18), Constant(True)))),
        "/in/1": In(Constant("pcr"), expr),
        "/before/0": CompareDates("before", (expr, PlusTime(Constant("9999"), 0, "day"))),
        "/plusTime/0": PlusTime(expr, 1, "day"),
        "/reduce/0": Reduce(expr, Constant(True), Constant(True)),
    }
    for pointer, question in asked.items():
        if any(fault.pointer == pointer for fault in check_kinds(question, FACTS)):
            assert [row for row in rows if holds(question, row)] == []


def test_every_fact_of_the_catalogue_can_be_asked_for():
    paths = [*CATALOGUE, *(f"{one.path}.0.{item.path}" for one in CATALOGUE.values() for item in one.of_item)]
    assert [path for path in paths if check_kinds(Equal(Var(path), Var(path))) not in ([], told_of_a_list(path))] == []


def told_of_a_list(path: str) -> Any:
    """Lists never equal each other; everything else may."""
    return check_kinds(Equal(Var(path), Var(path))) if CATALOGUE.get(path, CATALOGUE["tests"]).kind in LISTS else None


LISTS = (Kind.RECORDS, Kind.TEXTS)
