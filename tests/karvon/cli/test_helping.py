"""Help and mistakes on the command line: every option explained, every mistake one clear sentence, in each language."""

from collections.abc import Iterator

import click
import pytest

from karvon.cli.helping import LANGUAGES, language_of
from karvon.cli.main import cli
from tests.karvon.cli.running import PEOPLE, RULES, karvon


def commands(command: click.Command, *names: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command with the words that call it."""
    yield names, command
    if isinstance(command, click.Group):
        for name, one in command.commands.items():
            yield from commands(one, *names, name)


COMMANDS = list(commands(cli))
BY_NAME = pytest.mark.parametrize(
    ("names", "command"), COMMANDS, ids=[" ".join(one) or "karvon" for one, _ in COMMANDS]
)


@BY_NAME
def test_every_command_and_option_is_explained(names, command):
    context = click.Context(command, **command.context_settings)
    assert command.help
    assert command.short_help or not names
    assert [one.name for one in command.get_params(context) if isinstance(one, click.Option) and not one.help] == []


@BY_NAME
def test_help_names_every_option(names, command):
    shown = karvon(*names, "--help").out
    context = click.Context(command, **command.context_settings)
    options = [one.opts[-1] for one in command.get_params(context) if isinstance(one, click.Option)]
    assert [one for one in options if f"{one} " not in shown] == []
    assert f"Usage: karvon {' '.join(names)}".strip() in shown


@BY_NAME
def test_help_in_russian_holds_no_english_but_commands_to_type(names, command):
    told = karvon(*names, "--help", language="ru")
    assert told.status == 0
    lines = [line for line in told.out.splitlines() if not line.strip().startswith(("karvon", "--steps demo"))]
    english = [line for line in lines if sum(word.isascii() and word.isalpha() and word.islower() and len(word) > 5
                                             for word in line.split()) > 3]  # fmt: skip
    assert english == []


@pytest.mark.parametrize("language", LANGUAGES)
@BY_NAME
def test_help_fits_a_terminal_of_100_columns(names, command, language):
    assert max(map(len, karvon(*names, "--help", language=language).out.splitlines())) <= 100


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("check", "LIST is missing."),
        ("check list.csv", "--rules is missing."),
        ("check list.csv --rules", "--rules needs a value after it."),
        ("check list.csv --rules r.yaml --stpes s.yaml", "There is no option --stpes. Did you mean --steps?"),
        ("check list.csv --rules r.yaml --zzz", "There is no option --zzz."),
        ("check list.csv --rules r.yaml more.csv", "Nothing asks for “more.csv” here."),
        ("check list.csv --rules r.yaml --strict=yes", "--strict takes no value. Leave the value away."),
        ("check list.csv --rules r.yaml --lang de", "--lang: there is no language “de”. There are: en, ru."),
        ("check list.csv --rules r.yaml --limit many", "--limit: “many” is no number of people. Write 0 or more."),
        ("check list.csv --rules r.yaml --limit=-1", "--limit: “-1” is no number of people. Write 0 or more."),
        ("chekc", "There is no command “chekc”. Did you mean check?"),
        ("zzz", "There is no command “zzz”."),
        ("rules chek", "There is no command “chek”. Did you mean check?"),
        ("rules diff old.yaml", "NEW is missing."),
        ("rules show", "ID is missing."),
        ("rules conform", "PATH... is missing."),
        ("--lang de check", "--lang: there is no language “de”. There are: en, ru."),
    ],
)
def test_a_mistake_is_told_in_one_sentence_with_the_way_out(line, sentence):
    told = karvon(*line.split())
    assert (told.status, told.out) == (2, "")
    first, usage, more = told.err.splitlines()
    assert first.startswith(sentence)
    assert usage.startswith("Usage: karvon ")
    assert more.endswith("--help` tells more.")


def test_mistakes_are_told_in_russian_too():
    told = karvon("check", PEOPLE, "--rules", RULES, "--stpes", "s.yaml", "--lang", "ru")
    assert told.err.splitlines() == [
        "Параметра --stpes нет. Может быть, --steps?",
        "Вызов: karvon check LIST --rules PACK... [OPTIONS]",
        "Подробнее: `karvon check --help`.",
    ]


def test_a_group_without_a_word_shows_its_commands():
    told = karvon("rules")
    assert told.status == 2
    assert "conform  Run conformance suites." in told.err


@pytest.mark.parametrize(
    ("line", "variable", "language"),
    [
        ("check", "", "en"),
        ("check", "ru", "ru"),
        ("check", "xx", "en"),
        ("check --lang ru", "", "ru"),
        ("check --lang=ru", "", "ru"),
        ("check --lang en", "ru", "en"),
        ("check --lang", "", "en"),
        ("--lang ru check --lang en", "", "en"),
        ("", "", "en"),
    ],
)
def test_the_last_language_asked_for_counts(line, variable, language):
    assert language_of(line.split(), {"KARVON_LANG": variable}) == language
