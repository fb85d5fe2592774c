"""Addresses of the places."""

from django.urls import path

from karvon.web.places.views import confirm, place, places, report

urlpatterns = [
    path("places", places, name="places"),
    path("places/<slug:code>", place, name="place"),
    path("places/<slug:code>/report", report, name="report_status"),
    path("places/<slug:code>/confirm", confirm, name="confirm_status"),
]
