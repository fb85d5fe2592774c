"""Brings the bodies of the shipped story into the database, again and again without harm.

The bodies are real kinds of bodies; the people, numbers and addresses are invented and reach nobody.
"""

import csv
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from karvon.partners.models import Competence, DutyShift, FocalPoint, Organisation
from karvon.places.models import Post

DATA: Final = Path(__file__).resolve().parent.parent / "data"
ROSTER_LASTS: Final = timedelta(days=60)


@transaction.atomic
def seed_partners(*, at: datetime) -> None:
    """Bring organisations, competences and focal points to what is shipped; a roster where nobody made any.

    The places have to be there. What people changed about a focal point stays.
    """
    organisations = _seed_organisations()
    posts = {post.code: post for post in Post.objects.all()}
    _seed_competences(organisations, posts)
    _seed_focal_points(organisations, posts)
    for organisation in organisations.values():
        _seed_roster(organisation, at)


def _seed_organisations() -> dict[str, Organisation]:
    rows = [
        Organisation(
            code=row["code"],
            kind=row["kind"],
            country=row["country"],
            zone=row["zone"],
            languages=row["languages"].split(),
            name=row["name"],
            names={"ru": row["name_ru"]},
        )
        for row in _rows("organisations")
    ]
    shipped = ["name", "names", "country", "zone", "languages"]
    Organisation.objects.bulk_create(rows, update_conflicts=True, unique_fields=["code"], update_fields=shipped)
    return {one.code: one for one in Organisation.objects.filter(code__in=[row.code for row in rows])}


def _seed_competences(organisations: dict[str, Organisation], posts: dict[str, Post]) -> None:
    Competence.objects.bulk_create(
        (
            Competence(
                organisation=organisations[row["organisation"]],
                matter=row["matter"],
                part=row["part"],
                country=row["country"],
                post=posts[row["post"]] if row["post"] else None,
                nationality=row["nationality"],
            )
            for row in _rows("competences")
        ),
        ignore_conflicts=True,
    )


def _seed_focal_points(organisations: dict[str, Organisation], posts: dict[str, Post]) -> None:
    known = set(FocalPoint.objects.values_list("organisation__code", "name"))
    FocalPoint.objects.bulk_create(
        FocalPoint(
            organisation=organisations[row["organisation"]],
            name=row["name"],
            title=row["title"],
            language=row["language"],
            phone=row["phone"],
            email=row["email"],
            post=posts[row["post"]] if row["post"] else None,
        )
        for row in _rows("focal_points")
        if (row["organisation"], row["name"]) not in known
    )


def _seed_roster(organisation: Organisation, at: datetime) -> None:
    """Everyone of a body answers around the clock, in the order in which they are listed."""
    if organisation.shifts.exists():
        return
    window = DateTimeTZRange(at - timedelta(days=1), at + ROSTER_LASTS)
    there = organisation.focal_points.filter(left_at__isnull=True).order_by("id")
    DutyShift.objects.bulk_create(
        DutyShift(organisation=organisation, focal_point=one, window=window, rank=rank)
        for rank, one in enumerate(there[:9], start=1)
    )


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
