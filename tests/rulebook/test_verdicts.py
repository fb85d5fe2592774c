"""Verdicts: what is missing, why not, by which remedies, and as known when."""

from datetime import timedelta

from rulebook.book import RequirementBook
from rulebook.clauses.passage import ConsentOfAuthority, SealedVehicle
from rulebook.clauses.persons import Age
from rulebook.clauses.proofs import FreshNegativeTest
from rulebook.requirements import Kind, Part, Remedy, Scope
from rulebook.rules import Status
from rulebook.travellers import Journey, Party, Test
from rulebook.verdicts import Judge
from rulebook.words import Words
from tests.rulebook.making import NOON, make_step, make_traveller, make_version

EN = Words.of("en")
RAPID = Remedy("obtain_test", timedelta(minutes=30), "Gisht Kuprik", 2000)
TEST_PART = Part("test", FreshNegativeTest(("pcr", "rapid"), 72), remedies=(RAPID,))


def judge(*versions, known_at=NOON - timedelta(hours=4), now=None) -> Judge:
    """A judge over these versions, four hours before the step."""
    return Judge(RequirementBook(versions), known_at=known_at, now=now)


def test_an_unknown_verdict_names_the_facts_that_are_missing():
    verdict = judge(make_version("R", TEST_PART, scope=Scope(nationalities=("TJK",)))).verdict(
        make_traveller(tests=(Test("pcr", "negative"),)), make_step()
    )
    assert verdict.status is Status.UNKNOWN
    assert verdict.missing() == ("tests.0.minutes_before", "traveller.nationalities")
    assert not verdict.unrecorded_rules


def test_what_an_exemption_still_needs_to_know_is_missing_too():
    freed = make_version("E", Part("c", ConsentOfAuthority("MFA")), kind=Kind.EXEMPTION, overrides=("R",))
    verdict = judge(make_version("R", Part("s", SealedVehicle())), freed).verdict(
        make_traveller(), make_step(party=Party(sealed=False))
    )
    assert verdict.missing() == ("clearances",)


def test_no_rule_on_record_is_told_apart_from_missing_facts():
    verdict = judge().verdict(make_traveller(), make_step())
    assert verdict.unrecorded_rules
    assert verdict.missing() == ()
    assert list(verdict.failing_parts()) == []


def test_a_failing_part_is_explained_with_the_persons_figures_and_its_remedies():
    verdict = judge(make_version("R", TEST_PART)).verdict(make_traveller(tests=()), make_step())
    ((finding, index),) = verdict.failing_parts()
    assert verdict.status is Status.FIXABLE
    assert verdict.reason(finding, index, EN).startswith("has no test")
    assert verdict.remedies() == ((RAPID, True),)


def test_a_remedy_that_comes_too_late_is_still_shown_as_too_late():
    late = judge(make_version("R", TEST_PART), now=NOON - timedelta(minutes=29))
    verdict = late.verdict(make_traveller(tests=()), make_step())
    assert verdict.status is Status.BLOCKED
    assert verdict.remedies() == ((RAPID, False),)


def test_a_flat_prohibition_is_explained_without_parts():
    verdict = judge(make_version("R", kind=Kind.PROHIBITION)).verdict(make_traveller(), make_step())
    ((finding, index),) = verdict.failing_parts()
    assert verdict.reason(finding, index, EN) == "passing is forbidden"
    assert verdict.remedies() == ()


def test_a_verdict_shows_the_facts_that_a_part_used():
    part = Part("age", Age(under=12))
    verdict = judge(make_version("R", part)).verdict(make_traveller(born="1986"), make_step())
    assert verdict.used_facts(part) == {"traveller.age_max": 34, "traveller.age_min": 33}


def test_what_was_known_at_eight_about_noon_has_an_exact_answer():
    told = NOON - timedelta(hours=4)
    rule = make_version("R", Part("s", SealedVehicle()), recorded_at=told)
    step = make_step(party=Party(sealed=False))
    assert judge(rule, known_at=told - timedelta(seconds=1)).verdict(make_traveller(), step).status is Status.UNKNOWN
    assert judge(rule, known_at=told).verdict(make_traveller(), step).status is Status.BLOCKED


def test_everybody_is_judged_at_every_step_person_by_person():
    steps = (make_step(id="in"), make_step(id="out"))
    journey = Journey("M", steps, {"tests": ()})
    people = [make_traveller(id="P1"), make_traveller(id="P2", tests=(Test("pcr", "negative", NOON),))]
    verdicts = list(judge(make_version("R", TEST_PART)).verdicts(people, journey))
    assert [(one.traveller.id, one.step.id, one.status) for one in verdicts] == [
        ("P1", "in", Status.FIXABLE),
        ("P1", "out", Status.FIXABLE),
        ("P2", "in", Status.OK),
        ("P2", "out", Status.OK),
    ]
