"""The list of places: by any name, by country, by what is said of their posts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID

from django.db.models import Min, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from karvon.places.models import Crossing, Hub, Post, PostStatus
from karvon.places.queries import find_places, statuses_of
from karvon.web.places.showing import Side, in_order, modes_in_words, pair_of, sides_of, title_of, words

UNKNOWN, OLD = "unknown", "old"
STATUSES = [*PostStatus.Status.choices, (UNKNOWN, _("not known")), (OLD, _("not confirmed for long"))]
ORDERS = {"name": ["first_name"], "border": ["code"]}
HEADS = (
    "code", "name", "latitude", "longitude", "confidence", "modes", "category",
    "post", "country", "zone", "status", "last_confirmed_at",
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One place of the list: a crossing with its sides, or a town."""

    code: str
    title: str
    countries: str
    modes: str = ""
    category: str = ""
    sides: Sequence[Side] = ()
    zone: str = ""
    found_as: str = ""

    @property
    def is_known(self) -> bool:
        """Whether something is said of one of the sides."""
        return any(side.known for side in self.sides)

    @property
    def is_blocked(self) -> bool:
        """Whether one of the sides is closed."""
        return any(side.sign == "blocked" for side in self.sides)


@dataclass(frozen=True)
class Wanted:
    """What the address asks for; nonsense in it is as if it were not there."""

    words: str
    country: str
    status: str

    @classmethod
    def of(cls, query: QueryDict) -> "Wanted":
        """Read the address."""
        status = query.get("status", "")
        known = status if status in dict(STATUSES) else ""
        return cls(query.get("q", "").strip(), query.get("country", "").upper()[:3], known)

    @property
    def filters(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.words or self.country or self.status)


def crossings_wanted(wanted: Wanted, at: datetime) -> QuerySet[Crossing]:
    """The crossings in a country, and with a post of which this is said."""
    crossings = Crossing.objects.annotate(first_name=Min("posts__name"))
    if wanted.country.isalpha():
        crossings = crossings.filter(pk__in=Post.objects.filter(country=wanted.country).values("crossing"))
    if wanted.status:
        crossings = crossings.filter(posts__in=_posts_said_to_be(wanted.status, at))
    return crossings


def _posts_said_to_be(status: str, at: datetime) -> list[UUID]:
    """The keys of all posts with this status now."""
    every = list(Post.objects.values_list("pk", flat=True))
    known = statuses_of(every, at, at)
    if status == UNKNOWN:
        return [pk for pk in every if pk not in known]
    if status == OLD:
        return [pk for pk, each in known.items() if each.is_stale]
    return [pk for pk, each in known.items() if each.said.status == status]


def rows_of(crossings: Iterable[Crossing], at: datetime, found_as: Mapping[str, str] | None = None) -> list[Row]:
    """Crossings as rows, in their order, with what is said of their posts now."""
    every = list(crossings)
    posts = Post.objects.filter(crossing__in=every).order_by("crossing").select_related("crossing")
    sides = sides_of(posts.prefetch_related("names"), at)
    by_crossing = {key: in_order(group) for key, group in groupby(sides, key=lambda side: side.post.crossing_id)}
    return [
        _row(crossing, by_crossing.get(crossing.pk, []), (found_as or {}).get(crossing.code, "")) for crossing in every
    ]


def _row(crossing: Crossing, sides: Sequence[Side], found_as: str) -> Row:
    title = pair_of(sides) or crossing.code
    return Row(
        code=crossing.code,
        title=title,
        countries=" – ".join(side.country for side in sides),
        modes=modes_in_words(crossing.modes),
        category=crossing.get_category_display() if crossing.category else "",
        sides=sides,
        found_as="" if found_as in title or found_as == crossing.code else found_as,
    )


def rows_found(wanted: Wanted, at: datetime) -> list[Row]:
    """The places that sound like the words, the likest first."""
    found = find_places(wanted.words)
    names = {each.code: each.name for each in found}
    crossings = {row.code: row for row in rows_of((each.crossing for each in found if each.crossing), at, names)}
    hubs = Hub.objects.filter(pk__in=[each.hub.pk for each in found if each.hub]).prefetch_related("names")
    towns = {hub.code: _town(hub, names[hub.code]) for hub in hubs}
    every = crossings | towns
    return [every[each.code] for each in found]


def _town(hub: Hub, found_as: str) -> Row:
    title = title_of(hub.names.all(), hub.name)
    return Row(
        hub.code, title, words().country(hub.country), zone=hub.zone, found_as="" if found_as == title else found_as
    )


def cells(crossings: Iterable[Crossing], at: datetime) -> Iterable[Sequence[object]]:
    """Crossings as cells of a file, a line for each post."""
    every = list(crossings)
    for crossing, row in zip(every, rows_of(every, at), strict=True):
        for side in row.sides:
            yield (
                crossing.code, row.title, crossing.latitude, crossing.longitude, crossing.confidence,
                " ".join(crossing.modes), crossing.category, side.post.code, side.post.country, side.post.zone,
                side.known.said.status if side.known else UNKNOWN,
                side.known.last_confirmed_at.isoformat() if side.known else "",
            )  # fmt: skip


def countries() -> list[tuple[str, str]]:
    """The countries that have posts, by name."""
    codes = Post.objects.order_by().values_list("country", flat=True).distinct()
    return sorted(((code, words().country(code)) for code in codes), key=lambda pair: pair[1])
