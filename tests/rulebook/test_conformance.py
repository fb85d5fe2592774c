"""Running suites and rules with tests: every shape, every way a file can be bad, and what is said about it."""

import json
from pathlib import Path
from typing import Any

import pytest

from rulebook import conformance
from rulebook.certlogic.values import Instant
from rulebook.conformance import JUDGES, Outcome, Status, conform

PASSED, FAILED, SKIPPED = Status.PASSED, Status.FAILED, Status.SKIPPED


@pytest.fixture
def written(tmp_path: Path):
    """Write a file, as JSON unless it is text or bytes already, and return its path."""

    def write(content: Any, name: str = "suite.json") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        data = content if isinstance(content, (str, bytes)) else json.dumps(content)
        path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass"))
        return path

    return write


def suite(*assertions: dict[str, Any], logic: Any = None, **case: Any) -> dict[str, Any]:
    """Return a suite of one case."""
    return {"name": "s", "cases": [{"name": "c", "certLogicExpression": logic, "assertions": assertions, **case}]}


def says(expected: Any, data: Any = None, **more: Any) -> dict[str, Any]:
    """Return an assertion."""
    return {"data": data, "expected": expected, **more}


def statuses(found: list[Outcome]) -> list[Status]:
    """Return how the cases ended."""
    return [one.status for one in found]


def run(*paths: Path) -> list[Outcome]:
    """Run what is at the paths through all judges."""
    return list(conform(paths))


ADD = {"+": [{"var": "a"}, 1]}


def test_each_assertion_is_compared_in_every_judge(written):
    found = run(written(suite(says(3, {"a": 2}), says(4, {"a": 2}), logic=ADD)))

    assert statuses(found) == [PASSED, FAILED]
    assert found[0].sentence == "interpreter, compiled, columns: 3, as expected."
    assert found[1].place.endswith("suite.json: case 1 (c), assertion 2")
    assert found[1].sentence == "Expected 4, got interpreter and compiled and columns: 3."


def test_an_assertion_may_bring_its_own_expression(written):
    assert statuses(run(written(suite(says(7, None, certLogicExpression=7), logic=ADD)))) == [PASSED]


def test_a_value_that_cannot_be_had_is_told_with_its_reason(written):
    (found,) = run(written(suite(says(3, {"a": "x"}), logic=ADD)))

    assert found.sentence == "Expected 3, got interpreter and compiled and columns: no value (not an integer)."


@pytest.mark.parametrize(
    ("logic", "data", "expected", "status"),
    [
        (1, None, True, FAILED),
        (True, None, 1, FAILED),
        (1, None, 1.0, PASSED),
        ({"var": "a"}, {"a": 42.0}, 42, PASSED),
        ({"var": "a"}, {}, None, PASSED),
        ({"var": ""}, {"a": [1, {"b": None}]}, {"a": [1, {"b": None}]}, PASSED),
        ({"var": ""}, {"a": 1}, {"a": True}, FAILED),
        ({"var": ""}, {"a": 1}, {"b": 1}, FAILED),
        ({"var": ""}, [1], {"b": 1}, FAILED),
        ([1, 2], None, [1, 2], PASSED),
        ([1, 2], None, [1], FAILED),
        ([1, 2], None, [1, "2"], FAILED),
        (1, None, [1], FAILED),
        ({"plusTime": ["2020-02-29", 1, "year"]}, None, "2021-03-01T00:00:00.000Z", PASSED),
        ({"plusTime": ["2020-02-29", 1, "year"]}, None, "2021-02-28T00:00:00.000Z", FAILED),
    ],
)
def test_values_are_compared_as_json_does(written, logic, data, expected, status):
    assert statuses(run(written(suite(says(expected, data), logic=logic)))) == [status]


def test_what_is_marked_to_be_skipped_is_skipped_with_the_reason(written):
    whole = {**suite(says(1), logic=1), "directive": "skip"}
    case = suite(says(1), logic=1, directive="skip")
    assertion = suite(says(1, directive="skip"), says(1), logic=1)
    alone = suite(says(1, directive="only"), says(1), logic=1)
    one_case = {"cases": [*suite(says(1), logic=1)["cases"], *suite(says(1), logic=1, directive="only")["cases"]]}

    found = [run(written(content)) for content in (whole, case, assertion, alone, one_case)]

    assert [sorted(status.value for status in statuses(one)) for one in found] == [
        ["skipped"],
        ["skipped"],
        ["passed", "skipped"],
        ["passed", "skipped"],
        ["passed", "skipped"],
    ]
    assert [one[0].sentence for one in found[:2]] == [
        "Not run: the suite is marked to be skipped.",
        "Not run: the case is marked to be skipped.",
    ]
    assert found[4][0].sentence == "Not run: others beside the case are marked to be run alone."


def test_validations_compare_the_issues_found(written):
    issue = {"expr": None, "message": "invalid CertLogic expression"}
    cases = [
        {"certLogicExpression": None, "issues": [issue]},
        {"certLogicExpression": None, "issues": []},
        {"certLogicExpression": 1, "issues": [issue], "directive": "skip"},
    ]

    found = run(written({"cases": cases}))

    assert statuses(found) == [PASSED, FAILED, SKIPPED]
    assert "the validator finds [{" in found[1].sentence


def test_a_validation_too_large_to_check_fails(written):
    deep = "[" * 300 + "]" * 300

    (found,) = run(written(f'{{"cases": [{{"certLogicExpression": {deep}, "issues": []}}]}}'))

    assert found.status is FAILED
    assert "nested deeper than 100 levels" in found.sentence


