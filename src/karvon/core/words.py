"""Sentences for people that are put into a language when they are shown, not when they arise.

The English template is the key, as in gettext; translations are plain `.po` files in `karvon/locale/<language>/`,
read as they are, so that no compiled catalogue can be out of date and no framework need be set up.
"""

import string
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from gettext import c2py
from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parent.parent / "locale"

_THOUSANDS = {"en": ","}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A template with what goes into it; `plural` and `count` are set where the words follow a number."""

    template: str
    parts: tuple[tuple[str, object], ...] = ()
    plural: str = ""
    count: int = 0

    def say(self, language: str = "en") -> str:
        """The sentence in a language; English where the catalogue has none."""
        template = _catalogue(language).template(self)
        return _Words(language).vformat(template, (), dict(self.parts))

    def __str__(self) -> str:
        """The sentence in English."""
        return self.say()


def sentence(template: str, /, **parts: object) -> Sentence:
    """A sentence; the template is a literal, so that it can be collected for translation."""
    return Sentence(template, tuple(parts.items()))


def counted(one: str, many: str, /, *, count: int, **parts: object) -> Sentence:
    """A sentence whose words follow the number `count`, which the template may show as `{count:n}`."""
    return Sentence(one, (("count", count), *parts.items()), many, count)


class _Words(string.Formatter):
    """Fills templates: sentences within sentences, lists of words, `{n:n}` for a number with its thousands apart."""

    def __init__(self, language: str) -> None:
        """Fill in this language."""
        self.language = language

    def format_field(self, value: Any, format_spec: str) -> str:
        """One part as words of the language."""
        if isinstance(value, Sentence):
            return value.say(self.language)
        if isinstance(value, Sequence) and not isinstance(value, str):
            return ", ".join(self.format_field(item, format_spec) for item in value)
        if format_spec == "n":
            return f"{value:,}".replace(",", _THOUSANDS.get(self.language, "\u00a0"))
        return str(value)


@dataclass(frozen=True, slots=True)
class _Catalogue:
    """The translations of one language."""

    templates: dict[str, str]
    plurals: dict[str, tuple[str, ...]]
    plural_form: Callable[[int], int]

    def template(self, words: Sentence) -> str:
        """The template of a sentence in this language."""
        if not words.plural:
            return self.templates.get(words.template) or words.template
        forms = self.plurals.get(words.template, ())
        index = self.plural_form(words.count)
        if index < len(forms) and forms[index]:
            return forms[index]
        return words.template if words.count == 1 else words.plural


@cache
def _catalogue(language: str) -> _Catalogue:
    """Read every `.po` file of a language; a language without files is English."""
    templates: dict[str, str] = {}
    plurals: dict[str, tuple[str, ...]] = {}
    plural_form: Callable[[int], int] = c2py("n != 1")
    for path in sorted((LOCALE / Path(language).name).glob("*.po")):
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language)
        plural_form = c2py(catalogue.plural_expr)
        for message in catalogue:
            if isinstance(message.id, str):
                templates[message.id] = str(message.string)
            else:
                plurals[message.id[0]] = tuple(message.string or ())
    return _Catalogue(templates, plurals, plural_form)
