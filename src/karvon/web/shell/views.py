"""What one does in the frame of any page: act for another organisation, and set the clock of a demonstration."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from karvon.accounts.request import CHOSEN
from karvon.core.announcements import announce
from karvon.core.clock import set_world_clock

FARTHEST = timedelta(days=366)


@require_POST
def choose_membership(request: HttpRequest) -> HttpResponse:
    """Act from now on in another membership of one's own; pages of the former one may be none of one's business now."""
    chosen = request.POST.get("membership", "")
    if chosen not in {str(one.id) for one in getattr(request, "memberships", ())}:
        raise PermissionDenied
    request.session[CHOSEN] = chosen
    return HttpResponseRedirect("/")


@require_POST
def set_clock(request: HttpRequest) -> HttpResponse:
    """Advance the demonstration's clock by minutes, or set it; what cannot be read changes nothing."""
    if not settings.DEMONSTRATION:
        raise Http404
    if getattr(request, "member", None) is None:
        raise PermissionDenied
    shows = _wanted(request)
    if shows is not None:
        set_world_clock(shows)
        announce("clock")
    return HttpResponseRedirect(_back(request))


def _wanted(request: HttpRequest) -> datetime | None:
    advance, at = request.POST.get("advance", ""), request.POST.get("at", "")
    try:
        if advance:
            step = timedelta(minutes=int(advance))
            return request.at + step if abs(step) <= FARTHEST else None  # type: ignore[attr-defined]  # set by ActsForMember
        return datetime.fromisoformat(at).replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def _back(request: HttpRequest) -> str:
    """The page on which the form stood, and no other host's."""
    wanted = request.POST.get("next", "")
    return wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else "/"
