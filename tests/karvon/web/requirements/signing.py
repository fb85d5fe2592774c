"""Signed-in members for the tests of these screens."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from karvon.accounts.acting import SYSTEM, acting_as
from karvon.accounts.models import Membership
from karvon.accounts.roles import Role
from tests.factories import make_member

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def sign_in(*roles: Role, **fields: Any) -> tuple[Client, Membership]:
    """A member with a browser, signed in."""
    with acting_as(SYSTEM):
        member = make_member(*(roles or (Role.LIAISON_OFFICER,)), **fields)
    return client_of(member), member


def client_of(member: Membership) -> Client:
    """A browser in which this member is signed in."""
    client = Client()
    client.force_login(member.user, BACKEND)
    return client


def stop_clock(monkeypatch: pytest.MonkeyPatch, at: datetime) -> None:
    """Let pages be read and deeds be done at this moment."""
    monkeypatch.setattr("karvon.core.clock.now", lambda: at)


@contextmanager
def at_most_questions(most: int) -> Iterator[None]:
    """At most so many questions to tables; what opens and closes a request's transaction is none."""
    with CaptureQueriesContext(connection) as captured:
        yield
    asked = [query["sql"] for query in captured.captured_queries if " FROM " in query["sql"]]
    assert len(asked) <= most, "\n".join(asked)
