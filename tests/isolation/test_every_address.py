"""Every address there is, as a stranger asks for it: one that shows something without signing in is written down here."""

import re
from collections.abc import Iterator
from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

pytestmark = pytest.mark.django_db

# For visitors, and for those who are just signing in.
OPEN = {
    "",
    "health",
    "design",
    "sign-in",
    "sign-in/mail",
    "sign-in/inactive",
    "sign-in/link/<str:token>",
    "places",  # where borders can be crossed, and what is said of them, is for everybody
    "places/<slug:code>",
}
FILLED = {"uuid": str(UUID(int=7)), "int": "7", "str": "x", "slug": "x", "path": "x"}


def addresses(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[str]:
    """Every address in the list of addresses."""
    for pattern in patterns:
        address = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, address)
        else:
            yield address


ADDRESSES = sorted(addresses(get_resolver().url_patterns))


def test_what_is_open_is_there():
    assert set(ADDRESSES) >= OPEN


@pytest.mark.parametrize("address", [one for one in ADDRESSES if one not in OPEN])
def test_a_stranger_sees_nothing(client: Client, address: str):
    filled = re.sub(r"<(?:(\w+):)?\w+>", lambda found: FILLED[found[1] or "str"], address)
    answer = client.get(f"/{filled}", follow=False)
    assert answer.status_code in {302, 401, 403, 404, 405}, answer.content[:200]
    if answer.status_code == 302:
        assert re.match(r"/(sign-in|$)", answer["Location"]), answer["Location"]
