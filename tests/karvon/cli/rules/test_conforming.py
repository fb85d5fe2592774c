"""`karvon rules conform`: every case through all judges; failures listed; a last line that programs can read."""

import json

import pytest

from tests.karvon.cli.running import PEOPLE, RULES, karvon
from tests.shared_data import shared_data


def suite(*cases):
    """A suite of evaluations as the specification ships them."""
    return {"name": "ours", "cases": list(cases)}


def case(expression, *assertions):
    """A case with its assertions (data, expected)."""
    tests = [{"data": data, "expected": expected} for data, expected in assertions]
    return {"name": "a case", "certLogicExpression": expression, "assertions": tests}


GOOD = suite(case({"===": [{"var": "a"}, 1]}, ({"a": 1}, True), ({"a": 2}, False)))
BAD = suite(case({"===": [{"var": "a"}, 1]}, ({"a": 1}, True), ({"a": 2}, True)))


@pytest.fixture
def conform(tmp_path, monkeypatch):
    """Runs files of some contents, from within their folder."""
    monkeypatch.chdir(tmp_path)

    def run(*words, **files):
        for name, content in files.items():
            text = content if isinstance(content, str) else json.dumps(content)
            (tmp_path / f"{name}.json").write_text(text)
        return karvon("rules", "conform", *words, *(f"{name}.json" for name in files))

    return run


@pytest.mark.parametrize(
    ("folder", "passed", "skipped"), [("certlogic/testSuite", 218, 14), ("certlogic", 241, 17), ("eu-rules", 833, 1)]
)
def test_the_official_suites_pass_whole(folder, passed, skipped):
    told = karvon("rules", "conform", shared_data(*folder.split("/")))
    assert (told.status, told.out) == (0, f"{passed} passed, 0 failed, {skipped} skipped\n")


def test_what_is_skipped_is_listed_when_asked_for():
    told = karvon("rules", "conform", shared_data("certlogic", "testSuite"), "--verbose")
    listed = [line for line in told.out.splitlines() if line.startswith("skipped: ")]
    assert len(listed) == 14
    assert all("marked to be skipped" in line for line in listed)


def test_a_failure_is_listed_with_its_place_and_the_status_says_so(conform):
    told = conform(good=GOOD, bad=BAD)
    assert told.status == 1
    failure, last = told.out.splitlines()
    assert failure.startswith("failed: bad.json: case 1 (a case), assertion 2: ")
    assert last == "3 passed, 1 failed, 0 skipped"


def test_the_last_line_is_the_same_in_every_language(conform):
    assert conform("--lang", "ru", good=GOOD).out == "2 passed, 0 failed, 0 skipped\n"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ('{"a":', "The file is not JSON"),
        ("", "The file is not JSON"),
        ("[" * 100_000 + "]" * 100_000, ""),
        ('{"a": 1}', "This is neither a suite of CertLogic nor a rule with tests."),
        ("[]", "This is neither a suite of CertLogic nor a rule with tests."),
    ],
)
def test_a_file_that_is_no_suite_is_told_with_status_2(conform, content, sentence):
    told = conform(odd=content)
    assert told.status == 2
    failure, last = told.out.splitlines()
    assert failure.startswith("failed: odd.json: ")
    assert sentence in failure
    assert last == "0 passed, 1 failed, 0 skipped"


def test_a_hostile_expression_is_one_failure(conform):
    deep = '{"!": [' * 900 + "1" + "]}" * 900
    told = conform(deep=json.dumps(suite(case("DEEP", ({}, True)))).replace('"DEEP"', deep))
    assert told.status in {1, 2}
    assert told.out.splitlines()[-1] == "0 passed, 1 failed, 0 skipped"


@pytest.mark.parametrize("path", [PEOPLE, RULES / "uzbekistan.yaml", "nowhere.json", "nowhere"])
def test_what_is_no_json_or_not_there_is_told(path):
    told = karvon("rules", "conform", path)
    assert told.status == 2
    assert told.out.splitlines()[0].startswith(f"failed: {path}: The file ")


def test_an_empty_folder_is_told(tmp_path):
    told = karvon("rules", "conform", tmp_path)
    assert (told.status, told.out.splitlines()[-1]) == (2, "0 passed, 1 failed, 0 skipped")


def test_a_test_that_fails_beside_its_rule_is_a_failure_and_not_a_bad_file(tmp_path):
    rule = {"Identifier": "GR-XX-0001", "Logic": {"===": [{"var": "payload.a"}, 1]}, "Version": "1.0.0",
            "ValidFrom": "2021-01-01T00:00:00Z", "ValidTo": "2030-01-01T00:00:00Z", "AffectedFields": ["a"]}  # fmt: skip
    (tmp_path / "rule.json").write_text(json.dumps(rule))
    (tmp_path / "tests").mkdir()
    test = tmp_path / "tests" / "one.json"
    content = {"name": "one", "payload": {"a": 2}, "expected": True,
               "external": {"validationClock": "2021-06-01T00:00:00Z", "valueSets": {}}}  # fmt: skip
    test.write_text(json.dumps(content))
    told = karvon("rules", "conform", test)
    assert (told.status, told.out.splitlines()[-1]) == (1, "0 passed, 1 failed, 0 skipped")
