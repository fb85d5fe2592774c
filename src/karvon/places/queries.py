"""What is known of places: by which name, whether they are open, since when we know it, and what lies around them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypedDict
from uuid import UUID

from django.contrib.postgres.search import TrigramSimilarity, TrigramWordSimilarity
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from identity.sounds import sound_key
from karvon.places.hours import Shift, Working, working
from karvon.places.models import (
    Crossing,
    Hub,
    PlaceName,
    Post,
    PostHours,
    PostQuota,
    PostStatus,
    RouteLeg,
    StatusConfirmation,
)

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

MOST_FOUND = 20
# No name is longer, so that nobody makes the database compare a novel.
LONGEST_NAME = 120
# Two posts with a dozen spellings each: so many names are read at most to fill the list of places.
_NAMES_OF_A_PLACE = 12


class _Confirmed(TypedDict):
    """When a status was last said, the first time included."""

    last_confirmed_at: datetime


@dataclass(frozen=True, slots=True)
class Found:
    """A place that was looked for, the name by which it was found, and how alike the two are (0 to 2)."""

    code: str
    name: str
    likeness: float
    crossing: Crossing | None = None
    hub: Hub | None = None


@dataclass(frozen=True, slots=True)
class KnownStatus:
    """The status of a post that counts at a moment, as it was known at another."""

    said: PostStatus
    last_confirmed_at: datetime
    known_at: datetime

    @property
    def age(self) -> timedelta:
        """For how long nobody has said it again."""
        return self.known_at - self.last_confirmed_at

    @property
    def is_stale(self) -> bool:
        """Whether it is too old to be relied on."""
        return self.age > PostStatus.STALE_AFTER[self.said.status]


def find_places(words: str, *, most: int = MOST_FOUND) -> list[Found]:
    """The places whose names sound like these words, in any script, the likest first."""
    key = sound_key(words[:LONGEST_NAME])
    if not key:
        return []
    # Two questions of the index, joined: asked as one with OR, PostgreSQL reads the whole table instead.
    names = PlaceName.objects.order_by()
    alike = names.filter(key__trigram_similar=key).values("pk").union(names.filter(key__contains=key).values("pk"))
    likeness = TrigramSimilarity("key", key) + TrigramWordSimilarity(key, "key")
    ranked = names.filter(pk__in=alike).annotate(likeness=likeness).order_by("-likeness", "rank", "text", "id")
    found: dict[UUID, Found] = {}
    for name in ranked.select_related("post__crossing", "hub")[: most * _NAMES_OF_A_PLACE]:
        place = name.post.crossing if name.post else name.hub
        if place is not None and place.pk not in found:
            crossing, hub = (place, None) if isinstance(place, Crossing) else (None, place)
            found[place.pk] = Found(place.code, name.text, name.likeness, crossing, hub)
    return list(found.values())[:most]


def statuses_of(posts: Iterable[Post | UUID], at: datetime, known_at: datetime) -> dict[UUID, KnownStatus]:
    """For each post of which something is known, what counts at `at` by what was known at `known_at`.

    Of all that was said for this moment the latest counts, whoever said it: gates change their minds.
    """
    said = _said_of(posts, known_at).filter(window__contains=at)
    latest = said.order_by("post_id", "-recorded_at", "-id").distinct("post_id")
    return {row.post_id: KnownStatus(row, row.last_confirmed_at, known_at) for row in latest}


def status_of(post: Post, at: datetime, known_at: datetime) -> KnownStatus | None:
    """What counts for a post at `at` by what was known at `known_at`; None where nobody has said anything."""
    return statuses_of([post], at, known_at).get(post.pk)


def history_of(posts: Iterable[Post | UUID], known_at: datetime, *, most: int) -> list[KnownStatus]:
    """What was said of these posts until a moment, the latest first, whether it counts or not."""
    said = _said_of(posts, known_at).order_by("-recorded_at", "-id")[:most]
    return [KnownStatus(row, row.last_confirmed_at, known_at) for row in said]


def _said_of(posts: Iterable[Post | UUID], known_at: datetime) -> "QuerySet[WithAnnotations[PostStatus, _Confirmed]]":
    """All that was said of these posts until a moment, each with when it was last said."""
    again = StatusConfirmation.objects.filter(status=OuterRef("pk"), at__lte=known_at).order_by("-at").values("at")
    said = PostStatus.objects.filter(post__in=list(posts), recorded_at__lte=known_at)
    return said.annotate(last_confirmed_at=Coalesce(Subquery(again[:1]), F("recorded_at")))


def hours_of(posts: Iterable[Post | UUID], at: datetime, known_at: datetime) -> dict[UUID, list[PostHours]]:
    """For each post with known hours those that hold at `at`, as known at `known_at`: what was recorded together last."""
    holding = PostHours.objects.filter(_holds(at), post__in=list(posts), recorded_at__lte=known_at)
    schedules: dict[UUID, list[PostHours]] = {}
    for row in holding.order_by("-recorded_at", "weekdays", "opens"):
        schedule = schedules.setdefault(row.post_id, [])
        if not schedule or schedule[0].recorded_at == row.recorded_at:
            schedule.append(row)
    return schedules


def works(schedule: Iterable[PostHours], zone: str, at: datetime) -> Working:
    """Whether a post with these hours and this zone works at a moment."""
    return working((Shift(frozenset(row.weekdays), row.opens, row.closes) for row in schedule), zone, at)


def is_open(post: Post, at: datetime, known_at: datetime | None = None) -> Working:
    """Whether a post works at `at` by its hours, in its own clock; what officers say of the day is `status_of`."""
    return works(hours_of([post], at, known_at or at).get(post.pk, ()), post.zone, at)


def quotas_of(posts: Iterable[Post | UUID], at: datetime, known_at: datetime) -> dict[UUID, PostQuota]:
    """How many each post lets pass in a day at `at`, as known at `known_at`; without the posts where nobody knows."""
    holding = PostQuota.objects.filter(_holds(at), post__in=list(posts), recorded_at__lte=known_at)
    return {row.post_id: row for row in holding.order_by("post_id", "-recorded_at", "-id").distinct("post_id")}


def legs_around(place: Crossing | Hub) -> QuerySet[RouteLeg]:
    """The legs that begin or end at a place, the shortest first, with both their ends."""
    end = "crossing" if isinstance(place, Crossing) else "hub"
    touching = RouteLeg.objects.filter(Q(**{f"from_{end}": place}) | Q(**{f"to_{end}": place}))
    ends = ("from_hub", "from_crossing", "to_hub", "to_crossing")
    return touching.select_related(*ends).order_by("km", "mode", "id")


def _holds(at: datetime) -> Q:
    """Rows in force at a moment: until further notice, or within their window."""
    return Q(window__isnull=True) | Q(window__contains=at)
