"""Tells Django where the templates of these screens are; the name `places` belongs to the tables."""

from django.apps import AppConfig


class PlacesScreens(AppConfig):
    """The screens of places."""

    name = "karvon.web.places"
    label = "web_places"
