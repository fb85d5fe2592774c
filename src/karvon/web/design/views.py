"""The page that shows every part that screens are built of, in all its states."""

from datetime import UTC, datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from karvon.web.design.samples import SampleForm, sample_listing, sample_rows

TOKENS = (
    "ground", "surface", "sunken", "line", "line-strong", "ink", "ink-soft", "accent", "ok", "ok-soft",
    "fixable", "fixable-soft", "unknown", "unknown-soft", "blocked", "blocked-soft",
)  # fmt: skip
FAULTY = {"title": "", "standing": "stated", "starts_at": "yesterday", "people": "0", "whom": ["TJK"]}


@require_safe
def design(request: HttpRequest) -> HttpResponse:
    """Every part in all its states; nothing on this page is real."""
    at = datetime(2020, 10, 31, 7, 52, tzinfo=UTC)
    request.at = at  # type: ignore[attr-defined]  # the page is always read at the hour of the story
    rows = sample_rows(at - timedelta(minutes=12))
    faulty = SampleForm({f"faulty-{key}": value for key, value in FAULTY.items()}, prefix="faulty")
    faulty.add_error(None, _("Somebody else has changed this demand meanwhile. Look at it again."))
    moments = {
        "now": at,
        "heard": at - timedelta(minutes=12),
        "old": at - timedelta(days=28),
        "ahead": at + timedelta(hours=2, minutes=8),
        "left": timedelta(hours=3, minutes=20),
        "drawn_at": timezone.now(),
    }
    context = {"tokens": TOKENS, "form": SampleForm(), "faulty": faulty, "rows": rows, "listing": sample_listing(rows)}
    return render(request, "design/design.html", context | moments)
