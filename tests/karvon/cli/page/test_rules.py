"""The rules that were applied: whom, what, from when, known since when, heard from whom, how old."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from karvon.cli.page.rules import rule, shown, used
from rulebook.clauses.persons import Age, Quarantine
from rulebook.requirements import Kind, Part, Scope, Source
from tests.karvon.cli.page.story import KNOWN_AT, judged, make_reader, make_version, people, steps, versions, written

START = datetime(2020, 1, 1, tzinfo=UTC)


def test_both_clocks_are_shown_in_the_zone_of_the_post_and_with_their_age():
    oral = next(one for one in versions() if one.id == "R-UZ-2")
    card = rule(replace(oral, valid_to=KNOWN_AT + timedelta(days=2)), steps()[1], make_reader())
    assert card.in_force == "from Sat 31 Oct 2020, 12:40 Tashkent until Mon 2 Nov 2020, 13:00 Tashkent"
    assert card.recorded == "Sat 31 Oct 2020, 12:52 Tashkent, 8 min ago"
    assert card.confirmed == ""
    assert card.conflicts == ("R-UZ-0",)


def test_without_an_end_a_rule_holds_until_further_notice_and_a_stale_one_says_so():
    corridor = next(one for one in versions() if one.id == "R-UZ-0")
    card = rule(corridor, steps()[1], make_reader())
    assert card.in_force == "from Tue 2 Jun 2020, 05:00 Tashkent until further notice"
    assert card.stale
    assert card.overrides == ("R-UZ-1",)
    assert card.kind == "exemption"


def test_whom_a_rule_concerns_is_said_in_words():
    scope = Scope(("TJK",), ("UZB", "KAZ"), ("return",), ("KAZ",), ("students",), "list-1")
    version = make_version(
        "R", {"en": "R"}, START, scope=scope, modes=("road",), posts=("KZUZ-ZHB",), when=Age(under=12)
    )
    assert rule(version, steps()[1], make_reader()).whom == (
        "nationals of Tajikistan",
        "not nationals of Uzbekistan and Kazakhstan",
        "travelling for return",
        "coming from Kazakhstan",
        "in groups of students",
        "named on the list list-1",
        "travelling by road",
        "at KZUZ-ZHB",
        "under 12 years of age",
    )
    assert rule(make_version("R", {"en": "R"}, START), steps()[1], make_reader()).whom == ()


def test_a_source_says_by_which_channel_it_spoke_of_what_and_how_long_ago():
    source = Source("MFA", "carrier_pigeon", "All may pass.", START, reference="No. 5", posts=("KZUZ-ZHB",))
    version = make_version("R", {"en": "R"}, START, kind=Kind.PROHIBITION, sources=(source,))
    card = rule(version, steps()[1], make_reader())
    (quoted,) = card.sources
    assert (quoted.channel, quoted.reference, quoted.posts) == ("carrier pigeon", "No. 5", "speaks only of KZUZ-ZHB")
    assert (quoted.heard, quoted.age) == ("Wed 1 Jan 2020, 05:00 Tashkent", "304 days ago")
    assert card.demands == ("nobody passes",)


def test_only_rules_that_concern_somebody_are_shown_and_the_others_counted(tmp_path):
    foreign = make_version("R-AFG", {"en": "Afghans"}, START, Part("q", Quarantine(3)), scope=Scope(("AFG",)))
    summary = judged(people(3), *versions(), foreign)
    uses = used(summary)
    assert {use.version.id for use in uses if not use.concerns} == {"R-AFG"}
    page = written(summary, tmp_path / "page.html")
    assert "Afghans" not in page
    assert "1 other requirement is in force at these steps and concerns nobody on the list." in page


def test_rules_stand_in_the_order_of_the_steps_and_those_of_the_way_back_last():
    cards = [shown(use, make_reader()) for use in used(judged(people(102))) if use.concerns]
    assert [card.id for card in cards] == ["R-KZ-2", "R-UZ-0", "R-UZ-1", "R-UZ-2", "R-TJ-1", "R-KZ-1"]
    assert cards[-1].steps == ("Entry: Kazakhstan, Zhibek Zholy",)


def test_where_no_rule_concerns_anybody_the_page_does_not_sound_like_a_yes(tmp_path):
    foreign = make_version("R-AFG", {"en": "Afghans"}, START, scope=Scope(("AFG",)))
    page = written(judged(people(3), foreign), tmp_path / "page.html")
    assert "No rule recorded does not mean free to pass." in page
    assert "No requirement on record concerns anybody on this list." in page
