"""Karvon on one port: pages are answered by threads, so that one slow page stops no other."""

from typing import Final, cast

from a2wsgi import WSGIMiddleware
from a2wsgi.wsgi_typing import WSGIApp

from karvon.config.wsgi import application as pages

THREADS: Final = 8  # each keeps one connection to the database

application = WSGIMiddleware(cast("WSGIApp", pages), workers=THREADS)
