"""Fields that several forms of requirements share: places, countries, and moments by a clock that is named."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pycountry
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from karvon.accounts.models import Membership
from karvon.places.models import Post
from karvon.web.requirements.words import reader_words
from rulebook.packs.scalars import COUNTRIES

LOCAL = "%Y-%m-%dT%H:%M"
AT_HAND = ("TJK", "UZB", "KGZ", "KAZ", "TKM", "AFG", "RUS")
"""Nationalities that the corridors of Central Asia meet every day."""


def zone_of(member: Membership) -> str:
    """The clock by which a member speaks: that of their post, else that of their office."""
    return member.post.zone if member.post else member.organisation.zone


class LocalMoment(forms.DateTimeField):
    """A moment by the clock of one zone, which its label names."""

    def __init__(self, **options: Any) -> None:
        """A field that the browser fills with its own picker."""
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=LOCAL)
        super().__init__(widget=widget, **options)
        self.zone = "UTC"

    def by(self, zone: str) -> None:
        """Read and show moments by the clock of this zone."""
        self.zone = zone
        self.help_text = by_clock_of(zone)

    def to_python(self, value: Any) -> datetime | None:
        """The moment; an hour that the zone's clocks showed twice is the first of the two."""
        text = str(value or "").strip().replace(" ", "T")[:16]
        if not text:
            return None
        try:
            return datetime.strptime(text, LOCAL).replace(tzinfo=ZoneInfo(self.zone))
        except ValueError:
            raise forms.ValidationError(_("Write day and time as 2020-10-31 12:40."), code="invalid") from None

    def prepare_value(self, value: Any) -> Any:
        """The wall clock of a moment."""
        return value.astimezone(ZoneInfo(self.zone)).strftime(LOCAL) if isinstance(value, datetime) else value


def by_clock_of(zone: str) -> str:
    """By which clock a time is meant."""
    return gettext("by the clock of %(place)s") % {"place": place_of(zone)}


def place_of(zone: str) -> str:
    """A zone by its town and its distance from UTC."""
    return reader_words().zone(datetime.now(ZoneInfo(zone)))


def countries() -> list[tuple[str, str]]:
    """All countries by name, in the reader's language."""
    words = reader_words()
    named = [(country.alpha_3, words.country(country.alpha_3)) for country in pycountry.countries]
    return sorted(named, key=lambda one: one[1])


def at_hand() -> list[tuple[str, str]]:
    """The countries that are met every day, in the reader's language."""
    words = reader_words()
    return [(code, words.country(code)) for code in AT_HAND]


def country_codes(text: str) -> list[str]:
    """Codes of countries in a text with commas or spaces; raises ValidationError with the first that is none."""
    codes = [code.upper() for code in text.replace(",", " ").split()]
    for code in codes:
        if code not in COUNTRIES:
            message = _("“%(code)s” is no country code of three letters, as UZB.")
            raise forms.ValidationError(message, params={"code": code})
    return codes


def posts_near(member: Membership) -> list[tuple[str, list[tuple[str, str]]]]:
    """Every post, those of the member's own crossing first, the others by state."""
    words, own = reader_words(), member.post
    groups: dict[str, list[tuple[str, str]]] = {}
    near: list[tuple[str, str]] = []
    for post in Post.objects.select_related("crossing").order_by("country", "name", "code"):
        label = f"{post.name}, {words.country(post.country)}"
        if own is not None and post.crossing_id == own.crossing_id:
            near.insert(0 if post.pk == own.pk else len(near), (post.code, label))
        else:
            groups.setdefault(words.country(post.country), []).append((post.code, label))
    first = [(str(_("your crossing")), near)] if near else []
    return [*first, *sorted(groups.items())]


def choices_of(codes: Iterable[str], labels: dict[str, str]) -> list[tuple[str, str]]:
    """Words of a vocabulary as choices, in the reader's language."""
    words = reader_words()
    return [(code, words(labels[code])) for code in codes]
