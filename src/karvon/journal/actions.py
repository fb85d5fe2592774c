"""Writing the journal: in the same transaction as what it tells of."""

from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.db import models

from karvon.journal.models import Entry


class Actor(Protocol):
    """Who does something and for whom: a membership, which lies above the journal."""

    @property
    def user_id(self) -> UUID:
        """Who."""

    @property
    def organisation_id(self) -> UUID:
        """For which organisation."""


def record(what: str, subject: models.Model, *, by: Actor | None, at: datetime, **details: Any) -> Entry:
    """Note that something was done; `details` are codes, counts and ids, never names or papers."""
    return _enter(Entry.Kind.DEED, what, subject, by, at, details)


def record_look(what: str, subject: models.Model, *, by: Actor, at: datetime, **details: Any) -> Entry:
    """Note that somebody saw personal data."""
    return _enter(Entry.Kind.LOOK, what, subject, by, at, details)


def _enter(
    kind: Entry.Kind, what: str, subject: models.Model, by: Actor | None, at: datetime, details: dict[str, Any]
) -> Entry:
    return Entry.objects.create(
        kind=kind,
        what=what,
        subject=subject._meta.label_lower,
        subject_id=subject.pk,
        owner_id=by.organisation_id if by else None,
        user_id=by.user_id if by else None,
        details=details,
        at=at,
    )
