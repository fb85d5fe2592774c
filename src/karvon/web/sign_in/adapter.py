"""How allauth's steps of signing in are made ours: who finds what, what is sent, what is kept secret."""

import base64
import hashlib
from collections.abc import Iterable
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from karvon.accounts.acting import NOBODY, act_on_as
from karvon.accounts.actions import make_sign_in_link
from karvon.accounts.models import User

SIGN_IN_MAIL = "account/email/login_code"


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by administrators, each with one address; a sign-in mail holds a code and a link."""

    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        """Nobody makes an account for themselves."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a mail; to the one for signing in, add the link that does the same as the code in it."""
        if template_prefix == SIGN_IN_MAIL:
            user = User.objects.get(email__iexact=email)
            token = make_sign_in_link(user, at=timezone.now())  # sign-in knows no invented clock
            link = self.request.build_absolute_uri(reverse("sign_in_link", args=[token]))
            context = {**context, "link": link}
        super().send_mail(template_prefix, email, context)

    def send_notification_mail(
        self, template_prefix: str, user: AbstractBaseUser, context: Any = None, email: str | None = None
    ) -> None:
        """Tell a user that their way of signing in was changed."""
        address = email or (user.email if isinstance(user, User) else None)
        super().send_notification_mail(template_prefix, user, context, address)

    def reauthenticate(self, user: AbstractBaseUser, password: str) -> bool:
        """Whether this is the password of the user who is signed in."""
        assert isinstance(user, User)
        found = self.authenticate(self.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def add_message(self, request: HttpRequest, level: int, *words: Any, **named: Any) -> None:
        """Keep only what went wrong: the next page shows by itself what went well."""
        if level >= messages.ERROR:
            super().add_message(request, level, *words, **named)


class MFAAdapter(DefaultMFAAdapter):
    """Secrets of second factors are encrypted in the database, by a key that is not in it."""

    def encrypt(self, text: str) -> str:
        """A secret as it is kept."""
        return _cipher().encrypt(text.encode()).decode()

    def is_mfa_enabled(self, user: AbstractBaseUser | AnonymousUser, types: Iterable[str] | None = None) -> bool:
        """Whether the user has a second factor, of these types; while a page is only read, the database is asked once."""
        if user.is_anonymous:
            return False
        request = context.request
        known = getattr(request, "second_factors", {}) if request.method == "GET" else {}
        if user.pk not in known:
            of_user = Authenticator.objects.filter(user_id=user.pk)
            known = {**known, user.pk: set(of_user.values_list("type", flat=True))}
            request.second_factors = known
        return bool(known[user.pk] if types is None else known[user.pk].intersection(types))

    def decrypt(self, encrypted_text: str) -> str:
        """A kept secret as it is used."""
        return _cipher().decrypt(encrypted_text.encode()).decode()


def let_in(request: HttpRequest, user: User, *, by: str) -> HttpResponseBase:
    """Sign a user in who has proved who they are, with the second factor still to come where they have one."""
    act_on_as(NOBODY)  # whoever was signed in here before does not act any more
    record_authentication(request, user, method=by, email=user.email)
    return perform_login(request, Login(user=user, email=user.email))


def _cipher() -> Fernet:
    digest = hashlib.sha256(b"karvon second factors " + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
