"""Forms of signing in, in our words."""

from typing import Any

from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django.utils.translation import gettext_lazy as _


class LoginForm(AllauthLoginForm):
    """Address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name the fields; what a password is need not be explained."""
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail address")
        self.fields["password"].help_text = ""
        self.fields.pop("remember", None)


class AddKeyForm(AddWebAuthnForm):
    """A new passkey or security key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Say what the fields are for."""
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the key")
        self.fields["passwordless"].label = _("Sign in with it alone, without a password")
        self.fields["passwordless"].help_text = _("The device then asks for a PIN, a finger or a face.")
