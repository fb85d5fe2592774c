"""Questions by either clock: what counts, what contradicts, what grew stale, what a version changed."""

from datetime import timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from karvon.accounts.acting import SYSTEM, acting_as, member
from karvon.accounts.models import Membership
from karvon.places.models import Channel, Post, PostStatus
from karvon.requirements.actions import change_standing, confirm_version, withdraw
from karvon.requirements.models import RequirementVersion
from karvon.requirements.queries import (
    Filters,
    conflicts_of,
    counting,
    demanded,
    history,
    rivals_of,
    warnings_on,
)
from karvon.requirements.seed import seed_requirements
from rulebook.packs.plain import version_from_plain
from rulebook.requirements import RequirementVersion as Version
from rulebook.words import Words
from tests.factories import NOON
from tests.karvon.requirements.making import make_demand, make_gate, make_officer, publish_plain

HOUR = timedelta(hours=1)
ENGLISH, RUSSIAN = Words.of("en"), Words.of("ru")


@pytest.fixture
def officer(db: None) -> Membership:
    with acting_as(SYSTEM):
        return make_officer()


@pytest.fixture
def gate(db: None) -> Post:
    with acting_as(SYSTEM):
        return make_gate()


def sound(plain: dict[str, object]) -> Version:
    """A draft as the version that it would be."""
    version = version_from_plain({"id": "NEW", "version": 1, "recorded_at": "2020-10-31T07:00Z", **plain}).version
    assert version is not None
    return version


def test_what_was_known_then_about_then(gate, officer):
    first = publish_plain(make_demand(gate), by=officer)
    publish_plain(make_demand(gate, hours=48), by=officer, code="R-UZ-1", at=NOON + 2 * HOUR)
    with acting_as(member(officer)):
        for known, number in ((NOON - HOUR, None), (NOON + HOUR, 1), (NOON + 3 * HOUR, 2)):
            recorded = history(first.requirement, known=known, words=ENGLISH)
            found = counting(recorded, NOON + HOUR)
            assert (found and found.row.number) == number
        assert counting(history(first.requirement, known=NOON + HOUR, words=ENGLISH), NOON - HOUR) is None


def test_the_history_tells_in_words_what_each_version_changed(gate, officer):
    first = publish_plain(make_demand(gate), by=officer)
    publish_plain(make_demand(gate, hours=48), by=officer, code="R-UZ-1", at=NOON + HOUR)
    with acting_as(member(officer)):
        newest, oldest = history(first.requirement, known=NOON + 2 * HOUR, words=ENGLISH)
        russian = history(first.requirement, known=NOON + 2 * HOUR, words=RUSSIAN)[0]
    assert oldest.changes == ()
    assert newest.changes[-1].endswith("test, sampled at most 48 hours before")
    assert "72 часа" in russian.changes[-1]
    assert newest.row.recorded_by == officer.user


def test_a_version_that_ended_does_not_count_any_more_and_an_older_one_may(gate, officer):
    first = publish_plain(make_demand(gate), by=officer)
    publish_plain(make_demand(gate, hours=1, valid_to=NOON + HOUR), by=officer, code="R-UZ-1", at=NOON + HOUR / 2)
    with acting_as(member(officer)):
        recorded = history(first.requirement, known=NOON + 9 * HOUR, words=ENGLISH)
    numbers = [found.row.number for at in (NOON, NOON + HOUR) if (found := counting(recorded, at))]
    assert numbers == [2, 1]


def test_a_demand_contradicts_the_exemption_under_which_the_same_people_pass(gate, officer):
    with acting_as(SYSTEM):
        seed_requirements(by=officer, at=NOON)
        rivals = rivals_of(sound(make_demand(gate)), at=NOON)
    assert [row.requirement.code for row in rivals] == ["R-UZ-0"]


