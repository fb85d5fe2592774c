"""The address of the page that shows every part."""

from django.urls import path

from karvon.web.design.views import design

urlpatterns = [path("design", design, name="design")]
