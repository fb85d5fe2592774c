"""Help and mistakes on the command line, in the reader's language: what a newcomer sees first."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from inspect import cleandoc
from itertools import pairwise
from typing import Any

import click

from karvon.cli.loading import later

LANGUAGES = ("en", "ru")
LANGUAGE_VARIABLE = "KARVON_LANG"

_OPTION = "--lang"
_KEPT = "\b\n"
_AS_IT_IS = re.compile(r"\s+(karvon|--)\b")  # a command to type is the same in every language

Say = Callable[..., str]
"""Puts a message into the reader's language and fills in its `{places}`."""


def language_of(args: Sequence[str], variables: Mapping[str, str]) -> str:
    """Return the language that a command line asks for, before it is read; English where it asks for none."""
    asked = variables.get(LANGUAGE_VARIABLE, "")
    for word, following in pairwise((*args, "")):
        if word == _OPTION:
            asked = following
        elif word.startswith(f"{_OPTION}="):
            asked = word.removeprefix(f"{_OPTION}=")
    return asked if asked in LANGUAGES else "en"


def speaker(language: str) -> Say:
    """Return what puts messages into a language; English needs no catalogue, so that help comes at once."""
    if language == "en":
        return str.format
    words: Say = later("karvon.cli.speaking", "words_of")(language)
    return words


class Spoken(click.Command):
    """A command whose help is in the reader's language."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the line; a word too many and an option without its value know whose they are."""
        ctx.allow_extra_args = True
        try:
            super().parse_args(ctx, args)
        except click.BadOptionUsage as error:
            error.ctx = ctx
            raise
        if ctx.args:
            raise WordTooMany(ctx.args[0], ctx)
        return ctx.args

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Name first what must be given."""
        options, *arguments = super().collect_usage_pieces(ctx)
        needed = [
            f"{_hint(one)} {one.metavar}" for one in self.params if isinstance(one, click.Option) and one.required
        ]
        return [*arguments, *needed, options]

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write how the command is called."""
        prefix = f"{_say(ctx)('Usage:')} "
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does."""
        _write(self.help or "", ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write a line for each option; its text says all, defaults included."""
        say = _say(ctx)
        options = [one for one in self.get_params(ctx) if isinstance(one, click.Option)]
        with formatter.section(say("Options")):
            formatter.write_dl([(_names(one, ctx), say(one.help)) for one in options if one.help])

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write examples and what the exit status tells."""
        _write(self.epilog or "", ctx, formatter)


class SpokenGroup(Spoken, click.Group):
    """A group of commands whose help is in the reader's language."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the line up to the name of a command."""
        return click.Group.parse_args(self, ctx, args)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Name the options first: what follows the command is the command's own."""
        return click.Group.collect_usage_pieces(self, ctx)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options and, below them, the commands."""
        say = _say(ctx)
        super().format_options(ctx, formatter)
        rows = [(name, say(text)) for name in self.list_commands(ctx) if (text := self.commands[name].short_help)]
        with formatter.section(say("Commands")):
            formatter.write_dl(rows)


class WordTooMany(click.UsageError):
    """The line holds a word that nothing asks for."""

    def __init__(self, word: str, ctx: click.Context) -> None:
        """Take the word and the command."""
        super().__init__(word, ctx)
        self.word = word


class Count(click.ParamType[int]):
    """A whole number from zero up."""

    name = "count"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number."""
        if isinstance(value, int) or (value.isascii() and value.isdigit() and len(value) < 10):
            return int(value)
        return self.fail(value, param, ctx)


class Language(click.ParamType[str]):
    """One of the languages that the command speaks."""

    name = "language"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the language."""
        return str(value) if value in LANGUAGES else self.fail(value, param, ctx)


def mistake(error: click.UsageError, say: Say) -> Iterator[str]:
    """Say what is wrong with a command line, how it should be called, and where to read more."""
    yield _what_is_wrong(error, say)
    ctx = error.ctx
    assert ctx is not None
    yield f"{say('Usage:')} {ctx.command_path} {' '.join(ctx.command.collect_usage_pieces(ctx))}"
    yield say("`{command} --help` tells more.", command=ctx.command_path)


def _what_is_wrong(error: click.UsageError, say: Say) -> str:
    if isinstance(error, click.NoSuchOption):
        return _with_guess(say("There is no option {name}.", name=error.option_name), error.possibilities, say)
    if isinstance(error, click.NoSuchCommand):
        return _with_guess(say("There is no command “{name}”.", name=error.command_name), error.possibilities, say)
    if isinstance(error, WordTooMany):
        return say("Nothing asks for “{word}” here. Leave it away, or name its option.", word=error.word)
    if isinstance(error, click.MissingParameter) and error.param is not None:
        return say("{name} is missing.", name=_hint(error.param))
    if isinstance(error, click.BadParameter) and error.param is not None:
        return _bad_value(error.message, error.param, say)
    assert isinstance(error, click.BadOptionUsage)
    assert error.ctx is not None
    option = next(one for one in error.ctx.command.get_params(error.ctx) if error.option_name in one.opts)
    if isinstance(option, click.Option) and option.is_flag:
        return say("{name} takes no value. Leave the value away.", name=error.option_name)
    return say("{name} needs a value after it.", name=error.option_name)


def _bad_value(value: str, param: click.Parameter, say: Say) -> str:
    if isinstance(param.type, Language):
        known = ", ".join(LANGUAGES)
        return say("{name}: there is no language “{value}”. There are: {known}.", name=_hint(param), value=value,
                   known=known)  # fmt: skip
    return say("{name}: “{value}” is no number of people. Write 0 or more.", name=_hint(param), value=value)


def _with_guess(sentence: str, guesses: Sequence[str] | None, say: Say) -> str:
    if not guesses:
        return sentence
    return f"{sentence} {say('Did you mean {names}?', names=', '.join(guesses))}"


def _hint(param: click.Parameter) -> str:
    return param.human_readable_name if isinstance(param, click.Argument) else param.opts[-1]


def _names(option: click.Option, ctx: click.Context) -> str:
    record = option.get_help_record(ctx)
    return record[0] if record else ""


def _say(ctx: click.Context) -> Say:
    return speaker(ctx.obj or "en")


def _write(text: str, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    if not text:
        return
    say = _say(ctx)
    formatter.write_paragraph()
    with formatter.indentation():
        formatter.write_text("\n\n".join(_told(one, say) for one in cleandoc(text).split("\n\n")))


def _told(paragraph: str, say: Say) -> str:
    """Put a paragraph into words; one that begins with a backspace keeps its lines, each a message of its own."""
    if not paragraph.startswith(_KEPT):
        return say(_message(paragraph))
    lines = paragraph.removeprefix(_KEPT).splitlines()
    return _KEPT + "\n".join(line if _AS_IT_IS.match(line) else _indented(line, say) for line in lines)


def _indented(line: str, say: Say) -> str:
    return f"{line[: len(line) - len(line.lstrip())]}{say(line.strip())}"


def _message(paragraph: str) -> str:
    return " ".join(paragraph.split())
