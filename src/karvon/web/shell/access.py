"""Who sees a page, and what one who does not is told: which role sees it and whom to ask, never whether it exists."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import translation
from django.utils.functional import Promise

from karvon.accounts.errors import NotAllowed
from karvon.accounts.models import Membership
from karvon.accounts.queries import administrators_of
from karvon.accounts.request import asking
from karvon.accounts.roles import ROLES_OF_KIND, Role, kinds_with
from karvon.partners.models import Organisation

View = Callable[..., HttpResponseBase]
FORBIDDEN, NOTHING_HERE = 403, 404


@dataclass(frozen=True)
class Area:
    """What some pages show, and whose work it serves; no roles means every member's."""

    shows: str | Promise
    roles: tuple[Role, ...]

    @property
    def role_names(self) -> list[str]:
        """The roles in words."""
        return [str(role.label) for role in self.roles]

    @property
    def kind_names(self) -> list[str]:
        """The kinds of organisation in which somebody can have one of the roles."""
        kinds = [kind for kind in ROLES_OF_KIND if any(kind in kinds_with(role) for role in self.roles)]
        return [str(Organisation.Kind(kind).label) for kind in kinds]

    def is_seen_in(self, kind: str) -> bool:
        """Whether anybody in an organisation of this kind can see it."""
        return not self.roles or any(kind in kinds_with(role) for role in self.roles)


# Every area that a page is closed for, in the order in which the addresses name their pages.
AREAS: list[Area] = []


def for_members(*roles: Role, shows: str | Promise) -> Callable[[View], View]:
    """Close a page to all but members with one of these roles; without roles, to all but members.

    `shows` says in words what the page shows, as "names and papers of travellers". Whoever has not signed in is asked
    to; a member who may not see the page, or to whom the thing on it is not visible, learns who sees such things.
    """
    area = next((one for one in AREAS if str(one.shows) == str(shows) and one.roles == roles), None) or Area(
        shows, roles
    )
    if area not in AREAS:
        AREAS.append(area)

    def close(view: View) -> View:
        @wraps(view)
        def closed(request: HttpRequest, *args: Any, **named: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            _user, member, _at = asking(request)
            if member is None or (roles and not member.is_any_of(roles)):
                return say_why(request, area, FORBIDDEN)
            try:
                return view(request, *args, **named)
            except Http404:
                return say_why(request, area, NOTHING_HERE)
            except NotAllowed as refusal:
                return say_why(request, area, FORBIDDEN, refusal.say(translation.get_language() or "en"))

        return closed

    return close


def say_why(request: HttpRequest, area: Area, status: int, rule: str = "") -> HttpResponseBase:
    """The page that answers "why can't I see this?"."""
    _user, member, at = asking(request)
    seen_here = member is not None and area.is_seen_in(member.organisation.kind)
    context = {
        "area": area,
        "member": member,
        "rule": rule,
        "nothing_here": status == NOTHING_HERE,
        "administrators": administrators_of(member.organisation_id, at) if member and seen_here else [],
        "agencies": _agencies(member) if not seen_here else [],
    }
    return render(request, "shell/why.html", context, status=status)


def _agencies(member: Membership | None) -> list[str]:
    """The migration agency's offices, whom a partner asks; nobody who is no member is told of any."""
    if member is None:
        return []
    return list(
        Organisation.objects.filter(kind=Organisation.Kind.AGENCY).order_by("name").values_list("name", flat=True)
    )
