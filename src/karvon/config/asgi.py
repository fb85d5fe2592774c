"""Karvon on one port: pages are answered by threads, so that one slow page stops no other."""

from typing import TYPE_CHECKING, Final, cast

from a2wsgi import WSGIMiddleware

from karvon.config.wsgi import application as pages

if TYPE_CHECKING:
    from a2wsgi.wsgi_typing import WSGIApp

THREADS: Final = 8  # each keeps one connection to the database

application = WSGIMiddleware(cast("WSGIApp", pages), workers=THREADS)
