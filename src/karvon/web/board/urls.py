"""The address of the operations board."""

from django.urls import path

from karvon.web.board.views import board_page

urlpatterns = [path("board", board_page, name="board")]
