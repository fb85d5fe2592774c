"""Writing the journal: in the same transaction as what it tells of."""

from datetime import datetime
from typing import Any

from django.db import models

from karvon.accounts.models import Membership
from karvon.journal.models import Entry


def record(what: str, subject: models.Model, *, by: Membership | None, at: datetime, **details: Any) -> Entry:
    """Note that something was done; `details` are codes, counts and ids, never names or papers."""
    return _enter(Entry.Kind.DEED, what, subject, by, at, details)


def record_look(what: str, subject: models.Model, *, by: Membership, at: datetime, **details: Any) -> Entry:
    """Note that somebody saw personal data."""
    return _enter(Entry.Kind.LOOK, what, subject, by, at, details)


def _enter(
    kind: Entry.Kind, what: str, subject: models.Model, by: Membership | None, at: datetime, details: dict[str, Any]
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
