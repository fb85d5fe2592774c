"""Words for people: every sentence of the rulebook in a language, with its plurals, moments, durations and lists.

The source text is English; another language is one gettext catalogue, `locale/LANGUAGE.po`, and nothing else.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from gettext import c2py
from pathlib import Path
from zoneinfo import ZoneInfo

import pycountry
from babel import Locale
from babel.dates import format_date, format_datetime, get_timezone_location
from babel.lists import format_list
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

_CATALOGUES = Path(__file__).parent / "locale"


def N_(message: str) -> str:  # noqa: N802  # gettext's own name for marking a message
    """Mark a message for the catalogues without translating it."""
    return message


def languages() -> tuple[str, ...]:
    """Return the languages that have words, English first."""
    return ("en", *sorted(path.stem for path in _CATALOGUES.glob("*.po")))


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language; `Words.of("ru")`."""

    language: str
    locale: Locale
    catalogue: Catalog | None = None
    plural_index: Callable[[int], int] = field(default=lambda count: int(count != 1))

    @staticmethod
    @lru_cache(maxsize=32)
    def of(language: str) -> "Words":
        """Return the words of `language`; English where it has no catalogue."""
        path = _CATALOGUES / f"{language}.po"
        if language not in languages() or not path.exists():
            return Words("en", Locale("en", "GB"))
        catalogue = _read(path, language)
        return Words(language, Locale.parse(language), catalogue, c2py(catalogue.plural_expr))

    def also_from(self, folder: Path) -> "Words":
        """Return these words and those of `folder/LANGUAGE.po`; what the first catalogue says stands.

        For programs that speak more than the rulebook does: `Words.of("ru").also_from(their_locale)`.
        """
        path = folder / f"{self.language}.po"
        if self.catalogue is None or not path.exists():
            return self
        merged = Catalog(locale=self.language)
        for message in (*self.catalogue, *_read(path, self.language)):
            if message.id and message.id not in merged:
                merged.add(message.id, message.string)
        return replace(self, catalogue=merged)

    def __call__(self, message: str, **values: object) -> str:
        """Return `message` in this language with `{name}` places filled in."""
        return self._translated(message, 0).format(**values)

    def count(self, singular: str, plural: str, number: int, **values: object) -> str:
        """Return the form of a message that goes with `number`, which fills the place `{n}`."""
        if self.catalogue is None:
            text = plural if number != 1 else singular
        else:
            text = self._translated((singular, plural), self.plural_index(abs(number)))
        # a thousand and more are written with the thousands apart; smaller numbers need no formatting
        shown = number if abs(number) < 1000 else format_decimal(number, locale=self.locale)
        return text.format(n=shown, **values)

    def _translated(self, message: str | tuple[str, str], form: int) -> str:
        source = message if isinstance(message, str) else message[min(form, 1)]
        if self.catalogue is None:
            return source
        found = self.catalogue.get(message if isinstance(message, str) else message[0])
        if found is None or not found.string:
            return source
        return found.string[form] if isinstance(found.string, (tuple, list)) else found.string

    def either(self, items: Iterable[str]) -> str:
        """Join with "or"."""
        return format_list(list(items), style="or", locale=self.locale)

    def both(self, items: Iterable[str]) -> str:
        """Join with "and"."""
        return format_list(list(items), style="standard", locale=self.locale)

    def moment(self, at: datetime) -> str:
        """Write a moment with weekday and the place of its zone: Thu 29 Oct 21:00 Almaty."""
        return f"{format_datetime(at, 'EEE d MMM HH:mm', locale=self.locale)} {self.zone(at)}"

    def zone(self, at: datetime) -> str:
        """Write the zone of a moment by its town, or by its distance from UTC where it has none."""
        if isinstance(at.tzinfo, ZoneInfo) and "/" in at.tzinfo.key:
            return get_timezone_location(at.tzinfo, locale=self.locale, return_city=True)
        minutes = (at.utcoffset() or timedelta()) // timedelta(minutes=1)
        sign, hours, rest = "-" if minutes < 0 else "+", abs(minutes) // 60, abs(minutes) % 60
        return "UTC" if minutes == 0 else f"UTC{sign}{hours:02d}:{rest:02d}"

    def day(self, day: date) -> str:
        """Write a day: 30 Jun 2024."""
        return format_date(day, "d MMM y", locale=self.locale)

    def hours(self, minutes: int) -> str:
        """Write a duration given in minutes: 76 h, 3 h 20 min, 40 min."""
        hours, rest = divmod(abs(minutes), 60)
        parts = [self("{n} h", n=hours)] if hours or not rest else []
        return " ".join([*parts, self("{n} min", n=rest)] if rest else parts)

    def age(self, passed: timedelta) -> str:
        """Say how long ago something was: just now, 12 min ago, 3 days ago; empty for what lies ahead."""
        if passed < timedelta():
            return ""
        if passed < timedelta(minutes=1):
            return self("just now")
        if passed >= timedelta(days=3):
            return self.count("{n} day ago", "{n} days ago", passed.days)
        return self("{duration} ago", duration=self.hours(passed // timedelta(minutes=1)))

    def distance(self, passed: timedelta) -> str:
        """Say how far a moment is from now, on either side: 12 min ago, in 2 h, in 5 days."""
        if passed >= timedelta():
            return self.age(passed)
        if passed <= -timedelta(days=3):
            return self.count("in {n} day", "in {n} days", -passed // timedelta(days=1))
        return self("in {duration}", duration=self.hours(-(passed // timedelta(minutes=1))))

    def country(self, code: str) -> str:
        """Write a country's name; the code itself where it is not known."""
        return str(self.locale.territories.get(_ALPHA2.get(code, code), code))


def _read(path: Path, language: str) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=language)


_ALPHA2 = {country.alpha_3: country.alpha_2 for country in pycountry.countries}
