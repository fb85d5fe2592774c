"""What happens to a version that stands: somebody asks again, its standing changes, or it is withdrawn."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from karvon.accounts.models import Membership
from karvon.core.announcements import announce
from karvon.core.ids import new_id
from karvon.journal.actions import record
from karvon.requirements.actions.publishing import hold, publish
from karvon.requirements.errors import ClockBehind, NeedsWriting, NothingChanges, Overtaken
from karvon.requirements.models import Confirmation, RequirementVersion, Standing
from karvon.requirements.policies import check_may_change, check_may_keep
from rulebook.packs.format import ORAL
from rulebook.packs.moments import moment_as_text

LASTS = {True: "24 h", False: "30 d"}
"""How long a word holds before somebody should ask again: a spoken one, a written one."""


@transaction.atomic
def confirm_version(
    version: RequirementVersion, *, source: str, by: Membership, at: datetime, token: UUID | None = None
) -> Confirmation:
    """Note that somebody asked again and it still stands; a form that was sent before is noted once."""
    _check_may(version, by)
    _hold_newest(version, by)
    token = token or new_id()
    noted = Confirmation.objects.filter(id=token, version=version).first()
    if noted is not None:
        return noted
    if at < version.recorded_at:
        raise ClockBehind(version.requirement.code, version.number)
    confirmation = Confirmation.objects.create(
        id=token, owner=by.organisation, version=version, source=source, confirmed_at=at, confirmed_by=by.user
    )
    announce("requirements", f"requirement:{version.requirement_id}")
    record("requirement confirmed", version, by=by, at=at, code=version.requirement.code, number=version.number)
    return confirmation


@transaction.atomic
def change_standing(
    version: RequirementVersion, *, standing: str, source: Mapping[str, Any] | None, by: Membership, at: datetime
) -> RequirementVersion:
    """Say anew how sure it is, with the source that tells: a new version with everything else as it was."""
    _check_may(version, by)
    newest = _hold_newest(version, by, becoming=standing)
    if newest != version:
        return newest
    if standing == version.standing:
        raise NothingChanges(version.requirement.code)
    sources = [*version.body.get("sources", []), *([dict(source)] if source else [])]
    if standing == Standing.CONFIRMED and all(one.get("channel") in ORAL for one in sources):
        raise NeedsWriting(version.requirement.code)
    body = {**_without_clock(version), "standing": str(standing), "sources": sources}
    if source and "stale_after" in body:
        body["stale_after"] = LASTS[source.get("channel") in ORAL]
    return publish(body, code=version.requirement.code, by=by, at=at)


@transaction.atomic
def withdraw(
    version: RequirementVersion,
    *,
    source: Mapping[str, Any] | None,
    by: Membership,
    at: datetime,
    since: datetime | None = None,
) -> RequirementVersion:
    """Say that it binds no more since a moment (None: now); before that it stays as it was.

    `since` the beginning of the version says that it was never demanded at all.
    """
    _check_may(version, by)
    newest = _hold_newest(version, by, becoming=Standing.WITHDRAWN)
    if newest != version:
        return newest
    if version.standing == Standing.WITHDRAWN:
        raise NothingChanges(version.requirement.code)
    sources = [*version.body.get("sources", []), *([dict(source)] if source else [])]
    since = max(since or at, version.window.lower)
    body = {**_without_clock(version), "standing": str(Standing.WITHDRAWN), "sources": sources}
    body["valid_from"] = moment_as_text(since.astimezone(UTC))
    if version.window.upper is not None and version.window.upper <= since:
        body.pop("valid_to")
    return publish(body, code=version.requirement.code, by=by, at=at)


def _check_may(version: RequirementVersion, by: Membership) -> None:
    check_may_keep(by, version.requirement.jurisdiction, version.posts)
    check_may_change(by, version.requirement)


def _without_clock(version: RequirementVersion) -> dict[str, Any]:
    """The body without what was confirmed of the version before."""
    return {key: value for key, value in version.body.items() if key != "last_confirmed_at"}


def _hold_newest(version: RequirementVersion, by: Membership, *, becoming: str = "") -> RequirementVersion:
    """Hold the requirement, and refuse a form that was filled in for an older version.

    The same form sent again by the same person is not refused: the version that it made is given back.
    """
    code = version.requirement.code
    hold(code)
    later = list(version.requirement.versions.filter(number__gt=version.number).order_by("number"))
    if not later:
        return version
    if len(later) == 1 and becoming == later[0].standing and later[0].recorded_by_id == by.user_id:
        return later[0]
    raise Overtaken(code, later[-1].number)
