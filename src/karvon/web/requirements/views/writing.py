"""Writing a version in typed clauses: rows are added and removed by buttons, so that no script is needed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from karvon.accounts.models import Membership
from karvon.core.ids import new_id
from karvon.core.refusals import Refused
from karvon.requirements.actions import begin_draft
from karvon.requirements.actions.publishing import newest_of, preview
from karvon.requirements.cases import plain_with_examples
from karvon.requirements.models import RequirementVersion
from karvon.requirements.versions import version_of
from karvon.web.requirements.access import said, who_and_when, writes
from karvon.web.requirements.clause_form import ClauseForm, grown, part_rows, plain_from, typed_from
from karvon.web.requirements.clause_rows import MOST_ROWS, row_at
from karvon.web.requirements.views.recording import as_query, find_draft, token_in
from karvon.web.requirements.views.showing import requirement_called

CARRIED = ("sources", "extras", "title", "requires", "examples")
"""What a new version takes over from the one before where the form does not say otherwise."""
LOOK = "look"


@writes
@require_http_methods(["GET", "HEAD", "POST"])
def write_requirement(request: HttpRequest) -> HttpResponse:
    """The form for clauses: of a new requirement, of a new version (`of`), or of a draft."""
    member, at = who_and_when(request)
    if request.method != "POST":
        return _first_page(request, member, at)
    code, token = request.POST.get("of", ""), token_in(request.POST.get("draft", ""))
    wanted = request.POST.get("do", LOOK)
    typed = grown(request.POST, wanted)
    form = ClauseForm(as_query(typed), by=member, at=at)
    newest = newest_of(requirement_called(code)) if code else None
    body = _body(form, typed, newest, at) if form.is_valid() else {}
    try:
        draft = begin_draft(body=body, typed=typed, code=code, by=member, at=at, token=token)
    except Refused as refusal:
        form.add_error(None, said(refusal))
    else:
        if wanted == LOOK and form.is_valid() and preview(body, newest=newest, at=at).version is not None:
            return redirect("draft", draft=draft.id)
    if wanted != LOOK:
        form = ClauseForm(initial=_initial(typed), by=member, at=at)
    faults = preview(body, newest=newest, at=at).faults if wanted == LOOK and body else ()
    return _page(request, form, typed, {"draft": token, "of": code, "faults": faults})


def _first_page(request: HttpRequest, member: Membership, at: datetime) -> HttpResponse:
    code, wanted = request.GET.get("of", ""), request.GET.get("draft", "")
    if wanted:
        draft = find_draft(token_in(wanted), member)
        typed: Mapping[str, list[str]] = draft.typed
        return _page(
            request,
            ClauseForm(initial=_initial(typed), by=member, at=at),
            typed,
            {"draft": draft.id, "of": draft.code, "faults": ()},
        )
    newest = newest_of(requirement_called(code)) if code else None
    typed = typed_from(version_of(newest)) if newest else {}
    form = ClauseForm(initial=_initial(typed), by=member, at=at)
    return _page(request, form, typed, {"draft": new_id(), "of": code, "faults": ()})


def _page(
    request: HttpRequest, form: ClauseForm, typed: Mapping[str, list[str]], more: Mapping[str, Any]
) -> HttpResponse:
    rows = part_rows(typed)
    context = {"form": form, "parts": rows, "when": row_at(typed, "when"), "can_grow": len(rows) < MOST_ROWS}
    return render(request, "requirements/write.html", context | dict(more))


def _initial(typed: Mapping[str, list[str]]) -> dict[str, Any]:
    """What was typed, as the first values of a form that does not complain yet."""
    several = {"roles", "modes"}
    fields = ((name, typed[name]) for name in ClauseForm.base_fields if name in typed)
    return {name: values if name in several else (values or [""])[0] for name, values in fields}


def _body(
    form: ClauseForm, typed: Mapping[str, list[str]], newest: RequirementVersion | None, at: datetime
) -> dict[str, Any]:
    """The version that was written; examples that fit no longer are written anew."""
    carried = {key: value for key, value in newest.body.items() if key in CARRIED} if newest else {}
    body = plain_from(form.cleaned_data, typed, carried)
    faults = preview(body, newest=newest, at=at).faults
    if faults and all(fault.way.startswith("examples") for fault in faults):
        return plain_with_examples({key: value for key, value in body.items() if key != "examples"})
    return body
