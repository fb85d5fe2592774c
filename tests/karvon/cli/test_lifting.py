"""Exemptions at work are visible in every verdict: which demand is lifted, for how many, by what, and until when."""

import csv
import io

import pytest

from tests.karvon.cli.making import make_list, make_pack, make_requirement, make_steps
from tests.karvon.cli.running import DEMO, check, karvon

CORRIDOR = ("--rules", DEMO / "corridor.yaml", "--rules", DEMO / "exits.yaml")
GRANTED = ("--steps", DEMO / "steps-corridor.yaml", "--known-at", "2020-10-31T22:10Z")


def test_under_the_corridor_both_demands_are_lifted_and_the_verdicts_say_so():
    answer = check(*CORRIDOR, "--json", *GRANTED).json
    at_gate = {tuple(one["lifted_by"]) for one in answer["verdicts"] if one["step"] == "uz-entry"}
    assert at_gate == {("C-ZZ-102",)}
    assert {tuple(one["lifted_by"]) for one in answer["verdicts"] if one["step"] == "tj-entry"} == {()}
    rows = csv.DictReader(io.StringIO(check(*CORRIDOR, "--csv", "-", *GRANTED).out, newline=""))
    assert {row["lifted_by"] for row in rows if row["step"] == "uz-entry"} == {"C-ZZ-102"}


def test_the_table_tells_what_is_lifted_by_what_and_until_when():
    told = check(*CORRIDOR, *GRANTED).flat
    assert "102 people · Transit: Uzbekistan, Gisht Kuprik: R-UZ-1 is not met and does not bind" in told
    assert "By C-ZZ-102 version 1, exemption, CONFIRMED: Non-contact corridor through Uzbekistan" in told
    assert "In force from Sun 1 Nov 2020, 02:30 Tashkent until Mon 2 Nov 2020, 00:00 Tashkent" in told
    assert "R-UZ-2 is not met and does not bind By C-ZZ-102 version 1 " in told


def test_where_sources_conflict_what_only_one_of_them_lifts_is_not_called_lifted():
    told = check()
    assert {tuple(one["lifted_by"]) for one in check("--json").json["verdicts"]} == {()}
    assert "What is lifted" not in told.out


@pytest.fixture
def exempted(tmp_path):
    """The answer for a list under one demand and an exemption for children and for Kyrgyz citizens."""
    child = {"age": {"under": 12}}
    kyrgyz = {"nationality": {"any_of": ["KGZ"]}}
    examples = [
        {"name": "child", "passes": True, "facts": {"traveller": {"age_min": 5, "age_max": 5}}},
        {
            "name": "adult",
            "passes": False,
            "facts": {"traveller": {"age_min": 40, "age_max": 40, "nationalities": ["TJK"]}},
        },
    ]
    demand = [{"name": "who", "any_of": [child, kyrgyz]}]
    exemption = make_requirement("E-1", kind="exemption", requires=demand, overrides=["R-1"], examples=examples)
    pack = make_pack(tmp_path, make_requirement(), exemption)
    header = "id,name,nationality,birth_date,test_kind,test_result,test_sampled"

    def answer(*rows):
        given = ("--rules", pack, "--steps", make_steps(tmp_path, everyone={"tests": "none"}))
        return karvon("check", make_list(tmp_path, *rows, header=header), *given, "--known-at", "2020-10-31T00:00Z")

    return answer


def test_only_those_are_counted_who_need_it(exempted):
    told = exempted(
        "1,Child,TJK,2015-01-01,,,",
        "2,Kyrgyz,KGZ,1980-01-01,,,",
        "3,Tested,KGZ,1980-01-01,pcr,negative,2020-10-30T20:00+05:00",
    )
    assert told.status == 0, told.err
    assert "2 people · Entry: Uzbekistan: R-1 is not met and does not bind" in told.flat


def test_whoever_is_not_exempted_is_stopped(exempted):
    told = exempted("1,Adult,TJK,1980-01-01,,,")
    assert told.status == 1
    assert "What is lifted" not in told.out


def broken(folder, kept, instead):
    """The plan of the corridor with one term broken."""
    plan = (DEMO / "steps-corridor.yaml").read_text()
    assert kept in plan
    (folder / "steps.yaml").write_text(plan.replace(kept, instead))
    return folder / "steps.yaml"


def test_a_term_that_is_not_met_is_named_with_its_figures_and_its_remedy(tmp_path):
    told = check(*CORRIDOR, *GRANTED, "--steps", broken(tmp_path, "stops: 0", "stops: 1"))
    assert told.status == 1
    assert "102 people · Transit: Uzbekistan, Gisht Kuprik: C-ZZ-102 lifts nothing for them" in told.flat
    assert "Not met C3: no stops (102 people): 1 stop is planned Remedy Plan the way without stops" in told.flat
    assert "C4" not in told.flat.split("lifts nothing")[1].split("Source")[0]


def test_a_term_of_one_person_is_told_of_that_person_alone(tmp_path):
    steps = broken(tmp_path, "temperature: 36.8", "temperature: 37.4")
    answer = check(*CORRIDOR, *GRANTED, "--steps", steps, "--json").json
    terms = [one for one in answer["missing_terms"] if one["requirement"] == "C-ZZ-102"]
    assert [(one["part"], one["known"], one["who"]) for one in terms] == [("c7_temperature", True, ["P039"])]
    assert terms[0]["remedies"][0]["in_time"] is True
    assert answer["summary"]["stopped"] == 1


def test_terms_that_nobody_knows_of_are_told_as_such(tmp_path):
    told = check(*CORRIDOR, *GRANTED, "--steps", broken(tmp_path, "  medic: true\n", ""))
    assert "Not known C6: a medic aboard, and masks (102 people)" in told.flat


def test_an_exemption_of_something_else_is_not_called_missing(exempted):
    told = exempted("1,Tested,TJK,1980-01-01,pcr,negative,2020-10-30T20:00+05:00")
    assert told.status == 0
    assert "lifts nothing" not in told.out


def test_whom_an_exemption_would_help_is_told(exempted):
    told = exempted("1,Adult,TJK,1980-01-01,,,", "2,Child,TJK,2015-01-01,,,")
    assert "1 person · Entry: Uzbekistan: E-1 lifts nothing for them" in told.flat
    assert "1 person · Entry: Uzbekistan: R-1 is not met and does not bind" in told.flat