def test_an_expression_that_is_not_certlogic_fails_with_the_place_of_the_fault(written):
    (found,) = run(written(suite(says(1), logic={"and": [1]})))

    assert found.status is FAILED
    assert 'not valid CertLogic: /and: an "and" operation must have at least 2 operands' in found.sentence


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "not JSON: Expecting value, line 1, column 1"),
        ("{]", "not JSON"),
        ('{"a": NaN}', "NaN is not a number that JSON knows"),
        ("9" * 5000, "not JSON"),
        (b"\xff\xfe\x00", "not UTF-8 text: byte 0"),
        ("[" * 200_000, "nested too deeply"),
        ([1, 2], "neither a suite of CertLogic nor a rule with tests"),
        ({"a": 1}, "neither a suite of CertLogic nor a rule with tests"),
        ({"cases": []}, "The suite has no cases"),
        ({"cases": [1]}, "A case must be an object"),
        ({"cases": [{}]}, "A case needs a list of assertions"),
        ({"cases": [{"assertions": [{}]}]}, "must be an object with data and expected"),
        ({"cases": [{"assertions": [1]}]}, "must be an object with data and expected"),
        ({"cases": [{"assertions": [{"data": 1, "expected": 1}]}]}, "not valid CertLogic"),
        ({"rules": [], "tests": []}, "must be objects"),
        ({"rules": {}, "tests": [1]}, "names no rule of this file"),
        ({"rules": {}, "tests": [{"rule": "X"}]}, "names no rule of this file"),
        ({"rules": {"X": {}}, "tests": [{"rule": "X", "expected": True}]}, "not valid CertLogic"),
    ],
)
def test_a_bad_file_fails_with_a_sentence(written, content, words):
    (found,) = run(written(content))

    assert found.status is FAILED
    assert words in found.sentence
    assert "suite.json" in found.place


def test_a_file_that_is_too_large_is_not_read(written, monkeypatch):
    monkeypatch.setattr(conformance, "MOST_BYTES", 1_000)

    (found,) = run(written(" " * 2_000))

    assert "larger than" in found.sentence


def test_a_path_that_does_not_exist_fails(tmp_path):
    (found,) = run(tmp_path / "nowhere.json")

    assert found.sentence == "The file cannot be read: No such file or directory."


def test_a_folder_without_suites_fails_and_other_files_within_a_folder_are_skipped(written, tmp_path):
    assert statuses(run(tmp_path)) == [FAILED]

    written({"$schema": "x"}, "schema.json")
    written(suite(says(1), logic=1), "suites/one.json")

    assert statuses(run(tmp_path)) == [SKIPPED, PASSED]


RULE = {"Identifier": "X", "ValidFrom": "2021-06-01T00:00:00Z", "Logic": {"var": "external.validationClock"}}


def test_a_test_without_a_clock_is_judged_at_the_start_of_the_validity_of_its_rule(written):
    tests = [
        {"rule": "X", "expected": "2021-06-01T00:00:00Z"},
        {"rule": "X", "expected": "2022", "external": {"validationClock": "2022"}},
        {"rule": "Y", "expected": None, "external": None},
        {"rule": "X"},
    ]
    rules = {"X": RULE, "Y": {"Logic": RULE["Logic"]}}

    found = run(written({"rules": rules, "tests": tests}))

    assert statuses(found) == [SKIPPED, PASSED, PASSED, PASSED]
    assert found[0].sentence == "Not run: the test does not say what is expected."


def test_value_sets_are_put_beside_the_clock(written):
    logic = {"in": [{"var": "payload.co"}, {"var": "external.valueSets.countries"}]}
    tests = [{"rule": "X", "expected": True, "vs": "one", "payload": {"co": "TJ"}}]
    content = {"rules": {"X": {"Logic": logic}}, "tests": tests, "valueSets": {"one": {"countries": ["TJ", "UZ"]}}}

    assert statuses(run(written(content))) == [PASSED]


def test_the_folder_of_a_rule_is_run_with_the_tests_beside_it(written, tmp_path):
    rule = written(RULE, "CC/X/rule.json")
    assert statuses(run(rule)) == [SKIPPED]

    one = written({"expected": "2021-06-01T00:00:00Z"}, "CC/X/tests/test001.json")
    written([], "CC/X/tests/test002.json")
    written("{", "CC/X/tests/test003.json")

    assert statuses(run(tmp_path)) == [FAILED, FAILED, PASSED]
    assert statuses(run(rule)) == [FAILED, FAILED, PASSED]
    assert statuses(run(one)) == [PASSED]


def test_a_rule_without_logic_is_said_to_be_none(written):
    written({"Identifier": "X"}, "X/rule.json")

    (found,) = run(written({"expected": 1}, "X/tests/test001.json"))

    assert "is not a rule: it has no Logic" in found.sentence


def test_a_judge_that_stops_fails_its_cases_and_the_others_go_on(written):
    def broken(expr, rows):
        raise RecursionError("too deep")

    (found,) = conform([written(suite(says(1), logic=1))], {**JUDGES, "columns": broken})

    assert found.sentence == "Expected 1, got columns: a stop with RecursionError: too deep."


def test_long_values_are_cut_and_date_times_written_out(written):
    def other(expr, rows):
        return [Instant(0)] * len(rows)

    (found,) = conform([written(suite(says("x" * 500), logic=1))], {"one": JUDGES["compiled"], "other": other})

    assert found.sentence.endswith("x ..., got one: 1; other: 1970-01-01T00:00:00.000Z.")
    assert len(found.sentence) < 250
