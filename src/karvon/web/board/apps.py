"""Tells Django where the templates of the board are."""

from django.apps import AppConfig


class BoardScreens(AppConfig):
    """The screens of the operations board."""

    name = "karvon.web.board"
    label = "web_board"
