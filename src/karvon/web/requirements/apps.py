"""Tells Django where the templates of these screens are, under a label that the domain has not."""

from django.apps import AppConfig


class RequirementScreens(AppConfig):
    """The screens of requirements."""

    name = "karvon.web.requirements"
    label = "web_requirements"
