"""Puts together what the pages of places show: each side of a crossing with its clock, its status and its hours."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from uuid import UUID
from zoneinfo import ZoneInfo

from babel.dates import get_day_names
from django.db.models import Q
from django.utils.translation import get_language, gettext, ngettext

from karvon.places.hours import Working, Works
from karvon.places.models import Crossing, Hub, Mode, PlaceName, Post, PostHours, PostQuota, RouteLeg, Traffic
from karvon.places.queries import KnownStatus, hours_of, legs_around, quotas_of, statuses_of, works
from karvon.web.shell.templatetags.parts import apart
from rulebook.words import Words

# By which sign a status is told: that of the four answers of Karvon that comes nearest.
SIGNS = {"open": "ok", "restricted": "fixable", "closed": "blocked"}
# The alphabet by which a reader of this language would look a name up; other letters tell another language's spelling.
_ALPHABETS = {"ru": re.compile(r"[А-Яа-яЁё .,’‘'()-]+")}


@dataclass(frozen=True)
class Side:
    """One post of a crossing as it is known now."""

    post: Post
    title: str
    other_names: Sequence[PlaceName]
    country: str
    at: datetime
    known: KnownStatus | None = None
    hours: Sequence[PostHours] = ()
    working: Working = field(default_factory=lambda: Working(Works.UNKNOWN))
    quota: PostQuota | None = None

    @property
    def live(self) -> str:
        """The name of this side among the parts of the page that change by themselves."""
        return f"side-{self.post.code}"

    @property
    def sign(self) -> str:
        """The sign of the status."""
        return sign_of(self.known)

    @property
    def status(self) -> str:
        """The status in a word."""
        return status_word(self.known)

    @property
    def of_whom(self) -> str:
        """Whom the status is about, where it is not everybody."""
        return ", ".join(words().country(code) for code in self.known.said.nationalities) if self.known else ""

    @property
    def of_what(self) -> str:
        """What the status is about, where it is not everything."""
        return ", ".join(str(Traffic(each).label) for each in self.known.said.traffic) if self.known else ""

    @property
    def schedule(self) -> list[str]:
        """The hours in words, a line for each."""
        return [hours_in_words(row) for row in self.hours]

    @property
    def quota_in_words(self) -> str:
        """How many pass in a day."""
        return in_words(self.quota) if self.quota else ""

    @property
    def offset(self) -> str:
        """How far the clock of the post is from the world's: UTC+5."""
        passed = self.at.astimezone(ZoneInfo(self.post.zone)).utcoffset() or timedelta()
        minutes = passed // timedelta(minutes=1)
        hours, rest = divmod(abs(minutes), 60)
        return f"UTC{'-' if minutes < 0 else '+'}{hours}{f':{rest:02d}' if rest else ''}"

    @property
    def day(self) -> str:
        """The day on the calendar of the post."""
        return words().day(self.at.astimezone(ZoneInfo(self.post.zone)).date())


@dataclass(frozen=True)
class Onward:
    """A leg as seen from one of its ends."""

    leg: RouteLeg
    title: str
    code: str
    mode: str
    is_crossing: bool

    @property
    def time(self) -> timedelta:
        """How long it usually takes."""
        return timedelta(hours=float(self.leg.hours))


def words() -> Words:
    """Words in the reader's language."""
    return Words.of((get_language() or "en").split("-")[0])


def title_of(names: Iterable[PlaceName], main: str) -> str:
    """The name of a place in the reader's alphabet where there is one, else its main name."""
    alphabet = _ALPHABETS.get(words().locale.language)
    if alphabet is None:
        return main
    current = (name.text for name in names if name.kind == PlaceName.Kind.CURRENT)
    return next((text for text in reversed(list(current)) if alphabet.fullmatch(text)), main)


def others_of(names: Iterable[PlaceName], title: str) -> list[PlaceName]:
    """What else a place is or was called."""
    return [name for name in names if name.text != title and name.kind != PlaceName.Kind.CODE]


def pair_of(sides: Iterable[Side]) -> str:
    """The name of a crossing: those of its posts, once where both have the same."""
    return " – ".join(dict.fromkeys(side.title for side in sides))


def sides_of(posts: Iterable[Post], at: datetime) -> list[Side]:
    """Posts, with their names fetched, with what is known of them now."""
    every = list(posts)
    statuses = statuses_of(every, at, at)
    return [_side(post, at, known=statuses.get(post.pk)) for post in every]


def full_sides_of(posts: Iterable[Post], at: datetime) -> list[Side]:
    """The same, with hours and quotas."""
    every = list(posts)
    statuses, hours, quotas = statuses_of(every, at, at), hours_of(every, at, at), quotas_of(every, at, at)
    return [
        _side(
            post,
            at,
            known=statuses.get(post.pk),
            hours=hours.get(post.pk, ()),
            working=works(hours.get(post.pk, ()), post.zone, at),
            quota=quotas.get(post.pk),
        )
        for post in every
    ]


