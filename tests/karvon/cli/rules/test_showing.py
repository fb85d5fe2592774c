"""`karvon rules show`: one requirement with its clauses, sources, standing, age, links and versions by both clocks."""

import pytest

from tests.karvon.cli.making import make_pack, make_requirement
from tests.karvon.cli.running import DEMO, RULES, karvon

GATE = "2020-10-31 12:40 Asia/Tashkent"


def show(id_, *words, rules=RULES):
    """Show a requirement."""
    return karvon("rules", "show", id_, "--rules", rules, *words)


def test_the_oral_order_is_shown_as_known_at_eight():
    told = show("R-UZ-2", "--at", GATE, "--known-at", "2020-10-31T08:00Z")
    assert told.status == 0
    assert "version 1, requirement, STATED, UNCONFIRMED" in told.out
    assert "In force from Sat 31 Oct 2020, 12:40 Tashkent until further notice" in told.flat
    assert "Recorded Sat 31 Oct 2020, 13:00 Tashkent, just now" in told.flat
    assert "Conflicts with R-UZ-0" in told.flat
    assert "shift commander, Gisht Kuprik, gate officer, Sat 31 Oct 2020, 12:40 Tashkent, 20 min ago" in told.flat
    assert "Rapid test at the crossing, Gisht Kuprik, takes 30 min, US$20 a person" in told.flat


def test_all_versions_stand_there_and_the_one_that_answers_is_marked():
    first = "version 1 stated, unconfirmed, from Sat 31 Oct 2020, 12:40 Tashkent until further notice, known since"
    then, later = show("R-UZ-2", "--at", GATE).flat, show("R-UZ-2", "--at", "2020-11-03 00:00 Asia/Tashkent").flat
    assert first in then
    assert first in later
    assert then.index("version 1 stated") < then.index("(answers here)") < then.index("version 2 confirmed")
    assert later.endswith("(answers here)")


def test_what_was_not_known_then_is_told():
    told = show("R-UZ-2", "--at", GATE, "--known-at", "2020-10-31T07:00Z")
    assert told.flat.startswith(
        "Nothing was known of R-UZ-2 at Sat 31 Oct 2020, 07:00 UTC. The last version recorded since"
    )
    assert "answers here" not in told.out


def test_what_is_not_in_force_then_is_told():
    told = show("R-UZ-2", "--at", "2020-10-30T08:00Z")
    assert told.flat.startswith("No version of R-UZ-2 is in force at Fri 30 Oct 2020, 08:00 UTC, as known at")


def test_links_go_both_ways():
    told = karvon("rules", "show", "R-UZ-1", "--rules", RULES, "--rules", DEMO / "corridor.yaml", "--at", GATE)
    assert "Overridden by C-ZZ-102" in told.flat
    assert "Overridden by R-UZ-0" in told.flat
    assert "Overrides R-UZ-1" in show("R-UZ-0").flat
    assert "Conflicts with R-UZ-2" in show("R-UZ-0", "--known-at", "2020-10-31T08:00Z").flat


def test_a_link_out_of_the_packs_is_told(tmp_path):
    pack = make_pack(tmp_path, make_requirement(overrides=["R-9"]))
    told = show("R-1", rules=pack)
    assert "R-9 (not in these packs)" in told.flat


@pytest.mark.parametrize("name", ["r-uz-2", "R-Uz-2"])
def test_letters_may_be_large_or_small(name):
    assert show(name, "--at", GATE).out == show("R-UZ-2", "--at", GATE).out


def test_one_that_is_not_there_is_told_with_those_that_look_alike():
    told = show("R-UZ-22")
    assert (told.status, told.out) == (2, "")
    assert told.err == (
        "There is no requirement “R-UZ-22” in these packs. They hold 6, among them: R-UZ-2, R-UZ-1, R-UZ-0, R-KZ-1.\n"
    )
    assert "among them: R-KZ-1, R-TJ-1" in show("???").err


def test_two_that_differ_in_large_and_small_letters_are_two(tmp_path):
    pack = make_pack(
        tmp_path, make_requirement("r-1", title={"en": "small"}), make_requirement("R-1", title={"en": "large"})
    )
    assert "small" in show("r-1", rules=pack).out
    assert "large" in show("R-1", rules=pack).out


def test_logic_is_shown_when_asked_for():
    told = show("R-UZ-2", "--at", GATE, "--logic")
    assert "applies_when: " in told.flat
    assert '"reduce"' in told.out
    assert "CertLogic" not in show("R-UZ-2", "--at", GATE).out


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"kind": "prohibition", "requires": None,
          "examples": [{"name": "anybody", "passes": False, "facts": {"traveller": {"nationalities": ["TJK"]}}}]},
         "nobody passes"),
        ({"standing": "withdrawn"}, "It is withdrawn: nobody is held to it."),
        ({"standing": "rumoured", "sources": None}, "no source on record"),
        ({"last_confirmed_at": "2020-10-01T00:00Z", "stale_after": "10 d"},
         "stale: nobody has confirmed it for too long"),
    ],
)  # fmt: skip
def test_what_weakens_a_requirement_is_said(tmp_path, given, sentence):
    told = show(
        "R-1", "--at", GATE, "--known-at", "2020-10-31T08:00Z", rules=make_pack(tmp_path, make_requirement(**given))
    )
    assert told.status == 0, told.err
    assert sentence in told.flat


def test_a_prohibition_has_logic_too(tmp_path):
    examples = [{"name": "anybody", "passes": False, "facts": {"traveller": {"nationalities": ["TJK"]}}}]
    pack = make_pack(tmp_path, make_requirement(kind="prohibition", requires=None, examples=examples))
    assert "applies_when:" in show("R-1", "--logic", rules=pack).out


def test_remedies_say_what_they_take_and_cost(tmp_path):
    test = {"fresh_negative_test": {"kinds": ["pcr"], "within_hours": 72}}
    remedies = [
        {"action": "obtain_test"},
        {"action": "obtain_test", "lead": "48 h", "place": "Shymkent", "cost_usd": 26.68},
    ]
    pack = make_pack(tmp_path, make_requirement(requires=[{"name": "test", **test, "remedies": remedies}]))
    told = show("R-1", rules=pack)
    assert "Remedy Obtain" in told.flat
    assert "Shymkent, takes 48 h, US$26.68 a person" in told.flat


def test_a_requirement_is_shown_in_russian():
    told = show("R-UZ-2", "--at", GATE, "--lang", "ru")
    assert "версия 1, требование, ЗАЯВЛЕНО, НЕ ПОДТВЕРЖДЕНО" in told.out
    assert "Спорит с" in told.out
