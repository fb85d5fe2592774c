"""Sources side by side: each with its words and weight, and what becomes of the people under it."""

from dataclasses import replace

from karvon.cli.page.conflicts import conflicts
from rulebook.requirements import Standing
from tests.karvon.cli.page.story import judged, make_reader, people, versions, written


def test_each_side_shows_its_source_its_standing_and_its_outcome():
    (conflict,) = conflicts(judged(people(102)), make_reader())
    assert conflict.step == "Entry: Uzbekistan, Gisht Kuprik"
    practice, oral = conflict.sides
    assert [(share.word, share.number) for share in practice.shares] == [("OK", 102)]
    assert [(share.word, share.number) for share in oral.shares] == [("Blocked", 102)]
    assert oral.rule.standing_word == "stated, unconfirmed"
    (source,) = oral.rule.sources
    assert (source.authority, source.channel, source.age) == (
        "Shift commander, Gisht Kuprik",
        "gate officer",
        "20 min ago",
    )
    assert not conflict.only_rumours


def test_a_rumour_is_shown_and_said_not_to_count(tmp_path):
    rumoured = [
        replace(one, standing=Standing.RUMOURED, conflicts_with=()) if one.id == "R-UZ-2" else one for one in versions()
    ]
    summary = judged(people(4), *rumoured)
    (conflict,) = conflicts(summary, make_reader())
    assert [(side.rule.id, side.counted) for side in conflict.sides] == [("R-UZ-2", False)]
    assert conflict.only_rumours
    page = written(summary, tmp_path / "page.html")
    assert "A rumour, shown and not counted. If this holds:" in page
    assert "The gravest answer counts until a named person resolves it." not in page


def test_where_sources_agree_there_is_nothing_to_show():
    agreed = [replace(one, conflicts_with=()) for one in versions()]
    assert conflicts(judged(people(4), *agreed), make_reader()) == ()
