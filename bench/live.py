"""A thousand pages that listen to `/live`: memory of the server, and how long one announcement takes to reach them all.

`python -m bench.live` prints the figures, `--json` as one JSON object. Karvon is served as `./dev run` serves it.
"""

import argparse
import asyncio
import json
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import django
import psutil
import psycopg
from django.apps import apps
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection, transaction
from django.utils.module_loading import import_string

from karvon.config import environment
from karvon.core.announcements import CHANNEL
from karvon.core.postgres.launcher import embedded_postgres

PAGES, ROUNDS, AT_ONCE = 1_000, 10, 50
PATIENCE = 180.0  # seconds after which the measurement is given up


@contextmanager
def served() -> Iterator[tuple[psutil.Process, int]]:
    """Karvon in a process of its own, and its port."""
    command = [sys.executable, "-m", "karvon.config.serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            found = next(filter(None, (re.search(r"http://[\d.]+:(\d+)/", line) for line in server.stdout or ())), None)
            if found is None:
                raise SystemExit("Karvon was not served.")
            yield psutil.Process(server.pid), int(found[1])
        finally:
            server.terminate()


def cookie_of_member() -> str:
    """Make a member with a session; their cookie."""
    django.setup()
    with transaction.atomic():
        connection.cursor().execute("SELECT set_config('karvon.system', 'on', true)")
        user = apps.get_model("accounts", "User").objects.create(email="bench@example.org", name="Bench")
        office = apps.get_model("partners", "Organisation").objects.create(code="bench", name="Bench", kind="agency")
        apps.get_model("accounts", "Membership").objects.create(
            user=user, organisation=office, roles=["coordinator"], starts_at=datetime(2019, 1, 1, tzinfo=UTC)
        )
        session = import_string(f"{settings.SESSION_ENGINE}.SessionStore")()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.save()
    connection.close()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


class Page:
    """A page that listens, as a browser does."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    async def heard(self, word: bytes) -> float:
        """The moment at which the word came."""
        while word not in (line := await self.reader.readline()):
            if not line:
                raise SystemExit("the server has closed a line")
        return time.perf_counter()


async def come(port: int, cookie: str, turn: asyncio.Semaphore) -> Page:
    """Open one line; only so many at once, as browsers come one after the other."""
    async with turn:
        page = Page(*await asyncio.open_connection("127.0.0.1", port))
        asked = f"GET /live?topic=bench&since={time.time_ns() // 1_000_000 + 3_000} HTTP/1.1"
        page.writer.write(f"{asked}\r\nHost: localhost\r\nCookie: {cookie}\r\n\r\n".encode())
        await page.heard(b"event: hears")
        return page


async def measure(process: psutil.Process, port: int, cookie: str, database: str, pages: int) -> dict[str, float]:
    """Return what so many listening pages cost, and how fast they hear."""
    first = await come(port, cookie, asyncio.Semaphore(1))
    before, began = process.memory_info().rss, time.perf_counter()
    turn = asyncio.Semaphore(AT_ONCE)
    others = await asyncio.gather(*(come(port, cookie, turn) for _ in range(pages - 1)))
    connected = time.perf_counter() - began
    everybody = [first, *others]
    grown = process.memory_info().rss - before
    medians, slowest = [], []
    with psycopg.connect(database, autocommit=True) as line:
        for number in range(ROUNDS):
            await asyncio.sleep(1)  # what a page takes between two events, at least
            told = time.perf_counter()
            line.execute("SELECT pg_notify(%s, 'bench')", [CHANNEL])
            delays = [at - told for at in await asyncio.gather(*(page.heard(b"event: changed") for page in everybody))]
            if number:  # the first round tells what was announced while the pages came
                medians.append(statistics.median(delays))
                slowest.append(max(delays))
    for page in everybody:
        page.writer.close()
    return {
        "live_pages": pages,
        "live_connect_s": round(connected, 2),
        "live_kb_per_page": round(grown / 1024 / pages, 1),
        "live_server_mb": round((before + grown) / 1024**2),
        "live_heard_p50_ms": round(statistics.median(medians) * 1000, 1),
        "live_heard_last_ms": round(statistics.median(slowest) * 1000, 1),
    }


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m bench.live", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--pages", type=int, default=PAGES)
    options = parser.parse_args()
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(most, options.pages + 200), most))
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o711)  # root's database is another user and must pass through
        os.environ[environment.DATA_DIR.name] = folder
        with embedded_postgres(Path(folder)) as postgres:
            database = os.environ[environment.DATABASE_URL.name] = postgres.ensure_database("karvon")
            os.environ[environment.SECRET_KEY.name] = environment.kept_secret(Path(folder))
            os.environ["DJANGO_SETTINGS_MODULE"] = "karvon.config.settings"
            with served() as (process, port):
                told = measure(process, port, cookie_of_member(), database, options.pages)
                figures = asyncio.run(asyncio.wait_for(told, PATIENCE))
    print(
        json.dumps(figures) if options.json else "\n".join(f"{key:24} {value:12,.1f}" for key, value in figures.items())
    )


if __name__ == "__main__":
    main()
