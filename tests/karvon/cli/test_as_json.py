"""The document: valid by its published schema in every situation, the same twice, and whole for any length."""

import json

import jsonschema
import pytest

from tests.karvon.cli.making import make_list, make_pack, make_requirement, make_step, make_steps
from tests.karvon.cli.running import DEMO, HEARD, PEOPLE, RULES, check, karvon, started
from tests.shared_data import ROOT

SCHEMA = json.loads((ROOT / "docs" / "reference" / "check.schema.json").read_text(encoding="utf-8"))


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--lang", "ru"),
        ("--known-at", "2020-10-31T07:00Z"),
        ("--at", "2020-10-31T12:00Z"),
        ("--steps", DEMO / "steps-test-here.yaml"),
        ("--rules", DEMO / "corridor.yaml", "--at", "2020-11-01T06:00Z", "--known-at", "2020-10-31T22:10Z"),
        ("--steps", DEMO / "steps-corridor.yaml", "--rules", DEMO / "corridor.yaml", "--rules", DEMO / "exits.yaml",
         "--known-at", "2020-10-31T22:10Z"),
    ],
)  # fmt: skip
def test_the_document_is_valid_by_its_schema(words):
    jsonschema.validate(check("--json", *words).json, SCHEMA)


def test_a_document_without_steps_sources_or_sheets_is_valid_too(tmp_path):
    prohibition = make_requirement("P", kind="prohibition", requires=None, sources=None, examples=[
        {"name": "anybody", "passes": False, "facts": {"traveller": {"nationalities": ["TJK"]}}},
    ], standing="rumoured")  # fmt: skip
    told = karvon("check", make_list(tmp_path, "1,A,TJK", "2,B,bad-country"), "--rules", make_pack(tmp_path, prohibition,
                  make_requirement()), "--json")  # fmt: skip
    assert told.status == 2  # a country that is none
    jsonschema.validate(told.json, SCHEMA)


def test_a_prohibition_is_told_without_a_part(tmp_path):
    shut = make_requirement("SHUT", kind="prohibition", requires=None, examples=[
        {"name": "anybody", "passes": False, "facts": {"traveller": {"nationalities": ["TJK"]}}},
    ])  # fmt: skip
    pack, steps = make_pack(tmp_path, shut), make_steps(tmp_path, make_step(place="Oybek"))
    told = karvon("check", make_list(tmp_path, "1,A,TJK"), "--rules", pack, "--steps", steps, "--json")
    assert (told.json["reasons"][0]["part"], told.json["reasons"][0]["demand"]) == (None, "passing is forbidden")
    assert told.json["verdicts"][0]["reason"] == "passing is forbidden"
    assert told.json["steps"][0]["place"] == "Oybek"
    jsonschema.validate(told.json, SCHEMA)


def test_the_figures_add_up():
    answer = check("--json").json
    assert sum(answer["summary"]["by_status"].values()) == answer["summary"]["people"] == 102
    for step in answer["steps"]:
        shown = [one["status"] for one in answer["verdicts"] if one["step"] == step["id"]]
        assert step["counts"] == {status: shown.count(status) for status in step["counts"]}
    for reason in answer["reasons"]:
        assert len(reason["who"]) == reason["people"]
    assert sum(answer["summary"]["in_danger"].values()) == len(answer["trapped"])


def test_the_answer_is_the_same_in_every_process():
    # without steps many facts are missing, and many questions are of one size
    given = ("check", PEOPLE, "--rules", RULES, "--at", HEARD, "--known-at", HEARD, "--json")
    processes = [started(*given, variables={"PYTHONHASHSEED": seed}) for seed in ("1", "2")]
    first, second = (process.communicate(timeout=60)[0] for process in processes)
    assert len(first) > 100_000
    assert first == second
