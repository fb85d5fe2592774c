"""Questions about members: who acts for whom, and whom to ask."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from karvon.accounts.models import Membership, User
from karvon.accounts.roles import Role


def memberships_of(user: User, at: datetime) -> list[Membership]:
    """What the user is a member of at this moment, in the order in which it began; for the system, which sees all."""
    of_user = Membership.objects.filter(user=user).select_related("organisation", "post")
    holding = []
    for membership in of_user.order_by("starts_at", "id"):
        membership.user = user
        if membership.holds_at(at):
            holding.append(membership)
    return holding


def administrators_of(organisation_id: UUID, at: datetime) -> list[Membership]:
    """Who administers the organisation at this moment, as far as the one who asks may see it."""
    standing = Q(ends_at__isnull=True) | Q(ends_at__gt=at)
    found = Membership.objects.filter(
        standing, organisation_id=organisation_id, roles__contains=[Role.ADMINISTRATOR], starts_at__lte=at
    )
    return list(found.filter(user__is_active=True).select_related("user").order_by("user__name"))
