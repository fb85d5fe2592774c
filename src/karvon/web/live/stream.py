"""`/live`: tells a page by server-sent events which of its topics have changed. The events carry nothing else.

A raw ASGI application: a page that listens costs a few kilobytes here, in a view of Django it would cost a thread.
"""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qs

from django.db import Error as DatabaseError

from karvon.core.announcements import TOPIC
from karvon.web.live.access import THREADS, may_listen
from karvon.web.live.hub import HUB, Hub, Listener

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Refusal = tuple[int, str]

MOST_TOPICS = 30
MOST_LISTENERS = 5_000
HEARTBEAT = 20.0  # seconds; proxies cut a line that is silent for a minute
LASTS = 900.0  # seconds, after which the browser comes again and its session is looked at again
PATIENCE = 30.0  # seconds for which a page may leave unread what it was sent
BREATH = 0.5  # seconds between two events to one page: a burst is told once
EVENTS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]
WORDS = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]


async def live(scope: Message, receive: Receive, send: Send) -> None:
    """Answer one page that wants to listen."""
    query = parse_qs(scope["query_string"].decode("ascii", "replace"))
    topics = frozenset(query.get("topic", ()))
    headers = dict(scope["headers"])
    refusal = _wrong(scope["method"], topics) or await _stranger(headers.get(b"cookie", b"").decode("latin-1"))
    if refusal:
        await _refuse(send, *refusal)
        return
    since = headers.get(b"last-event-id", b"").decode("latin-1") or query.get("since", ["0"])[0]
    async with HUB.listening(topics, _number(since)) as listener:
        await _stream(HUB, listener, receive, send)


def _wrong(method: str, topics: frozenset[str]) -> Refusal | None:
    """What is wrong with what is asked for."""
    if method != "GET":
        return 405, "Live updates are only listened to."
    if not 1 <= len(topics) <= MOST_TOPICS or not all(TOPIC.fullmatch(topic) for topic in topics):
        return 400, f"Name 1 to {MOST_TOPICS} topics, as in ?topic=board&topic=movement:KEY."
    if len(HUB) >= MOST_LISTENERS:
        return 503, "Too many pages listen. Reload the page to see what is new."
    return None


async def _stranger(cookies: str) -> Refusal | None:
    """Why whoever sent these cookies may not listen."""
    try:
        if await asyncio.get_running_loop().run_in_executor(THREADS, may_listen, cookies):
            return None
    except DatabaseError:
        return 503, "The database does not answer. Try again in a minute."
    return 403, "Only members listen. Sign in first."


async def _stream(hub: Hub, listener: Listener, receive: Receive, send: Send) -> None:
    """Send what the listener hears until the page leaves, reads nothing, or its time is over."""
    await send({"type": "http.response.start", "status": 200, "headers": EVENTS})
    leaving = asyncio.create_task(_leave(listener, receive))
    ends_at = asyncio.get_running_loop().time() + LASTS
    heard = None
    try:
        await _send(send, "retry: 2000\n\n")
        while not listener.is_over and asyncio.get_running_loop().time() < ends_at:
            words = "" if heard == hub.hears else ("event: hears\ndata:\n\n" if hub.hears else "event: deaf\ndata:\n\n")
            heard = hub.hears
            words += _take(listener)
            await _send(send, words or ":\n\n")
            if words:
                await asyncio.sleep(BREATH)
            await _wait(listener)
        await _send(send, "", is_last=True)
    except TimeoutError:
        pass  # a page that reads nothing is dropped; its browser comes again
    finally:
        leaving.cancel()


def _take(listener: Listener) -> str:
    """What the listener has heard, as one event; it has nothing left then."""
    if not listener.pending:
        return ""
    topics, listener.pending = " ".join(sorted(listener.pending)), set()
    return f"id: {listener.number}\nevent: changed\ndata: {topics}\n\n"


async def _wait(listener: Listener) -> None:
    """Wait until there is something to tell, at most until the next sign of life is due."""
    try:
        async with asyncio.timeout(HEARTBEAT):
            await listener.woken.wait()
    except TimeoutError:
        return
    listener.woken.clear()


async def _leave(listener: Listener, receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    listener.end()


async def _send(send: Send, words: str, *, is_last: bool = False) -> None:
    async with asyncio.timeout(PATIENCE):
        await send({"type": "http.response.body", "body": words.encode(), "more_body": not is_last})


async def _refuse(send: Send, status: int, words: str) -> None:
    await send({"type": "http.response.start", "status": status, "headers": WORDS})
    await send({"type": "http.response.body", "body": words.encode()})


def _number(words: str) -> int:
    return int(words) if words.isascii() and words.isdecimal() and len(words) < 20 else 0
