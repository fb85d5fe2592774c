"""The scenario, told by the command itself: 102 people at a gate on the last day of October 2020."""

import csv
import json
import re
from datetime import datetime, timedelta
from typing import Any

import pytest
import yaml

from tests.karvon.cli.running import DEMO, PEOPLE, RULES, Told, check
from tests.shared_data import shared_data

BATCH_1 = [f"P{number:03}" for number in range(1, 35)]
BATCHES_2_AND_3 = [f"P{number:03}" for number in range(35, 103)]
EVERYBODY = BATCH_1 + BATCHES_2_AND_3
CORRIDOR = ("--rules", DEMO / "corridor.yaml", "--rules", DEMO / "exits.yaml")


@pytest.fixture(scope="module")
def heard() -> Any:
    """The answer of 08:00Z, as a document."""
    return check("--json").json


@pytest.fixture(scope="module")
def table() -> Told:
    """The answer of 08:00Z, as it stands in the terminal."""
    return check()


@pytest.fixture(scope="module")
def tested() -> Any:
    """The answer for everybody tested negative at the crossing, and nothing else done."""
    return check("--json", steps=DEMO / "steps-test-here.yaml", known_at="2020-10-31T09:00Z").json


@pytest.fixture(scope="module")
def corridor() -> Any:
    """The answer once the corridor is granted and its terms are kept."""
    return check(*CORRIDOR, "--json", steps=DEMO / "steps-corridor.yaml", known_at="2020-10-31T22:10Z").json


def at_gate(answer: Any) -> list[dict[str, Any]]:
    """The verdicts at the gate of Uzbekistan."""
    return [one for one in answer["verdicts"] if one["step"] == "uz-entry"]


# --- The oral order --------------------------------------------------------------------------------------------------


def test_at_eight_exactly_the_102_are_hit_by_the_oral_rule(heard):
    hit = [one["who"] for one in at_gate(heard) if one["requirement"] == "R-UZ-2"]
    assert hit == EVERYBODY
    assert {one["status"] for one in at_gate(heard)} == {"BLOCKED"}
    assert (heard["summary"]["people"], heard["summary"]["stopped"], heard["exit_status"]) == (102, 102, 1)


def test_the_oral_rule_is_shown_as_stated_and_unconfirmed_with_its_source_and_age(heard, table):
    (reason,) = [one for one in heard["reasons"] if one["requirement"] == "R-UZ-2"]
    assert (reason["standing"], reason["version"], reason["people"], reason["decides"]) == ("stated", 1, 102, 102)
    assert reason["sources"][0]["heard_at"] == "2020-10-31T07:40:00+00:00"
    assert "R-UZ-2 version 1, requirement, STATED, UNCONFIRMED" in table.flat
    assert "was only stated (shift commander, Gisht Kuprik); nobody has confirmed it." in table.flat
    assert "gate officer, Sat 31 Oct 2020, 12:40 Tashkent, 20 min ago: “No Tajik citizen passes" in table.flat
    assert table.status == 1


def test_it_contradicts_the_practice_of_june_and_the_verdict_is_shown_under_each(heard, table):
    sides = {one["requirement"]: one["counts"] for one in heard["sides"]}
    assert sides["R-UZ-0"]["OK"] == sides["R-UZ-2"]["BLOCKED"] == 102
    assert {one["contested"] for one in at_gate(heard)} == {True}
    assert "If R-UZ-0 holds: 102 OK" in table.flat
    assert "If R-UZ-2 holds: 102 BLOCKED" in table.flat


@pytest.mark.parametrize("known_at", ["2020-10-31T07:39Z", "2020-10-31T07:59:59Z"])
def test_nobody_is_hit_by_what_nobody_knows_yet(known_at):
    answer = check("--json", known_at=known_at).json
    assert {one["status"] for one in at_gate(answer)} == {"OK"}
    assert not [one for one in answer["verdicts"] if one["requirement"] == "R-UZ-2"]
    assert (answer["summary"]["stopped"], answer["trapped"], answer["exit_status"]) == (0, [], 0)


def test_whoever_passed_before_the_order_held_is_not_hit_by_it_even_as_known_later():
    answer = check("--json", "--at", "2020-10-31T06:54Z").json  # 07:39 at the gate
    assert not [one for one in answer["verdicts"] if one["requirement"] == "R-UZ-2"]


