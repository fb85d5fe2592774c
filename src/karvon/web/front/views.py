"""The front page and the health report."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from karvon.accounts.request import without_database
from karvon.web.front.gate import BATCH, REFUSED_AT
from karvon.web.front.health import KARVON, health, look_at_database


@without_database
@require_safe
@never_cache
def front_page(request: HttpRequest) -> HttpResponse:
    """What Karvon is, one example, what works and what does not yet, and whether this installation works."""
    context = {
        "batch": BATCH,
        "refused_at": REFUSED_AT,
        "database": look_at_database(),
        "looked_at": timezone.now(),
        "version": KARVON,
    }
    return render(request, "front/front_page.html", context)


@without_database
@require_safe
@never_cache
def health_report(_request: HttpRequest) -> JsonResponse:
    """The health of this installation for machines: 200 where all is well, 503 where something fails."""
    report, status = health()
    return JsonResponse(report, status=status)
