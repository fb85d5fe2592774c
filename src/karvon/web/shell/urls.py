"""Addresses that the frame of every page sends its forms to."""

from django.urls import path

from karvon.web.shell.views import choose_membership, set_clock

urlpatterns = [
    path("act-for", choose_membership, name="choose_membership"),
    path("clock", set_clock, name="set_clock"),
]
