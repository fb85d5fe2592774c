"""Moments as people near a border need them: with the place of each clock, and how long ago or how soon."""

import time
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from django.template import Context, Library
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from karvon.accounts.models import Membership
from rulebook.words import Words

register = Library()

OLD_AFTER_HOURS = 24


@register.simple_tag(takes_context=True)
def moment(context: Context, at: datetime, *zones: str) -> SafeString:
    """A moment by the clocks of these zones, with its distance: 12:40 Tashkent / 13:40 Almaty, 12 min ago."""
    return format_html("{}, {}", clock(context, at, *zones), age(context, at, old_after=None))


@register.simple_tag(takes_context=True)
def clock(context: Context, at: datetime, *zones: str) -> SafeString:
    """A moment by the clocks of these zones, else of the reader's office; the day stands there where it is not today."""
    words, now = _words(), _now(context)
    by_clock = [at.astimezone(ZoneInfo(zone)) for zone in zones or (_usual_zone(context),)]
    today = all(each.date() == now.astimezone(each.tzinfo).date() for each in by_clock)
    same_day = len({each.date() for each in by_clock}) == 1
    shown = [
        f"{_day(each, now, words)}{each:%H:%M} {words.zone(each)}"
        if not today and (place == 0 or not same_day)
        else f"{each:%H:%M} {words.zone(each)}"
        for place, each in enumerate(by_clock)
    ]
    return format_html('<time class="moment" datetime="{}">{}</time>', at.isoformat(), " / ".join(shown))


@register.simple_tag(takes_context=True)
def age(context: Context, at: datetime, old_after: int | None = OLD_AFTER_HOURS) -> SafeString:
    """How long ago or how soon; marked as old after so many hours, never with None."""
    passed = _now(context) - at
    old = old_after is not None and passed > timedelta(hours=old_after)
    return format_html('<span class="age{}">{}</span>', " age-old" if old else "", _words().distance(passed))


@register.simple_tag
def rendered_at() -> int:
    """Our own clock in milliseconds, by which a live page says from when on it may have missed something."""
    return time.time_ns() // 1_000_000


@register.simple_tag
def duration(length: timedelta) -> str:
    """A length of time: 3 h 20 min."""
    return _words().hours(length // timedelta(minutes=1))


def _day(at: datetime, now: datetime, words: Words) -> str:
    pattern = "EEE d MMM " if at.year == now.astimezone(at.tzinfo).year else "EEE d MMM y, "
    return str(format_datetime(at, pattern, locale=words.locale))


def _now(context: Context) -> datetime:
    """The moment at which the page is read; in a demonstration, the world's."""
    at = getattr(context.get("request"), "at", None)
    return at if isinstance(at, datetime) else timezone.now()


def _usual_zone(context: Context) -> str:
    """The zone of the organisation that the reader acts for."""
    reader = getattr(context.get("request"), "member", None)
    return reader.organisation.zone if isinstance(reader, Membership) else "UTC"


def _words() -> Words:
    return Words.of((get_language() or "en").split("-")[0])