def test_the_order_binds_from_its_very_minute():
    answer = check("--json", "--at", "2020-10-31T06:55Z").json  # 07:40 at the gate
    assert len([one for one in answer["verdicts"] if one["requirement"] == "R-UZ-2"]) == 102


# --- The trap --------------------------------------------------------------------------------------------------------


def test_the_34_between_the_posts_may_not_return_to_kazakhstan_and_are_named(heard, table):
    trapped = [one for one in heard["trapped"] if one["danger"] == "TRAPPED"]
    assert [one["who"] for one in trapped] == BATCH_1
    assert {(one["back"]["jurisdiction"], one["back"]["status"]) for one in trapped} == {("KAZ", "BLOCKED")}
    assert {one["back"]["requirement"] for one in trapped} == {"R-KZ-1"}
    group = table.out.split("34 people are trapped between the posts")[1].split("would be trapped if")[0]
    assert sorted(re.findall(r"\bP\d{3}\b", group)) == BATCH_1  # names run down the columns


def test_the_68_who_would_be_trapped_are_named_before_they_leave_kazakhstan(heard, table):
    at_risk = [one for one in heard["trapped"] if one["danger"] == "WOULD_BE_TRAPPED"]
    assert [one["who"] for one in at_risk] == BATCHES_2_AND_3
    group = table.out.split("68 people would be trapped if stamped out")[1].split("Not known")[0]
    assert sorted(re.findall(r"\bP\d{3}\b", group)) == BATCHES_2_AND_3


# --- The ways out ----------------------------------------------------------------------------------------------------


def test_with_the_test_alone_the_quarantine_of_14_days_still_binds(tested):
    assert [(one["requirement"], one["part"], one["people"]) for one in tested["reasons"]] == [
        ("R-UZ-1", "quarantine", 102)
    ]
    assert {one["reason"] for one in at_gate(tested)} == {
        "14 days of quarantine after entry still binds; none is arranged"
    }
    assert tested["summary"]["stopped"] == 102


def test_the_costs_of_the_options_are_those_of_the_scenario(table):
    scenario = json.loads(shared_data("scenarios", "zhibek_zholy_102.json").read_text())
    testing = next(one for one in scenario["options"] if one["id"] == "A")
    assert f"US${testing['cost_usd']:,} for 102" in table.flat
    assert "35700" in testing["unresolved"][0]
    assert "US$35,700 for 102" in table.flat


def test_what_a_remedy_costs_a_person_is_what_the_scenario_says():
    scenario = json.loads(shared_data("scenarios", "zhibek_zholy_102.json").read_text())
    unit = {one["id"]: one.get("unit_cost_usd") for one in scenario["options"]}
    packs = [yaml.safe_load(path.read_text()) for path in (*sorted(RULES.glob("*.yaml")), *sorted(DEMO.glob("*.yaml")))]
    parts = [part for pack in packs for one in pack.get("requirements", ()) for part in one.get("requires", ())]
    costs = {remedy["cost_usd"] for part in parts for remedy in part.get("remedies", ()) if "cost_usd" in remedy}
    assert costs == {unit["A"], unit["B"], 14 * 25}


def test_with_the_corridor_all_are_ok_at_every_step(corridor):
    assert corridor["summary"]["by_status"] == {"OK": 102, "FIXABLE": 0, "UNKNOWN": 0, "BLOCKED": 0}
    assert (len(corridor["verdicts"]), corridor["trapped"], corridor["exit_status"]) == (408, [], 0)


@pytest.mark.parametrize(
    ("kept", "broken", "part"),
    [
        ("final: true", "final: false", "c1_list"),
        ("sealed: true", "sealed: false", "c2_sealed"),
        ("stops: 0", "stops: 1", "c3_stops"),
        ("transit_minutes: 200", "transit_minutes: 241", "c4_hours"),
        ("seats_taken: 34", "seats_taken: 35", "c5_seats"),
        ("medic: true", "medic: false", "c6_medic"),
        ("temperature: 36.6 ", "temperature: 37.4 ", "c7_temperature"),
        ('kind: reception, decision: "yes", form: written', 'kind: reception, decision: "yes", form: oral',
         "c8_reception"),
    ],
)  # fmt: skip
def test_each_term_of_the_corridor_counts(tmp_path, kept, broken, part):
    plan = (DEMO / "steps-corridor.yaml").read_text()
    assert kept in plan
    (tmp_path / "steps.yaml").write_text(plan.replace(kept, broken))
    answer = check(*CORRIDOR, "--json", steps=tmp_path / "steps.yaml", known_at="2020-10-31T22:10Z").json
    stopped = 101 if part == "c7_temperature" else 102  # of one person the temperature is told by name
    assert answer["summary"]["stopped"] == stopped
    terms = yaml.safe_load((DEMO / "corridor.yaml").read_text())["requirements"][0]["requires"]
    assert part in [one["name"] for one in terms]


