"""Selection by two clocks: the highest version known and in force, against a naive scan, over many overlaps."""

from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rulebook.book import RequirementBook, microseconds
from rulebook.requirements import RequirementVersion, Standing
from rulebook.travellers import Role
from tests.rulebook.making import make_version

START = datetime(2020, 10, 1, tzinfo=UTC)
HOURS = st.integers(0, 24).map(lambda hours: START + timedelta(hours=hours))


def in_force(book: RequirementBook, at: datetime, known_at: datetime, role: Role = Role.ENTRY) -> list[tuple[str, int]]:
    """Ids and versions in force."""
    return [(one.id, one.version) for one in book.in_force("UZB", role, at, known_at).versions]


def scanned(versions: list[RequirementVersion], at: datetime, known_at: datetime, role: Role) -> list[tuple[str, int]]:
    """The same by looking at every version."""
    highest: dict[str, tuple[tuple[int, datetime, int], RequirementVersion]] = {}
    for order, one in enumerate(versions):
        if one.recorded_at <= known_at and one.valid_from <= at and (one.valid_to is None or at < one.valid_to):
            rank = (one.version, one.recorded_at, order)
            if one.id not in highest or rank > highest[one.id][0]:
                highest[one.id] = (rank, one)
    return [
        (id_, one.version)
        for id_, (_, one) in sorted(highest.items())
        if role in one.roles and one.jurisdiction == "UZB" and one.standing is not Standing.WITHDRAWN
    ]


@st.composite
def versions(draw: st.DrawFn) -> RequirementVersion:
    """A version of one of three requirements, with any range, knowledge, role and standing."""
    end = draw(st.none() | HOURS)
    return make_version(
        draw(st.sampled_from(["R-1", "R-2", "R-3"])),
        version=draw(st.integers(1, 4)),
        jurisdiction=draw(st.sampled_from(["UZB", "UZB", "KAZ"])),
        roles=frozenset(draw(st.sets(st.sampled_from(list(Role)), min_size=1))),
        standing=draw(st.sampled_from(list(Standing))),
        valid_from=draw(HOURS),
        valid_to=end,
        recorded_at=draw(HOURS),
    )


@given(st.lists(versions(), max_size=12), st.lists(st.tuples(HOURS, HOURS), min_size=1, max_size=6))
def test_selection_equals_a_scan_of_all_versions(many, moments):
    book = RequirementBook(many)
    for at, known_at in moments:
        for role in Role:
            assert in_force(book, at, known_at, role) == scanned(many, at, known_at, role)


def test_a_range_begins_with_its_first_moment_and_ends_before_its_last():
    version = make_version(valid_from=START, valid_to=START + timedelta(hours=1))
    book = RequirementBook([version])
    late = START + timedelta(days=1)
    assert in_force(book, START, late) == [("R-1", 1)]
    assert in_force(book, START - timedelta(microseconds=1), late) == []
    assert in_force(book, START + timedelta(hours=1), late) == []


def test_what_was_not_yet_recorded_was_not_known():
    told = START + timedelta(hours=8)
    book = RequirementBook([make_version(valid_from=START, recorded_at=told)])
    assert in_force(book, told, told - timedelta(seconds=1)) == []
    assert in_force(book, START, told) == [("R-1", 1)]


def test_a_later_version_wins_and_gives_way_again_when_it_ends():
    book = RequirementBook(
        [
            make_version(version=1),
            make_version(version=2, valid_from=START, valid_to=START + timedelta(hours=6)),
        ]
    )
    late = START + timedelta(days=2)
    assert in_force(book, START + timedelta(hours=1), late) == [("R-1", 2)]
    assert in_force(book, START + timedelta(hours=6), late) == [("R-1", 1)]


def test_a_withdrawn_requirement_does_not_bind_but_its_history_stays():
    withdrawn = make_version(version=2, standing=Standing.WITHDRAWN, valid_from=START, recorded_at=START)
    book = RequirementBook([make_version(), withdrawn])
    assert in_force(book, START, START) == []
    assert book.version("R-1", START, START) is withdrawn
    assert [one.version for one in book.history("R-1")] == [1, 2]


