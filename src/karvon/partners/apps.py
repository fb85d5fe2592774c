"""Tells Django where the tables of this part are."""

from django.apps import AppConfig


class PartnersConfig(AppConfig):
    """The part `partners`."""

    name = "karvon.partners"
    label = "partners"
