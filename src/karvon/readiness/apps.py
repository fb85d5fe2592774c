"""Tells Django where the tables of this part are."""

from django.apps import AppConfig


class ReadinessConfig(AppConfig):
    """The part `readiness`."""

    name = "karvon.readiness"
    label = "readiness"
