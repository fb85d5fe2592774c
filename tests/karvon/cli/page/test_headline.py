"""The headline: who may not pass where and when, how sure that is, and what a decision hangs on."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from karvon.cli.page.headline import Headline, headline
from rulebook.clauses.persons import Age, Quarantine
from rulebook.requirements import Kind, Part, Remedy, Standing
from rulebook.rules import Status
from rulebook.travellers import Role
from tests.karvon.cli.page.story import KNOWN_AT, judged, make_reader, make_version, people, said, steps, versions

START = datetime(2020, 1, 1, tzinfo=UTC)
ORAL = "The demand “Oral order at the gate” was only stated (Shift commander, Gisht Kuprik); nobody has confirmed it."
FORBIDDEN = make_version("R", {"en": "Border shut"}, START, kind=Kind.PROHIBITION)


def told(summary, language="en") -> Headline:
    """The headline of a summary."""
    return headline(summary, make_reader(language))


def entry(**changed):
    """Only the step into Uzbekistan."""
    return (replace(steps()[1], **changed),)


def test_it_names_the_number_the_state_the_place_and_the_local_time():
    line = told(judged(people(102)))
    assert line.sentence == "102 of 102 people may not enter Uzbekistan at Gisht Kuprik on Sat 31 Oct 12:40 Tashkent."
    assert line.status == "blocked"


def test_it_says_the_same_in_russian():
    line = told(judged(people(102)), "ru")
    assert line.sentence == "102 человека из 102 не могут въехать: Узбекистан, Gisht Kuprik, сб 31 окт. 12:40 Ташкент."


@pytest.mark.parametrize(
    ("role", "text"),
    [(Role.EXIT, "may not leave"), (Role.TRANSIT, "may not pass through"), (Role.ENTRY, "may not enter")],
)
def test_it_speaks_of_leaving_passing_and_entering(role, text):
    rule = replace(FORBIDDEN, roles=frozenset({role}))
    line = told(judged(people(3), rule, planned=entry(role=role, place="")))
    assert line.sentence == f"3 of 3 people {text} Uzbekistan on Sat 31 Oct 12:40 Tashkent."


def test_the_step_that_stops_most_people_makes_the_headline():
    few = make_version(
        "R-KZ", {"en": "x"}, START, Part("age", Age(at_least=3)), jurisdiction="KAZ", roles=frozenset({Role.EXIT})
    )
    assert "102 of 102 people may not enter Uzbekistan" in told(judged(people(102), few, *versions())).sentence


def test_a_demand_that_was_only_stated_is_said_to_be_so_with_its_source():
    more = told(judged(people(102))).more
    assert more[0] == ORAL


def test_a_demand_without_a_source_and_a_confirmed_demand_are_told_apart():
    stated = told(judged(people(2), replace(FORBIDDEN, standing=Standing.STATED), planned=entry()))
    assert stated.more[0] == "The demand “Border shut” was only stated; nobody has confirmed it."
    assert told(judged(people(2), FORBIDDEN, planned=entry())).more[0] == "The demand “Border shut” is confirmed."


def test_each_side_of_a_conflict_says_how_many_would_pass():
    more = told(judged(people(102))).more
    assert more[1] == (
        "Sources conflict: if “Non-contact corridor for organised groups” holds, 102 may pass; "
        "if “Oral order at the gate” holds, 0 may pass."
    )


def test_sources_that_lead_to_the_same_answer_are_no_news():
    twice = [replace(FORBIDDEN, id="R-2", conflicts_with=("R",)), FORBIDDEN]
    assert not any("conflict" in text for text in told(judged(people(2), *twice, planned=entry())).more)


def test_where_one_demand_is_not_enough_it_says_so_before_money_is_spent():
    assert (
        "Meeting one demand alone frees nobody: everyone stopped here fails more than one."
        in told(judged(people(102))).more
    )
    single = told(judged(people(2), FORBIDDEN, planned=entry()))
    assert not any("alone" in text for text in single.more)


def test_the_same_clause_in_two_requirements_is_one_demand():
    part = Part("quarantine", Quarantine(14))
    twice = [make_version(id_, {"en": id_}, START, part) for id_ in ("A", "B")]
    assert not any("alone" in text for text in told(judged(people(2), *twice, planned=entry())).more)


def test_the_trapped_and_those_who_would_be_are_counted():
    assert told(judged(people(102))).more[-2:] == (
        "34 people stand between the posts and can neither go on nor, for certain, go back.",
        "68 people would be trapped there if stamped out now.",
    )


def test_what_can_still_be_mended_is_said():
    remedy = Remedy("arrange_quarantine", timedelta(hours=2))
    rule = make_version("R", {"en": "R"}, START, Part("quarantine", Quarantine(14), remedies=(remedy,)))
    line = told(judged(people(2), rule, planned=entry(at=KNOWN_AT + timedelta(hours=3))))
    assert line.status == "fixable"
    assert "2 of them can still be made ready in time." in line.more


def test_where_nobody_is_stopped_the_unknown_makes_the_headline():
    line = told(judged(people(2), replace(FORBIDDEN, jurisdiction="AFG"), planned=entry()))
    assert line.status == "unknown"
    assert line.sentence.startswith("Whether 2 of 2 people may pass is not known: Entry: Uzbekistan, Gisht Kuprik")


def test_where_all_is_well_it_says_by_what():
    rule = make_version("R", {"en": "R"}, START, Part("age", Age(at_least=1)), sources=(said("MFA", "press", "x"),))
    line = told(judged(people(3), rule, planned=entry(coming_from=None)))
    assert (line.status, line.more) == ("ok", ())
    assert line.sentence == "All 3 people may pass every step, by the requirements on record."


def test_an_empty_list_is_not_all_well():
    line = told(judged([]))
    assert (line.status, line.sentence, line.shares) == (Status.UNKNOWN.name.lower(), "The list names nobody.", ())


def test_where_an_oral_order_lets_an_older_rule_bind_again_the_order_is_what_it_hangs_on():
    lasting = [replace(one, parts=(replace(one.parts[0], remedies=()), *one.parts[1:])) if one.id == "R-UZ-1" else one
               for one in versions()]  # fmt: skip
    fixable = [
        replace(one, parts=(replace(one.parts[0], remedies=(Remedy("obtain_test", timedelta()),)),))
        if one.id == "R-UZ-2"
        else one
        for one in lasting
    ]
    summary = judged(people(3), *fixable, planned=entry(at=KNOWN_AT + timedelta(hours=6)))
    assert {verdict.deciding.version.id for verdict in summary.verdicts if verdict.deciding} == {"R-UZ-1"}
    assert told(summary).more[0] == ORAL
