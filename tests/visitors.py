"""Visitors of the pages: readers with a window of some width, light and language, signed in or not."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import transaction
from django.test import Client
from playwright.sync_api import Browser, Page

from karvon.accounts.acting import SYSTEM, acting_as
from karvon.accounts.models import Membership, User
from tests.factories import make_member


def make_visitor(**fields: Any) -> Membership:
    """A member whose row stays, for pages that are served by other threads."""
    with transaction.atomic(), acting_as(SYSTEM):
        return make_member(*fields.pop("roles", ()), **fields)


def session_of(user: User) -> str:
    """The key of a session in which the user is signed in."""
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@contextmanager
def window(browser: Browser, site: str, user: User | None = None, **look: Any) -> Iterator[Page]:
    """A window of the browser, in which the user is signed in."""
    context = browser.new_context(**look)
    if user is not None:
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session_of(user), "url": site}])
    yield context.new_page()
    context.close()
