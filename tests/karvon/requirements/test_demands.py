"""A demand as it was heard becomes a version that says no more than was said, with examples that come out."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from karvon.places.models import Post
from karvon.requirements.cases import examples_of, with_examples
from karvon.requirements.demands import Demand, Passing, What, plain_demand
from rulebook.packs.plain import version_from_plain
from rulebook.requirements import Kind, Part, RequirementVersion, Standing
from rulebook.travellers import Role
from tests.factories import NOON
from tests.rulebook.making import make_version
from tests.rulebook.packs.strategies import SIMPLE_CLAUSES

GATE = Post(code="KZUZ-ZHB-UZ", country="UZB", name="Gisht Kuprik", zone="Asia/Tashkent")


def heard(what: What = What.TEST, **said: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "authority": "shift commander",
        "channel": "gate_officer",
        "quote": "No test, no passage.",
        "heard_at": NOON,
        "list_name": "ZZ-102",
        "consent_of": "MFA UZ",
        "in_words": "Masks with a stamp",
    }
    return plain_demand(Demand(what=what, post=GATE, **values | said))


def as_version(plain: dict[str, Any]) -> RequirementVersion:
    """The version that would be published, examples written by Karvon."""
    identity = {"id": "R-UZ-9", "version": 1, "recorded_at": "2020-10-31T07:05Z"}
    without = version_from_plain({**identity, **plain, "standing": "withdrawn"}).version
    assert without is not None
    version = with_examples(make_stated(without))
    assert version.examples
    return version


def make_stated(version: RequirementVersion) -> RequirementVersion:
    return make_version(
        version.id, *version.parts, **{
            name: getattr(version, name)
            for name in ("jurisdiction", "roles", "kind", "valid_from", "posts", "scope", "title", "sources")
        }, standing=Standing.STATED,
    )  # fmt: skip


@pytest.mark.parametrize("what", What)
def test_every_demand_makes_a_sound_version_with_examples_that_come_out(what):
    version = as_version(heard(what, nationalities=("TJK",)))
    answers = {(example.passes, example.concerned) for example in version.examples}
    assert (False, True) in answers
    assert ((True, True) in answers) is (what is not What.NO_ENTRY)
    assert (None, False) in answers


def test_what_was_said_at_a_gate_is_stated_there_and_no_wider():
    plain = heard()
    assert (plain["standing"], plain["posts"], plain["stale_after"]) == ("stated", ["KZUZ-ZHB-UZ"], "24 h")
    assert plain["sources"][0]["posts"] == ["KZUZ-ZHB-UZ"]
    assert plain["valid_from"] == "2020-10-31 12:00 Asia/Tashkent"
    assert "scope" not in plain


def test_what_was_read_holds_longer_and_may_bind_the_whole_border():
    plain = heard(channel="gazette", everywhere=True, valid_to=NOON + timedelta(days=3))
    assert plain["stale_after"] == "30 d"
    assert "posts" not in plain
    assert plain["valid_to"] == "2020-11-03 12:00 Asia/Tashkent"
    assert plain["title"]["en"].endswith("(Uzbekistan)")


def test_nobody_passes_is_a_prohibition():
    version = as_version(heard(What.NO_ENTRY, except_nationalities=("UZB",)))
    assert version.kind is Kind.PROHIBITION
    assert version.title["en"] == "Nobody passes (all but nationals of Uzbekistan; Gisht Kuprik)"
    assert version.title["ru"] == "Проезд закрыт для всех (все, кроме граждан: Узбекистан; Gisht Kuprik)"


def test_people_who_leave_are_asked_on_exit():
    assert as_version(heard(passing=Passing.OUT)).roles == frozenset({Role.EXIT})


def test_what_no_clause_says_hangs_on_the_word_of_whoever_demands_it():
    (part,) = as_version(heard(What.OTHER)).parts
    assert part.texts == {"en": "Masks with a stamp", "ru": "Masks with a stamp"}
    assert part.clause.keyword == "consent_of_authority"


def test_a_long_demand_is_shortened_in_its_title():
    title = heard(What.OTHER, in_words="a stamp " * 50)["title"]["en"]
    assert len(title) < 160
    assert "… (Gisht Kuprik)" in title


def test_what_it_contradicts_is_kept():
    assert heard(conflicts_with=("R-UZ-0",))["conflicts_with"] == ["R-UZ-0"]


@given(SIMPLE_CLAUSES)
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_typed_clause_has_a_case_that_meets_it_and_one_that_does_not(clause):
    if clause.keyword in ("admitted", "forbidden", "certlogic"):
        return
    answers = {example.passes for example in examples_of(make_version("R-1", Part("one", clause)))}
    assert answers == {True, False}


def test_examples_of_the_author_are_left_alone():
    version = with_examples(as_version(heard()))
    assert with_examples(version) is version
