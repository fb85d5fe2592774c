"""The page for what broke: a bug of ours, or a database that is gone for a while."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from karvon.accounts.request import tell_nobody

# How long a reader's browser or program should wait before it asks again.
COME_BACK_IN = 10
GONE = (OperationalError, InterfaceError)


def something_broke(request: HttpRequest) -> HttpResponse:
    """Django asks for this page while it deals with the error, wherever between server and view it arose."""
    if not isinstance(sys.exc_info()[1], GONE):
        tell_nobody(request)
        return render(request, "500.html", status=500)
    return database_is_gone(request)


def database_is_gone(request: HttpRequest) -> HttpResponse:
    """Says that nothing was lost and when to come back; it asks the database nothing."""
    tell_nobody(request)
    response = render(request, "503.html", {"seconds": COME_BACK_IN}, status=503)
    response.headers["Retry-After"] = str(COME_BACK_IN)
    response.headers["Cache-Control"] = "no-store"
    return response
