"""All requirements of a country on one traveller: fifteen as a state makes them, and travellers who meet them or not.

Everything is invented; of every fact some are not recorded, as in any real list.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from bench.of_rulebook.timing import Figures, percentile, single_timings
from rulebook.certlogic.compiled import compile_truths
from rulebook.certlogic.interpret import settle
from rulebook.certlogic.tree import Constant, Expr
from rulebook.certlogic.values import Value
from rulebook.clauses.base import Clause
from rulebook.clauses.combining import AllOf, AnyOf, NotThis, Unless
from rulebook.clauses.passage import (
    ComingFrom,
    ConsentOfAuthority,
    HeadCount,
    HoursInTransit,
    NoStops,
    OrganisedGroup,
    PostHours,
    SealedVehicle,
    ShareOfSeats,
    TravelsBy,
)
from rulebook.clauses.persons import Age, Nationality, OnAgreedList, Quarantine, Residence, Temperature
from rulebook.clauses.proofs import DocumentValid, FreshNegativeTest, HasVisa, Vaccinated
from rulebook.facts import build, passage
from rulebook.travellers import AgreedList, Clearance, Paper, Party, Role, Step, Test, Traveller, Vaccination, Visa

EVERYBODY = None

REQUIREMENTS: tuple[tuple[Clause | None, Clause], ...] = (
    (EVERYBODY, Unless(FreshNegativeTest(("pcr", "rapid"), 72), Age(under=6))),
    (TravelsBy(("air",)), FreshNegativeTest(("pcr",), 48)),
    (EVERYBODY, DocumentValid(("passport", "return_certificate"), 3)),
    (NotThis(Nationality(("KAZ", "RUS", "KGZ", "BLR", "ARM", "TJK"))), HasVisa("UZB", ("transit", "entry"))),
    (Nationality(("AFG",)), HasVisa("UZB", ("entry",))),
    (EVERYBODY, PostHours(time(6), time(22))),
    (TravelsBy(("road",)), SealedVehicle()),
    (ComingFrom(("KAZ",)), AllOf((NoStops(), HoursInTransit(24)))),
    (TravelsBy(("road", "rail")), ShareOfSeats(70)),
    (EVERYBODY, HeadCount(120)),
    (Age(at_least=12), Vaccinated("covid-19", at_least_days=14)),
    (EVERYBODY, Temperature(372)),
    (Nationality(("TJK",)), AnyOf((OnAgreedList("tj-2020-10"), Residence(("UZB",))))),
    (TravelsBy(("road",)), ConsentOfAuthority("MFA UZ", ("transit",))),
    (Nationality(("TJK", "KGZ")), AnyOf((OrganisedGroup(), Quarantine(14)))),
)
EXPRESSIONS: tuple[Expr, ...] = tuple(
    expr
    for applies, demand in REQUIREMENTS
    for expr in (Constant(True) if applies is None else applies.lower(), demand.lower())
)

_NOON = datetime(2020, 10, 31, 12, 40, tzinfo=ZoneInfo("Asia/Tashkent"))
STEP = Step(
    id="entry",
    jurisdiction="UZB",
    role=Role.TRANSIT,
    at=_NOON,
    crossing="KZUZ-ZHB",
    post="KZUZ-ZHB-UZ",
    mode="road",
    coming_from="KAZ",
    going_to="TJK",
    party=Party(
        organised=True,
        size=102,
        sealed=None,
        seats=150,
        seats_taken=102,
        stops=0,
        transit_minutes=300,
        clearances=(Clearance("MFA UZ", "transit", "granted", "oral", _NOON + timedelta(days=1)),),
    ),
)


def travellers(count: int, seed: int = 20201031) -> list[Traveller]:
    """Make travellers, the same each time."""
    chance = Random(seed)
    return [_traveller(chance, number) for number in range(count)]


def _traveller(chance: Random, number: int) -> Traveller:
    nationality = chance.choice(("TJK",) * 8 + ("UZB", "KGZ", "AFG", "KAZ"))
    return Traveller(
        id=str(number),
        nationalities=(nationality,),
        residences=chance.choice(((nationality,), ("UZB",), None)),
        sex=chance.choice(("F", "M")),
        born=(date(1950, 1, 1) + timedelta(days=chance.randrange(25_000))).isoformat(),
        temperature=chance.choice((None, 365, 366, 368, 371, 379)),
        quarantine_days=chance.choice((None, 0, 14)),
        papers=(Paper("passport", "P1", nationality, date(2020, 11, 1) + timedelta(days=chance.randrange(3000))),),
        tests=chance.choice((None, (), _tests(chance), _tests(chance), _tests(chance))),
        vaccinations=chance.choice(((), (Vaccination("covid-19", "any", True, date(2020, 9, 1)),))),
        visas=chance.choice(((), (Visa("transit", "UZB", date(2020, 10, 1), date(2020, 12, 1)),))),
        lists=chance.choice(((), (AgreedList("tj-2020-10", final=True),))),
    )


def _tests(chance: Random) -> tuple[Test, ...]:
    return tuple(
        Test(
            kind=chance.choice(("pcr", "rapid", "antibody")),
            result=chance.choice(("negative", "negative", "negative", "positive", None)),
            sampled_at=_NOON - timedelta(minutes=chance.randrange(7 * 1440)),
            country="KAZ",
        )
        for _ in range(chance.randint(1, 2))
    )


def facts_of(people: Sequence[Traveller]) -> list[Value]:
    """Build the facts of travellers at the step."""
    shared = passage(STEP)
    return [build(person, STEP, shared) for person in people]


def wrong_truths(rows: Sequence[Value]) -> int:
    """Count the travellers for whom the compiled set and the interpreter do not say the same."""
    judge = compile_truths(EXPRESSIONS)
    return sum(judge(row) != tuple(settle(expr, row).truth for expr in EXPRESSIONS) for row in rows)


def measure_set() -> Figures:
    """All requirements of a country on one traveller, each call timed by itself."""
    judge, rows = compile_truths(EXPRESSIONS), facts_of(travellers(1000))
    times = single_timings(judge, rows)
    answers = [truth for row in rows for truth in judge(row)]
    return {
        "country_set_requirements": len(REQUIREMENTS),
        "country_set_p50_us": percentile(times, 50),
        "country_set_p99_us": percentile(times, 99),
        "country_set_open_percent": round(100 * answers.count(None) / len(answers), 1),
        "country_set_mismatches": wrong_truths(rows),
        "timer_us": percentile(single_timings(_nothing, rows), 50),
    }


def _nothing(_: Value) -> None:
    return None


def measure_facts() -> Figures:
    """The facts of one traveller at one step, built from the records."""
    shared, people = passage(STEP), travellers(1000)
    alone = single_timings(lambda person: build(person, STEP), people)
    times = single_timings(lambda person: build(person, STEP, shared), people)
    return {
        "facts_build_us": percentile(alone, 50),
        "facts_build_p99_us": percentile(alone, 99),
        "facts_build_with_passage_us": percentile(times, 50),
    }
