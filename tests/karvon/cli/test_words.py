"""Every sentence that the command speaks has its Russian, with the same places to fill; none is left over."""

import ast
import re
from collections.abc import Iterator
from inspect import cleandoc
from pathlib import Path
from string import Formatter

import click
import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from karvon.cli import speaking
from karvon.cli.helping import LANGUAGES
from karvon.cli.main import cli
from karvon.cli.speaking import words_of
from tests.karvon.cli.running import check, karvon
from tests.karvon.cli.test_helping import COMMANDS
from tests.shared_data import ROOT

CLI = ROOT / "src" / "karvon" / "cli"
SPEAKING = {"words", "say", "N_", "count"}
OTHERS = [language for language in LANGUAGES if language != "en"]
AS_IT_IS = re.compile(r"\s+(karvon|--)")


def messages() -> set[str]:
    """The id of every message of the command: in its code, and in its help."""
    files = [path for path in sorted(CLI.rglob("*.py")) if "page" not in path.relative_to(CLI).parts]
    return {message for path in files for message in said_in(path)} | set(helped())


def said_in(path: Path) -> Iterator[str]:
    """The messages in the code of a module."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and node.args and name_of(node.func) in SPEAKING:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def name_of(function: ast.expr) -> str:
    """The last name of what is called."""
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def helped() -> Iterator[str]:
    """The messages in the help of all commands."""
    for _, command in COMMANDS:
        options = command.get_params(click.Context(command, **command.context_settings))
        yield from filter(None, (getattr(one, "help", None) for one in options))
        yield from filter(None, [command.short_help])
        for text in filter(None, (command.help, command.epilog)):
            for paragraph in cleandoc(text).split("\n\n"):
                yield from parts(paragraph)


def parts(paragraph: str) -> Iterator[str]:
    """The messages of a paragraph: one, or one a line; commands to type are none."""
    if paragraph.startswith("\b\n"):
        yield from (line.strip() for line in paragraph.splitlines()[1:] if not AS_IT_IS.match(line))
    else:
        yield " ".join(paragraph.split())


def texts(message: Message) -> list[str]:
    """The texts of a message, one for each plural."""
    return [str(one) for one in ([message.string] if isinstance(message.string, str) else message.string or [""])]


def catalogue(language):
    """The command's own catalogue."""
    with (speaking.LOCALE / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language)


@pytest.mark.parametrize("language", OTHERS)
def test_every_message_has_a_text(language):
    known = words_of(language).catalogue
    assert known is not None
    found = {message: known.get(message) for message in messages()}
    assert len(found) > 120
    assert sorted(message for message, one in found.items() if one is None or not all(texts(one))) == []


@pytest.mark.parametrize("language", OTHERS)
def test_no_text_is_left_over_from_a_message_that_is_gone(language):
    kept = {one.id if isinstance(one.id, str) else one.id[0] for one in catalogue(language) if one.id}
    assert sorted(kept - messages()) == []


@pytest.mark.parametrize("language", OTHERS)
def test_texts_have_the_places_of_their_sources(language):
    for message in catalogue(language):
        sources = [message.id] if isinstance(message.id, str) else list(message.id)
        wanted = {name for source in sources for _, name, _, _ in Formatter().parse(source) if name}
        for text in texts(message) if message.id else []:
            assert {name for _, name, _, _ in Formatter().parse(text) if name} == wanted, sources


def test_the_answer_in_russian_holds_no_english_sentence():
    told = check("--lang", "ru").flat
    english = {one for one in messages() if len(one) > 6 and "{" not in one and " " in one}
    assert {one for one in english if one in told} == set()


def test_the_other_commands_in_russian_hold_none_either():
    told = karvon("rules", "show", "R-UZ-2", "--rules", ROOT / "demo/zhibek_zholy/rules", "--logic", language="ru").flat
    english = {one for one in messages() if len(one) > 6 and "{" not in one and " " in one}
    assert {one for one in english if one in told} == set()


def test_the_group_itself_is_part_of_what_is_translated():
    assert (cli.help or "").splitlines()[0] in messages()
