"""The list of what borders demand: by country, place, standing and age; what it shows stands in its address."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from karvon.places.models import Post
from karvon.requirements.models import BorderRequirement, Draft, RequirementVersion, Standing
from karvon.requirements.policies import may_keep
from karvon.requirements.queries import Filters, demanded
from karvon.web.requirements.access import reads, who_and_when
from karvon.web.requirements.words import places_of, reader_words, titled
from karvon.web.shell.lists import as_csv, listing, wants_csv

ORDERS = {
    "known": ("recorded_at",),
    "code": ("requirement__code",),
    "state": ("requirement__jurisdiction", "requirement__code"),
    "standing": ("standing", "requirement__code"),
    "asked": ("asked_at",),
}
MOST_EXPORTED = 10_000
DRAFTS_SHOWN = 5


@dataclass(frozen=True)
class Shown:
    """One requirement as the list shows it: the row of its newest version, in words."""

    row: RequirementVersion
    title: str
    state: str
    places: str
    asked_at: datetime
    stale: bool


@reads
@require_safe
def requirement_list(request: HttpRequest) -> HttpResponse:
    """Of each requirement the newest version, newest first."""
    member, at = who_and_when(request)
    filters = filters_in(request)
    rows = demanded(filters, known=at)
    if wants_csv(request):
        return _as_file(request, list(rows[:MOST_EXPORTED]))
    page = listing(request, rows, orders=ORDERS, usual="-known")
    keeps = may_keep(member)
    open_drafts = Draft.objects.visible_to(member).filter(published=None).order_by("-changed_at")
    context = {
        "listing": page,
        "rows": _shown(request, list(page.rows)),
        "filters": filters,
        "countries": _countries(),
        "posts": Post.objects.order_by("name", "code"),
        "standings": [(one.value, str(one.label)) for one in Standing],
        "keeps": keeps,
        "drafts": list(open_drafts[:DRAFTS_SHOWN]) if keeps else [],
        "filtered": filters != Filters(),
    }
    return render(request, "requirements/list.html", context)


def filters_in(request: HttpRequest) -> Filters:
    """What the address asks for; what cannot be asked for is left out."""
    asked = request.GET
    standing = asked.get("standing", "")
    return Filters(
        country=asked.get("country", "")[:3],
        post=asked.get("post", "")[:24],
        standing=standing if standing in Standing.values else "",
        stale=asked.get("stale") == "yes",
        words=asked.get("words", "").replace("\0", "")[:100].strip(),
    )


def _countries() -> list[tuple[str, str]]:
    words = reader_words()
    codes = BorderRequirement.objects.order_by("jurisdiction").values_list("jurisdiction", flat=True).distinct()
    return [(code, words.country(code)) for code in codes]


def _shown(request: HttpRequest, rows: list[RequirementVersion]) -> list[Shown]:
    _member, at = who_and_when(request)
    names, words = places_of(rows), reader_words()
    return [
        Shown(
            row,
            titled(row),
            words.country(row.requirement.jurisdiction),
            words.both(names.get(code, code) for code in row.posts),
            getattr(row, "asked_at", row.confirmed_at),
            _is_stale(row, at),
        )
        for row in rows
    ]


def _is_stale(row: RequirementVersion, at: object) -> bool:
    goes = getattr(row, "goes_stale_at", None)
    return goes is not None and row.standing != Standing.WITHDRAWN and goes < at


def _as_file(request: HttpRequest, rows: list[RequirementVersion]) -> HttpResponse:
    heads = [_("Requirement"), _("Version"), _("What"), _("State"), _("Where"), _("Standing"), _("Recorded")]
    heads += [_("Last confirmed"), _("Not confirmed in time")]
    lines = (
        [
            one.row.requirement.code, one.row.number, one.title, one.state, one.places, one.row.get_standing_display(),
            one.row.recorded_at.isoformat(), one.asked_at.isoformat(), _("yes") if one.stale else "",
        ]
        for one in _shown(request, rows)
    )  # fmt: skip
    return as_csv("requirements", heads, lines)
