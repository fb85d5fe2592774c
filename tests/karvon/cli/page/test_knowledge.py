"""What was known when: the moment on every clock of the journey, the age of the sources, and how sure they are."""

from datetime import timedelta

from karvon.cli.page.knowledge import knowledge
from karvon.cli.page.rules import used
from tests.karvon.cli.page.story import KNOWN_AT, judged, make_reader, people


def known(summary, now=KNOWN_AT):
    """What a page says about its own knowledge."""
    return knowledge([use for use in used(summary) if use.concerns], summary.steps, now, make_reader())


def test_the_moment_is_told_on_every_clock_of_the_journey():
    told = known(judged(people(3)))
    assert (told.known, told.clocks) == ("Sat 31 Oct 2020, 08:00 UTC", ("14:00 Almaty", "13:00 Tashkent"))
    assert told.iso == "2020-10-31T08:00:00+00:00"
    assert told.counted_from == ""


def test_another_moment_for_remedies_is_named():
    assert known(judged(people(3)), KNOWN_AT + timedelta(hours=2)).counted_from == "Sat 31 Oct 2020, 10:00 UTC"


def test_the_newest_and_the_oldest_source_are_named_with_their_age():
    told = known(judged(people(102)))
    assert told.newest == "Shift commander, Gisht Kuprik, Sat 31 Oct 2020, 13:40 Almaty, 20 min ago"
    assert told.oldest.endswith("Fri 2 Oct 2020, 15:00 Almaty, 28 days ago")


def test_doubts_are_counted():
    assert known(judged(people(102))).doubts == (
        "1 of 6 rules unconfirmed",
        "1 of 6 rules stale",
        "1 of 6 without a source",
    )


def test_without_rules_there_is_nothing_to_be_sure_of():
    told = known(judged([]))
    assert (told.newest, told.oldest, told.doubts) == ("", "", ())
