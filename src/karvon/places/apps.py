"""Tells Django where the tables of this part are."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """The part `places`."""

    name = "karvon.places"
    label = "places"
