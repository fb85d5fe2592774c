"""`--rules A B C` and `--json [OUT]` are read as people write them."""

import json

import pytest

from tests.karvon.cli.running import DEMO, PEOPLE, RULES, STEPS, check, karvon

UZBEKISTAN, KAZAKHSTAN = RULES / "uzbekistan.yaml", RULES / "kazakhstan.yaml"


@pytest.mark.parametrize(
    "line",
    [
        [PEOPLE, "--rules", UZBEKISTAN, KAZAKHSTAN, "--json"],
        ["--rules", UZBEKISTAN, KAZAKHSTAN, PEOPLE, "--json"],
        ["--json", PEOPLE, "--rules", UZBEKISTAN, "--rules", KAZAKHSTAN],
        ["--json", "-", PEOPLE, "--rules", UZBEKISTAN, "--rules", KAZAKHSTAN],
        ["--rules", UZBEKISTAN, KAZAKHSTAN, "--json", "--", PEOPLE],
        ["--json", "--rules", UZBEKISTAN, KAZAKHSTAN, "--", PEOPLE],
    ],
)
def test_packs_may_follow_one_another_and_json_may_stand_anywhere(line):
    told = karvon("check", "--steps", STEPS, "--known-at", "2020-10-31T08:00Z", *line)
    assert told.json["rules"] == [str(UZBEKISTAN), str(KAZAKHSTAN)]
    assert told.json["list"] == str(PEOPLE)


def test_a_folder_after_a_pack_is_a_pack_too():
    told = karvon(
        "check", PEOPLE, "--rules", DEMO / "corridor.yaml", RULES, "--json", "--known-at", "2020-10-31T22:00Z"
    )
    assert told.json["rules"] == [str(DEMO / "corridor.yaml"), str(RULES)]


def test_a_file_after_json_takes_the_document_and_the_table_stays_on_the_screen(tmp_path):
    told = check("--json", tmp_path / "answer.json")
    assert told.out.startswith("ZZ-102 · people.csv\n")
    assert told.err == f"written: {tmp_path / 'answer.json'}\n"
    assert json.loads((tmp_path / "answer.json").read_text())["karvon_check"] == 1
