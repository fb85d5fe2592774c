"""Every request is one transaction, in which the database knows who asks."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils import timezone

from karvon.accounts.acting import NOBODY, SYSTEM, act_on_as, acting_as, member
from karvon.accounts.models import Membership, User
from karvon.accounts.queries import memberships_of
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
            _tell(request, None, [], timezone.now())
            return self.get_response(request)
        with transaction.atomic():
            at = clock.now()
            with acting_as(SYSTEM if isinstance(request.user, User) else NOBODY):
                held = memberships_of(request.user, at) if isinstance(request.user, User) else []
                found = chosen_of(held, request)
                _tell(request, found, held, at)
                act_on_as(member(found) if found else NOBODY)
                response = self.get_response(request)
                if response.status_code >= 500:
                    transaction.set_rollback(True)
        return response


def _tell(request: HttpRequest, found: Membership | None, held: list[Membership], at: datetime) -> None:
    """Let views know who asks, for whom else they could, and when; Django's own way of adding to a request."""
    request.member, request.memberships, request.at = found, held, at  # type: ignore[attr-defined]


def tell_nobody(request: HttpRequest) -> None:
    """Let the page about an error know of nobody: asking who asks could fail as the request did."""
    request.user = AnonymousUser()
    _tell(request, None, [], timezone.now())


def chosen_of(held: list[Membership], request: HttpRequest) -> Membership | None:
    """The membership that the signed-in user acts in: the one chosen for this session, else the first that holds."""
    if not held:
        return None
    chosen = request.session.get(CHOSEN)
    return next((one for one in held if str(one.id) == chosen), held[0])


def asking(request: HttpRequest) -> tuple[User, Membership | None, datetime]:
    """Who asks, for whom, and when; for views that only the signed-in reach."""
    if not isinstance(request.user, User):
        raise TypeError("this view has to be closed to whoever has not signed in")
    return request.user, request.member, request.at  # type: ignore[attr-defined]  # set by ActsForMember


def holding(request: HttpRequest) -> list[Membership]:
    """For whom whoever asks could act now."""
    return request.memberships  # type: ignore[attr-defined,no-any-return]  # set by ActsForMember


def _needs_database(request: HttpRequest) -> bool:
    try:
        return not getattr(resolve(request.path_info).func, _MARK, False)
    except Resolver404:
        return False
