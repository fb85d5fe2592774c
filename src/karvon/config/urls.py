"""Which address shows what; each area of the screens brings its own."""

from django.urls import include, path
from django.views.i18n import set_language

urlpatterns = [
    path("", include("karvon.web.front.urls")),
    path("", include("karvon.web.shell.urls")),
    path("", include("karvon.web.design.urls")),
    path("", include("karvon.web.sign_in.urls")),
    path("", include("karvon.web.board.urls")),
    path("", include("karvon.web.movements.urls")),
    path("", include("karvon.web.requirements.urls")),
    path("", include("karvon.web.places.urls")),
    path("language", set_language, name="set_language"),
]

handler500 = "karvon.web.shell.trouble.something_broke"
