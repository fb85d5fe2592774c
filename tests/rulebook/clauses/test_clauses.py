"""Clauses: each is met, not met and open where it should be, and says so with the person's own figures."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from rulebook.certlogic.interpret import settle
from rulebook.clauses.base import ACTIONS, Clause, Parameter, ParameterKind, Subject, labels, parameters_of
from rulebook.clauses.combining import Admitted, AllOf, AnyOf, Forbidden, FreeLogic, NotThis, Unless
from rulebook.clauses.passage import (
    ComingFrom,
    ConsentOfAuthority,
    EscortedVehicle,
    GoingTo,
    GroupKind,
    HeadCount,
    HoursInTransit,
    MasksAboard,
    MedicAboard,
    NoStops,
    OrganisedGroup,
    PostHours,
    Purpose,
    SealedVehicle,
    ShareOfSeats,
    TravelsBy,
)
from rulebook.clauses.persons import Age, Nationality, OnAgreedList, Quarantine, Residence, Temperature
from rulebook.clauses.proofs import DocumentValid, FreshNegativeTest, HasVisa, Vaccinated
from rulebook.clauses.registry import CLAUSES
from rulebook.facts import build
from rulebook.travellers import AgreedList, Clearance, Paper, Party, Test, Vaccination, Visa
from rulebook.words import Words
from tests.rulebook.making import NOON, make_step, make_traveller

ALMATY = ZoneInfo("Asia/Almaty")
PCR_72 = FreshNegativeTest(("pcr",), 72)


def judged(
    clause: Clause, *, party: Party | None = None, step: dict[str, Any] | None = None, **known: Any
) -> bool | None:
    """Whether the clause is met for a traveller of whom only this is known."""
    return settle(clause.lower(), build(make_traveller(**known), make_step(party=party, **(step or {})))).truth


def why(
    clause: Clause,
    *,
    party: Party | None = None,
    step: dict[str, Any] | None = None,
    language: str = "en",
    **known: Any,
) -> str:
    """Why the clause is not met, in words."""
    return clause.reason(Subject(make_traveller(**known), make_step(party=party, **(step or {})), Words.of(language)))


def a_test(kind: str | None = "pcr", hours: float | None = 10, result: str | None = "negative", **more: Any) -> Test:
    """A test sampled so many hours before noon."""
    return Test(kind, result, None if hours is None else NOON - timedelta(hours=hours), **more)


CASES: list[tuple[Clause, dict[str, Any], bool | None]] = [
    (PCR_72, {"tests": (a_test(hours=72),)}, True),
    (PCR_72, {"tests": (a_test(hours=72.01),)}, False),
    (PCR_72, {"tests": (a_test(hours=-1),)}, False),
    (PCR_72, {"tests": (a_test(result="positive"),)}, False),
    (PCR_72, {"tests": (a_test(kind="antibody"),)}, False),
    (PCR_72, {"tests": ()}, False),
    (PCR_72, {}, None),
    (PCR_72, {"tests": (a_test(hours=None),)}, None),
    (PCR_72, {"tests": (a_test(result=None), a_test(hours=3))}, True),
    (PCR_72, {"tests": (a_test(result=None), a_test(hours=99))}, None),
    (PCR_72, {"tests": (a_test(hours=None, kind="antibody"),)}, False),
    (FreshNegativeTest(("pcr",), 72, ("KAZ",)), {"tests": (a_test(country="KAZ"),)}, True),
    (FreshNegativeTest(("pcr",), 72, ("KAZ",)), {"tests": (a_test(country="RUS"),)}, False),
    (FreshNegativeTest(("pcr",), 72, ("KAZ",)), {"tests": (a_test(),)}, None),
    (Vaccinated("covid-19"), {"vaccinations": (Vaccination("covid-19", "X", True, date(2020, 10, 1)),)}, True),
    (Vaccinated("covid-19", ("Y",)), {"vaccinations": (Vaccination("covid-19", "X", True, date(2020, 10, 1)),)}, False),
    (Vaccinated("covid-19", (), 31), {"vaccinations": (Vaccination("covid-19", "X", True, date(2020, 10, 1)),)}, False),
    (Vaccinated("covid-19"), {"vaccinations": (Vaccination("covid-19", "X", None, date(2020, 10, 1)),)}, None),
    (DocumentValid(("passport",)), {"papers": (Paper("passport", expires_on=date(2020, 10, 31)),)}, True),
    (DocumentValid(("passport",)), {"papers": (Paper("passport", expires_on=date(2020, 10, 30)),)}, False),
    (DocumentValid(("passport",), 3), {"papers": (Paper("passport", expires_on=date(2021, 1, 31)),)}, True),
    (DocumentValid(("passport",), 3), {"papers": (Paper("passport", expires_on=date(2021, 1, 30)),)}, False),
    (DocumentValid(("passport",)), {"papers": (Paper("passport"),)}, None),
    (DocumentValid(("passport",), 0, ("TJK",)), {"papers": (Paper("passport", None, "RUS", date(2024, 1, 1)),)}, False),
    (HasVisa("UZB", ("transit",)), {"visas": (Visa("transit", "UZB", date(2020, 10, 31), date(2020, 10, 31)),)}, True),
    (HasVisa("UZB", ("transit",)), {"visas": (Visa("transit", "UZB", date(2020, 11, 1), date(2020, 11, 9)),)}, False),
    (
        HasVisa("UZB", ("transit",), 2),
        {"visas": (Visa("transit", "UZB", date(2020, 10, 1), date(2020, 11, 1)),)},
        False,
    ),
    (HasVisa("UZB", ("transit",)), {"visas": ()}, False),
    (Nationality(("TJK",)), {"nationalities": ("RUS", "TJK")}, True),
    (Nationality(("TJK",)), {"nationalities": ("RUS",)}, False),
    (Nationality(("TJK",)), {}, None),
    (Residence(("KAZ",)), {"residences": ("KAZ",)}, True),
    (Age(under=12), {"age": 11}, True),
    (Age(under=12), {"age": 12}, False),
    (Age(under=12), {"born": "1986"}, False),
    (Age(under=34), {"born": "1986"}, None),
    (Age(under=12), {}, None),
    (Age(at_least=18, under=65), {"born": "1986"}, True),
    (Age(), {}, True),
    (Temperature(373), {"temperature": 373}, True),
    (Temperature(373), {"temperature": 374}, False),
    (Temperature(373), {}, None),
    (OnAgreedList("L"), {"lists": (AgreedList("L"),)}, True),
    (OnAgreedList("L", final=True), {"lists": (AgreedList("L", final=False),)}, False),
    (OnAgreedList("L", final=True), {"lists": (AgreedList("L"),)}, None),
    (OnAgreedList("L"), {"lists": ()}, False),
    (Quarantine(14), {"quarantine_days": 14}, True),
    (Quarantine(14), {"quarantine_days": 13}, False),
    (Quarantine(14), {}, False),
    (TravelsBy(("road", "rail")), {"step": {"mode": "rail"}}, True),
    (TravelsBy(("road",)), {"step": {"mode": None}}, None),
    (ComingFrom(("KAZ",)), {}, True),
    (ComingFrom(("AFG",)), {}, False),
    (GoingTo(("TJK",)), {"step": {"going_to": "TJK"}}, True),
    (Purpose(("return",)), {"step": {"purpose": "work"}}, False),
    (GroupKind(("students",)), {"party": Party(kinds=("students", "workers"))}, True),
    (OrganisedGroup(), {"party": Party(organised=True)}, True),
    (SealedVehicle(), {"party": Party(sealed=False)}, False),
    (EscortedVehicle(), {}, None),
    (MedicAboard(), {"party": Party(medic=True)}, True),
    (MasksAboard(), {"party": Party(masks=False)}, False),
    (NoStops(), {"party": Party(stops=0)}, True),
    (NoStops(), {"party": Party(stops=1)}, False),
    (NoStops(), {}, None),
    (HoursInTransit(4), {"party": Party(transit_minutes=240)}, True),
    (HoursInTransit(4), {"party": Party(transit_minutes=241)}, False),
    (ShareOfSeats(70), {"party": Party(seats=49, seats_taken=34)}, True),
    (ShareOfSeats(70), {"party": Party(seats=49, seats_taken=35)}, False),
    (HeadCount(102), {"party": Party(size=102)}, True),
    (HeadCount(101), {"party": Party(size=102)}, False),
    (PostHours(time(8), time(20)), {}, True),
    (PostHours(time(8), time(12)), {}, False),
    (PostHours(time(12), time(20)), {}, True),
    (PostHours(time(20), time(6)), {}, False),
    (PostHours(time(20), time(6)), {"step": {"at": NOON.replace(hour=23)}}, True),
    (PostHours(time(20), time(6)), {"step": {"at": NOON.replace(hour=5)}}, True),
    (ConsentOfAuthority("MFA"), {"party": Party(clearances=(Clearance("MFA", "transit", "yes", "oral"),))}, True),
    (ConsentOfAuthority("MFA", ("exit",)), {"party": Party(clearances=(Clearance("MFA", "transit", "yes"),))}, False),
    (
        ConsentOfAuthority("MFA", (), "written"),
        {"party": Party(clearances=(Clearance("MFA", "transit", "yes", "oral"),))},
        False,
    ),
    (
        ConsentOfAuthority("MFA"),
        {"party": Party(clearances=(Clearance("MFA", "transit", "yes", until=NOON - timedelta(minutes=1)),))},
        False,
    ),
    (ConsentOfAuthority("MFA"), {"party": Party(clearances=())}, False),
    (AnyOf((PCR_72, Age(under=12))), {"tests": (), "age": 5}, True),
    (AnyOf((PCR_72, Age(under=12))), {"tests": ()}, None),
    (AnyOf((PCR_72, Age(under=12))), {"tests": (), "age": 50}, False),
    (AllOf((SealedVehicle(), NoStops())), {"party": Party(sealed=False)}, False),
    (AllOf((SealedVehicle(),)), {"party": Party(sealed=True)}, True),
    (NotThis(Nationality(("AFG",))), {"nationalities": ("TJK",)}, True),
    (Unless(PCR_72, Age(under=12)), {"age": 5}, True),
    (Unless(PCR_72, Age(under=12)), {"age": 50, "tests": ()}, False),
    (Forbidden(), {}, False),
    (Admitted(), {}, True),
    (FreeLogic.of({"===": [{"var": "step.mode"}, "road"]}), {}, True),
]


@pytest.mark.parametrize(("clause", "known", "met"), CASES, ids=lambda value: str(value)[:60])
def test_a_clause_is_met_not_met_or_open(clause, known, met):
    assert judged(clause, **known) is met


def test_every_kind_of_clause_is_among_the_cases():
    assert {type(clause) for clause, _, _ in CASES} == set(CLAUSES.values())


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize(("clause", "known", "met"), CASES, ids=lambda value: str(value)[:60])
def test_a_clause_says_what_it_demands_and_why_it_is_not_met(clause, known, met, language):
    demand = clause.demand(Words.of(language))
    assert demand
    assert "{" not in demand
    if met is False:
        reason = why(clause, language=language, **known)
        assert reason
        assert "{" not in reason


SOUND: dict[type[Clause], Clause] = {type(clause): clause for clause, _, _ in CASES}
INSIDE = (ParameterKind.CLAUSE, ParameterKind.CLAUSES, ParameterKind.EXPRESSION)


def other(parameter: Parameter, value: Any) -> Any:
    """Another value that a parameter may have."""
    if parameter.kind is ParameterKind.NUMBER:
        return value - 1 if value == parameter.most else value + 1
    if parameter.kind is ParameterKind.TRUTH:
        return not value
    if parameter.kind is ParameterKind.CLOCK:
        return time(23, 59)
    if parameter.vocabulary:
        word = next(word for word in parameter.vocabulary if word not in (value or ()))
        return word if parameter.kind is ParameterKind.TEXT else (word,)
    return {
        ParameterKind.TEXT: "another",
        ParameterKind.TEXTS: ("another",),
        ParameterKind.COUNTRY: "MNG",
        ParameterKind.COUNTRIES: ("MNG",),
    }[parameter.kind]


@pytest.mark.parametrize("clause", SOUND.values(), ids=lambda clause: clause.keyword)
@pytest.mark.parametrize("language", ["en", "ru"])
def test_another_value_of_any_parameter_makes_another_demand_in_words(clause, language):
    words = Words.of(language)
    for name, (parameter, _) in parameters_of(type(clause)).items():
        if parameter.kind not in INSIDE:
            changed = replace(clause, **{name: other(parameter, getattr(clause, name))})
            assert changed.demand(words) != clause.demand(words), name


@pytest.mark.parametrize("clause", CLAUSES.values(), ids=lambda clause: clause.keyword)
def test_every_action_and_every_parameter_has_words(clause):
    if clause is not Unless:  # its actions are those of the clause inside
        assert set(clause.actions) <= set(ACTIONS)
    assert all(parameter.meaning for parameter, _ in parameters_of(clause).values())


@pytest.mark.parametrize(
    ("clause", "known", "sentence"),
    [
        (
            PCR_72,
            {"tests": (Test("pcr", "negative", datetime(2020, 10, 28, 14, 0, tzinfo=ALMATY)),)},
            "sampled Wed 28 Oct 14:00 Almaty, 76 h before the gate; at most 72",
        ),
        (PCR_72, {"tests": ()}, "has no test; demanded: negative PCR test, sampled at most 72 hours before"),
        (
            PCR_72,
            {"tests": (a_test(kind="antibody"),)},
            "has only antibody; demanded: negative PCR test, sampled at most 72 hours before",
        ),
        (
            PCR_72,
            {"tests": (a_test(result="positive"),)},
            "test result: positive; demanded: negative PCR test, sampled at most 72 hours before",
        ),
        (PCR_72, {"tests": (a_test(hours=-1),)}, "sampled Sat 31 Oct 13:00 UTC, after the step"),
        (
            FreshNegativeTest(("pcr",), 72, ("KAZ",)),
            {"tests": (a_test(country="RUS"),)},
            (
                "sampled Sat 31 Oct 02:00 UTC, 10 h before the gate, but taken elsewhere; "
                "demanded: negative PCR test, sampled at most 72 hours before, taken in Kazakhstan"
            ),
        ),
        (
            DocumentValid(("passport",)),
            {"papers": (Paper("passport", expires_on=date(2020, 9, 14)),)},
            "passport expired on 14 Sept 2020",
        ),
        (
            DocumentValid(("passport",), 3),
            {"papers": (Paper("passport", expires_on=date(2020, 12, 1)),)},
            "passport valid to 1 Dec 2020; demanded: passport valid 3 months beyond",
        ),
        (DocumentValid(("passport",)), {"papers": ()}, "has no such document; demanded: valid passport"),
        (
            HasVisa("UZB", ("transit",)),
            {"visas": (Visa("transit", "UZB", date(2020, 9, 1), date(2020, 10, 1)),)},
            "visa valid to 1 Oct 2020; demanded: valid transit visa of Uzbekistan",
        ),
        (HasVisa("UZB", ("transit",)), {}, "has no visa of Uzbekistan; demanded: valid transit visa of Uzbekistan"),
        (
            Vaccinated("covid-19", at_least_days=14),
            {"vaccinations": (Vaccination("covid-19", None, True, date(2020, 10, 30)),)},
            "last dose 30 Oct 2020; demanded: complete vaccination against covid-19, at least 14 days ago",
        ),
        (
            Vaccinated("covid-19", ("X", "Y"), at_most_days=1),
            {},
            "has no vaccination on record; demanded: complete vaccination against covid-19, X or Y, at most 1 day ago",
        ),
        (
            Nationality(("UZB",)),
            {"nationalities": ("TJK",)},
            "is a national of Tajikistan; demanded: national of Uzbekistan",
        ),
        (Age(at_least=18), {"born": "2003"}, "is 16–17 years old; demanded: aged 18 years or more"),
        (Age(under=3), {"age": 5}, "is 5 years old; demanded: under 3 years of age"),
        (Temperature(373), {"temperature": 379}, "37.9 °C; at most 37.3"),
        (OnAgreedList("L3", final=True), {"lists": (AgreedList("L3", final=False),)}, "the list L3 is not final yet"),
        (OnAgreedList("L3"), {"lists": ()}, "is not on the list L3"),
        (Quarantine(14), {}, "14 days of quarantine after entry still binds; none is arranged"),
        (Quarantine(14), {"quarantine_days": 5}, "14 days of quarantine after entry still binds; arranged: 5"),
        (NoStops(), {"party": Party(stops=2)}, "2 stops are planned"),
        (HoursInTransit(4), {"party": Party(transit_minutes=260)}, "planned: 4 h 20 min; at most 4 h"),
        (ShareOfSeats(70), {"party": Party(seats=49, seats_taken=40)}, "40 of 49 seats are taken; at most 70 %"),
        (HeadCount(50), {"party": Party(size=102)}, "the group has 102 people; at most 50"),
        (
            PostHours(time(8), time(12)),
            {},
            "planned Sat 31 Oct 12:00 UTC; demanded: between 08:00 and 12:00 local time",
        ),
        (ConsentOfAuthority("MFA"), {}, "MFA has not answered"),
        (
            ConsentOfAuthority("MFA", (), "written"),
            {"party": Party(clearances=(Clearance("MFA", "transit", "yes", "oral"),))},
            "MFA answered: oral yes; demanded: written consent of MFA",
        ),
        (
            ConsentOfAuthority("MFA"),
            {"party": Party(clearances=(Clearance("MFA", "transit", "yes", "oral", NOON - timedelta(hours=3)),))},
            "MFA answered: oral yes, which ran out Sat 31 Oct 09:00 UTC; demanded: consent of MFA",
        ),
        (Forbidden(), {}, "passing is forbidden"),
        (SealedVehicle(), {}, "the vehicle is not sealed"),
        (
            AnyOf((SealedVehicle(), MedicAboard())),
            {},
            "none of these holds: the vehicle is not sealed; no medic is aboard",
        ),
        (
            AllOf((SealedVehicle(), MedicAboard(), NoStops())),
            {"party": Party(sealed=False, medic=True, stops=1)},
            "the vehicle is not sealed; 1 stop is planned",
        ),
        (Residence(("KAZ",)), {}, "demanded: resident of Kazakhstan"),
    ],
)
def test_a_reason_shows_the_persons_own_figures(clause, known, sentence):
    assert why(clause, **known) == sentence


def test_an_exception_keeps_the_actions_and_the_reason_of_its_clause():
    clause = Unless(PCR_72, Age(under=12))
    assert clause.actions == ("obtain_test",)
    assert why(clause, tests=()).startswith("has no test")
    assert clause.demand(Words.of("en")) == (
        "negative PCR test, sampled at most 72 hours before (exempt: under 12 years of age)"
    )


def test_free_logic_comes_back_as_it_was_written():
    json: Any = {"and": [{"var": "vehicle.sealed"}, {"<": [{"var": "group.size"}, 50]}]}
    assert FreeLogic.of(json).json() == json


def test_a_word_that_no_vocabulary_has_stands_for_itself():
    assert labels(Words.of("en"), {"pcr": "PCR"}, ("pcr", "loop_mediated")) == "PCR or loop mediated"


def test_parameters_say_which_are_required():
    parameters = parameters_of(FreshNegativeTest)
    assert parameters["kinds"][0].kind is ParameterKind.TEXTS
    assert [name for name, (_, required) in parameters.items() if required] == ["kinds", "within_hours"]
