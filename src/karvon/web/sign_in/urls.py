"""Addresses of signing in: allauth's steps under our own addresses, and ours."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.usersessions.views import list_usersessions
from django.urls import path

from karvon.web.sign_in.views import sign_in_link, who_sees_what, you

# allauth finds its pages by these names.
urlpatterns = [
    path("sign-in", account.login, name="account_login"),
    path("sign-in/mail", account.request_login_code, name="account_request_login_code"),
    path("sign-in/code", account.confirm_login_code, name="account_confirm_login_code"),
    path("sign-in/link/<str:token>", sign_in_link, name="sign_in_link"),
    path("sign-in/passkey", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("sign-in/second-factor", mfa.authenticate, name="mfa_authenticate"),
    path("sign-in/inactive", account.account_inactive, name="account_inactive"),
    path("sign-out", account.logout, name="account_logout"),
    path("you", you, name="you"),
    path("who-sees-what", who_sees_what, name="who_sees_what"),
    path("you/sessions", list_usersessions, name="usersessions_list"),
    path("you/password", account.password_change, name="account_change_password"),
    path("you/password/first", account.password_set, name="account_set_password"),
    path("you/confirm", account.reauthenticate, name="account_reauthenticate"),
    path("you/confirm/code", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("you/confirm/passkey", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("you/second-factor", mfa.index, name="mfa_index"),
    path("you/second-factor/app", totp.activate_totp, name="mfa_activate_totp"),
    path("you/second-factor/app/remove", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("you/second-factor/codes", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("you/second-factor/codes/new", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("you/second-factor/codes/file", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("you/second-factor/passkeys", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("you/second-factor/passkeys/add", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("you/second-factor/passkeys/<int:pk>", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path("you/second-factor/passkeys/<int:pk>/remove", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
]
