"""Versions: whom they concern, what they demand together, when they are stale, and cycles of overrides."""

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.certlogic.interpret import settle
from rulebook.certlogic.tree import Constant
from rulebook.clauses.passage import NoStops, SealedVehicle, TravelsBy
from rulebook.facts import build
from rulebook.requirements import Kind, Part, Scope, cycle_of_overrides
from rulebook.travellers import AgreedList, Party
from rulebook.words import Words
from tests.rulebook.making import NOON, make_step, make_traveller, make_version


def concerned(version, *, party=None, step=None, **known):
    """Whether the version concerns a traveller of whom only this is known."""
    facts = build(make_traveller(**known), make_step(party=party, **(step or {})))
    return settle(version.applies_when, facts).truth


@pytest.mark.parametrize(
    ("given_scope", "known", "answer"),
    [
        (Scope(), {}, True),
        (Scope(nationalities=("TJK",)), {"nationalities": ("TJK",)}, True),
        (Scope(nationalities=("TJK",)), {"nationalities": ("UZB",)}, False),
        (Scope(nationalities=("TJK",)), {}, None),
        (Scope(except_nationalities=("KAZ",)), {"nationalities": ("TJK",)}, True),
        (Scope(except_nationalities=("KAZ",)), {"nationalities": ("TJK", "KAZ")}, False),
        (Scope(nationalities=("TJK",), except_nationalities=("TJK",)), {"nationalities": ("TJK",)}, False),
        (Scope(coming_from=("KAZ",)), {}, True),
        (Scope(coming_from=("AFG",)), {}, False),
        (Scope(purposes=("return",)), {"step": {"purpose": "return"}}, True),
        (Scope(groups=("students",)), {"party": Party(kinds=("workers",))}, False),
        (Scope(agreed_list="L"), {"lists": (AgreedList("L"),)}, True),
        (Scope(agreed_list="L"), {"lists": ()}, False),
    ],
)
def test_scope_says_whom_a_version_concerns(given_scope, known, answer):
    assert concerned(make_version(scope=given_scope), **known) is answer


@pytest.mark.parametrize(
    ("place", "answer"),
    [
        ({"post": "KZUZ-ZHB-UZ", "crossing": "KZUZ-ZHB"}, True),
        ({"crossing": "KZUZ-ZHB"}, True),
        ({"post": "KZUZ-KAP-UZ", "crossing": "KZUZ-KAP"}, False),
        ({"crossing": "KZUZ-KAP"}, None),
        ({}, None),
    ],
)
def test_a_version_for_a_place_concerns_those_who_pass_it_and_leaves_open_who_may(place, answer):
    assert concerned(make_version(posts=("KZUZ-ZHB",)), step=place) is answer


def test_means_of_travel_and_a_condition_of_its_own_limit_a_version_too():
    version = make_version(modes=("air",), when=SealedVehicle())
    assert concerned(version, step={"mode": "air"}, party=Party(sealed=True)) is True
    assert concerned(version, step={"mode": "air"}, party=Party(sealed=False)) is False
    assert concerned(version, party=Party(sealed=True)) is False


def test_all_parts_together_are_required_and_none_is_no_demand():
    both = make_version("R", Part("a", SealedVehicle()), Part("b", NoStops()))
    assert settle(both.requires, build(make_traveller(), make_step(party=Party(sealed=True, stops=0)))).truth is True
    assert settle(both.requires, build(make_traveller(), make_step(party=Party(sealed=True, stops=1)))).truth is False
    assert make_version().requires == Constant(True)
    assert make_version("R", Part("a", NoStops())).requires == NoStops().lower()


def test_a_prohibition_without_parts_demands_the_impossible():
    assert make_version(kind=Kind.PROHIBITION).requires == Constant(False)
    assert make_version("R", Part("a", NoStops()), kind=Kind.PROHIBITION).requires == NoStops().lower()


def test_a_part_speaks_in_its_own_text_or_else_in_the_words_of_its_clause():
    part = Part("mode", TravelsBy(("road",)), texts={"ru": "только по дороге"})
    assert part.text(Words.of("ru")) == "только по дороге"
    assert part.text(Words.of("en")) == "travels by road"


def test_a_title_falls_back_to_english_then_to_any_language_then_to_the_id():
    russian = Words.of("ru")
    assert make_version(title={"ru": "Тест", "en": "Test"}).titled(russian) == "Тест"
    assert make_version(title={"en": "Test"}).titled(russian) == "Test"
    assert make_version(title={"uz": "Sinov"}).titled(russian) == "Sinov"
    assert make_version(title={}).titled(russian) == "R-1"


def test_a_version_is_stale_once_nobody_confirmed_it_for_longer_than_its_kind_allows():
    version = make_version(last_confirmed_at=NOON, stale_after=timedelta(hours=6))
    assert not version.is_stale(NOON + timedelta(hours=6))
    assert version.is_stale(NOON + timedelta(hours=6, seconds=1))
    assert not make_version().is_stale(NOON + timedelta(days=9999))


@pytest.mark.parametrize(
    ("overrides", "cycle"),
    [
        ({}, None),
        ({"a": ("b",), "b": ("c",)}, None),
        ({"a": ("a",)}, ("a", "a")),
        ({"a": ("b",), "b": ("c",), "c": ("b",)}, ("b", "c", "b")),
        ({"a": ("b", "c"), "b": ("d",), "c": ("d",)}, None),
        ({"x": ("y",), "a": ("b",), "b": ("a",)}, ("a", "b", "a")),
    ],
)
def test_a_cycle_of_overrides_is_found_and_shown_whole(overrides, cycle):
    assert cycle_of_overrides(overrides) == cycle


def test_a_chain_of_a_hundred_thousand_overrides_is_checked_without_recursion():
    chain = {str(number): (str(number + 1),) for number in range(100_000)}
    assert cycle_of_overrides(chain) is None
    cycle = cycle_of_overrides({**chain, "100000": ("0",)})
    assert cycle is not None
    assert len(cycle) == 100_002


@given(st.dictionaries(st.sampled_from("abcde"), st.lists(st.sampled_from("abcde"), max_size=3).map(tuple)))
def test_a_cycle_that_is_shown_really_is_one(overrides):
    cycle = cycle_of_overrides(overrides)
    if cycle is not None:
        assert cycle[0] == cycle[-1]
        assert all(after in overrides[before] for before, after in pairwise(cycle))


def test_versions_of_one_number_recorded_at_two_moments_are_two():
    assert len({make_version(), make_version(recorded_at=NOON)}) == 2
