"""Who may listen: whoever is signed in as a member. Looked at when a stream begins, and it never lasts long."""

from concurrent.futures import ThreadPoolExecutor
from http.cookies import CookieError

from django.conf import settings
from django.contrib.auth import get_user
from django.db import close_old_connections, transaction
from django.http import HttpRequest, parse_cookie
from django.utils.module_loading import import_string

from karvon.accounts.acting import SYSTEM, acting_as
from karvon.accounts.models import User
from karvon.accounts.queries import memberships_of
from karvon.core import clock

THREADS = ThreadPoolExecutor(2, thread_name_prefix="live")  # each keeps one connection to the database


def may_listen(cookies: str) -> bool:
    """Whether the session in these cookies is a member's; raises the database's error where it does not answer."""
    try:
        key = parse_cookie(cookies).get(settings.SESSION_COOKIE_NAME)
    except CookieError:
        return False
    if not key:
        return False
    close_old_connections()
    request = HttpRequest()
    request.session = import_string(f"{settings.SESSION_ENGINE}.SessionStore")(key)
    with transaction.atomic():
        user = get_user(request)
        if not isinstance(user, User):
            return False
        with acting_as(SYSTEM):
            return bool(memberships_of(user, clock.now()))
