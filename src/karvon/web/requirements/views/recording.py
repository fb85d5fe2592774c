"""Recording a demand: one form, one page to look it over, one button. What was typed is kept whatever happens."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from karvon.accounts.models import Membership
from karvon.accounts.roles import MOVEMENT_STAFF
from karvon.core.ids import new_id
from karvon.core.refusals import Refused
from karvon.readiness.impact import Impact, impact_of
from karvon.requirements.actions import begin_draft, discard_draft, publish_draft
from karvon.requirements.actions.publishing import newest_of, preview
from karvon.requirements.models import BorderRequirement, Draft, RequirementVersion
from karvon.requirements.queries import rivals_of, warnings_on
from karvon.requirements.versions import version_of
from karvon.web.requirements.access import said, who_and_when, writes
from karvon.web.requirements.demand_form import DemandForm
from karvon.web.requirements.words import in_words, place_names, reader_words
from rulebook.differences import differences
from rulebook.requirements import RequirementVersion as Version
from rulebook.trap import Danger
from rulebook.words import languages


@writes
@require_http_methods(["GET", "HEAD", "POST"])
def record_demand(request: HttpRequest) -> HttpResponse:
    """The form for a demand as it was heard."""
    member, at = who_and_when(request)
    if request.method != "POST":
        draft = _draft_to_change(request, member)
        typed = as_query(draft.typed) if draft else None
        form = DemandForm(typed, by=member, at=at, post=request.GET.get("post", ""))
        if draft:
            form.full_clean()
        return _form_page(request, form, draft.id if draft else new_id(), kept=draft is not None)
    form = DemandForm(request.POST, by=member, at=at)
    token = token_in(request.POST.get("draft", ""))
    draft = _keep(form, request.POST, token, member, at)
    if draft is None or form.errors:
        return _form_page(request, form, token, kept=draft is not None)
    return redirect("draft", draft=draft.id)


def _form_page(request: HttpRequest, form: DemandForm, token: UUID, *, kept: bool) -> HttpResponse:
    return render(request, "requirements/record.html", {"form": form, "draft": token, "kept": kept})


def _keep(form: DemandForm, typed: QueryDict, token: UUID, member: Membership, at: datetime) -> Draft | None:
    """Keep what was typed, with the version it makes where it makes one; None where even that is refused."""
    words = {key: values for key, values in typed.lists() if key not in ("csrfmiddlewaretoken", "draft")}
    body = form.plain() if form.is_valid() else {}
    for version in (body, {}):
        try:
            return begin_draft(body=version, typed=words, form=Draft.Form.DEMAND, by=member, at=at, token=token)
        except Refused as refusal:
            form.add_error(None, said(refusal))
            if not body:
                break
    return None


def _draft_to_change(request: HttpRequest, member: Membership) -> Draft | None:
    wanted = request.GET.get("draft", "")
    return find_draft(token_in(wanted), member) if wanted else None


def find_draft(token: UUID, member: Membership) -> Draft:
    """A draft of the member's office."""
    found = Draft.objects.visible_to(member).select_related("published__requirement").filter(id=token).first()
    if found is None:
        raise Http404
    return found


def token_in(text: str) -> UUID:
    """The draft that a form speaks of; a new one where it names none."""
    try:
        return UUID(text)
    except ValueError:
        return new_id()


def as_query(typed: Mapping[str, Any]) -> QueryDict:
    """What was typed, as the browser sent it."""
    query = QueryDict(mutable=True)
    for key, values in typed.items():
        query.setlist(key, values)
    return query


@writes
@require_http_methods(["GET", "HEAD", "POST"])
def draft_page(request: HttpRequest, draft: UUID) -> HttpResponse:
    """A draft as it would be published: its words, what is unusual, what it contradicts, whom it hits; then publish."""
    member, at = who_and_when(request)
    found = find_draft(draft, member)
    refusal = ""
    if request.method == "POST":
        try:
            return _publish(request, found, member, at)
        except Refused as refused:
            refusal = said(refused)
    if found.published is not None:
        return redirect("requirement", code=found.published.requirement.code)
    context = _draft_context(found, member, at) | {"refusal": refusal}
    return render(request, "requirements/draft.html", context, status=409 if refusal else 200)


def _publish(request: HttpRequest, draft: Draft, member: Membership, at: datetime) -> HttpResponse:
    seen = request.POST.get("seen", "")
    contradicts = request.POST.getlist("contradicts")
    before = draft.published
    version = publish_draft(
        draft,
        by=member,
        at=at,
        seen=int(seen) if seen.isdecimal() and len(seen) < 9 else 0,
        changes={"conflicts_with": contradicts} if contradicts else {},
    )
    code = version.requirement.code
    words = _("This was published already as %(code)s, version %(number)s.") if before else ""
    words = words or _("Published as %(code)s, version %(number)s. Everybody it concerns is judged again.")
    messages.success(request, words % {"code": code, "number": version.number})
    return HttpResponseRedirect(reverse("requirement", args=[code]))


def _draft_context(draft: Draft, member: Membership, at: datetime) -> dict[str, Any]:
    requirement = BorderRequirement.objects.filter(code=draft.code).first() if draft.code else None
    newest = newest_of(requirement)
    read = preview(draft.body, newest=newest, at=at)
    context: dict[str, Any] = {"draft": draft, "faults": read.faults, "version": read.version, "newest": newest}
    if read.version is None:
        return context
    rivals = rivals_of(read.version, at=at)
    names = place_names([*read.version.posts, *(code for row in rivals for code in row.posts)])
    return context | {
        "mine": in_words(read.version, names),
        "in_words": [in_words(read.version, names, language) for language in languages()],
        "warnings": warnings_on(read.version, previous=newest, at=at, words=reader_words()),
        "changes": _changes(read.version, newest),
        "rivals": [in_words(version_of(row), names) for row in rivals],
        "impact": _impact(read.version, member, at),
    }


def _changes(version: Version, newest: RequirementVersion | None) -> tuple[str, ...]:
    return differences(version_of(newest), version, reader_words()) if newest is not None else ()


def _impact(version: Version, member: Membership, at: datetime) -> dict[str, Any] | None:
    """Whom it would hit, for those who see where people are."""
    if not member.is_any_of(MOVEMENT_STAFF):
        return None
    found: Impact = impact_of(version, by=member, at=at)
    return {"found": found, "trapped": found.in_danger(Danger.TRAPPED), "counts": sorted(found.counts().items())}


@writes
@require_POST
def discard(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Throw a draft away."""
    member, at = who_and_when(request)
    try:
        discard_draft(find_draft(draft, member), by=member, at=at)
    except Refused as refusal:
        messages.error(request, said(refusal))
    else:
        messages.success(request, _("The draft is thrown away."))
    return redirect("requirements")