def _side(post: Post, at: datetime, **known: object) -> Side:
    names = list(post.names.all())
    title = title_of(names, post.name)
    return Side(post, title, others_of(names, title), words().country(post.country), at, **known)  # type: ignore[arg-type]  # as in Side


def in_order(sides: Iterable[Side]) -> list[Side]:
    """The sides of a crossing in the order in which its code names them: of KZUZ-ZHB, Kazakhstan's first."""
    return sorted(sides, key=lambda side: _place_in_code(side.post))


def _place_in_code(post: Post) -> tuple[int, str]:
    return post.crossing.code.find(post.code.rpartition("-")[2]), post.code


def onward_from(place: Crossing | Hub) -> list[Onward]:
    """The legs around a place, each with what lies at its other end."""
    ends = [(leg, _other_end(leg, place)) for leg in legs_around(place)]
    titles = _titles_of([end for _, end in ends])
    return [
        Onward(leg, titles.get(end.pk, str(end)), end.code, str(Mode(leg.mode).label), isinstance(end, Crossing))
        for leg, end in ends
    ]


def _titles_of(places: Sequence[Crossing | Hub]) -> dict[UUID, str]:
    """The names of many places in the reader's alphabet, in one query."""
    of_these = Q(hub__in=[one.pk for one in places]) | Q(post__crossing__in=[one.pk for one in places])
    names = PlaceName.objects.filter(of_these).select_related("post__crossing", "hub")
    titles: dict[UUID, list[tuple[tuple[int, str], str]]] = {}
    for _, group in groupby(names.order_by("hub", "post__code", "rank"), key=lambda name: (name.hub_id, name.post_id)):
        every = list(group)
        post, hub = every[0].post, every[0].hub
        if post is not None:
            titles.setdefault(post.crossing_id, []).append((_place_in_code(post), title_of(every, post.name)))
        else:
            assert hub is not None, "a name is of a post or of a hub"
            titles[hub.pk] = [((0, hub.code), title_of(every, hub.name))]
    return {key: " – ".join(dict.fromkeys(title for _, title in sorted(both))) for key, both in titles.items()}


def position_of(place: Crossing | Hub) -> str:
    """Where a place is, in degrees, without zeros that nobody measured."""
    return f"{place.latitude.normalize():f}, {place.longitude.normalize():f}"


def _other_end(leg: RouteLeg, place: Crossing | Hub) -> Crossing | Hub:
    """The end of a leg that is not this place."""
    ends = (leg.from_hub or leg.from_crossing, leg.to_hub or leg.to_crossing)
    return next(end for end in ends if end is not None and end != place)


def sign_of(known: KnownStatus | None) -> str:
    """The sign of a status; of a post of which nothing is known, that of the unknown."""
    return SIGNS[known.said.status] if known else "unknown"


def status_word(known: KnownStatus | None) -> str:
    """A status in a word."""
    return str(known.said.get_status_display()) if known else gettext("not known")


def modes_in_words(modes: Iterable[str]) -> str:
    """By what means people pass."""
    return ", ".join(str(Mode(mode).label) for mode in modes)


def hours_in_words(row: PostHours) -> str:
    """Hours as a sign on a door would tell them."""
    days = _weekdays(row.weekdays)
    if row.opens == row.closes:
        return gettext("%(days)s, around the clock") % {"days": days}
    return f"{days}, {row.opens:%H:%M}–{row.closes:%H:%M}"


def in_words(quota: PostQuota) -> str:
    """How many people and vehicles a post lets pass in a day."""
    parts = []
    if quota.people_a_day is not None:
        people = ngettext("%(number)s person a day", "%(number)s people a day", quota.people_a_day)
        parts.append(people % {"number": apart(quota.people_a_day)})
    if quota.vehicles_a_day is not None:
        vehicles = ngettext("%(number)s vehicle a day", "%(number)s vehicles a day", quota.vehicles_a_day)
        parts.append(vehicles % {"number": apart(quota.vehicles_a_day)})
    return ", ".join(parts)


def _weekdays(days: Iterable[int]) -> str:
    """Weekdays in words; neighbours are drawn together."""
    chosen = sorted(set(days))
    if len(chosen) == 7:
        return gettext("every day")
    names = get_day_names("abbreviated", locale=words().locale)
    runs = [[day for _, day in run] for _, run in groupby(enumerate(chosen), key=lambda pair: pair[1] - pair[0])]
    return ", ".join(
        names[run[0] - 1] if len(run) == 1 else f"{names[run[0] - 1]}–{names[run[-1] - 1]}" for run in runs
    )
