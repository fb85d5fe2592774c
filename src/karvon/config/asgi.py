"""Karvon on one port: pages are answered by threads, so that one slow page stops no other."""

from typing import Final

from a2wsgi import WSGIMiddleware

from karvon.config.wsgi import application as pages

THREADS: Final = 8  # each keeps one connection to the database

application = WSGIMiddleware(pages, workers=THREADS)
