"""Random packs that are sound: every clause with any parameters it allows, and examples that come out as they say."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta, timezone
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from rulebook.catalogue import CATALOGUE, Fact, Kind
from rulebook.certlogic.reading import read
from rulebook.clauses.base import Clause, Parameter, ParameterKind, parameters_of
from rulebook.clauses.combining import FreeLogic
from rulebook.clauses.registry import CLAUSES
from rulebook.packs.checks import _missing_examples
from rulebook.packs.examples import answer
from rulebook.packs.format import CHANNELS
from rulebook.packs.pack import Pack
from rulebook.requirements import (
    Example,
    Part,
    Remedy,
    RequirementVersion,
    Scope,
    Source,
    Standing,
)
from rulebook.requirements import Kind as VersionKind
from rulebook.travellers import Role

TEXTS: SearchStrategy[str] = st.one_of(
    st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn", "Zl", "Zp"]), min_size=1, max_size=30).filter(
        str.strip
    ),
    st.sampled_from(
        [
            "no",
            "NO",
            "12:30",
            "2020-10-31",
            "1.0",
            "1e3",
            "010",
            "089",
            "0o7",
            "~",
            "null",
            "true",
            "yes",
            "=",
            "<<",
            "- a",
            "a: b",
            "a #b",
            " led and trailed ",
            "'q'",
            '"q"',
            "*a",
            "&a",
            "!a",
            "%a",
            "@a",
            "a\nb",
            "\n\na\n",
            "x" * 200,
        ]
    ),
)
COUNTRIES = st.sampled_from(["KAZ", "UZB", "TJK", "KGZ", "NOR", "EUE"])
IDS = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,12}", fullmatch=True)
WORDS = st.from_regex(r"[a-z][a-z0-9_]{0,12}", fullmatch=True)
LANGUAGES = st.sampled_from(["en", "ru", "no", "uz-Latn"])
TRANSLATIONS = st.dictionaries(LANGUAGES, TEXTS, min_size=1, max_size=3)
ZONES = st.sampled_from(
    [UTC, ZoneInfo("UTC"), timezone(timedelta(hours=5)), timezone(timedelta(hours=-3, minutes=-30))]
    + [ZoneInfo(key) for key in ("Asia/Tashkent", "Europe/Berlin", "America/St_Johns")]
    + [timezone(timedelta(seconds=17))]
)


def with_fixed_offset(at: datetime) -> datetime:
    """The same moment; Python finds an hour that the clocks leave out or repeat unequal to itself in other zones."""
    return at.replace(tzinfo=timezone(at.utcoffset() or timedelta()))


MOMENTS = st.datetimes(datetime(1901, 1, 1), datetime(2198, 12, 31), timezones=ZONES).map(with_fixed_offset)  # noqa: DTZ001
DURATIONS = st.integers(0, 10_000).map(lambda minutes: timedelta(minutes=minutes))

LOGIC: list[Any] = [
    {"===": [{"var": "step.mode"}, "NO"]},
    {"in": [{"var": "step.going_to"}, ["TJK", "1e3"]]},
    {"if": [{"var": "vehicle.sealed"}, {"<=": [{"var": "transit.minutes"}, 240]}, False]},
    {"reduce": [{"var": "tests"}, {"and": [{"===": [{"var": "current.kind"}, "pcr"]}, True]}, False]},
]


def parameter_values(declared: Parameter, clauses: SearchStrategy[Clause]) -> SearchStrategy[Any]:
    """What may stand for a parameter."""
    words: SearchStrategy[str] = TEXTS if declared.vocabulary is None else st.sampled_from(list(declared.vocabulary))
    lists = partial(st.lists, min_size=1, max_size=3, unique=True)
    return {
        ParameterKind.NUMBER: st.integers(declared.least, declared.most),
        ParameterKind.TEXT: words,
        ParameterKind.TEXTS: lists(words).map(tuple),
        ParameterKind.COUNTRY: COUNTRIES,
        ParameterKind.COUNTRIES: lists(COUNTRIES).map(tuple),
        ParameterKind.TRUTH: st.booleans(),
        ParameterKind.CLOCK: st.times().map(lambda clock: time(clock.hour, clock.minute)),
        ParameterKind.CLAUSE: clauses,
        ParameterKind.CLAUSES: st.lists(clauses, min_size=1, max_size=3).map(tuple),
        ParameterKind.EXPRESSION: st.sampled_from([read(logic) for logic in LOGIC]),
    }[declared.kind]


def makes_sense(clause: Clause) -> bool:
    """Whether the parameters do not contradict each other."""
    least, most = getattr(clause, "at_least_days", 0), getattr(clause, "at_most_days", 0)
    age = clause.keyword != "age" or (clause.at_least, clause.under) != (0, 200)  # type: ignore[attr-defined]
    under = getattr(clause, "at_least", -1) < getattr(clause, "under", 0)
    return least <= most and age and under and getattr(clause, "opens", 0) != getattr(clause, "until", 1)


@st.composite
def made_of(draw: st.DrawFn, kind: type[Clause], clauses: SearchStrategy[Clause]) -> Clause:
    """A clause of one kind; parameters with a default may be left out."""
    values = {}
    for name, (declared, required) in parameters_of(kind).items():
        if required or draw(st.booleans()):
            values[name] = draw(parameter_values(declared, clauses))
    return kind(**values)


def _clauses_over(inner: SearchStrategy[Clause], kinds: list[type[Clause]]) -> SearchStrategy[Clause]:
    return st.sampled_from(kinds).flatmap(lambda kind: made_of(kind, inner)).filter(makes_sense)


_COMBINING = [CLAUSES[name] for name in ("any_of", "all_of", "not", "unless")]
_SIMPLE = [kind for kind in CLAUSES.values() if kind not in _COMBINING]
SIMPLE_CLAUSES = _clauses_over(st.nothing(), _SIMPLE)
ALL_CLAUSES = st.recursive(SIMPLE_CLAUSES, lambda inner: _clauses_over(inner, _COMBINING), max_leaves=4)

REMEDIES = st.builds(
    Remedy,
    WORDS,
    st.none() | DURATIONS,
    st.none() | TEXTS,
    st.none() | st.integers(0, 10**9),
    st.just({}) | TRANSLATIONS,
)
PARTS = st.lists(
    st.builds(Part, WORDS, ALL_CLAUSES, st.just({}) | TRANSLATIONS, st.lists(REMEDIES, max_size=2).map(tuple)),
    min_size=1,
    max_size=3,
    unique_by=lambda part: part.name,
).map(tuple)
SOME_COUNTRIES = st.lists(COUNTRIES, max_size=3, unique=True).map(tuple)
SOME_TEXTS = st.lists(TEXTS, max_size=2, unique=True).map(tuple)
SCOPES = st.builds(Scope, SOME_COUNTRIES, st.just(()), SOME_TEXTS, SOME_COUNTRIES, SOME_TEXTS, st.none() | TEXTS)


def fact_values(fact: Fact) -> SearchStrategy[Any]:
    """What a fact may be in an example."""
    if fact.kind is Kind.RECORDS:
        items = {item.path: fact_values(item) for item in fact.of_item}
        return st.lists(st.fixed_dictionaries({}, optional=items), max_size=2).map(tuple)
    if fact.kind is Kind.TRUTH:
        return st.booleans()
    if fact.kind is Kind.NUMBER:
        of_day = fact.path == "step.minute_of_day"
        return st.integers(0, 1439) if of_day else st.integers(-100_000, 100_000)
    text = COUNTRIES if fact.unit.startswith("ISO") else TEXTS
    return st.lists(text, max_size=2).map(tuple) if fact.kind is Kind.TEXTS else text


CASES = st.lists(st.sampled_from(list(CATALOGUE.values())), max_size=4, unique_by=lambda fact: fact.path).flatmap(
    lambda facts: st.fixed_dictionaries({fact.path: fact_values(fact) for fact in facts})
)


@st.composite
def examples(draw: st.DrawFn, version: RequirementVersion) -> tuple[Example, ...]:
    """Cases of a version, each with the answer that comes out."""
    found = []
    for facts in draw(st.lists(CASES, max_size=3)):
        came_out = answer(version, Example("", facts, passes=None))
        concerned = came_out.concerned.truth is not False
        found.append(Example(draw(TEXTS), facts, came_out.passes if concerned else None, concerned=concerned))
    return tuple(found)


@st.composite
def versions(draw: st.DrawFn, id_: str, number: int) -> RequirementVersion:
    """A sound version; one that lacks the examples it needs is withdrawn, so that it needs none."""
    recorded, start = draw(MOMENTS), draw(MOMENTS)
    source = st.builds(
        Source, TEXTS, st.sampled_from(["gazette", *CHANNELS]), TEXTS, st.just(recorded),
        st.none() | st.just("0a" * 32), st.none() | TEXTS, st.lists(IDS, max_size=2, unique=True).map(tuple),
    )  # fmt: skip
    sources = (draw(source.filter(lambda one: one.channel == "gazette")), *draw(st.lists(source, max_size=1)))
    version = RequirementVersion(
        id=id_,
        version=number,
        jurisdiction=draw(COUNTRIES),
        roles=draw(st.sets(st.sampled_from(list(Role)), min_size=1).map(frozenset)),
        kind=draw(st.sampled_from(VersionKind)),
        standing=draw(st.sampled_from(Standing)),
        valid_from=start,
        valid_to=draw(st.none() | st.just(start.astimezone(UTC) + timedelta(hours=draw(st.integers(1, 9))))),
        recorded_at=recorded,
        title=draw(TRANSLATIONS),
        modes=draw(st.lists(st.sampled_from(["road", "air"]), unique=True).map(tuple)),
        posts=draw(st.lists(IDS, max_size=2, unique=True).map(tuple)),
        scope=draw(SCOPES),
        when=draw(st.none() | ALL_CLAUSES),
        parts=draw(PARTS),
        overrides=draw(st.just(()) | st.just(("ELSEWHERE",))),
        conflicts_with=draw(st.just(()) | st.just(("ELSEWHERE", "no"))),
        sources=sources,
        last_confirmed_at=draw(st.none() | st.just(recorded)),
        stale_after=draw(st.none() | DURATIONS),
        extras=draw(st.just({}) | st.dictionaries(TEXTS, json_values(), max_size=3)),
    )
    version = replace(version, examples=draw(examples(version)))
    return replace(version, standing=Standing.WITHDRAWN) if list(_missing_examples(version)) else version


def json_values() -> SearchStrategy[Any]:
    """Any JSON value."""
    numbers = st.integers(-(10**29), 10**29) | st.floats(allow_nan=False, allow_infinity=False)
    return st.recursive(
        st.none() | st.booleans() | numbers | TEXTS | st.just(""),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
        max_leaves=6,
    )


@st.composite
def packs(draw: st.DrawFn) -> Pack:
    """A sound pack."""
    ids = draw(st.lists(IDS, min_size=1, max_size=2, unique=True))
    numbered = [(id_, number) for id_ in ids for number in range(1, draw(st.integers(1, 2)) + 1)]
    return Pack(draw(TRANSLATIONS), tuple(draw(versions(id_, number)) for id_, number in numbered))


__all__ = ["ALL_CLAUSES", "MOMENTS", "FreeLogic", "json_values", "packs"]
