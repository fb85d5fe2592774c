"""Everything that changes who may sign in and as whom."""

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final, Protocol
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from karvon.accounts.acting import NOBODY, SYSTEM, acting_as
from karvon.accounts.errors import AlreadyEnded, AlreadyMember, LastAdministrator, LinkNotValid, NoRole, NotAllowed
from karvon.accounts.models import Membership, SignInLink, User
from karvon.accounts.policies import (
    check_may_keep_members,
    check_may_name_first_administrator,
    check_roles_of_kind,
)
from karvon.accounts.roles import Role
from karvon.core.words import sentence
from karvon.journal.actions import record

LINK_LASTS: Final = timedelta(minutes=15)
_A_MOMENT: Final = timedelta(microseconds=1)


class Body(Protocol):
    """An organisation, which lies above accounts."""

    pk: UUID
    name: str
    kind: str


@transaction.atomic
def make_sign_in_link(user: User, *, at: datetime, lasts: timedelta = LINK_LASTS) -> str:
    """A word that signs the user in once; it is told here and never again, only its hash is kept.

    A link is made for nobody who acts: no member, whatever their role, can make one for somebody else.
    """
    token = secrets.token_urlsafe(32)
    with acting_as(NOBODY):
        SignInLink.objects.filter(user=user, expires_at__lte=at).delete()
        SignInLink.objects.create(user=user, digest=_digest(token), expires_at=at + lasts)
    return token


@transaction.atomic
def sign_in_by_link(token: str, *, at: datetime) -> User:
    """Use a link up; of two who try at the same moment, one succeeds."""
    with acting_as(NOBODY):
        usable = SignInLink.objects.filter(digest=_digest(token), used_at__isnull=True, expires_at__gt=at)
        if not usable.update(used_at=at):
            raise LinkNotValid
        user = SignInLink.objects.select_related("user").get(digest=_digest(token)).user
    if not user.is_active:
        raise LinkNotValid
    return user


@transaction.atomic
def make_member(
    *,
    email: str,
    name: str,
    roles: Sequence[Role],
    by: Membership,
    at: datetime,
) -> Membership:
    """Let somebody act for one's own organisation from now on; who has no account gets one under this address."""
    check_may_keep_members(by, by.organisation_id)
    return _add_member(by.organisation, email, name, roles, by, at)


@transaction.atomic
def name_first_administrator(organisation: Body, *, email: str, name: str, by: Membership, at: datetime) -> Membership:
    """Give a partner that nobody administers its first administrator, who makes all other members."""
    check_may_name_first_administrator(by)
    with acting_as(SYSTEM):  # members of another body are hidden from whoever brings it in
        if _administrators(_lock_standing(organisation.pk, at)):
            raise NotAllowed(
                sentence("{organisation} has an administrator, who keeps its members.", organisation=organisation.name)
            )
        return _add_member(organisation, email, name, [Role.ADMINISTRATOR], by, at)


@transaction.atomic
def change_roles(membership: Membership, roles: Sequence[Role], *, by: Membership, at: datetime) -> Membership:
    """Give a member other roles in the same organisation."""
    check_may_keep_members(by, membership.organisation_id)
    chosen = _roles_for(membership.organisation, roles)
    membership = _lock_to_change(membership, at, stays_administrator=Role.ADMINISTRATOR in chosen)
    before = list(membership.roles)
    membership.roles = chosen
    membership.save(update_fields=["roles"])
    record("roles changed", membership, by=by, at=at, before=before, after=list(chosen))
    return membership


@transaction.atomic
def end_membership(membership: Membership, *, by: Membership, at: datetime) -> Membership:
    """Let somebody act for the organisation no longer; what they did stays in the journal."""
    check_may_keep_members(by, membership.organisation_id)
    membership = _lock_to_change(membership, at, stays_administrator=False)
    membership.ends_at = max(at, membership.starts_at + _A_MOMENT)
    membership.save(update_fields=["ends_at"])
    record("membership ended", membership, by=by, at=at)
    return membership


def _add_member(
    organisation: Body, email: str, name: str, roles: Sequence[Role], by: Membership, at: datetime
) -> Membership:
    chosen = _roles_for(organisation, roles)
    address = email.strip().lower()
    user = User.objects.filter(email=address).first() or User.objects.make(address, name)
    if any(one.user_id == user.pk for one in _lock_standing(organisation.pk, at)):
        raise AlreadyMember(user.name, organisation.name)
    membership = Membership.objects.create(user=user, organisation_id=organisation.pk, roles=chosen, starts_at=at)
    record("member made", membership, by=by, at=at, roles=list(chosen))
    return membership


def _roles_for(organisation: Body, roles: Sequence[Role]) -> list[Role]:
    if not roles:
        raise NoRole
    chosen = sorted(set(roles))
    check_roles_of_kind(chosen, organisation.kind, organisation.name)
    return chosen


def _lock_to_change(membership: Membership, at: datetime, *, stays_administrator: bool) -> Membership:
    """The membership as it is now, with all others of the organisation locked: two cannot leave at once."""
    standing = {one.pk: one for one in _lock_standing(membership.organisation_id, at)}
    if membership.pk not in standing:
        membership.refresh_from_db()
        raise AlreadyEnded(f"{membership.ends_at:%Y-%m-%d}")
    if not stays_administrator and _administrators(standing.values()) == [membership.pk]:
        raise LastAdministrator(membership.organisation.name)
    return standing[membership.pk]


def _lock_standing(organisation_id: UUID, at: datetime) -> list[Membership]:
    standing = Membership.objects.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at), organisation_id=organisation_id)
    return list(standing.select_for_update().order_by("id"))


def _administrators(memberships: Iterable[Membership]) -> list[UUID]:
    return [one.pk for one in memberships if Role.ADMINISTRATOR in one.roles]


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
