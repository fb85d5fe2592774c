"""The parts say what they mean in words first, carry their zones, and keep the rest of the address."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils import translation

from karvon.web.shell.lists import Listing

NOW = datetime(2020, 10, 31, 7, 52, tzinfo=UTC)


def drawn(source: str, address: str = "/design?place=Oybek&page=3", **context: Any) -> str:
    request = RequestFactory().get(address)
    request.at = NOW  # type: ignore[attr-defined]  # as ActsForMember does
    template = Template("{% load parts moments %}" + source)
    return template.render(Context({"request": request, **context}))


@pytest.mark.parametrize(("name", "word"), [("ok", "OK"), ("blocked", "Blocked"), ("unknown", "Unknown")])
def test_a_status_is_a_sign_and_a_word(name, word):
    seen = drawn(f'{{% status "{name}" %}}')
    assert word in seen
    assert f'href="#{name}"' in seen


def test_a_status_and_a_standing_speak_the_readers_language():
    with translation.override("ru"):
        assert "Нельзя" in drawn('{% status "blocked" %}')
        assert "слух" in drawn('{% standing "rumoured" %}')


def test_a_word_that_is_no_status_is_a_bug():
    with pytest.raises(KeyError):
        drawn('{% status "green" %}')


@pytest.mark.parametrize(("language", "number"), [("en", "1,180"), ("ru", "1\xa0180")])
def test_numbers_have_their_thousands_apart(language, number):
    with translation.override(language):
        assert drawn("{{ people|apart }}", people=1180) == number


def test_a_figure_with_rows_is_a_link_and_one_without_is_none():
    assert drawn('{% count 34 "trapped" "/people?trapped=1" "blocked" %}').startswith('<a class="count is-blocked"')
    assert drawn('{% count 3 "buses" %}').startswith("<span")


def test_what_others_wrote_is_shown_as_text():
    assert "&lt;script&gt;" in drawn("{% badge words %}", words="<script>")
    assert "&lt;script&gt;" in drawn("{% notice 'warning' words %}<p>x</p>{% endnotice %}", words="<script>")


def test_a_refusal_is_read_out_at_once_and_a_remark_is_not():
    assert 'role="alert"' in drawn("{% notice 'refused' %}<p>x</p>{% endnotice %}")
    assert "alert" not in drawn("{% notice 'information' %}<p>x</p>{% endnotice %}")


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ('{% clock at "Asia/Tashkent" %}', "12:40 Tashkent"),
        ('{% clock at "Asia/Tashkent" "Asia/Almaty" %}', "12:40 Tashkent / 13:40 Almaty"),
        ("{% clock at %}", "07:40 UTC"),
        ('{% clock days_ago "Asia/Almaty" %}', "Wed 28 Oct 13:40 Almaty"),
        ('{% clock years_ago "Asia/Almaty" %}', "Thu 31 Oct 2019, 13:40 Almaty"),
        ('{% clock evening "Asia/Tashkent" "Asia/Almaty" %}', "Sat 31 Oct 23:30 Tashkent / Sun 1 Nov 00:30 Almaty"),
    ],
)
def test_a_moment_is_told_by_the_clocks_of_its_places(source, text):
    moments: dict[str, Any] = {
        "at": NOW - timedelta(minutes=12),
        "days_ago": NOW - timedelta(days=3, minutes=12),
        "years_ago": NOW.replace(year=2019) - timedelta(minutes=12),
        "evening": datetime(2020, 10, 31, 18, 30, tzinfo=UTC),
    }
    assert f">{text}</time>" in drawn(source, **moments)


def test_a_moment_carries_its_distance_and_old_knowledge_is_marked():
    assert "12 min ago" in drawn('{% moment at "Asia/Tashkent" %}', at=NOW - timedelta(minutes=12))
    assert "in 2 h" in drawn('{% moment at "Asia/Tashkent" %}', at=NOW + timedelta(hours=2))
    assert "age-old" in drawn("{% age at %}", at=NOW - timedelta(hours=25))
    assert "age-old" not in drawn("{% age at %}", at=NOW - timedelta(hours=23))


def test_a_column_keeps_the_filters_turns_the_order_and_begins_at_the_first_page():
    by_name: Listing[str] = Listing([], 3, "name", 0, goes_on=False)
    assert 'aria-sort="ascending"><a href="?place=Oybek&amp;order=-name"' in drawn(
        '{% column by_name "name" "Name" %}', by_name=by_name
    )
    assert 'aria-sort="none"><a href="?place=Oybek&amp;order=at"' in drawn(
        '{% column by_name "at" "Planned" %}', by_name=by_name
    )


def test_the_pages_of_a_list_keep_its_filters():
    middle = Listing([1], 3, "name", 412, goes_on=True)
    seen = drawn("{% pager middle export=True %}", middle=middle)
    assert 'href="?place=Oybek&amp;page=2" rel="prev"' in seen
    assert 'href="?place=Oybek&amp;page=4" rel="next"' in seen
    assert 'href="?place=Oybek&amp;format=csv"' in seen
    assert "Rows 101 to 101 of 412" in seen


def test_a_list_of_one_page_has_no_pages_to_turn():
    assert "<ul>" not in drawn("{% pager only %}", "/design", only=Listing([1], 1, "name", 1, goes_on=False))


def test_the_tab_of_this_page_is_marked_whatever_its_query():
    assert "aria-current" in drawn('{% tab "People" "/design?x=1" 3 %}')
    assert "aria-current" not in drawn('{% tab "Legs" "/design/legs" %}')


def test_a_live_part_names_itself_and_its_topics():
    assert drawn('<p {% live "people" "board" topic %}>', topic="movement:a") == (
        '<p id="people" data-live="board movement:a">'
    )


def test_a_notice_that_is_not_closed_is_a_bug():
    with pytest.raises(TemplateSyntaxError):
        drawn("{% notice 'warning' %}")
