"""The file: whole or not at all, private, self-contained, bounded, and safe against whatever a list holds."""

import base64
import hashlib
import os
import re
import stat
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel import Locale
from django.template import Context

from karvon.cli.page.writing import _engine
from rulebook.words import Words
from tests.conftest import UndefinedVariable
from tests.karvon.cli.page.story import judged, people, written

VOID = {"meta", "link", "br", "img", "input", "hr"}
HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>{{ reader }}{% debug %}'


class Parsed(HTMLParser):
    """What a page holds: its tags with their attributes, its ids, and whether every tag is closed where it should."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.misplaced: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.misplaced.append(tag)

    def values(self, attribute: str) -> list[str]:
        """Every value of an attribute."""
        return [attrs[attribute] for _, attrs in self.tags if attribute in attrs]


@pytest.fixture(scope="module")
def summary():
    """The story of 102 people, judged once."""
    return judged(people(102))


@pytest.fixture(scope="module")
def page(summary, tmp_path_factory):
    """Its page in English."""
    return written(summary, tmp_path_factory.mktemp("page") / "page.html", remarks=["Row 57 stands twice."])


def test_nothing_is_fetched_from_anywhere(page):
    parsed = Parsed(page)
    assert {value[:1] for value in parsed.values("href")} == {"#", "d"}
    assert [value for value in parsed.values("href") if not value.startswith("#")] == ["data:,"]
    assert not parsed.values("src")
    assert not {"script", "iframe", "object", "embed", "img", "form"} & {tag for tag, _ in parsed.tags}
    assert set(re.findall(r"url\(([^)]*)\)", page)) == {'"#hatch"', '"#dots"'}
    assert "@import" not in page


def test_the_policy_allows_the_page_its_own_style_and_nothing_else(page):
    (policy,) = [attrs["content"] for _, attrs in Parsed(page).tags if "http-equiv" in attrs]
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}';")
    assert "unsafe" not in policy
    assert not Parsed(page).values("style")


def test_every_tag_is_closed_and_every_link_leads_to_an_id_that_stands_once(page):
    parsed = Parsed(page)
    assert (parsed.misplaced, parsed.open) == ([], [])
    ids = parsed.values("id")
    assert len(ids) == len(set(ids))
    assert {value[1:] for value in parsed.values("href") if value.startswith("#")} <= set(ids)
    assert set(parsed.values("aria-labelledby")) <= set(ids)


def test_every_table_head_has_a_scope(page):
    assert all("scope" in attrs for tag, attrs in Parsed(page).tags if tag == "th")


def test_whatever_a_list_holds_is_text_and_not_markup(tmp_path):
    hostile = [replace(people(1)[0], id=HOSTILE, name=HOSTILE, household=HOSTILE, batch=HOSTILE)]
    told = dict.fromkeys(("title", "source", "generated_by"), HOSTILE)
    page = written(judged(hostile), tmp_path / "page.html", "en", **told, remarks=[HOSTILE])
    parsed = Parsed(page)
    assert not {"script", "img"} & {tag for tag, _ in parsed.tags}
    assert (parsed.misplaced, parsed.open) == ([], [])
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 8
    assert "{{ reader }}{% debug %}" in page


def test_a_page_says_that_it_holds_personal_data_and_what_for(page):
    assert "Contains personal data: names and what hinders each person." in page
    assert "Purpose: bringing these people safely across these borders." in page
    assert '@bottom-left { content: "Contains personal data";' in page
    assert 'content="noindex' in page


def test_with_pseudonyms_no_name_and_no_remark_is_shown(summary, tmp_path):
    page = written(summary, tmp_path / "page.html", pseudonyms=True, remarks=["Karimov Jamshed stands twice."])
    assert not any(part in page for person in people(102) for part in person.name.split())
    assert "P001" in page
    assert "people under ids, without names" in page
    assert "1 remark is left out, because it may hold names." in page


def test_the_page_says_its_language_and_its_direction(summary, tmp_path):
    assert '<html lang="en" dir="ltr">' in written(summary, tmp_path / "en.html")
    assert '<html lang="ru" dir="ltr">' in written(summary, tmp_path / "ru.html", "ru")
    persian = Words("fa", Locale("fa"))
    assert '<html lang="fa" dir="rtl">' in written(summary, tmp_path / "fa.html", words=persian)


def test_a_page_of_102_people_is_small_and_one_of_5000_is_not_much_larger(page, tmp_path):
    assert len(page.encode()) <= 300_000
    assert len(written(judged(people(5000)), tmp_path / "page.html").encode()) <= 4_000_000


def test_an_empty_list_has_a_page_too(tmp_path):
    page = written(judged([]), tmp_path / "page.html")
    assert "The list names nobody." in page
    assert "<table" not in page


def test_no_template_uses_a_variable_that_nobody_gave(summary, tmp_path, monkeypatch):
    monkeypatch.setattr(_engine(), "string_if_invalid", UndefinedVariable("undefined"))
    assert "P102" in written(summary, tmp_path / "page.html", remarks=["Row 57 stands twice."])
    with pytest.raises(AssertionError, match=r"undefined variable: nobody\.knows"):
        _engine().from_string("{{ nobody.knows }}").render(Context({}))


def test_very_many_remarks_are_counted_and_not_all_shown(summary, tmp_path):
    page = written(summary, tmp_path / "page.html", remarks=[f"Remark {n}." for n in range(1000)])
    assert "Remark 299." in page
    assert "Remark 300." not in page
    assert "and 700 more remarks" in page


def test_a_page_replaces_the_one_before_and_only_its_owner_may_read_it(summary, tmp_path):
    out = tmp_path / "page.html"
    out.write_text("old")
    assert "old" not in written(summary, out)[:100]
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


def test_a_link_to_a_file_stays_a_link(summary, tmp_path):
    (tmp_path / "real.html").write_text("old")
    (tmp_path / "link.html").symlink_to("real.html")
    assert written(summary, tmp_path / "link.html").startswith("<!DOCTYPE html>")
    assert (tmp_path / "link.html").is_symlink()


def test_a_page_that_cannot_be_put_in_place_leaves_nothing_behind(summary, tmp_path):
    (tmp_path / "blocked").mkdir()
    with pytest.raises(OSError, match="blocked"):
        written(summary, tmp_path / "blocked")
    with pytest.raises(FileNotFoundError):
        written(summary, tmp_path / "nowhere" / "page.html")
    assert [path.name for path in tmp_path.iterdir()] == ["blocked"]


def test_a_page_that_fails_half_way_leaves_the_one_before(summary, tmp_path, monkeypatch):
    def fail(*_):
        raise OSError("no space left")

    out = tmp_path / "page.html"
    out.write_text("old")
    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="no space left"):
        written(summary, out)
    assert [path.read_text() for path in tmp_path.iterdir()] == ["old"]


def test_what_is_no_file_is_written_to_as_it_is(summary):
    null = Path(os.devnull)
    assert written(summary, null) == ""
    assert stat.S_ISCHR(null.stat().st_mode)
