"""For whom a page is written: their language, the clocks by which ages are told, and whether they may see names."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from babel.dates import format_datetime
from babel.numbers import format_currency, format_decimal

from rulebook.differences import ROLES
from rulebook.rules import Status
from rulebook.travellers import Step, Traveller
from rulebook.words import N_, Words

LOCALE = Path(__file__).parent / "locale"

STATUSES = {
    Status.BLOCKED: N_("Blocked"),
    Status.FIXABLE: N_("Fixable"),
    Status.UNKNOWN: N_("Unknown"),
    Status.OK: N_("OK"),
}
"""The word for each status, gravest first: the order in which bars and legends show them."""

_NEVER_SEEN_AS_THINNER = 1.5  # per cent of a bar: one person of 5,000 must still be seen


@dataclass(frozen=True, slots=True)
class Share:
    """The part of a bar that stands for one status; `start` and `width` in per cent, written as CSS lengths."""

    status: str
    word: str
    number: int
    shown: str
    start: str
    width: str


@dataclass(frozen=True, slots=True)
class Named:
    """A person as a page names them: `name` is empty where names are left out or not recorded."""

    id: str
    name: str
    household: str = ""
    batch: str = ""


@dataclass(frozen=True, slots=True)
class Reader:
    """Says things in the reader's language; ages are counted to `known_at`."""

    words: Words
    known_at: datetime
    pseudonyms: bool = False

    def dated(self, at: datetime) -> str:
        """Write a moment with its year and the place of its zone: Sat 31 Oct 2020, 12:40 Tashkent."""
        text = format_datetime(at, "EEE d MMM y, HH:mm", locale=self.words.locale)
        return f"{text} {self.words.zone(at)}"

    def clock(self, at: datetime) -> str:
        """Write only the time of day and the place of its zone: 13:40 Almaty."""
        return f"{at:%H:%M} {self.words.zone(at)}"

    def age(self, since: datetime) -> str:
        """Say how long ago something was; empty for what lies ahead."""
        return self.words.age(self.known_at - since)

    def number(self, value: int) -> str:
        """Write a number with its thousands apart."""
        return str(format_decimal(value, locale=self.words.locale))

    def dollars(self, cents: int) -> str:
        """Write a sum in US dollars, without cents where there are none."""
        whole = cents % 100 == 0
        locale = self.words.locale
        pattern = locale.currency_formats["standard"].pattern.replace("0.00", "0") if whole else None
        return str(format_currency(cents / 100, "USD", format=pattern, locale=locale, currency_digits=not whole))

    def heads(self, number: int) -> str:
        """Count people."""
        return self.words.count("{n} person", "{n} people", number)

    def status(self, status: Status) -> str:
        """Return the word for a status."""
        return self.words(STATUSES[status])

    def deed(self, step: Step) -> str:
        """Say what a step does, with whom: Entry, Uzbekistan."""
        return self.words(
            "{role}: {country}", role=sentence_case(self.words(ROLES[step.role])), country=self.country(step)
        )

    def country(self, step: Step) -> str:
        """Name the state that judges a step."""
        return self.words.country(step.jurisdiction)

    def step(self, step: Step) -> str:
        """Name a step in one line: Entry: Uzbekistan, Gisht Kuprik."""
        return ", ".join(filter(None, (self.deed(step), step.place)))

    def person(self, traveller: Traveller) -> Named:
        """Name a person, by the id alone where names are left out."""
        name = "" if self.pseudonyms else traveller.name
        return Named(traveller.id, name, traveller.household or "", traveller.batch or "")

    def shares(self, counts: Mapping[Status, int]) -> tuple[Share, ...]:
        """Lay out a bar from the counts of each status; statuses that nobody has are left out."""
        present = [(status, counts[status]) for status in STATUSES if counts[status]]
        total = sum(number for _, number in present)
        seen = [max(100 * number / total, _NEVER_SEEN_AS_THINNER) for _, number in present]
        widths = [100 * one / sum(seen) for one in seen]
        return tuple(
            Share(
                status.name.lower(),
                self.status(status),
                number,
                self.number(number),
                f"{sum(widths[:place]):.2f}%",
                f"{widths[place]:.2f}%",
            )
            for place, (status, number) in enumerate(present)
        )


def sentence_case(text: str) -> str:
    """Begin with a capital and leave the rest as it is."""
    return text[:1].upper() + text[1:]


def shortened(items: Iterable[Named], most: int) -> tuple[tuple[Named, ...], int]:
    """Return the first of many names and how many are left out."""
    every = tuple(items)
    return every[:most], max(len(every) - most, 0)
