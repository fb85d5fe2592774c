"""Signed-in members for the tests of these screens."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client

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
