"""Tells Django where the tables of this part are."""

from django.apps import AppConfig


class RequirementsConfig(AppConfig):
    """The part `requirements`."""

    name = "karvon.requirements"
    label = "requirements"
