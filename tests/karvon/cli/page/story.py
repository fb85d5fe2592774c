"""The story that the page's tests tell: people at a gate, an oral demand, a practice that contradicts it, a way back
that is shut. Small enough to read, and any number of people long."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from karvon.cli.page import write_page
from karvon.cli.page.reader import LOCALE, Reader
from rulebook.book import RequirementBook
from rulebook.clauses.combining import Unless
from rulebook.clauses.passage import ConsentOfAuthority, OrganisedGroup
from rulebook.clauses.persons import Age, Nationality, Quarantine, Temperature
from rulebook.clauses.proofs import DocumentValid, FreshNegativeTest
from rulebook.requirements import Kind, Part, Remedy, RequirementVersion, Scope, Source, Standing
from rulebook.summary import Summary, summarise
from rulebook.trap import traps
from rulebook.travellers import Clearance, Journey, Paper, Party, Position, Role, Step, Test, Traveller
from rulebook.verdicts import Judge
from rulebook.words import Words

KNOWN_AT = datetime(2020, 10, 31, 8, 0, tzinfo=UTC)
ALMATY, TASHKENT, DUSHANBE = ZoneInfo("Asia/Almaty"), ZoneInfo("Asia/Tashkent"), ZoneInfo("Asia/Dushanbe")

HOUR = timedelta(hours=1)
TEST_AT_GATE = Remedy("obtain_test", timedelta(hours=5), "Gisht Kuprik", 2000)
TEST_IN_TOWN = Remedy("obtain_test", timedelta(hours=48), "Shymkent", 2668)
QUARANTINE = Remedy("arrange_quarantine", None, None, 35000)


def steps() -> tuple[Step, ...]:
    """Out of Kazakhstan, into and out of Uzbekistan, into Tajikistan."""
    answers = (Clearance("MFA of Uzbekistan", "transit", "yes", "oral"),)
    party = Party(organised=True, size=102, clearances=answers, sealed=False, stops=2, transit_minutes=400)
    gate, out = "KZUZ-ZHB", "UZTJ-OYB"

    def step(id_: str, state: str, role: Role, at: datetime, place: str, crossing: str, come: str) -> Step:
        return Step(id_, state, role, at, place=place, crossing=crossing, mode="road", coming_from=come, party=party)

    start = datetime(2020, 10, 31, 13, 40, tzinfo=ALMATY)
    return (
        step("kz-exit", "KAZ", Role.EXIT, start, "Zhibek Zholy", gate, "KAZ"),
        step("uz-entry", "UZB", Role.ENTRY, start.astimezone(TASHKENT), "Gisht Kuprik", gate, "KAZ"),
        step("uz-exit", "UZB", Role.EXIT, (start + 4 * HOUR).astimezone(TASHKENT), "Oybek", out, "UZB"),
        step("tj-entry", "TJK", Role.ENTRY, (start + 5 * HOUR).astimezone(DUSHANBE), "Fotekhobod", out, "UZB"),
    )


def versions() -> tuple[RequirementVersion, ...]:
    """All requirements of the story."""
    return (*of_uzbekistan(), *of_the_neighbours())


def of_uzbekistan() -> tuple[RequirementVersion, ...]:
    """The published rule, the practice that lifts it, and the oral demand that contradicts the practice."""
    test = FreshNegativeTest(("pcr", "rapid", "antibody"), 72)
    moment = datetime(2020, 10, 31, 7, 40, tzinfo=UTC)
    return (
        make_version(
            "R-UZ-1",
            {"en": "Test and 14 days of quarantine", "ru": "Тест и карантин 14 дней"},
            datetime(2020, 9, 30, 19, tzinfo=UTC),
            Part("test", test, remedies=(TEST_AT_GATE, TEST_IN_TOWN)),
            Part("quarantine", Quarantine(14), remedies=(QUARANTINE,)),
            sources=(said("Special Republican Commission", "gazette", "Entry by road: a test, then quarantine."),),
            last_confirmed_at=datetime(2020, 10, 20, tzinfo=UTC),
        ),
        make_version(
            "R-UZ-0",
            {"en": "Non-contact corridor for organised groups", "ru": "Бесконтактный коридор для групп"},
            datetime(2020, 6, 2, tzinfo=UTC),
            Part("consent", ConsentOfAuthority("MFA of Uzbekistan")),
            Part("group", OrganisedGroup()),
            kind=Kind.EXEMPTION,
            overrides=("R-UZ-1",),
            stale_after=timedelta(days=60),
            sources=(said("Ministry of Foreign Affairs", "note_verbale", "Groups may pass without contact."),),
        ),
        make_version(
            "R-UZ-2",
            {"en": "Oral order at the gate", "ru": "Устное распоряжение на посту"},
            moment,
            Part("test", test, remedies=(TEST_AT_GATE, TEST_IN_TOWN)),
            standing=Standing.STATED,
            scope=Scope(nationalities=("TJK",)),
            conflicts_with=("R-UZ-0",),
            recorded_at=datetime(2020, 10, 31, 7, 52, tzinfo=UTC),
            sources=(
                said("Shift commander, Gisht Kuprik", "gate_officer", "No Tajik citizen passes untested.", moment),
            ),
        ),
    )


def of_the_neighbours() -> tuple[RequirementVersion, ...]:
    """What Kazakhstan asks on the way out and back, and Tajikistan on the way in."""
    return (
        make_version(
            "R-KZ-1",
            {"en": "Entry of non-citizens: PCR", "ru": "Въезд иностранцев: ПЦР"},
            datetime(2020, 10, 5, 18, tzinfo=UTC),
            Part("test", Unless(FreshNegativeTest(("pcr",), 72), Nationality(("KAZ",))), remedies=(TEST_IN_TOWN,)),
            jurisdiction="KAZ",
            sources=(said("Chief sanitary doctor", "gazette", "Order no. 54"),),
        ),
        make_version(
            "R-KZ-2",
            {"en": "Exit with a valid paper", "ru": "Выезд по действительному документу"},
            datetime(2020, 1, 1, tzinfo=UTC),
            Part("paper", DocumentValid(("passport", "birth_certificate", "return_certificate"))),
            jurisdiction="KAZ",
            roles=frozenset({Role.EXIT}),
        ),
        make_version(
            "R-TJ-1",
            {"en": "Citizens by land", "ru": "Граждане по суше"},
            datetime(2020, 8, 27, tzinfo=UTC),
            Part("temperature", Unless(Temperature(375), Age(under=3))),
            jurisdiction="TJK",
            scope=Scope(nationalities=("TJK",)),
            sources=(said("Border troops of Tajikistan", "phone", "Citizens are admitted; temperature is taken."),),
        ),
    )


def said(authority: str, channel: str, quote: str, heard_at: datetime = datetime(2020, 10, 2, 9, tzinfo=UTC)) -> Source:
    """A source."""
    return Source(authority, channel, quote, heard_at)


def make_version(id_: str, title: dict[str, str], start: datetime, *parts: Part, **given: object) -> RequirementVersion:
    """A confirmed requirement on entry to Uzbekistan, known from when it takes effect unless said otherwise."""
    defaults: dict[str, object] = {
        "version": 1,
        "jurisdiction": "UZB",
        "roles": frozenset({Role.ENTRY}),
        "kind": Kind.REQUIREMENT,
        "standing": Standing.CONFIRMED,
        "recorded_at": start,
    }
    return RequirementVersion(id=id_, title=title, valid_from=start, parts=parts, **{**defaults, **given})  # type: ignore[arg-type]  # a maker


FAMILY = ("Karimov", "Rahimova", "Nazarov", "Saidova", "Boboev", "Yusupova", "Хасанов", "Qodirova", "Шарипова")
GIVEN = ("Jamshed", "Madina", "Dilshod", "Mehri", "Rustam", "Зарина", "Kamol", "Gulnora", "Фируз", "Sitora", "Ilhom")


def people(number: int) -> list[Traveller]:
    """The first third stand between the posts; the first twelve travel as households of three."""
    return [make_person(place, number) for place in range(number)]


def make_person(place: int, of: int) -> Traveller:
    """One of them: a few have a stale test, one a paper without a date, one nothing recorded."""
    position = Position("KZUZ-ZHB", left="KAZ", since=KNOWN_AT - HOUR) if place < of // 3 else None
    stale = Test("pcr", "negative", datetime(2020, 10, 28, 9, 40, tzinfo=ALMATY))
    expires = None if place == 60 else datetime(2024, 6, 30, tzinfo=UTC).date()
    return Traveller(
        id=f"P{place + 1:03d}",
        name=f"{FAMILY[place % 9]} {GIVEN[(place * 7) % 11]}",
        nationalities=("TJK",),
        born="2018" if place % 10 == 4 else f"{1960 + place % 40}-03-0{1 + place % 9}",
        temperature=None if place in (7, 31) else 366,
        papers=None if place == 70 else (Paper("passport", None, "TJK", expires),),
        tests=(stale,) if place % 34 == 3 else (),
        household=f"H{place // 3 + 1}" if place < 12 else None,
        batch=str(min(place * 3 // of, 2) + 1),
        position=position,
    )


def judged(travellers: list[Traveller], *rules: RequirementVersion, planned: tuple[Step, ...] | None = None) -> Summary:
    """The list judged by the story's rules, or by others."""
    journey = Journey("M", planned or steps())
    judge = Judge(RequirementBook(rules or versions()), known_at=KNOWN_AT)
    return summarise(journey.steps, judge.verdicts(travellers, journey), traps(judge, travellers, journey))


def written(summary: Summary, out: Path, language: str = "en", **given: object) -> str:
    """The page of a summary, written to a file and read again."""
    defaults: dict[str, object] = {
        "words": Words.of(language),
        "title": "Zhibek Zholy, 31 October 2020",
        "source": "people.csv, 102 rows",
        "known_at": KNOWN_AT,
        "now": KNOWN_AT,
        "generated_by": "karvon 0.1.0",
    }
    write_page(summary, out, **{**defaults, **given})  # type: ignore[arg-type]  # a maker
    return out.read_text(encoding="utf-8")


def make_reader(language: str = "en", *, pseudonyms: bool = False) -> Reader:
    """The reader of the story's pages."""
    return Reader(Words.of(language).also_from(LOCALE), KNOWN_AT, pseudonyms)
