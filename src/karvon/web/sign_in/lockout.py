"""Too many wrong passwords for an address: signing in by password waits, and the page says until when."""

from datetime import datetime
from typing import Any

from axes.helpers import get_client_username
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone


def address_of(_request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """Under which name wrong passwords are counted: the address in small letters, whether anybody has it or not."""
    words = credentials or {}
    return str(words.get("email") or words.get("username") or "").strip().lower()


def say_when(
    request: HttpRequest, _response: HttpResponse | None = None, credentials: dict[str, Any] | None = None
) -> HttpResponse:
    """The page that says when signing in by password works again."""
    until = _locked_until(str(get_client_username(request, credentials)))
    response = render(request, "sign_in/locked.html", {"until": until}, status=429)
    response.headers["Retry-After"] = str(max(1, round((until - timezone.now()).total_seconds())))
    return response


def _locked_until(address: str) -> datetime:
    last = AccessAttempt.objects.filter(username=address).aggregate(last=Max("attempt_time"))["last"]
    return (last or timezone.now()) + settings.AXES_COOLOFF_TIME
