"""Tells Django where the tables of this part are."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """The part `documents`."""

    name = "karvon.documents"
    label = "documents"
