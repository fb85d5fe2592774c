"""Writing a version: begun, changed, looked over, and published once, whoever presses the button how often."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from karvon.accounts.models import Membership
from karvon.core.ids import new_id
from karvon.journal.actions import record
from karvon.requirements.actions.publishing import hold, publish
from karvon.requirements.errors import AlreadyPublished, DraftChanged
from karvon.requirements.models import Draft, RequirementVersion
from karvon.requirements.policies import check_may_keep

NOTHING: Mapping[str, Any] = {}


@transaction.atomic
def begin_draft(
    *,
    body: Mapping[str, Any],
    by: Membership,
    at: datetime,
    code: str = "",
    typed: Mapping[str, Any] = NOTHING,
    form: str = Draft.Form.CLAUSES,
    token: UUID | None = None,
) -> Draft:
    """Begin to write a version of `code`, or of a new requirement; a form that was sent before changes its draft."""
    if body:
        check_may_keep(by, str(body.get("jurisdiction", by.organisation.country)), body.get("posts", ()))
    else:  # what is not said yet is not refused yet
        check_may_keep(by, by.organisation.country, [by.post.code] if by.post else ())
    token = token or new_id()
    hold(f"draft {token}")
    sent = Draft.objects.visible_to(by).filter(id=token).first()
    if sent is not None:
        return change_draft(sent, body=body, typed=typed, by=by, at=at)
    draft = Draft.objects.create(
        id=token,
        owner=by.organisation,
        form=form,
        code=code,
        body=dict(body),
        typed=dict(typed),
        begun_by=by.user,
        begun_at=at,
        changed_at=at,
    )
    record("draft begun", draft, by=by, at=at)
    return draft


@transaction.atomic
def change_draft(
    draft: Draft, *, body: Mapping[str, Any], by: Membership, at: datetime, typed: Mapping[str, Any] = NOTHING
) -> Draft:
    """Write on; refused once it is published."""
    draft = _lock(draft, by)
    if draft.published is not None:
        raise AlreadyPublished(draft.code, draft.published.number)
    if draft.body == dict(body) and draft.typed == dict(typed):
        return draft
    draft.body, draft.typed = dict(body), dict(typed)
    draft.revision += 1
    draft.changed_at = at
    draft.save(update_fields=["body", "typed", "revision", "changed_at"])
    return draft


@transaction.atomic
def discard_draft(draft: Draft, *, by: Membership, at: datetime) -> None:
    """Throw a draft away; what is published stays."""
    draft = _lock(draft, by)
    if draft.published is not None:
        raise AlreadyPublished(draft.code, draft.published.number)
    record("draft discarded", draft, by=by, at=at)
    draft.delete()


@transaction.atomic
def publish_draft(
    draft: Draft, *, by: Membership, at: datetime, seen: int | None = None, changes: Mapping[str, Any] = NOTHING
) -> RequirementVersion:
    """Make the draft a version; a draft that was published before gives the same version again.

    `seen` is the revision that was looked over; `changes` are the last words said beside the button, as which
    requirements it contradicts.
    """
    draft = _lock(draft, by)
    if draft.published is not None:
        return draft.published
    if seen is not None and seen != draft.revision:
        raise DraftChanged
    version = publish({**draft.body, **changes}, code=draft.code, by=by, at=at)
    draft.published = version
    draft.code = version.requirement.code
    draft.save(update_fields=["published", "code"])
    return version


def _lock(draft: Draft, by: Membership) -> Draft:
    """The draft as it is now, for us alone; read once the lock is ours, for what it refers to may have come meanwhile."""
    Draft.objects.select_for_update().get(pk=draft.pk)
    return Draft.objects.visible_to(by).select_related("published__requirement").get(pk=draft.pk)
