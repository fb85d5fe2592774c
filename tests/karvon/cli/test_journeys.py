"""The journey that is judged: as planned, moved as a whole, or one that follows from the packs."""

from datetime import datetime, timedelta

import pytest

from tests.karvon.cli.making import make_list, make_pack, make_requirement, make_step, make_steps
from tests.karvon.cli.running import PEOPLE, RULES, check, karvon


def steps_of(told):
    """The steps of a document: id and local moment."""
    return {one["id"]: one["at"] for one in told.json["steps"]}


def test_a_moment_moves_the_whole_journey_and_each_step_keeps_its_clock():
    planned, moved = steps_of(check("--json")), steps_of(check("--json", "--at", "2020-11-02 09:00 Asia/Almaty"))
    assert moved["kz-exit"] == "2020-11-02T09:00:00+06:00"
    assert moved["uz-entry"] == "2020-11-02T08:45:00+05:00"
    by = {id_: datetime.fromisoformat(moved[id_]) - datetime.fromisoformat(planned[id_]) for id_ in planned}
    assert set(by.values()) == {timedelta(days=1, hours=20, minutes=5)}


def test_without_steps_there_is_one_for_each_state_and_role_in_force():
    told = karvon(
        "check", PEOPLE, "--rules", RULES, "--at", "2020-10-31T08:00Z", "--known-at", "2020-10-31T08:00Z", "--json"
    )
    assert steps_of(told) == {
        "kaz-entry": "2020-10-31T08:00:00+00:00",  # in 2020 not all of Kazakhstan had one clock
        "tjk-entry": "2020-10-31T13:00:00+05:00",
        "uzb-transit": "2020-10-31T13:00:00+05:00",
        "uzb-entry": "2020-10-31T13:00:00+05:00",
    }


def test_where_nothing_is_in_force_the_steps_are_all_that_the_packs_speak_of(tmp_path):
    pack = make_pack(tmp_path, make_requirement(roles=["entry", "exit"]))
    people = make_list(tmp_path, "1,Karimov,TJK")
    told = karvon(
        "check", people, "--rules", pack, "--at", "2020-01-01T00:00Z", "--known-at", "2021-01-01T00:00Z", "--json"
    )
    assert list(steps_of(told)) == ["uzb-exit", "uzb-entry"]
    assert told.json["summary"]["by_status"]["UNKNOWN"] == 1


def test_packs_without_a_requirement_leave_nothing_to_judge(tmp_path):
    told = karvon("check", PEOPLE, "--rules", make_pack(tmp_path))
    assert told.status == 2
    assert told.err.count("\n") == 1


@pytest.mark.parametrize(
    ("state", "at"), [("ATA", "08:00:00+00:00"), ("XXX", "08:00:00+00:00"), ("TJK", "13:00:00+05:00")]
)
def test_a_moment_is_shown_on_the_clock_of_a_state_that_has_but_one(tmp_path, state, at):
    pack = make_pack(tmp_path, make_requirement(jurisdiction=state))
    told = karvon("check", make_list(tmp_path, "1,A,TJK"), "--rules", pack, "--at", "2020-10-31T08:00Z", "--json")
    assert steps_of(told) == {f"{state.lower()}-entry": f"2020-10-31T{at}"}


def test_an_hour_that_the_clock_skips_or_repeats_is_told_or_kept(tmp_path):
    steps = make_steps(tmp_path, make_step(at="2020-03-29 02:30 Europe/Berlin", jurisdiction="DEU"))
    told = karvon("check", PEOPLE, "--rules", RULES, "--steps", steps)
    assert told.status == 2
    assert told.err.startswith(f"{steps}:")


@pytest.mark.parametrize("faulty", ["steps: []\n", "karvon_steps: 1\n", "- a\n", ""])
def test_a_faulty_steps_file_is_refused_with_its_place(tmp_path, faulty):
    (tmp_path / "steps.yaml").write_text(faulty)
    told = check(steps=tmp_path / "steps.yaml")
    assert (told.status, told.out) == (2, "")
    assert all(line.startswith(f"{tmp_path / 'steps.yaml'}:") for line in told.err.splitlines())
