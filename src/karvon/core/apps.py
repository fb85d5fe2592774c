"""Tells Django where the functions are that every table's policies call."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """The foundation of the database."""

    name = "karvon.core"
    label = "core"
