"""The rulebook's book of requirements from our rows; what was read once is kept, because versions never change."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Max

from karvon.requirements.models import Confirmation, RequirementVersion
from karvon.requirements.versions import read_rows, with_confirmation
from rulebook.book import RequirementBook
from rulebook.packs.plain import version_to_plain
from rulebook.requirements import RequirementVersion as Version


@dataclass(frozen=True)
class KnownBook:
    """A book with the version of each row, and the row of each version by the id and number the rulebook has for it."""

    book: RequirementBook
    versions: Mapping[UUID, Version]
    rows: Mapping[tuple[str, int], UUID]


_books: dict[tuple[Any, ...], KnownBook] = {}


def requirement_book() -> KnownBook:
    """All versions there are, each confirmed when somebody last confirmed it."""
    confirmed = dict(Confirmation.objects.values_list("version_id").annotate(Max("confirmed_at")).order_by())
    ids = list(RequirementVersion.objects.order_by("id").values_list("id", flat=True))
    key = (tuple(ids), tuple(sorted(confirmed.items())))
    known = _books.get(key)
    if known is None:
        read = read_rows(ids)
        versions = {id_: with_confirmation(read[id_], confirmed.get(id_)) for id_ in ids}
        rows = {(version.id, version.version): id_ for id_, version in versions.items()}
        known = KnownBook(RequirementBook(versions.values()), versions, rows)
        _books.clear()  # one book is enough: the newest
        _books[key] = known
    return known


def body_of(version: Version) -> dict[str, Any]:
    """What a row holds of a version, without loss."""
    return version_to_plain(version)
