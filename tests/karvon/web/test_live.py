"""Live pages hear that something changed: only members, nothing but the topic, through every loss of the database."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connections, transaction
from psycopg import AsyncConnection

from karvon.core.announcements import announce
from karvon.web.live import hub as hub_module
from karvon.web.live import stream
from karvon.web.live.hub import HUB, Hub, connect
from tests.factories import NOON
from tests.visitors import make_visitor, session_of

SOON = 10.0  # seconds after which a test gives up waiting


class Page:
    """What a browser does with `/live`, without a network."""

    def __init__(self, query: str, cookie: str = "", since: str = "", method: str = "GET") -> None:
        headers = [(b"cookie", cookie.encode())] + ([(b"last-event-id", since.encode())] if since else [])
        self.scope = {"type": "http", "method": method, "query_string": query.encode(), "headers": headers}
        self.sent: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.gone = asyncio.Event()
        self.status = 0
        self.text = ""

    async def receive(self) -> dict[str, Any]:
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Any) -> None:
        await self.sent.put(message)

    async def read_until(self, words: str) -> str:
        """Read on until these words have come; everything read since the last call."""
        async with asyncio.timeout(SOON):
            while words not in self.text:
                message = await self.sent.get()
                self.status = message.get("status", self.status)
                self.text += message.get("body", b"").decode()
        read, self.text = self.text, ""
        return read

    async def refusal(self) -> int:
        """The status of an answer that is one sentence."""
        await stream.live(self.scope, self.receive, self.send)
        await self.read_until(".")
        return self.status

    @asynccontextmanager
    async def open(self) -> AsyncIterator["Page"]:
        """Listen for as long as the block lasts."""
        task = asyncio.create_task(stream.live(self.scope, self.receive, self.send))
        try:
            yield self
        finally:
            self.gone.set()
            await asyncio.wait_for(task, SOON)


def run(story: Callable[[], Awaitable[None]]) -> None:
    """Play a story in an event loop and thread of its own (the browser keeps a loop in ours); then let the hub go."""

    async def play() -> None:
        try:
            await story()
        finally:
            HUB.end()
            await asyncio.sleep(0)

    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, play()).result()


def cookie_of_member(**fields: Any) -> str:
    return f"{settings.SESSION_COOKIE_NAME}={session_of(make_visitor(**fields).user)}"


async def say(*topics: str) -> None:
    """Announce in a transaction of another thread, as a page does."""

    def act() -> None:
        try:
            with transaction.atomic():
                announce(*topics)
        finally:
            connections.close_all()

    await asyncio.to_thread(act)


def test_a_member_hears_the_topics_of_the_page_and_no_others(own_database):
    cookie = cookie_of_member()

    async def story() -> None:
        async with Page("topic=board&topic=movement:a", cookie).open() as page:
            await page.read_until("event: changed\ndata: board movement:a\n\n")  # what was missed before is not known
            await say("movement:b", "movement:a")
            assert "data: movement:a\n" in await page.read_until("event: changed")
            assert page.status == 200

    run(story)


def test_a_page_that_comes_back_hears_what_it_missed_meanwhile(own_database):
    cookie = cookie_of_member()

    async def story() -> None:
        async with Page("topic=board", cookie).open() as first:
            await first.read_until("event: changed")
            await say("board")
            number = (await first.read_until("event: changed")).split("id: ")[1].split("\n")[0]
        later = str(int(number) + hub_module.SKEW + 1)
        async with Page("topic=board&topic=movement:a", cookie, since=later).open() as second:
            await say("movement:a")
            assert "data: movement:a\n" in await second.read_until("event: changed")
        async with Page("topic=movement:a", cookie, since=number).open() as third:
            assert "data: movement:a\n" in await third.read_until("event: changed")

    run(story)


@pytest.mark.parametrize(
    ("query", "method", "status"),
    [("", "GET", 400), ("topic=a+b", "GET", 400), ("topic=board", "POST", 405), ("topic=board", "GET", 403)],
)
def test_strangers_and_senseless_requests_are_refused_with_a_sentence(own_database, query, method, status):
    async def story() -> None:
        assert await Page(query, method=method).refusal() == status

    run(story)


def test_more_topics_than_a_page_can_show_are_refused(own_database):
    async def story() -> None:
        query = "&".join(f"topic=movement:{number}" for number in range(stream.MOST_TOPICS + 1))
        assert await Page(query).refusal() == 400

    run(story)


@pytest.mark.parametrize("cookie", ["sessionid=no-such-session", "sessionid=", "\x00=;;"])
def test_a_cookie_that_is_nobodys_opens_nothing(own_database, cookie):
    async def story() -> None:
        assert await Page("topic=board", cookie).refusal() == 403

    run(story)


def test_a_member_whose_time_is_over_hears_nothing(own_database):
    cookie = cookie_of_member(ends_at=NOON)

    async def story() -> None:
        assert await Page("topic=board", cookie).refusal() == 403

    run(story)


def test_no_more_pages_listen_than_this_process_can_serve(own_database, monkeypatch):
    monkeypatch.setattr(stream, "MOST_LISTENERS", 0)

    async def story() -> None:
        assert await Page("topic=board").refusal() == 503

    run(story)


def test_a_page_learns_that_the_database_is_gone_and_asks_for_everything_when_it_is_back(own_database, monkeypatch):
    monkeypatch.setattr(stream, "BREATH", 0.0)
    cookie = cookie_of_member()

    async def story() -> None:
        async with Page("topic=board", cookie).open() as page:
            await page.read_until("event: changed")
            await asyncio.to_thread(cut_all_lines)
            await page.read_until("event: deaf")
            await page.read_until("event: changed\ndata: board\n\n")
            await say("board")
            await page.read_until("event: changed\ndata: board\n\n")

    run(story)


def cut_all_lines() -> None:
    """End every connection that listens, as a restart of the database does."""
    parts = connections["owner"].get_connection_params()
    plain = {key: parts[key] for key in ("dbname", "user", "host", "port") if key in parts}
    with psycopg.connect(**plain, autocommit=True) as ours:
        ours.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND query LIKE 'LISTEN%' AND pid <> pg_backend_pid()"
        )


def test_a_page_that_reads_nothing_is_dropped(own_database, monkeypatch):
    monkeypatch.setattr(stream, "PATIENCE", 0.05)
    cookie = cookie_of_member()

    async def story() -> None:
        page = Page("topic=board", cookie)
        stuck = asyncio.Event()

        async def send(message: Any) -> None:
            if message["type"] == "http.response.body":
                await stuck.wait()

        await asyncio.wait_for(stream.live(page.scope, page.receive, send), SOON)
        assert len(HUB) == 0

    run(story)


def test_a_stream_ends_after_its_time_so_that_the_session_is_looked_at_again(own_database, monkeypatch):
    monkeypatch.setattr(stream, "LASTS", 0.0)
    cookie = cookie_of_member()

    async def story() -> None:
        page = Page("topic=board", cookie)
        await asyncio.wait_for(stream.live(page.scope, page.receive, page.send), SOON)

    run(story)


def test_a_silent_line_gives_signs_of_life(own_database, monkeypatch):
    monkeypatch.setattr(stream, "HEARTBEAT", 0.01)
    cookie = cookie_of_member()

    async def story() -> None:
        async with Page("topic=board", cookie).open() as page:
            await page.read_until(":\n\n")

    run(story)


def test_when_the_server_stops_every_stream_ends(own_database):
    cookie = cookie_of_member()

    async def story() -> None:
        page = Page("topic=board", cookie)
        task = asyncio.create_task(stream.live(page.scope, page.receive, page.send))
        await page.read_until("event: hears")
        HUB.end()
        await asyncio.wait_for(task, SOON)

    run(story)


def test_where_more_was_announced_than_is_remembered_a_page_asks_for_everything(own_database, monkeypatch):
    monkeypatch.setattr(hub_module, "SKEW", 0)

    async def story() -> None:
        small = Hub(connect)
        small._recent = type(small._recent)(maxlen=2)
        async with small.listening(["board"], 0) as first:
            await asyncio.wait_for(first.woken.wait(), SOON)
            monkeypatch.setattr(hub_module, "REMEMBERED", 2)
            for topic in ("a", "b", "c"):
                small._announce(topic)
            async with small.listening(["z"], first.number + 1) as second:
                assert second.pending == {"z"}
        small.end()

    run(story)


def test_a_burst_is_told_to_a_page_once(own_database):
    cookie = cookie_of_member()

    async def story() -> None:
        async with Page("topic=board", cookie).open() as page:
            await page.read_until("event: changed")
            for _ in range(50):
                await say("board")
            await page.read_until("event: changed")
            assert page.sent.qsize() < 5

    run(story)


def test_the_line_to_the_database_acts_as_the_user_of_the_pages(own_database):
    async def story() -> None:
        async with await connect() as line:
            assert isinstance(line, AsyncConnection)
            found = await (await line.execute("SELECT current_user")).fetchone()
            assert found == ("karvon_app",)

    run(story)
