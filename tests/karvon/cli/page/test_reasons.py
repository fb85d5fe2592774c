"""Reasons and questions: how many, what is demanded, one person's own figures, remedies in time or not, what else."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from karvon.cli.page.reasons import NAMES_SHOWN, asks, causes
from rulebook.clauses.persons import Quarantine
from rulebook.clauses.proofs import FreshNegativeTest
from rulebook.requirements import Kind, Part, Remedy
from tests.karvon.cli.page.story import KNOWN_AT, TASHKENT, judged, make_reader, make_version, people, steps

START = datetime(2020, 1, 1, tzinfo=UTC)
LATER = (steps()[1].moved_to((KNOWN_AT + timedelta(hours=6)).astimezone(TASHKENT)),)


def test_a_reason_counts_heads_and_shows_one_persons_own_figures():
    summary = judged([people(102)[3]])
    cause = next(one for one in causes(summary, make_reader()) if one.rule_id == "R-UZ-2")
    assert cause.people == "1 person"
    assert cause.demand == "Negative PCR, rapid antigen or antibody test, sampled at most 72 hours before"
    assert cause.figures == "Sampled Wed 28 Oct 09:40 Almaty, 76 h before the gate; at most 72"
    assert (cause.rule, cause.standing_word) == ("Oral order at the gate", "stated, unconfirmed")


def test_a_demand_that_others_join_says_that_meeting_it_alone_frees_nobody():
    test, again, quarantine = causes(judged(people(102)), make_reader())
    assert {test.alone, again.alone, quarantine.alone} == {
        "Meeting this demand alone frees nobody: all of them fail others too."
    }
    assert [(one.number, one.same, one.people) for one in test.also] == [
        (2, True, "102 people"),
        (3, False, "102 people"),
    ]
    assert not any(one.same for one in quarantine.also)


def test_a_lone_demand_says_for_how_many_it_is_the_only_one():
    everybody = make_version("R", {"en": "R"}, START, Part("quarantine", Quarantine(14)))
    (alone,) = causes(judged(people(3), everybody, planned=LATER), make_reader())
    assert alone.alone == "For all of them this is the only demand that is not met."
    some = make_version("S", {"en": "S"}, START, Part("test", FreshNegativeTest(("pcr",), 90)))
    quarantine, _ = causes(judged([people(102)[3], *people(2)], everybody, some, planned=LATER), make_reader())
    assert quarantine.alone == "For 1 of them this is the only demand that is not met."


def test_a_flat_prohibition_demands_that_nobody_passes():
    (cause,) = causes(judged(people(2), make_version("R", {"en": "R"}, START, kind=Kind.PROHIBITION)), make_reader())
    assert (cause.demand, cause.figures, cause.remedies) == ("Nobody passes", "Passing is forbidden", ())


def test_a_remedy_tells_its_time_and_its_cost_for_one_and_for_all():
    remedies = (
        Remedy("obtain_test", timedelta(hours=5), "Gisht Kuprik", 2000),
        Remedy("obtain_test", timedelta(hours=48), "Shymkent", 2668),
        Remedy("arrange_quarantine", texts={"en": "book a hotel"}),
    )
    rule = make_version("R", {"en": "R"}, START, Part("quarantine", Quarantine(14), remedies=remedies))
    (cause,) = causes(judged(people(3), rule, planned=LATER), make_reader())
    shown = [(one.action, one.place, one.lead, one.cost, one.state, one.verdict) for one in cause.remedies]
    assert shown == [
        ("Obtain a test", "Gisht Kuprik", "5 h", "US$20 a person, US$60 for 3", "in-time",
         "in time if begun by Sat 31 Oct 14:00 Tashkent"),
        ("Obtain a test", "Shymkent", "48 h", "US$26.68 a person, US$80.04 for 3", "too-late",
         "not in time: 6 h left"),
        ("Book a hotel", "", "", "", "unsaid", "nobody recorded how long it takes"),
    ]  # fmt: skip
    assert [one.in_time for one in cause.remedies] == [True, False, False]


def test_a_remedy_for_a_step_that_has_passed_is_too_late():
    cause = causes(judged(people(3)), make_reader())[0]
    assert {one.verdict for one in cause.remedies} == {"not in time: the planned moment has passed"}


def test_a_reason_that_stops_everybody_need_not_name_them_and_one_that_stops_many_names_the_first():
    (everybody, *_) = causes(judged(people(102)), make_reader())
    assert everybody.everybody
    tested = replace(people(1)[0], quarantine_days=14)
    rule = make_version("R", {"en": "R"}, START, Part("quarantine", Quarantine(14)))
    (cause,) = causes(judged([tested, *people(200)], rule, planned=LATER), make_reader())
    assert (cause.everybody, len(cause.names), cause.left_out) == (False, NAMES_SHOWN, 200 - NAMES_SHOWN)


def test_questions_say_what_to_ask_at_which_step_and_of_how_many():
    shown = [(one.number, one.step, one.question, one.people) for one in asks(judged(people(102)), make_reader())]
    assert shown == [
        (1, "Exit: Kazakhstan, Zhibek Zholy", "Not recorded: expiry date of the document", "1 person"),
        (2, "Exit: Kazakhstan, Zhibek Zholy", "Not recorded: travel documents", "1 person"),
        (3, "Exit: Uzbekistan, Oybek",
         "No requirement is recorded here: ask the border service what it demands", "102 people"),
        (4, "Entry: Tajikistan, Fotekhobod", "Not recorded: body temperature", "2 people"),
    ]  # fmt: skip
