"""Tells Django where the templates of these screens are, under a label that the domain has not."""

from django.apps import AppConfig


class MovementScreens(AppConfig):
    """The screens of movements."""

    name = "karvon.web.movements"
    label = "web_movements"
