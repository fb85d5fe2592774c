"""Every request is one transaction, in which the database knows who asks."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils import timezone

from karvon.accounts.acting import NOBODY, SYSTEM, acting_as, member
from karvon.accounts.models import Membership, User
from karvon.core import clock

CHOSEN = "membership"
_MARK = "answers_without_database"

View = TypeVar("View", bound=Callable[..., Any])


def without_database(view: View) -> View:
    """Mark a view that answers also where the database does not: nobody acts in it, and no transaction is opened."""
    setattr(view, _MARK, True)
    return view


class ActsForMember:
    """Answers a request as the member who asks: `request.member`, or None for whoever has not signed in.

    `request.at` is the moment at which the request is made.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Wrap what answers the request."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in one transaction; an answer that tells of a bug undoes what was half done."""
        if not _needs_database(request):
            _tell(request, None, timezone.now())
            return self.get_response(request)
        with transaction.atomic():
            at = clock.now()
            found = find_member(request, at)
            _tell(request, found, at)
            with acting_as(member(found) if found else NOBODY):
                response = self.get_response(request)
                if response.status_code >= 500:
                    transaction.set_rollback(True)
        return response


def _tell(request: HttpRequest, found: Membership | None, at: datetime) -> None:
    """Let views know who asks, and when."""
    request.member, request.at = found, at  # type: ignore[attr-defined]  # Django's own way of adding to a request


def find_member(request: HttpRequest, at: datetime) -> Membership | None:
    """The membership that the signed-in user acts in: the one chosen for this session, else the first that holds."""
    if not isinstance(request.user, User):
        return None
    with acting_as(SYSTEM):
        of_user = Membership.objects.filter(user=request.user).select_related("user", "organisation", "post")
        holding = [one for one in of_user.order_by("starts_at", "id") if one.holds_at(at)]
    chosen = request.session.get(CHOSEN)
    return next((one for one in holding if str(one.id) == chosen), holding[0] if holding else None)


def _needs_database(request: HttpRequest) -> bool:
    try:
        return not getattr(resolve(request.path_info).func, _MARK, False)
    except Resolver404:
        return False
