"""People in danger at the gate: gravest first, by name, with both ways; nobody is lost in a long list."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from karvon.cli.page import dangers
from karvon.cli.page.dangers import perils
from rulebook.clauses.combining import Admitted
from rulebook.requirements import Kind, Part
from rulebook.travellers import Position
from tests.karvon.cli.page.story import judged, make_reader, make_version, people, steps

START = datetime(2020, 1, 1, tzinfo=UTC)
SHUT = make_version("SHUT", {"en": "Border shut"}, START, kind=Kind.PROHIBITION)
WAY_BACK = make_version("BACK", {"en": "Anybody may return"}, START, Part("any", Admitted()), jurisdiction="KAZ")


def test_the_trapped_stand_first_and_those_who_would_be_next():
    groups, left_out = perils(judged(people(102)), make_reader())
    assert [one.title for one in groups] == [
        "34 people are trapped between the posts",
        "68 people would be trapped if stamped out",
    ]
    assert (len(groups[0].names), left_out) == (34, 0)
    assert groups[0].names[0].name == "Karimov Jamshed"


def test_both_ways_are_shown_with_their_reasons_and_how_sure_they_are():
    trapped = perils(judged(people(102)), make_reader())[0][0]
    assert trapped.sure
    assert (trapped.forward.word, trapped.back.word) == ("Blocked", "Blocked")
    assert trapped.forward.step == "Entry: Uzbekistan, Gisht Kuprik, Sat 31 Oct 12:40 Tashkent"
    assert trapped.back.step == "Entry: Kazakhstan, Zhibek Zholy, Sat 31 Oct 14:00 Almaty"
    assert "14 days of quarantine" in trapped.forward.why
    assert (trapped.forward.rule, trapped.forward.standing_word) == ("Oral order at the gate", "stated, unconfirmed")


def test_an_unknown_way_back_is_no_way_out_and_says_what_is_missing():
    group = perils(judged(people(1), SHUT), make_reader())[0][0]
    assert not group.sure
    assert group.back.word == "Unknown"
    assert group.back.why == "No requirement is recorded here: ask the border service what it demands"
    untested = [replace(people(1)[0], tests=None)]
    group = perils(judged(untested), make_reader())[0][0]
    assert group.back.why == "Not recorded: tests"


@pytest.mark.parametrize(
    ("position", "danger", "title"),
    [
        (Position("KZUZ-ZHB", left="KAZ"), "waiting_between", "1 person stands between the posts and may go back"),
        (None, "would_be_turned_back", "1 person would be turned back if stamped out"),
    ],
)
def test_whoever_may_go_back_is_not_trapped(position, danger, title):
    person = [replace(people(1)[0], position=position)]
    (group,) = perils(judged(person, SHUT, WAY_BACK), make_reader())[0]
    assert (group.danger, group.title, group.sure) == (danger, title, True)
    assert (group.back.word, group.back.why) == ("OK", "Nothing stands in the way")


def test_a_fact_outside_the_catalogue_is_named_by_its_path():
    assert dangers._label("step.colour", make_reader()) == "step.colour"


def test_people_with_other_reasons_stand_in_other_groups():
    two = [replace(one, position=None) for one in people(2)]
    two[1] = replace(two[1], tests=None)
    groups, _ = perils(judged(two), make_reader())
    assert [len(one.names) for one in groups] == [1, 1]


def test_of_very_many_groups_the_first_are_shown_and_the_others_counted(monkeypatch):
    monkeypatch.setattr(dangers, "GROUPS_SHOWN", 1)
    groups, left_out = perils(judged(people(102)), make_reader())
    assert (len(groups), left_out) == (1, 68)


def test_of_very_many_names_the_first_are_shown_and_the_others_counted():
    group = perils(judged(people(900)), make_reader())[0][0]
    assert (len(group.names), group.left_out) == (dangers.NAMES_SHOWN, 300 - dangers.NAMES_SHOWN)


def test_where_everybody_may_pass_nobody_is_in_danger():
    admitted = make_version("IN", {"en": "In"}, START, Part("any", Admitted()))
    assert perils(judged(people(2), admitted, planned=(steps()[1],)), make_reader()) == ((), 0)
