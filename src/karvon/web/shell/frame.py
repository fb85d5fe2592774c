"""What the frame of every page tells: who acts, where to, by which clock, and how fresh the page is."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from karvon.accounts.models import Membership
from karvon.web.shell.navigation import ways_of


def frame(request: HttpRequest) -> dict[str, object]:
    """What `shell/page.html` shows, in no query of its own; pages for trouble show it too."""
    member = getattr(request, "member", None)
    if not isinstance(member, Membership):
        return {"member": None, "demonstration": settings.DEMONSTRATION}
    return {
        "member": member,
        "memberships": getattr(request, "memberships", (member,)),
        "ways": ways_of(member, request.path),
        "demonstration": settings.DEMONSTRATION,
        "find": address_of("find"),
        "you": address_of("you"),
        "sign_out": address_of("account_logout"),
    }


def address_of(name: str) -> str:
    """The address of a page by its name; empty as long as no area has it."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