def test_the_same_moment_in_two_zones_selects_the_same():
    book = RequirementBook([make_version(valid_from=START, valid_to=START + timedelta(hours=1))])
    tashkent = START.astimezone(ZoneInfo("Asia/Tashkent"))
    assert in_force(book, tashkent, START) == [("R-1", 1)]
    assert microseconds(tashkent) == microseconds(START)


@pytest.fixture(scope="module")
def thousands() -> list[RequirementVersion]:
    """5,000 versions of 60 requirements: any range, knowledge, role, state and standing, nearly all overlapping."""
    dice = Random(31102020)

    def hour(most: int) -> datetime:
        return START + timedelta(hours=dice.randrange(most))

    made = []
    for number in range(5_000):
        start = hour(2_000)
        made.append(
            make_version(
                f"R-{number % 60:02d}",
                version=dice.randrange(1, 90),
                jurisdiction=dice.choice(["UZB", "UZB", "KAZ"]),
                roles=frozenset(dice.sample(list(Role), dice.randrange(1, 4))),
                standing=dice.choice(list(Standing)),
                valid_from=start,
                valid_to=dice.choice([None, start + timedelta(hours=dice.randrange(0, 900))]),
                recorded_at=hour(2_000),
            )
        )
    return made


@pytest.fixture(scope="module")
def large_book(thousands) -> RequirementBook:
    """The book that holds them."""
    return RequirementBook(thousands)


LONG = st.integers(-10, 3_000 * 60).map(lambda minutes: START + timedelta(minutes=minutes))


@given(LONG, LONG, st.sampled_from(list(Role)))
@settings(max_examples=60, deadline=None)
def test_among_thousands_of_overlapping_versions_the_same_are_selected_as_by_a_scan(
    thousands, large_book, at, known_at, role
):
    assert in_force(large_book, at, known_at, role) == scanned(thousands, at, known_at, role)


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_at_the_very_moment_at_which_a_version_begins_ends_or_becomes_known_a_scan_agrees(thousands, large_book, data):
    one = data.draw(st.sampled_from(thousands))
    tick = data.draw(st.sampled_from([timedelta(), timedelta(microseconds=1), -timedelta(microseconds=1)]))
    at = data.draw(st.sampled_from([one.valid_from, one.valid_to or one.valid_from]))

    selected = in_force(large_book, at + tick, one.recorded_at + tick)
    assert selected == scanned(thousands, at + tick, one.recorded_at + tick, Role.ENTRY)


def test_a_selection_is_made_once_and_the_oldest_are_forgotten(monkeypatch):
    monkeypatch.setattr("rulebook.book._REMEMBERED", 1)
    book = RequirementBook([make_version(valid_from=START)])
    first = book.in_force("UZB", Role.ENTRY, START, START)
    assert book.in_force("UZB", Role.ENTRY, START + timedelta(days=9), START) is first
    book.in_force("UZB", Role.ENTRY, START - timedelta(days=9), START)
    assert book.in_force("UZB", Role.ENTRY, START, START) is not first


def test_nothing_is_in_force_where_nothing_was_recorded():
    book = RequirementBook([])
    assert in_force(book, START, START) == []
    assert book.version("R-9", START, START) is None
    assert book.history("R-9") == ()
    assert book.ids == ()
    assert book.states == frozenset()


def test_a_book_lists_its_ids_and_the_states_and_roles_it_speaks_of():
    book = RequirementBook([make_version("R-2"), make_version("R-1")])
    assert book.ids == ("R-1", "R-2")
    assert book.states == {("UZB", Role.ENTRY)}


def test_an_empty_range_is_never_in_force():
    book = RequirementBook([make_version(valid_from=START, valid_to=START)])
    assert in_force(book, START, START) == []


@pytest.mark.parametrize("zone", ["UTC", "Asia/Tashkent", "America/New_York"])
def test_moments_compare_whatever_their_zone(zone):
    assert microseconds(START.astimezone(ZoneInfo(zone))) == int(START.timestamp()) * 1_000_000
