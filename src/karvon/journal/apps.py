"""Tells Django where the tables of this part are."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """The part `journal`."""

    name = "karvon.journal"
    label = "journal"
