"""Every sentence of the page, in code and templates, has a text in every language, with the same places to fill."""

import re
from collections.abc import Iterator
from string import Formatter

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from karvon.cli.page.reader import LOCALE
from rulebook.words import Words, languages
from tests.karvon.cli.page.story import judged, people, written
from tests.shared_data import ROOT

PAGE = ROOT / "src" / "karvon" / "cli" / "page"
KEYWORDS: dict[str, tuple[int, int] | None] = {"N_": None, "words": None, "count": (1, 2)}
SAID = re.compile(r'{% say "([^"]*)"')
COUNTED = re.compile(r'{% say_count "([^"]*)" "([^"]*)"')
OTHERS = [language for language in languages() if language != "en"]


def messages() -> Iterator[str]:
    """The id of every message that the page speaks."""
    for _, _, message, _, _ in extract_from_dir(PAGE, method_map=[("**.py", "python")], keywords=KEYWORDS):
        yield message if isinstance(message, str) else message[0]
    for template in PAGE.glob("templates/**/*.html"):
        text = template.read_text(encoding="utf-8")
        yield from SAID.findall(text)
        yield from (singular for singular, _ in COUNTED.findall(text))


def catalogue(language):
    """The catalogue of the page in a language."""
    with (LOCALE / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language)


@pytest.mark.parametrize("language", OTHERS)
def test_every_message_has_a_text(language):
    known = Words.of(language).also_from(LOCALE).catalogue
    assert known is not None
    found = {message: known.get(message) for message in messages()}
    assert not [message for message, one in found.items() if one is None or not all(texts(one))]


def texts(message: Message) -> list[str]:
    """The texts of a message, one for each plural."""
    return [str(one) for one in ([message.string] if isinstance(message.string, str) else message.string or [""])]


@pytest.mark.parametrize("language", OTHERS)
def test_no_text_is_left_over_from_a_message_that_is_gone(language):
    kept = {one.id if isinstance(one.id, str) else one.id[0] for one in catalogue(language) if one.id}
    assert kept <= set(messages())


@pytest.mark.parametrize("language", OTHERS)
def test_no_text_has_a_place_that_its_source_lacks(language):
    for message in catalogue(language):
        sources = [message.id] if isinstance(message.id, str) else list(message.id)
        allowed = {name for source in sources for _, name, _, _ in Formatter().parse(source) if name}
        for text in texts(message):
            assert {name for _, name, _, _ in Formatter().parse(text) if name} <= allowed


def test_every_text_in_a_template_is_said_and_none_stands_there_in_one_language_only():
    for template in PAGE.glob("templates/**/*.html"):
        text = re.sub(r"{[%{].*?[%}]}|<[^>]*>", " ", template.read_text(encoding="utf-8"))
        assert not re.search(r"[A-Za-z]{3,}", text.replace("Karvon", "")), template.name


def test_the_russian_page_of_the_story_holds_no_english_sentence(tmp_path):
    page = written(judged(people(102)), tmp_path / "page.html", "ru")
    english = {one for one in messages() if len(one) > 12 and "{" not in one}
    assert not {one for one in english if one in page}
