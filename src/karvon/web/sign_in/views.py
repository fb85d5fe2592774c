"""The pages of signing in that are ours alone: the one-time link, oneself, and for which organisation one acts."""

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from karvon.accounts.actions import sign_in_by_link
from karvon.accounts.errors import LinkNotValid
from karvon.accounts.request import asking, holding
from karvon.web.shell.access import AREAS, for_members
from karvon.web.sign_in.adapter import let_in


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def sign_in_link(request: HttpRequest, token: str) -> HttpResponseBase:
    """A button that signs in by a link from a mail; programs that only open the link change nothing."""
    if request.method != "POST":
        return render(request, "sign_in/link.html")
    try:
        user = sign_in_by_link(token, at=timezone.now())
    except LinkNotValid as refusal:
        words = refusal.say(translation.get_language() or "en")
        return render(request, "sign_in/link_not_valid.html", {"refusal": words}, status=410)
    if request.user.is_authenticated:
        logout(request)
    return let_in(request, user, by="link")


@login_required
@require_safe
@never_cache
def you(request: HttpRequest) -> HttpResponse:
    """Who one is here, for whom one acts, and what one can change about signing in."""
    user, _member, _at = asking(request)
    return render(request, "sign_in/you.html", {"user": user, "memberships": holding(request)})


@require_safe
@for_members(shows=_("who sees what, by role"))
def who_sees_what(request: HttpRequest) -> HttpResponse:
    """Every area of pages with the roles it serves, as the pages themselves declare it."""
    words = {"everybody": gettext("everybody"), "everywhere": gettext("every organisation")}
    return render(request, "sign_in/who_sees_what.html", {"areas": AREAS, **words})
