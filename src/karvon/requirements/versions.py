"""From rows to the rulebook: versions as they can be judged, read from their bodies once and kept in memory."""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from threading import Lock
from typing import Any
from uuid import UUID

from django.db.models import Max

from karvon.requirements.models import Confirmation, RequirementVersion, VersionSet
from rulebook.packs.plain import published_from_plain
from rulebook.requirements import RequirementVersion as Version

KEPT = 200_000
"""How many versions are kept in memory: more than there may be in force; each is some kilobytes."""


class _Read:
    """Versions by the id of their row, which never changes; the oldest used leave first."""

    def __init__(self) -> None:
        self._versions: OrderedDict[UUID, Version] = OrderedDict()
        self._lock = Lock()

    def get(self, row: UUID) -> Version | None:
        """A version that was read before."""
        with self._lock:
            found = self._versions.get(row)
            if found is not None:
                self._versions.move_to_end(row)
            return found

    def keep(self, row: UUID, version: Version) -> Version:
        """Keep a version."""
        with self._lock:
            self._versions[row] = version
            if len(self._versions) > KEPT:
                self._versions.popitem(last=False)
        return version


_READ = _Read()


def version_of(row: RequirementVersion) -> Version:
    """One version as the rulebook has it, as it was recorded; later confirmations are `versions_known`'s."""
    return _READ.get(row.id) or _READ.keep(row.id, published_from_plain(row.body))


def versions_known(rows: VersionSet, *, known: datetime | None = None) -> tuple[Version, ...]:
    """The versions of these rows that were known by then (None: all), with the last confirmation known by then.

    Bodies are fetched only for rows that this process has not read before.
    """
    chosen = rows if known is None else rows.known_at(known)
    ids = list(chosen.order_by("recorded_at", "number", "id").values_list("id", flat=True))
    confirmed = _confirmed(chosen, known)
    found = read_rows(ids)
    return tuple(with_confirmation(found[id_], confirmed.get(id_)) for id_ in ids)


def read_rows(ids: Sequence[UUID]) -> dict[UUID, Version]:
    """The versions of these rows, read now or before."""
    found = {id_: version for id_ in ids if (version := _READ.get(id_)) is not None}
    missing = [id_ for id_ in ids if id_ not in found]
    bodies: Iterable[tuple[UUID, dict[str, Any]]]
    bodies = RequirementVersion.objects.filter(id__in=missing).values_list("id", "body") if missing else ()
    for id_, body in bodies:
        found[id_] = _READ.keep(id_, published_from_plain(body))
    return found


def _confirmed(rows: VersionSet, known: datetime | None) -> dict[UUID, datetime]:
    confirmations = Confirmation.objects.filter(version__in=rows)
    if known is not None:
        confirmations = confirmations.filter(confirmed_at__lte=known)
    return dict(confirmations.values("version").annotate(last=Max("confirmed_at")).values_list("version", "last"))


def with_confirmation(version: Version, moment: datetime | None) -> Version:
    """The version with a later confirmation, where there is one; else the very same object, with all it has cached."""
    before = version.last_confirmed_at or version.recorded_at
    if moment is None or moment <= before.astimezone(UTC):
        return version
    return replace(version, last_confirmed_at=moment)