@pytest.mark.parametrize(
    "otherwise",
    [
        {"passing": "out"},
        {"nationalities": ("UZB",)},
        {"nationalities": (), "standing": "withdrawn"},
        {"kind": "advisory"},
        {"overrides": ["R-UZ-0"]},
    ],
)
def test_a_demand_of_others_elsewhere_or_later_lifted_contradicts_nothing(gate, officer, otherwise):
    said = {key: value for key, value in otherwise.items() if key in ("passing", "nationalities")}
    written = {key: value for key, value in otherwise.items() if key not in said}
    plain = make_demand(gate, **said) | {"examples": []} | written
    version = version_from_plain({"id": "NEW", "version": 1, "recorded_at": "2020-10-31T07:00Z", **plain})
    if version.version is None:
        plain |= {"standing": "withdrawn"}
    with acting_as(SYSTEM):
        seed_requirements(by=officer, at=NOON)
        assert rivals_of(sound(plain), at=NOON) == ()


def test_an_exemption_contradicts_the_demands_that_it_does_not_lift(gate, officer):
    publish_plain(make_demand(gate), by=officer)
    publish_plain(make_demand(gate, nationalities=()), by=officer, at=NOON + HOUR)
    exemption = sound(make_demand(gate, everywhere=True) | {"kind": "exemption", "overrides": ["R-UZ-2"]})
    with acting_as(member(officer)):
        assert [row.requirement.code for row in rivals_of(exemption, at=NOON + HOUR)] == ["R-UZ-1"]


def test_all_but_some_and_those_some_do_not_meet(gate, officer):
    publish_plain(make_demand(gate), by=officer)
    plain = make_demand(gate, nationalities=(), except_nationalities=("TJK",))
    with acting_as(member(officer)):
        exemption = sound(plain | {"kind": "exemption", "standing": "stated", "examples": _cases_of("KGZ")})
        assert rivals_of(exemption, at=NOON) == ()


def _cases_of(nationality: str) -> list[dict[str, object]]:
    facts = {"traveller": {"nationalities": [nationality]}, "step": {"post": "KZUZ-ZHB-UZ"}}
    test = {"kind": "pcr", "result": "negative", "minutes_before": 60}
    return [
        {"name": "tested", "passes": True, "facts": facts | {"tests": [test]}},
        {"name": "not tested", "passes": False, "facts": facts | {"tests": []}},
    ]


def test_a_conflict_that_was_said_is_shown_on_both_sides_while_both_are_in_force(gate, officer):
    with acting_as(SYSTEM):
        seed_requirements(by=officer, at=NOON)
    demand = publish_plain(make_demand(gate, conflicts_with=("R-UZ-0",)), by=officer)
    with acting_as(member(officer)):
        exemption = RequirementVersion.objects.select_related("requirement").get(requirement__code="R-UZ-0")
        for one, other in ((demand, "R-UZ-0"), (exemption, demand.requirement.code)):
            (conflict,) = conflicts_of(one, at=NOON, known=NOON)
            assert (conflict.row.requirement.code, conflict.said) == (other, True)
        assert conflicts_of(exemption, at=NOON, known=NOON - HOUR) == ()
        withdraw(demand, source=None, by=officer, at=NOON + HOUR)
        assert conflicts_of(exemption, at=NOON + HOUR, known=NOON + HOUR) == ()


def test_the_same_demand_of_another_standing_is_a_conflict_nobody_has_to_say(gate, officer):
    one = publish_plain(make_demand(gate), by=officer)
    other = publish_plain(make_demand(gate, hours=48), by=officer)
    with acting_as(member(officer)):
        assert conflicts_of(one, at=NOON, known=NOON + HOUR) == ()
        note = {"authority": "MFA", "channel": "letter", "quote": "So it is.", "heard_at": "2020-10-31T07:00Z"}
        change_standing(other, standing="confirmed", source=note, by=officer, at=NOON + HOUR)
        (conflict,) = conflicts_of(one, at=NOON + HOUR, known=NOON + HOUR)
    assert (conflict.version.id, conflict.said) == ("R-UZ-2", False)


