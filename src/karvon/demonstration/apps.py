"""Tells Django where the commands of the demonstration are."""

from django.apps import AppConfig


class DemonstrationConfig(AppConfig):
    """The demonstration world."""

    name = "karvon.demonstration"
    label = "demonstration"
