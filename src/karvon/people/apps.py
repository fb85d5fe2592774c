"""Tells Django where the tables of this part are."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The part `people`."""

    name = "karvon.people"
    label = "people"