def test_a_demand_grows_stale_until_somebody_asks_again(gate, officer):
    row = publish_plain(make_demand(gate), by=officer)
    later = NOON + 25 * HOUR
    with acting_as(member(officer)):
        stale = Filters(stale=True)
        assert not demanded(stale, known=NOON + 24 * HOUR).exists()
        assert demanded(stale, known=later).exists()
        confirm_version(row, source="the gate", by=officer, at=later)
        assert not demanded(stale, known=later).exists()
        assert demanded(stale, known=later + 25 * HOUR).exists()


@pytest.mark.parametrize(
    ("filters", "codes"),
    [
        (Filters(), ["R-UZ-3", "R-KZ-1", "R-UZ-1", "R-TJ-1-ARRIVAL", "R-TJ-1", "R-UZ-0"]),
        (Filters(country="KAZ"), ["R-KZ-1"]),
        (Filters(post="KZUZ-ZHB-UZ"), ["R-UZ-3", "R-UZ-1", "R-UZ-0"]),
        (Filters(post="KZUZ-ZHB"), ["R-UZ-3", "R-KZ-1", "R-UZ-1", "R-UZ-0"]),
        (Filters(post="NOWHERE"), []),
        (Filters(standing="stated"), ["R-UZ-3"]),
        (Filters(standing="withdrawn"), ["R-UZ-2"]),
        (Filters(words="карантин"), ["R-UZ-1"]),
        (Filters(words="r-kz"), ["R-KZ-1"]),
        (Filters(stale=True, country="UZB"), []),
    ],
)
def test_a_list_shows_of_each_requirement_the_newest_version(gate, officer, filters, codes):
    with acting_as(SYSTEM):
        seed_requirements(by=officer, at=NOON)
    withdrawn = publish_plain(make_demand(gate), by=officer)
    publish_plain(make_demand(gate), by=officer)
    with acting_as(member(officer)):
        withdraw(withdrawn, source=None, by=officer, at=NOON + HOUR)
        shown = list(demanded(filters, known=NOON + HOUR).values_list("requirement__code", flat=True))
    assert shown == codes


def test_what_is_unusual_is_a_warning_and_no_refusal(gate, officer):
    version = sound(make_demand(gate, everywhere=True, valid_to=NOON + HOUR) | {"valid_from": "2020-10-31T06:00Z"})
    version_wide = sound(make_demand(gate) | {"posts": [], "sources": make_demand(gate)["sources"]})
    with acting_as(member(officer)):
        told = warnings_on(version, previous=None, at=NOON, words=ENGLISH)
        wide = warnings_on(version_wide, previous=None, at=NOON, words=RUSSIAN)
    assert any("before anybody could know of it" in warning for warning in told)
    assert any("is in force for" in warning for warning in told)
    assert any("KZUZ-ZHB-UZ" in warning for warning in wide)


def test_a_version_that_begins_before_the_one_it_follows_is_told(gate, officer):
    first = publish_plain(make_demand(gate), by=officer)
    version = sound(make_demand(gate, valid_from=NOON - HOUR) | {"version": 2})
    with acting_as(member(officer)):
        assert any("begins" in one for one in warnings_on(version, previous=first, at=NOON, words=ENGLISH))


@pytest.mark.parametrize(("status", "told"), [("closed", True), ("restricted", False)])
def test_a_demand_at_a_post_that_is_closed_is_told_beside_it(gate, officer, status, told):
    with acting_as(SYSTEM):
        PostStatus.objects.create(
            post=gate,
            status=status,
            window=DateTimeTZRange(NOON - HOUR, None),
            source="border service",
            channel=Channel.AT_THE_POST,
            recorded_at=NOON - HOUR,
        )
        warnings = warnings_on(sound(make_demand(gate)), previous=None, at=NOON, words=ENGLISH)
    assert any("Gisht Kuprik is closed at present (border service)" in warning for warning in warnings) is told
