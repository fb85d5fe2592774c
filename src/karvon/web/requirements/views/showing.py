"""A requirement by two clocks: what was known when about what was in force when; and what is done to its versions."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from karvon.core.ids import new_id
from karvon.core.refusals import Refused
from karvon.requirements.actions import change_standing, confirm_version, withdraw
from karvon.requirements.models import BorderRequirement, Confirmation, RequirementVersion, Standing
from karvon.requirements.policies import may_change
from karvon.requirements.queries import Conflict, Recorded, conflicts_of, counting, history
from karvon.requirements.versions import version_of
from karvon.web.requirements.access import reads, said, who_and_when, writes
from karvon.web.requirements.deed_forms import ClocksForm, ConfirmForm, StandingForm, WithdrawForm
from karvon.web.requirements.words import in_words, place_names, reader_words

CONFIRMATIONS_SHOWN = 10


def requirement_called(code: str) -> BorderRequirement:
    """The requirement at an address."""
    found = BorderRequirement.objects.select_related("owner").filter(code=code).first()
    if found is None:
        raise Http404
    return found


@reads
@require_safe
def requirement_page(request: HttpRequest, code: str) -> HttpResponse:
    """What it demands, as known at one moment about another; its versions, who contradicts it, what may be done."""
    member, now = who_and_when(request)
    requirement = requirement_called(code)
    form = ClocksForm(request.GET, by=member, at=now)
    known, at = form.clocks()
    recorded = history(requirement, known=known, words=reader_words())
    found = counting(recorded, at)
    conflicts = conflicts_of(found.row, at=at, known=known) if found else ()
    names = _names(recorded, conflicts)
    newest = recorded[0] if recorded else None
    looks_back = form.looks_back
    context = {
        "requirement": requirement,
        "form": form,
        "known": known,
        "at": at,
        "looks_back": looks_back,
        "recorded": recorded,
        "found": found,
        "each": in_words(found.version, names) if found else None,
        "upcoming": newest if newest is not found else None,
        "conflicts": [(one, in_words(one.version, names)) for one in conflicts],
        "confirmations": _confirmations(requirement, known),
        "stale": _is_stale(found, known),
        "may_change": may_change(member, requirement) and not looks_back and newest is not None,
        "confirm_form": ConfirmForm(initial={"token": new_id()}),
        "newest": newest,
    }
    return render(request, "requirements/requirement.html", context)


def _names(recorded: Sequence[Recorded], conflicts: Sequence[Conflict]) -> dict[str, str]:
    versions = [*(one.version for one in recorded), *(one.version for one in conflicts)]
    return place_names(post for version in versions for post in version.posts)


def _confirmations(requirement: BorderRequirement, known: datetime) -> list[Confirmation]:
    noted = Confirmation.objects.filter(version__requirement=requirement, confirmed_at__lte=known)
    return list(noted.select_related("confirmed_by", "version").order_by("-confirmed_at")[:CONFIRMATIONS_SHOWN])


def _is_stale(found: Recorded | None, known: datetime) -> bool:
    goes = getattr(found.row, "goes_stale_at", None) if found else None
    return goes is not None and goes < known and bool(found and found.row.standing != Standing.WITHDRAWN)


def version_numbered(code: str, number: str) -> RequirementVersion:
    """The version that a form speaks of."""
    rows = RequirementVersion.objects.select_related("requirement")
    found = rows.filter(requirement__code=code, number=int(number)).first() if _is_number(number) else None
    if found is None:
        raise Http404
    return found


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 13


@writes
@require_POST
def confirm(request: HttpRequest, code: str) -> HttpResponse:
    """Note that somebody asked again and it still stands."""
    member, at = who_and_when(request)
    version = version_numbered(code, request.POST.get("number", ""))
    form = ConfirmForm(request.POST)
    if form.is_valid():
        try:
            confirm_version(
                version, source=form.cleaned_data["source"], by=member, at=at, token=form.cleaned_data["token"]
            )
            messages.success(request, _("Noted: it still stands."))
        except Refused as refusal:
            messages.error(request, said(refusal))
    else:
        messages.error(request, _("Say who confirmed it: nothing was noted."))
    return redirect("requirement", code=code)


@writes
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, code: str) -> HttpResponse:
    """Say anew how sure it is."""
    member, at = who_and_when(request)
    version = version_numbered(code, _number_in(request))
    form = StandingForm(request.POST or None, by=member, at=at, now=version.standing)
    if request.method == "POST" and form.is_valid():
        try:
            newer = change_standing(
                version, standing=form.cleaned_data["standing"], source=form.source(), by=member, at=at
            )
            messages.success(request, _published(code, newer))
            return redirect("requirement", code=code)
        except Refused as refusal:
            form.add_error(None, said(refusal))
    return render(request, "requirements/standing.html", _deed_context(version, form))


@writes
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, code: str) -> HttpResponse:
    """Withdraw it, after saying what that does."""
    member, at = who_and_when(request)
    version = version_numbered(code, _number_in(request))
    form = WithdrawForm(request.POST or None, by=member, at=at)
    if request.method == "POST" and form.is_valid():
        since = version.window.lower if form.cleaned_data["since"] == "never" else at
        try:
            newer = withdraw(version, source=form.source(), since=since, by=member, at=at)
            messages.success(request, _published(code, newer))
            return redirect("requirement", code=code)
        except Refused as refusal:
            form.add_error(None, said(refusal))
    return render(request, "requirements/withdraw.html", _deed_context(version, form))


def _number_in(request: HttpRequest) -> str:
    return request.POST.get("number", "") or request.GET.get("number", "")


def _published(code: str, version: RequirementVersion) -> str:
    return _("%(code)s has version %(number)s now. Everybody it concerns is judged again.") % {
        "code": code,
        "number": version.number,
    }


def _deed_context(version: RequirementVersion, form: StandingForm | WithdrawForm) -> dict[str, Any]:
    code = version.requirement.code
    shown = in_words(version_of(version), place_names(version.posts))
    return {"version": version, "form": form, "each": shown, "back": reverse("requirement", args=[code])}
