"""A steps file as a journey: everybody, some people, one party with exceptions, and every fault at once."""

from datetime import UTC, datetime

import pytest
import yaml

from karvon.cli.steps import read_plan
from karvon.cli.steps.reading import Plan
from rulebook.travellers import Journey, Position, Role, Step, Traveller
from tests.karvon.cli.making import make_step, make_steps

ALMATY = make_step("kz", jurisdiction="KAZ", role="exit", at="2020-10-31 13:00 Asia/Almaty")


def plan_of(path) -> Plan:
    """The plan of a file without faults."""
    plan, faults = read_plan(path)
    assert faults == ()
    assert plan is not None
    return plan


def faults_of(path) -> list[str]:
    """What is told of a file."""
    plan, faults = read_plan(path)
    assert plan is None
    return [str(fault) for fault in faults]


def test_a_file_becomes_a_journey(tmp_path):
    steps = make_steps(tmp_path, ALMATY, make_step("uz", coming_from="KAZ", mode="road"), movement="ZZ-1",
                       everyone={"tests": "none"}, party={"organised": True, "size": 3})  # fmt: skip
    journey = plan_of(steps).journey
    assert (journey.id, [step.id for step in journey.steps]) == ("ZZ-1", ["kz", "uz"])
    assert [step.at.astimezone(UTC).hour for step in journey.steps] == [7, 7]
    assert journey.steps[1].role is Role.ENTRY
    assert journey.steps[0].party.size == 3
    assert journey.everyone["tests"] == ()


def test_a_step_may_differ_from_the_party(tmp_path):
    own = make_step("uz", party={"sealed": True, "size": 2})
    first, second = plan_of(make_steps(tmp_path, ALMATY, own, party={"organised": True, "size": 3})).journey.steps
    assert (first.party.organised, first.party.size, first.party.sealed) == (True, 3, None)
    assert (second.party.organised, second.party.size, second.party.sealed) == (True, 2, True)


def people(*ids: str) -> list[Traveller]:
    """People of a list."""
    return [Traveller(id_, f"Name of {id_}") for id_ in ids]


def test_what_is_told_of_some_is_added_to_them_and_the_last_word_counts(tmp_path):
    told = [{"who": "A..C", "batch": "1"}, {"who": "B", "batch": "2", "position": {"crossing": "ZHB", "left": "KAZ"}}]
    placed, faults = plan_of(make_steps(tmp_path, people=told)).applied(people("A", "B", "C", "D"))
    assert faults == ()
    assert [one.batch for one in placed] == ["1", "2", "1", None]
    assert placed[1].position == Position(crossing="ZHB", left="KAZ")


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        ("Z", "nobody on the list has the id Z; correct the id, or add the person to the list"),
        ("A..Z", "nobody on the list has the id Z"),
        ("C..A", "A stands before C on the list; write A..C"),
        ("D", "2 people on the list have the id D; give each person an id of their own"),
    ],
)
def test_people_whom_the_list_does_not_have_are_told_with_their_line(tmp_path, who, sentence):
    steps = make_steps(tmp_path, people=[{"who": who, "batch": "1"}])
    placed, (fault,) = plan_of(steps).applied(people("A", "B", "C", "D", "D"))
    assert str(fault).startswith(f"{steps}:{fault.place.line}:")
    assert sentence in str(fault)
    assert [one.batch for one in placed] == [None] * 5


@pytest.mark.parametrize(
    ("steps", "sentence"),
    [
        ([make_step(), make_step()], "a step above is called uz too; give each step a name of its own"),
        ([make_step(), make_step("before", at="2020-10-31 12:39 Asia/Tashkent")],
         "before is planned before uz, which stands above it; put the steps in their order, or correct a moment"),
        ([make_step(), make_step("zone", at="2020-10-31 13:00 Asia/Almaty")], "zone is planned before uz"),
        ([make_step(role="through")], "through"),
        ([make_step(at="2020-02-31 12:00 Asia/Tashkent")], "is on no calendar"),
        ([make_step(at="2020-10-31 12:00")], "has no zone"),
        ([make_step(jurisdiction="UZ")], '"UZ" is not a country code of three letters'),
        ([make_step(party={"size": -1})], "-1"),
        ([make_step(odd=1)], "odd"),
        ([{"id": "uz"}], "lacks"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_place_and_remedy(tmp_path, steps, sentence):
    path = make_steps(tmp_path, *steps)
    told = faults_of(path)
    assert any(sentence in line for line in told)
    assert all(line.startswith(f"{path}:") for line in told)


def test_all_faults_are_told_at_once_in_the_order_of_the_lines(tmp_path):
    path = make_steps(tmp_path, make_step(role="through"), make_step("b", jurisdiction="UZ"), everyone={"sex": "?"})
    lines = [int(line.removeprefix(f"{path}:").split(":")[0]) for line in faults_of(path)]
    assert len(lines) == 3
    assert lines == sorted(lines)


@pytest.mark.parametrize("text", ["", "[1, 2]", "steps", "karvon_steps: 2\nsteps: []", "a: {b: [", "\tx: 1"])
def test_what_is_no_steps_file_is_told(tmp_path, text):
    (tmp_path / "steps.yaml").write_text(text)
    assert faults_of(tmp_path / "steps.yaml")


def test_a_pack_in_the_place_of_a_steps_file_is_told(tmp_path):
    (tmp_path / "steps.yaml").write_text(yaml.safe_dump({"karvon_pack": 1, "requirements": []}))
    assert any("karvon_steps" in line for line in faults_of(tmp_path / "steps.yaml"))


def test_moving_a_journey_keeps_its_gaps_over_a_change_of_clocks():
    at = datetime.fromisoformat("2020-10-24T22:00:00+00:00")
    berlin = make_plan(at).starting_at(at.replace(day=25, hour=0, minute=30))
    assert [step.at.astimezone(UTC).hour for step in berlin.journey.steps] == [0, 2]


def make_plan(at: datetime) -> Plan:
    """Two steps, two hours apart."""
    later = at.replace(hour=at.hour + 1) if at.hour < 22 else at.replace(day=at.day + 1, hour=0)
    return Plan(Journey("", (Step("a", "DEU", Role.EXIT, at), Step("b", "POL", Role.ENTRY, later))))
