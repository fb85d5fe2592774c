"""What time it is: ours, or in a demonstration the world's own. Only views, endpoints and workers ask."""

from datetime import datetime

from django.conf import settings
from django.utils import timezone

from karvon.core.models import WorldClock


def now() -> datetime:
    """The moment at which a deed is done or a page is read."""
    ours = timezone.now()
    if not settings.DEMONSTRATION:
        return ours
    clock = WorldClock.objects.filter(pk=1).first()
    return clock.shows + (ours - clock.set_at) if clock else ours


def set_world_clock(shows: datetime) -> None:
    """Let the demonstration world go on from this moment."""
    WorldClock.objects.update_or_create(pk=1, defaults={"shows": shows, "set_at": timezone.now()})
