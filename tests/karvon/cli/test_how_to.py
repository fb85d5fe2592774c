"""The how-to page is true: its commands run and leave with the status they should, its steps file is one."""

import json
import re
import shlex

import pytest
import yaml

from karvon.cli.steps import read_plan
from tests.karvon.cli.making import make_list
from tests.karvon.cli.running import DEMO, HEARD, PEOPLE, RULES, karvon
from tests.shared_data import ROOT

PAGE = (ROOT / "docs" / "how-to" / "check-a-list.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
COMMANDS = [line for block in BLOCKS for line in block.replace("\\\n", " ").splitlines()]
STATUS = {"rules check": 0, "rules show": 0, "rules diff": 0, "steps-corridor.yaml": 0}


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A folder that looks like a checkout, where results may be written."""
    (tmp_path / "demo").symlink_to(DEMO.parent)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("command", COMMANDS, ids=[f"{number}" for number in range(len(COMMANDS))])
def test_every_command_runs(checkout, command):
    name, *words = shlex.split(command)
    assert name == "karvon"
    told = karvon(*words)
    assert told.status == next((status for part, status in STATUS.items() if part in command), 1)
    assert told.out
    results = {word for word in words if word.endswith((".html", ".csv", ".json")) and "/" not in word}
    assert {path.name for path in checkout.iterdir()} == {"demo", *results}
    assert len(told.err.splitlines()) == len(results)


def test_there_are_commands_to_run():
    assert len(COMMANDS) == 8


def test_the_steps_file_of_the_page_is_one(tmp_path):
    (block,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    (tmp_path / "steps.yaml").write_text(block)
    plan, faults = read_plan(tmp_path / "steps.yaml")
    assert faults == ()
    assert plan is not None
    told = karvon("check", PEOPLE, "--rules", RULES, "--steps", tmp_path / "steps.yaml", "--known-at", HEARD, "--json")
    assert (told.json["summary"]["stopped"], told.json["summary"]["in_danger"]["TRAPPED"]) == (102, 34)
    assert yaml.safe_load(block)["movement"] == "ZZ-102"


def test_every_heading_of_the_page_is_understood(tmp_path):
    rows = [
        row.split("|")[2]
        for row in PAGE.splitlines()
        if row.startswith(("| the person", "| papers", "| health", "| where"))
    ]
    headings = [heading for row in rows for heading in re.findall(r"`([^`]+)`", row)]
    assert len(headings) == 32
    remarks = {heading: remarks_on(tmp_path, heading) for heading in {*headings, "shoe size"} - {"person_id", "name"}}
    assert [heading for heading, said in remarks.items() if "Columns not read" in said] == ["shoe size"]


def remarks_on(folder, heading):
    """What is remarked on a list with one more column."""
    people = make_list(folder, "1,Karimov,", header=f"person_id,name,{heading}")
    return karvon("check", people, "--rules", RULES, "--known-at", HEARD, "--at", HEARD).flat.split("Remarks")[-1]


def test_the_page_tells_of_every_option():
    options = set(re.findall(r"--[a-z-]+", karvon("check", "--help").out)) - {"--help", "--limit", "--now"}
    assert {option for option in options if option not in PAGE} == set()


def test_the_page_on_exchanging_rules_is_true(tmp_path, monkeypatch):
    page = (ROOT / "docs" / "how-to" / "exchange-rules.md").read_text(encoding="utf-8")
    (rule,) = re.findall(r"```json\n(.*?)```", page, re.DOTALL)
    (block,) = re.findall(r"```sh\n(.*?)```", page, re.DOTALL)
    (tmp_path / "rule.json").write_text(rule)
    monkeypatch.chdir(tmp_path)
    told = [karvon(*shlex.split(command)[1:]) for command in block.splitlines()]
    assert [one.status for one in told] == [0, 0, 0, 0]
    assert json.loads((tmp_path / "rules.json").read_text()) == [json.loads(rule)]
