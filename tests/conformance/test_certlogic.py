"""The official suites of CertLogic 1.3.3 and the tests of nine EU rule sets, each case through all three judges."""

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from rulebook.certlogic.reading import read, write
from rulebook.conformance import JUDGES, Outcome, Status, conform
from tests.shared_data import shared_data

SKIPPED_BY_THE_SUITE = [
    *(f"ins-with-nulls.json: case 1 (null-safety), assertion {number}" for number in range(1, 5)),
    *(
        f"patched-reduce.json: case 1 (patched reduce knows about global data), assertion {number}"
        for number in range(1, 11)
    ),
]
EU_RULES = "eu_rules_tests.json"


def outcomes(*parts: str) -> list[Outcome]:
    """Run a folder or file of the shared data through every judge."""
    return list(conform([shared_data(*parts)]))


def count(found: Sequence[Outcome]) -> dict[str, int]:
    """Count the outcomes by status."""
    return Counter(one.status.value for one in found)


def test_three_judges_take_part():
    assert list(JUDGES) == ["interpreter", "compiled", "columns"]


def test_every_active_assertion_of_the_evaluator_suite_passes_in_every_judge():
    found = outcomes("certlogic", "testSuite")

    assert [one for one in found if one.status is Status.FAILED] == []
    assert count(found) == {"passed": 218, "skipped": 14}
    assert all(one.sentence.startswith("interpreter, compiled, columns: ") for one in found[:10])


def test_only_what_the_suite_itself_marks_is_skipped():
    skipped = [one for one in outcomes("certlogic", "testSuite") if one.status is Status.SKIPPED]

    assert [one.place.rpartition("/")[2] for one in skipped] == SKIPPED_BY_THE_SUITE
    assert all("marked to be skipped" in one.sentence for one in skipped)


def test_the_whole_validator_suite_passes():
    found = outcomes("certlogic", "validation-testSuite")

    assert count(found) == {"passed": 23}, [one for one in found if one.status is Status.FAILED]


def test_every_test_of_the_eu_rules_passes_in_every_judge():
    found = outcomes("eu-rules", EU_RULES)

    assert count(found) == {"passed": 833}, [one for one in found if one.status is Status.FAILED][:5]


def test_one_rule_in_its_folder_passes_like_in_the_one_file(tmp_path: Path):
    content = json.loads(shared_data("eu-rules", EU_RULES).read_text())
    tests = [test for test in content["tests"] if test["rule"] == "RR-EU-0001"]
    folder = tmp_path / "EU" / "RR-EU-0001"
    (folder / "tests").mkdir(parents=True)
    (folder / "rule.json").write_text(json.dumps(content["rules"]["RR-EU-0001"]))
    for index, test in enumerate(tests):
        sets = {"valueSets": content["valueSets"][test["vs"]]}
        whole = test | {"external": test["external"] | sets}
        (folder / "tests" / f"test{index + 1:03}.json").write_text(json.dumps(whole))

    assert count(list(conform([tmp_path]))) == {"passed": len(tests)}


@pytest.mark.parametrize("judge", JUDGES)
def test_a_judge_that_answers_otherwise_is_found_out(judge):
    def contrary(expr, rows):
        return [not value for value in JUDGES[judge](expr, rows)]

    found = list(conform([shared_data("eu-rules", EU_RULES)], {**JUDGES, judge: contrary}))

    assert count(found) == {"failed": 833}
    assert all(judge in one.sentence for one in found)


def test_every_eu_rule_is_read_and_written_back_unchanged():
    rules = json.loads(shared_data("eu-rules", EU_RULES).read_text())["rules"].values()

    assert [write(read(rule["Logic"])) for rule in rules] == [rule["Logic"] for rule in rules]
