"""Looking places up, and recording what their posts say."""

from datetime import datetime
from typing import Never

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from karvon.accounts.errors import NotAllowed
from karvon.accounts.models import Membership
from karvon.core.refusals import Refused
from karvon.places.actions.statuses import confirm_status, report_status
from karvon.places.models import Hub, Post, PostStatus
from karvon.places.policies import why_not_report
from karvon.places.queries import KnownStatus, history_of
from karvon.web.places.finding import (
    HEADS,
    ORDERS,
    STATUSES,
    Wanted,
    cells,
    countries,
    crossings_wanted,
    rows_found,
    rows_of,
)
from karvon.web.places.forms import ConfirmForm, ReportForm
from karvon.web.places.showing import (
    Side,
    full_sides_of,
    in_order,
    modes_in_words,
    onward_from,
    others_of,
    pair_of,
    position_of,
    title_of,
    words,
)
from karvon.web.shell.lists import as_csv, listing, wants_csv

PER_PAGE = 30
MOST_SAID = 12
UNPROCESSABLE, FORBIDDEN = 422, 403


@require_safe
@never_cache
def places(request: HttpRequest) -> HttpResponse:
    """All crossings; or the places that sound like what was typed, in any script."""
    wanted, at = Wanted.of(request.GET), _at(request)
    context = {"wanted": wanted, "countries": countries(), "statuses": STATUSES}
    if wanted.words:
        return render(request, "places/places.html", context | {"rows": rows_found(wanted, at)})
    crossings = crossings_wanted(wanted, at)
    if wants_csv(request):
        return as_csv("places", HEADS, cells(crossings.order_by("code"), at))
    page = listing(request, crossings.distinct(), orders=ORDERS, usual="border", per_page=PER_PAGE)
    return render(request, "places/places.html", context | {"listing": page, "rows": rows_of(page.rows, at)})


@require_safe
@never_cache
def place(request: HttpRequest, code: str) -> HttpResponse:
    """A crossing with both its posts, or a town, and the ways from there."""
    sides = _sides(request, code)
    return _crossing_page(request, sides) if sides else _town_page(request, code)


@require_POST
def report(request: HttpRequest, code: str) -> HttpResponse:
    """Record what a post says now."""
    sides = _sides(request, code) or _not_found()
    form = ReportForm(sides, request.POST)
    if not form.is_valid():
        return _crossing_page(request, sides, report_form=form, status=UNPROCESSABLE)
    post, key = form.post_chosen(), form.cleaned_data["key"]
    try:
        report_status(post, form.said(), by=_member(request, post), at=_at(request), key=key)
    except Refused as refusal:
        form.add_error(None, refusal.say(_language()))
        status = FORBIDDEN if isinstance(refusal, NotAllowed) else UNPROCESSABLE
        return _crossing_page(request, sides, report_form=form, status=status)
    messages.success(request, _("Recorded. Whoever looks at this post sees it from now on."))
    return redirect("place", code)


@require_POST
def confirm(request: HttpRequest, code: str) -> HttpResponse:
    """Record that what counts for a post was said again."""
    sides = _sides(request, code) or _not_found()
    form = ConfirmForm(request.POST, auto_id="again_%s")
    if not form.is_valid():
        return _crossing_page(request, sides, confirm_form=form, status=UNPROCESSABLE)
    said, data = _said_of(sides, form), form.cleaned_data
    try:
        confirm_status(
            said,
            channel=data["channel"],
            source=data["source"],
            by=_member(request, said.post),
            at=_at(request),
            key=data["key"],
        )
    except Refused as refusal:
        # What no longer counts has no form on the page, so that the reason stands above it.
        messages.error(request, refusal.say(_language()))
        return redirect("place", code)
    messages.success(request, _("Confirmed. The report counts as fresh again."))
    return redirect("place", code)


def _crossing_page(
    request: HttpRequest,
    sides: list[Side],
    *,
    report_form: ReportForm | None = None,
    confirm_form: ConfirmForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a crossing; with a form that came back, its faults stand in it."""
    crossing, member, at = sides[0].post.crossing, getattr(request, "member", None), _at(request)
    refusals = [why_not_report(member, side.post) for side in sides]
    titles = {side.post.pk: side for side in sides}
    context = {
        "crossing": crossing,
        "title": pair_of(sides),
        "topic": f"crossing:{crossing.code}",
        "modes": modes_in_words(crossing.modes),
        "position": position_of(crossing),
        "sides": [
            (side, reason is None, _confirming(side, confirm_form))
            for side, reason in zip(sides, refusals, strict=True)
        ],
        "said": [(known, titles[known.said.post_id]) for known in _history(sides, at)],
        "onward": onward_from(crossing),
        "report_form": report_form
        or ReportForm([side for side, no in zip(sides, refusals, strict=True) if no is None]),
        "may_report": None in refusals,
        "why_not": next((reason.say(_language()) for reason in refusals if reason is not None), ""),
    }
    return render(request, "places/crossing.html", context, status=status)


def _confirming(side: Side, sent: ConfirmForm | None) -> ConfirmForm | None:
    """The form that confirms the status of a side: the one sent, where it was for this side; None without a status."""
    if side.known is None:
        return None
    key = str(side.known.said.pk)
    if sent is not None and sent["status"].value() == key:
        return sent
    return ConfirmForm(initial={"status": key}, auto_id=f"{side.post.country}_%s")


def _history(sides: list[Side], at: datetime) -> list[KnownStatus]:
    return history_of([side.post for side in sides], at, most=MOST_SAID)


def _town_page(request: HttpRequest, code: str) -> HttpResponse:
    """The page of a town."""
    hub = Hub.objects.filter(code=code).prefetch_related("names").first() or _not_found()
    title = title_of(hub.names.all(), hub.name)
    context = {
        "hub": hub,
        "title": title,
        "names": others_of(hub.names.all(), title),
        "country": words().country(hub.country),
        "position": position_of(hub),
        "onward": onward_from(hub),
    }
    return render(request, "places/town.html", context)


def _sides(request: HttpRequest, code: str) -> list[Side]:
    """The sides of a crossing as they are known now; none where there is no such crossing."""
    posts = Post.objects.filter(crossing__code=code).select_related("crossing").prefetch_related("names")
    return in_order(full_sides_of(posts, _at(request)))


def _said_of(sides: list[Side], form: ConfirmForm) -> PostStatus:
    """The status that a form confirms, if it is of this crossing."""
    here = PostStatus.objects.select_related("post").filter(post__in=[side.post for side in sides])
    return here.filter(pk=form.cleaned_data["status"]).first() or _not_found()


def _not_found() -> Never:
    raise Http404


def _member(request: HttpRequest, post: Post) -> Membership:
    """Who acts; whoever has not signed in is refused with the way to do so."""
    member = getattr(request, "member", None)
    if isinstance(member, Membership):
        return member
    reason = why_not_report(None, post)
    assert reason is not None
    raise NotAllowed(reason)


def _at(request: HttpRequest) -> datetime:
    at = getattr(request, "at", None)
    assert isinstance(at, datetime), "ActsForMember tells every view the time"
    return at


def _language() -> str:
    return (get_language() or "en").split("-")[0]
