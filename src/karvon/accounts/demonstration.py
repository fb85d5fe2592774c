"""Ways into a demonstration world: one sign-in link for each role that anybody in it has."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q

from karvon.accounts.acting import SYSTEM, acting_as
from karvon.accounts.actions import make_sign_in_link
from karvon.accounts.models import Membership
from karvon.accounts.roles import Role

# Whoever tries Karvon may first have lunch.
LINK_LASTS: Final = timedelta(hours=12)


@dataclass(frozen=True)
class WayIn:
    """A link for a role: whom it signs in, and the last part of its address."""

    role: Role
    name: str
    organisation: str
    token: str


@transaction.atomic
def ways_in(*, shows: datetime, at: datetime) -> list[WayIn]:
    """One link for each role that somebody has when the world's clock `shows` this; links are made by our own clock `at`.

    Somebody with fewer roles is taken before somebody with more, so that each link shows what one role sees.
    """
    with acting_as(SYSTEM):
        holding = Membership.objects.filter(
            Q(ends_at__isnull=True) | Q(ends_at__gt=shows), starts_at__lte=shows, user__is_active=True
        ).select_related("user", "organisation")
        members = sorted(holding, key=lambda one: (len(one.roles), one.organisation.name, one.user.name))
        found = []
        for role in Role:
            member = next((one for one in members if role in one.roles), None)
            if member is not None:
                token = make_sign_in_link(member.user, at=at, lasts=LINK_LASTS)
                found.append(WayIn(role, member.user.name, member.organisation.name, token))
        return found
