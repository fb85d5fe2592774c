"""Addresses of movements."""

from django.urls import path

from karvon.web.movements.views import movement_list, movement_page

urlpatterns = [
    path("movements", movement_list, name="movements"),
    path("movements/<str:reference>", movement_page, name="movement"),
]
