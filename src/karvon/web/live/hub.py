"""One connection to the database hears every announcement and tells whoever listens in this process.

Announcements are numbered by the millisecond in which they arrived, which grows in every process alike. A page that was
away says the last number it knows, and hears what it missed; where that cannot be told, it asks for everything again.
"""

import asyncio
import logging
import time
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager

import psycopg
from django.db import connections
from psycopg import AsyncConnection, sql

from karvon.core.announcements import CHANNEL

REMEMBERED = 2_000
SKEW = 2_000  # milliseconds by which the clocks of two machines that serve pages may differ
LOOKED_AFTER = 30.0  # seconds of silence after which we ask whether the database is still there
PAUSE, LONGEST_PAUSE = 0.5, 15.0

Connect = Callable[[], Awaitable[AsyncConnection]]
log = logging.getLogger(__name__)


class Listener:
    """One page that listens. What it has yet to hear never grows beyond its own topics."""

    def __init__(self, topics: Iterable[str]) -> None:
        """Listen to these topics."""
        self.topics = frozenset(topics)
        self.pending: set[str] = set()
        self.number = 0
        self.is_over = False
        self.woken = asyncio.Event()

    def hear(self, topics: Iterable[str], number: int) -> None:
        """Keep what concerns this page until it is sent."""
        concerning = self.topics.intersection(topics)
        if concerning:
            self.pending |= concerning
            self.number = number
            self.woken.set()

    def wake(self) -> None:
        """Let the page's stream look round: the database has gone or come back, or the stream is over."""
        self.woken.set()

    def end(self) -> None:
        """Let the stream end."""
        self.is_over = True
        self.woken.set()


class Hub:
    """Everybody who listens in this process."""

    def __init__(self, connect: Connect) -> None:
        """Hear by connections that `connect` makes, as long as anybody listens."""
        self._connect = connect
        self._listeners: set[Listener] = set()
        self._recent: deque[tuple[int, str]] = deque(maxlen=REMEMBERED)
        self._known_from = 0  # everything announced since then is remembered
        self._number = 0
        self._task: asyncio.Task[None] | None = None
        self.hears = False

    def __len__(self) -> int:
        """How many listen."""
        return len(self._listeners)

    @asynccontextmanager
    async def listening(self, topics: Iterable[str], since: int) -> AsyncIterator[Listener]:
        """A listener that is told what it missed since a moment in milliseconds, and everything from now on."""
        listener = Listener(topics)
        self._listeners.add(listener)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._hear_on())
        if self.hears:
            self._tell_missed(listener, since)
        try:
            yield listener
        finally:
            self._listeners.discard(listener)

    def end(self) -> None:
        """Let every stream end and the connection close; whoever comes later starts anew."""
        for listener in self._listeners:
            listener.end()
        if self._task is not None:
            self._task.cancel()
        self._task, self.hears = None, False

    def _tell_missed(self, listener: Listener, since: int) -> None:
        if since - SKEW < self._known_from:
            listener.hear(listener.topics, self._next_number())
            return
        for number, topic in self._recent:
            if number >= since - SKEW:
                listener.hear((topic,), number)

    async def _hear_on(self) -> None:
        """Hear for ever, through every loss of the database."""
        pause = PAUSE
        while True:
            try:
                async with await self._connect() as connection:
                    await connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(CHANNEL)))
                    pause = PAUSE
                    self._begin()
                    await self._hear(connection)
            except (psycopg.Error, OSError) as error:
                log.warning("Live pages do not hear the database: %s", type(error).__name__)
            self._lose()
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    async def _hear(self, connection: AsyncConnection) -> None:
        while True:
            async for notice in connection.notifies(timeout=LOOKED_AFTER):
                self._announce(notice.payload)
            await connection.execute("SELECT 1")

    def _begin(self) -> None:
        """What was announced while nobody heard is not known: every page asks again."""
        self.hears = True
        self._recent.clear()
        self._known_from = self._next_number()
        for listener in self._listeners:
            listener.hear(listener.topics, self._known_from)
            listener.wake()

    def _lose(self) -> None:
        self.hears = False
        for listener in self._listeners:
            listener.wake()

    def _announce(self, topic: str) -> None:
        number = self._next_number()
        if len(self._recent) == REMEMBERED:
            self._known_from = self._recent[0][0] + 1
        self._recent.append((number, topic))
        for listener in self._listeners:
            listener.hear((topic,), number)

    def _next_number(self) -> int:
        self._number = max(self._number + 1, time.time_ns() // 1_000_000)
        return self._number


async def connect() -> AsyncConnection:
    """A connection of its own to the database of the pages, as the user of the pages."""
    settings = connections.settings["default"]
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    parts = {part: settings[setting] for part, setting in names.items() if settings[setting]}
    options = dict(settings["OPTIONS"])
    role = options.pop("assume_role", None)
    connection = await AsyncConnection.connect(**parts, **options, autocommit=True)
    if role:
        await connection.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(role)))
    return connection


HUB = Hub(connect)
