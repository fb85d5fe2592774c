"""Addresses of the front page and of the health report."""

from django.urls import path

from karvon.web.front import views

urlpatterns = [
    path("", views.front_page, name="front_page"),
    path("health", views.health_report, name="health"),
]
