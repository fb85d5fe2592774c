"""The rulebook's book of requirements from our rows; what was read once is kept, because versions never change."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Max

from karvon.requirements.models import Confirmation, RequirementVersion
from rulebook.book import RequirementBook
from rulebook.packs.pack import Pack
from rulebook.packs.reading import read_pack
from rulebook.packs.writing import write_pack
from rulebook.requirements import RequirementVersion as Version


@dataclass(frozen=True)
class KnownBook:
    """A book with the version of each row, and the row of each version by the id and number the rulebook has for it."""

    book: RequirementBook
    versions: Mapping[UUID, Version]
    rows: Mapping[tuple[str, int], UUID]


_read: dict[UUID, Version] = {}
_books: dict[tuple[Any, ...], KnownBook] = {}


def requirement_book() -> KnownBook:
    """All versions there are, each confirmed when somebody last confirmed it."""
    confirmed: dict[UUID, datetime] = dict(
        Confirmation.objects.values_list("version_id").annotate(Max("confirmed_at")).order_by()
    )
    ids = list(RequirementVersion.objects.order_by("id").values_list("id", flat=True))
    key = (tuple(ids), tuple(sorted(confirmed.items())))
    known = _books.get(key)
    if known is None:
        _read_missing([id_ for id_ in ids if id_ not in _read])
        versions = {id_: _confirmed(_read[id_], confirmed.get(id_)) for id_ in ids}
        rows = {(version.id, version.version): id_ for id_, version in versions.items()}
        known = KnownBook(RequirementBook(versions.values()), versions, rows)
        _books.clear()  # one book is enough: the newest
        _books[key] = known
    return known


def body_of(version: Version) -> str:
    """The text that holds a version without loss."""
    return write_pack(Pack(version.title, (version,)))


def version_of(body: str) -> Version:
    """The version that a body holds; `ValueError` with all its faults for one that no pack would have."""
    found = read_pack(body, "version")
    if found.pack is None:
        raise ValueError("; ".join(map(str, found.faults)))
    return found.pack.versions[0]


def _read_missing(ids: list[UUID]) -> None:
    for id_, body in RequirementVersion.objects.filter(id__in=ids).values_list("id", "body"):
        _read[id_] = version_of(body)


def _confirmed(version: Version, at: datetime | None) -> Version:
    if at is None or (version.last_confirmed_at is not None and version.last_confirmed_at >= at):
        return version
    return replace(version, last_confirmed_at=at)
