"""What all tests stand on: a real PostgreSQL, a real browser, and templates that fail on an undefined variable."""

import fcntl
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
import uvicorn
from django.conf import settings
from django.db import connections
from django.utils import translation
from playwright.sync_api import Browser, sync_playwright
from psycopg import sql
from pytest_django.plugin import DjangoDbBlocker

from karvon.config.catalogues import compile_catalogues
from karvon.config.database import bring_up_to_date, database_settings
from karvon.config.serve import Server as PageServer
from karvon.core.postgres.launcher import Server, embedded_postgres
from karvon.core.postgres.roles import APP
from tests.browser import chromium
from tests.servers import make_run_folder, remove_with_servers

RUN = "KARVON_TEST_RUN"  # the run's folder, which the processes of pytest-xdist inherit
TEMPLATE = "karvon_template"


class UndefinedVariable(str):
    """What Django puts in the place of a variable that a template uses and nobody gave: an error."""

    __slots__ = ()

    def __contains__(self, _part: object) -> bool:
        return True

    def __mod__(self, variable: object) -> str:
        raise AssertionError(f"the template uses an undefined variable: {variable}")


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # the browser's driver keeps an event loop in the tests' thread
    compile_catalogues()
    settings.TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = UndefinedVariable()  # type: ignore[index]  # a dict of dicts
    if not hasattr(config, "workerinput"):
        os.environ[RUN] = str(make_run_folder())


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput") and RUN in os.environ:
        remove_with_servers(Path(os.environ.pop(RUN)))


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Every test begins in English: a page that was asked for in Russian leaves its thread in Russian."""
    translation.deactivate()
    yield
    translation.deactivate()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """The PostgreSQL of this test run, shared by all its processes."""
    with embedded_postgres(Path(os.environ[RUN]), careless=True) as server:
        server.ensure_database("karvon")
        yield server


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, postgres: Server, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """A database of this test process's own, copied from one template that went through all migrations."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    with django_db_blocker.unblock():
        ensure_template(postgres)
        make_copy(postgres, f"karvon_{worker}")
        use_database(postgres, f"karvon_{worker}")
        yield
        connections.close_all()


def use_database(server: Server, name: str) -> None:
    """Point Django, in every thread, at a database of the test server."""
    connections.close_all()
    for alias, role in (("default", APP), ("owner", None)):
        chosen = database_settings(server.address(name, "karvon"), role=role)
        connections.settings[alias].update(chosen)
        connections[alias].settings_dict.update(chosen)


def ensure_template(server: Server) -> None:
    """Migrate the template once in the whole run."""
    with (Path(os.environ[RUN]) / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with psycopg.connect(server.address("karvon", "karvon"), autocommit=True) as connection:
            if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [TEMPLATE]).fetchone():
                return
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(TEMPLATE)))
        use_database(server, TEMPLATE)
        bring_up_to_date(server.address(TEMPLATE, "karvon"))
        connections.close_all()


def make_copy(server: Server, name: str) -> None:
    """A fresh database that looks like the template."""
    remove_copy(server, name)
    with psycopg.connect(server.address("karvon", "karvon"), autocommit=True) as connection:
        make = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(TEMPLATE))
        connection.execute(make)


def remove_copy(server: Server, name: str) -> None:
    """Drop a database, whoever is still connected to it."""
    with psycopg.connect(server.address("karvon", "karvon"), autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture
def own_database(postgres: Server, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A database for one test alone, in which it may commit: for two threads at once, a crash, or a browser."""
    with django_db_blocker.unblock(), another_database(postgres):
        yield


@contextmanager
def another_database(server: Server) -> Iterator[None]:
    """Let Django, the threads that serve pages included, work on a fresh copy for as long as the block lasts."""
    name, before = f"karvon_own_{os.getpid()}", str(connections["default"].settings_dict["NAME"])
    make_copy(server, name)
    use_database(server, name)
    try:
        cut_lines(server, before)
        yield
    finally:
        use_database(server, before)
        remove_copy(server, name)


def cut_lines(server: Server, name: str) -> None:
    """End every connection to a database; threads connect anew to the one that Django is pointed at."""
    with psycopg.connect(server.address("karvon", "karvon"), autocommit=True) as connection:
        lines = "SELECT pid FROM pg_stat_activity WHERE datname = %s AND backend_type = 'client backend'"
        connection.execute(f"SELECT pg_terminate_backend(pid) FROM ({lines}) AS line", [name])


@pytest.fixture(scope="session")
def site(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """Karvon as it is really served, on a port of its own; its address without the last slash."""
    config = uvicorn.Config("karvon.config.asgi:application", host="127.0.0.1", port=0, log_level="warning")
    server = PageServer(config)
    with django_db_blocker.unblock():
        thread = threading.Thread(target=server.run)
        thread.start()
        deadline = time.monotonic() + 30
        while not server.started and thread.is_alive() and time.monotonic() < deadline:
            time.sleep(0.01)
        assert server.started, "the pages were not served within 30 seconds"
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real browser."""
    program = chromium()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--no-zygote"])
        yield started
        started.close()
