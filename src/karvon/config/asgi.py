"""Karvon on one port: pages are answered by threads, so that one slow page stops no other; `/live` needs none."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, Final, cast

from a2wsgi import WSGIMiddleware

from karvon.config.wsgi import application as pages
from karvon.web.live.stream import live

if TYPE_CHECKING:
    from a2wsgi.asgi_typing import Scope
    from a2wsgi.wsgi_typing import WSGIApp

THREADS: Final = 8  # each keeps one connection to the database

_pages = WSGIMiddleware(cast("WSGIApp", pages), workers=THREADS)


async def application(
    scope: Any, receive: Callable[[], Awaitable[Any]], send: Callable[[Any], Awaitable[None]]
) -> None:
    """Answer a request."""
    if scope["type"] == "http" and scope["path"] == "/live":
        await live(scope, receive, send)
    else:
        await _pages(cast("Scope", scope), receive, send)
