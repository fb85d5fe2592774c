"""Brings the shipped places into the database: again and again without harm, and what people recorded stays."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from identity.sounds import sound_key
from karvon.places import gazetteer
from karvon.places.gazetteer import Names
from karvon.places.models import Crossing, Hub, PlaceName, Post, PostHours, RouteLeg


@transaction.atomic
def seed_places(*, at: datetime) -> None:
    """Bring crossings, posts, hubs, names, legs and hours to what is shipped; hours only where nobody recorded any."""
    crossings = _seed_crossings()
    hubs = _seed_hubs()
    posts = _seed_posts(crossings)
    _seed_names(posts, hubs)
    _seed_legs(crossings, hubs)
    _seed_hours(posts, at)


def _seed_crossings() -> dict[str, UUID]:
    rows = [
        Crossing(
            code=row.code,
            modes=list(row.modes),
            latitude=row.latitude,
            longitude=row.longitude,
            confidence=row.confidence,
            category=row.category,
        )
        for row in gazetteer.crossings()
    ]
    fields = ["modes", "latitude", "longitude", "confidence", "category"]
    Crossing.objects.bulk_create(rows, update_conflicts=True, unique_fields=["code"], update_fields=fields)
    return dict(Crossing.objects.values_list("code", "id"))


def _seed_hubs() -> dict[str, UUID]:
    rows = [
        Hub(
            code=row.code,
            name=row.names.main,
            country=row.country,
            latitude=row.latitude,
            longitude=row.longitude,
            zone=row.zone,
        )
        for row in gazetteer.hubs()
    ]
    fields = ["name", "country", "latitude", "longitude", "zone"]
    Hub.objects.bulk_create(rows, update_conflicts=True, unique_fields=["code"], update_fields=fields)
    return dict(Hub.objects.values_list("code", "id"))


def _seed_posts(crossings: dict[str, UUID]) -> dict[str, UUID]:
    rows = [
        Post(
            code=row.code,
            crossing_id=crossings[row.crossing],
            country=row.country,
            name=row.names.main,
            zone=row.zone,
        )
        for row in gazetteer.posts()
    ]
    fields = ["crossing", "country", "name", "zone"]
    Post.objects.bulk_create(rows, update_conflicts=True, unique_fields=["code"], update_fields=fields)
    return dict(Post.objects.values_list("code", "id"))


def _seed_names(posts: dict[str, UUID], hubs: dict[str, UUID]) -> None:
    """Every name with its key; the code of a crossing is a name of both its posts."""
    rows: list[PlaceName] = []
    for post in gazetteer.posts():
        rows += [PlaceName(post_id=posts[post.code], **named) for named in _named(post.names, post.crossing)]
    for hub in gazetteer.hubs():
        rows += [PlaceName(hub_id=hubs[hub.code], **named) for named in _named(hub.names, hub.code)]
    PlaceName.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["post", "hub", "text"],
        update_fields=["kind", "key", "rank"],
    )


def _named(names: Names, code: str) -> Iterable[dict[str, str | int]]:
    """The fields of a place's names, in the order in which they are shown."""
    kinds = PlaceName.Kind
    texts = [
        *((kinds.CURRENT, text) for text in names.current),
        *((kinds.FORMER, text) for text in names.former),
        (kinds.CODE, code),
    ]
    for rank, (kind, text) in enumerate(texts, start=1):
        yield {"kind": kind, "text": text, "key": sound_key(text), "rank": rank}


def _seed_legs(crossings: dict[str, UUID], hubs: dict[str, UUID]) -> None:
    rows = [
        RouteLeg(
            from_hub_id=hubs.get(row.start),
            from_crossing_id=crossings.get(row.start),
            to_hub_id=hubs.get(row.end),
            to_crossing_id=crossings.get(row.end),
            mode=row.mode,
            km=row.km,
            hours=row.hours,
        )
        for row in gazetteer.legs()
    ]
    ends = ["from_hub", "from_crossing", "to_hub", "to_crossing", "mode"]
    RouteLeg.objects.bulk_create(rows, update_conflicts=True, unique_fields=ends, update_fields=["km", "hours"])


def _seed_hours(posts: dict[str, UUID], at: datetime) -> None:
    known = set(PostHours.objects.values_list("post_id", flat=True))
    PostHours.objects.bulk_create(
        PostHours(
            post_id=posts[row.post],
            weekdays=list(row.weekdays),
            opens=row.opens,
            closes=row.closes,
            window=DateTimeTZRange(row.since, None) if row.since else None,
            source=row.source,
            recorded_at=row.known_since or at,
        )
        for row in gazetteer.hours()
        if posts[row.post] not in known
    )
