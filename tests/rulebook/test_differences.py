"""Differences in words between two versions, and whose verdict changes between two ways of judging."""

from datetime import timedelta

import pytest

from rulebook.book import RequirementBook
from rulebook.clauses.combining import Unless
from rulebook.clauses.passage import NoStops, SealedVehicle
from rulebook.clauses.persons import Age
from rulebook.clauses.proofs import FreshNegativeTest
from rulebook.differences import changed_verdicts, differences
from rulebook.requirements import Kind, Part, Scope, Standing
from rulebook.rules import Status
from rulebook.travellers import Journey, Party, Role
from rulebook.verdicts import Judge
from rulebook.words import Words
from tests.rulebook.making import NOON, make_step, make_traveller, make_version

CHILD, INFANT = Age(under=12), Age(under=3)


def pcr(hours, exception=None):
    """A PCR test within so many hours, unless."""
    clause = FreshNegativeTest(("pcr",), hours)
    return Part("test", Unless(clause, exception) if exception else clause)


def told(old, new, language="en"):
    """The differences in words."""
    return list(differences(old, new, Words.of(language)))


def test_a_shorter_time_with_the_same_exception_reads_as_one_would_say_it():
    assert told(make_version("R", pcr(72, CHILD)), make_version("R", pcr(48, CHILD))) == [
        "negative PCR test, sampled at most 72 hours before becomes negative PCR test, sampled at most 48 hours before",
        "still exempt: under 12 years of age",
    ]


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        (pcr(72, CHILD), pcr(72), "no longer exempt: under 12 years of age"),
        (pcr(72), pcr(72, CHILD), "newly exempt: under 12 years of age"),
        (pcr(72, CHILD), pcr(72, INFANT), "exempt: under 12 years of age becomes under 3 years of age"),
    ],
)
def test_a_change_of_the_exception_alone_is_told_alone(before, after, sentence):
    assert told(make_version("R", before), make_version("R", after)) == [sentence]


def test_parts_come_and_go_by_name():
    before = make_version("R", Part("sealed", SealedVehicle()))
    after = make_version("R", Part("stops", NoStops()))
    assert told(before, after) == ["no longer demanded: sealed vehicle", "newly demanded: no stops on the way"]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"standing": Standing.STATED}, "standing: confirmed becomes stated, unconfirmed"),
        ({"kind": Kind.ADVISORY}, "kind: requirement becomes advice"),
        ({"jurisdiction": "KAZ"}, "state: Uzbekistan becomes Kazakhstan"),
        ({"roles": frozenset({Role.ENTRY, Role.TRANSIT})}, "roles: entry becomes entry and transit"),
        ({"modes": ("air",)}, "means of travel: all becomes air"),
        ({"posts": ("KZUZ-ZHB",)}, "places: the whole border becomes KZUZ-ZHB"),
        ({"valid_from": NOON}, "in force from: Wed 1 Jan 00:00 UTC becomes Sat 31 Oct 12:00 UTC"),
        ({"valid_to": NOON}, "in force until: further notice becomes Sat 31 Oct 12:00 UTC"),
        ({"when": SealedVehicle()}, "condition: none becomes sealed vehicle"),
        ({"overrides": ("R-2",)}, "overrides: nothing becomes R-2"),
        ({"scope": Scope(nationalities=("TJK",))}, "nationals of: now only Tajikistan"),
        ({"scope": Scope(agreed_list="L")}, "agreed list: none becomes L"),
    ],
)
def test_every_matter_that_a_traveller_or_official_could_notice_is_told(changed, sentence):
    assert told(make_version(), make_version(**changed)) == [sentence]


def test_scope_tells_who_was_added_who_was_dropped_and_when_it_widens_to_all():
    before = make_version(scope=Scope(nationalities=("TJK", "AFG"), groups=("students",)))
    after = make_version(scope=Scope(nationalities=("TJK", "KGZ")))
    assert told(before, after) == [
        "nationals of: Kyrgyzstan added",
        "nationals of: Afghanistan no longer",
        "groups: no longer limited to students",
    ]


def test_versions_that_say_the_same_do_not_differ():
    assert told(make_version("R", pcr(72)), make_version("R", pcr(72), version=2)) == []


def test_differences_are_told_in_russian_too():
    sentences = told(make_version("R", pcr(72)), make_version("R", pcr(48)), "ru")
    assert sentences == [
        (
            "было: отрицательный тест (ПЦР), взятый не более чем за 72 часа; "
            "стало: отрицательный тест (ПЦР), взятый не более чем за 48 часов"
        )
    ]


def test_whose_verdict_changes_and_because_of_what():
    rule = make_version("R", Part("sealed", SealedVehicle()), recorded_at=NOON - timedelta(hours=1))
    journey = Journey("M", (make_step(party=Party(sealed=False)), make_step(id="2", party=Party(sealed=True))))
    people = [make_traveller()]

    def verdicts(hours):
        return list(Judge(RequirementBook([rule]), known_at=NOON - timedelta(hours=hours)).verdicts(people, journey))

    to_blocked, to_ok = changed_verdicts(verdicts(2), verdicts(0))
    assert (to_blocked.before.status, to_blocked.after.status) == (Status.UNKNOWN, Status.BLOCKED)
    assert to_blocked.cause == "R"
    assert to_ok.after.status is Status.OK
    assert list(changed_verdicts(verdicts(0), verdicts(0))) == []
