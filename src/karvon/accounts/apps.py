"""Tells Django where the tables of this part are."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The part `accounts`."""

    name = "karvon.accounts"
    label = "accounts"
