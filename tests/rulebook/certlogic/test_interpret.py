"""The interpreter: CertLogic to the letter, and the same in three values where facts are missing."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rulebook.certlogic.interpret import Settled, evaluate, settle
from rulebook.certlogic.reading import read
from rulebook.certlogic.tree import Expr
from rulebook.certlogic.values import NOT_RECORDED, Fault, Instant, Unsettled
from tests.rulebook.certlogic.strategies import conditions, rows

X, Y, SEEN, CURRENT = ({"var": name} for name in ("x", "y", "accumulator", "current"))
ODD = {"+": ["a", 1]}
"""An operation that never has a value."""


def value(json: Any, **data: Any) -> Any:
    """The value of an expression."""
    return evaluate(read(json), data)


def fault(json: Any, **data: Any) -> Fault:
    """The fault with which an expression ends."""
    with pytest.raises(Unsettled) as stop:
        value(json, **data)
    return stop.value.fault


def truth(json: Any, **data: Any) -> bool | None:
    """The answer in three values."""
    return settle(read(json), data).truth


def test_and_gives_the_first_operand_that_is_false_and_looks_no_further():
    assert value({"and": [1, "", ODD]}) == ""
    assert value({"and": [1, "a"]}) == "a"
    assert value({"if": [X, "then", ODD]}, x=[0]) == "then"
    assert fault({"and": [1, ODD]}) is Fault.NOT_A_NUMBER


def test_a_fold_sees_the_item_and_what_was_folded_and_nothing_else():
    assert value({"reduce": [X, {"+": [SEEN, CURRENT]}, 0]}, x=[1, 2, 3]) == 6
    assert value({"reduce": [X, Y, 0]}, x=[1], y=7) is None
    assert value({"reduce": [X, CURRENT, "none"]}, x=None) == "none"
    assert fault({"reduce": [X, CURRENT, 0]}, x="text") is Fault.NOT_A_LIST


@pytest.mark.parametrize(
    ("json", "why"),
    [
        ({"<": [1, "2"]}, Fault.NOT_A_NUMBER),
        ({"before": [X, X]}, Fault.NOT_A_DATE_TIME),
        ({"plusTime": [3, 1, "day"]}, Fault.NOT_TEXT),
        ({"dccDateOfBirth": [True]}, Fault.NOT_TEXT),
        ({"extractFromUVCI": [3, 1]}, Fault.NOT_TEXT),
        ({"!": [{"plusTime": ["2020", 1, "day"]}]}, Fault.NOT_TRUTHY_NOR_FALSY),
        ({"in": [1, 2]}, Fault.NOT_A_LIST),
    ],
)
def test_an_operation_that_its_operands_do_not_allow_has_no_value(json, why):
    assert fault(json, x="2020") is why
    assert settle(read(json), {"x": "2020"}) == Settled(None, frozenset(), frozenset({why}))


def test_dates_and_identifiers_are_read_as_the_specification_has_it():
    assert value({"plusTime": ["2021-01-31", 1, "month"]}) == Instant(1_614_729_600_000)
    assert value({"not-after": [{"dccDateOfBirth": ["1986"]}, {"plusTime": ["1986-12-31", 0, "day"]}]}) is True
    assert value({"extractFromUVCI": [X, 1]}, x=None) is None
    assert value({"extractFromUVCI": ["URN:UVCI:01:AT", 1]}) == "AT"
    assert value([X, {"in": [X, ["a", X]]}], x="b") == ["b", True]


def test_what_is_no_expression_is_a_mistake_of_the_program():
    with pytest.raises(TypeError, match="not a CertLogic expression: Expr"):
        evaluate(Expr(), {})


# --- Three values ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("json", "answer"),
    [
        ({"and": [X, False]}, False),
        ({"and": [False, X]}, False),
        ({"and": [X, True]}, None),
        ({"!": [X]}, None),
        ({"!": [{"and": [X, False]}]}, True),
        ({"if": [X, True, True]}, True),
        ({"if": [X, False, 0]}, False),
        ({"if": [X, True, False]}, None),
        ({"if": [X, ODD, ODD]}, None),
        ({"if": [True, X, False]}, None),
        ({"if": [False, X, 1]}, True),
        ({"===": [X, 1]}, None),
        (X, None),
        (ODD, None),
    ],
)
def test_what_nobody_recorded_leaves_open_only_what_hangs_on_it(json, answer):
    assert truth(json, x=NOT_RECORDED) is answer


def test_an_open_answer_names_all_that_could_settle_it():
    both = settle(read({"and": [X, Y, ODD]}), {"x": NOT_RECORDED, "y": NOT_RECORDED})
    assert both.missing == {"x", "y"}
    assert both.faults == {Fault.NOT_RECORDED, Fault.NOT_A_NUMBER}
    chosen = settle(read({"if": [X, Y, True]}), {"x": NOT_RECORDED, "y": NOT_RECORDED})
    assert chosen.missing == {"x", "y"}
    settled = settle(read({"and": [X, False]}), {"x": NOT_RECORDED})
    assert settled == Settled(False)


SOME = {"reduce": [X, {"if": [SEEN, True, {"===": [{"var": "current.kind"}, "pcr"]}]}, False]}


def test_one_proof_is_enough_whatever_nobody_recorded_of_the_others():
    pcr, other, unread = {"kind": "pcr"}, {"kind": "rapid"}, {"kind": NOT_RECORDED}

    assert truth(SOME, x=[unread, pcr]) is True
    assert truth(SOME, x=[pcr, unread]) is True
    assert truth(SOME, x=[other, other]) is False
    assert truth(SOME, x=[]) is False
    assert settle(read(SOME), {"x": [other, unread, NOT_RECORDED]}) == Settled(
        None, frozenset({"x.1.kind", "x.2.kind"}), frozenset({Fault.NOT_RECORDED})
    )


def test_what_is_missing_in_a_record_is_named_by_its_place_in_the_list():
    fold = {"reduce": [X, CURRENT, 0]}

    assert settle(read(fold), {"x": [1, NOT_RECORDED]}).missing == {"x.1"}
    assert settle(read({"reduce": [[X], CURRENT, 0]}), {"x": NOT_RECORDED}).missing == {"x"}
    assert settle(read({"reduce": [[Y], {"var": "current.a"}, 0]}), {"y": {"a": NOT_RECORDED}}).missing == {"current.a"}
    assert settle(read(SOME), {"x": NOT_RECORDED}).missing == {"x"}
    assert settle(read(SOME), {"x": 3}) == Settled(None, frozenset(), frozenset({Fault.NOT_A_LIST}))


def test_a_fold_may_begin_with_what_nobody_recorded():
    assert truth({"reduce": [X, {"and": [SEEN, CURRENT]}, Y]}, x=[False], y=NOT_RECORDED) is False
    assert truth({"reduce": [X, {"and": [SEEN, CURRENT]}, Y]}, x=[True], y=NOT_RECORDED) is None
    assert truth({"reduce": [X, {"!": [SEEN]}, ODD]}, x=[1]) is None


def told_more(data: Any, draw: Any) -> Any:
    """The same data with some of what nobody recorded told."""
    if data is NOT_RECORDED:
        return draw(st.sampled_from([NOT_RECORDED, True, False, None, 0, 3, "pcr", "2020-02-29", [], ["a"], {}]))
    if isinstance(data, dict):
        return {key: told_more(one, draw) for key, one in data.items()}
    return [told_more(one, draw) for one in data] if isinstance(data, list) else data


@given(conditions(), rows(), st.data())
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_learning_more_never_turns_a_settled_answer_around(expr, row, data):
    before = settle(expr, row).truth

    after = settle(expr, told_more(row, data.draw)).truth

    assert before is None or after is before


@given(conditions(), rows())
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_an_expression_that_has_a_value_has_the_answer_of_that_value(expr, row):
    try:
        found = evaluate(expr, row)
    except Unsettled:
        return
    if type(found) is not Instant:
        assert settle(expr, row).truth is bool(found)
