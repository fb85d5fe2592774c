"""Tells Django where the tables of this part are."""

from django.apps import AppConfig


class MovementsConfig(AppConfig):
    """The part `movements`."""

    name = "karvon.movements"
    label = "movements"