def test_the_corridor_has_the_eight_terms_of_the_commission():
    scenario = json.loads(shared_data("scenarios", "zhibek_zholy_102.json").read_text())
    consent = next(one["text"] for one in scenario["timeline"] if one["kind"] == "consent_written")
    terms = yaml.safe_load((DEMO / "corridor.yaml").read_text())["requirements"][0]["requires"]
    assert re.findall(r"C\d", consent) == [one["texts"]["en"][:2] for one in terms]


# --- Hours and agreement ---------------------------------------------------------------------------------------------


def test_every_hour_is_right_on_both_sides_of_the_gate(heard, table, tmp_path):
    clocks = {one["id"]: (one["at"], one["at_utc"]) for one in heard["steps"]}
    assert clocks["kz-exit"] == ("2020-10-31T12:55:00+06:00", "2020-10-31T06:55:00+00:00")
    assert clocks["uz-entry"] == ("2020-10-31T12:40:00+05:00", "2020-10-31T07:40:00+00:00")
    assert "12:55 Almaty" in table.out
    assert "= 11:55 Tashkent" in table.out
    assert "12:40 Tashkent" in table.out
    assert "= 13:40 Almaty" in table.out
    check("--csv", tmp_path / "out.csv", "--html", tmp_path / "out.html")
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["step"]: (row["at_local"], row["at_utc"]) for row in csv.DictReader(file)}
    assert rows == clocks
    page = " ".join(re.sub(r"<[^>]*>", " ", (tmp_path / "out.html").read_text()).split())
    for clock in ("Sat 31 Oct 12:40 Tashkent", "13:40 Almaty", "12:55 Almaty", "11:55 Tashkent"):
        assert clock in page


def test_the_hours_are_those_of_the_timeline(heard, corridor):
    scenario = json.loads(shared_data("scenarios", "zhibek_zholy_102.json").read_text())
    told = {(one["actor"], one["kind"]): moment(one["t"]) for one in scenario["timeline"]}
    planned = {one["id"]: moment(one["at_utc"]) for one in heard["steps"]}
    assert planned["uz-entry"] == told["UZ border", "refusal"] == moment(scenario["outcome"]["planned"])
    ran = {one["id"]: moment(one["at_utc"]) for one in corridor["steps"]}
    assert ran["kz-exit"] == told["KZ border", "exit_start"]
    assert ran["uz-entry"] == told["UZ escort", "depart"]
    assert ran["uz-exit"] == told["UZ border", "exit_end"] == ran["uz-entry"] + timedelta(hours=3, minutes=20)


def moment(text: str) -> datetime:
    """A moment of the scenario."""
    return datetime.fromisoformat(text)


def test_the_list_is_that_of_the_scenario_row_by_row():
    original = shared_data("scenarios", "zhibek_zholy_102_manifest.csv").read_text().splitlines()
    with PEOPLE.open(newline="") as file:
        people = list(csv.DictReader(file))
    for person, row in zip(people, csv.DictReader(original), strict=True):
        assert row == {name: person[name] for name in row}
    assert [person["person_id"] for person in people] == EVERYBODY


def test_the_rules_are_those_of_the_scenario_with_their_standing_and_hours():
    scenario = json.loads(shared_data("scenarios", "zhibek_zholy_102.json").read_text())
    packs = [yaml.safe_load(path.read_text()) for path in sorted(RULES.glob("*.yaml"))]
    ours = {(one["id"], one["version"]): one for pack in packs for one in pack["requirements"]}
    standings = {"in_force": "confirmed", "practice": "confirmed", "reported_unconfirmed": "stated"}
    for rule in scenario["rules"]:
        shipped = ours[rule["id"], 1]
        assert shipped["jurisdiction"] == rule["jurisdiction"]
        assert shipped["standing"] == standings[rule["status"]]
        assert shipped.get("conflicts_with", []) == rule.get("conflicts_with", [])
        assert as_moment(shipped["valid_from"]) == moment(rule["valid_from"])


def as_moment(value: Any) -> datetime:
    """A moment as YAML reads it, or as a text."""
    return value if isinstance(value, datetime) and value.tzinfo else moment(str(value))
