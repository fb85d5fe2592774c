"""Addresses of the front page and of the health report."""

from django.urls import path

from karvon.web.front.views import front_page, health_report

urlpatterns = [
    path("", front_page, name="front_page"),
    path("health", health_report, name="health"),
]
