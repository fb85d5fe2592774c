"""Serves Karvon on this machine, database included: what `./dev run` starts."""

import argparse
import io
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import Never

import django
import uvicorn
from django.conf import settings
from django.core.management import call_command

from karvon.config import environment
from karvon.config.catalogues import compile_catalogues
from karvon.config.database import bring_up_to_date
from karvon.core.postgres.errors import DatabaseUnavailable
from karvon.core.postgres.external import check_external, shown
from karvon.core.postgres.launcher import embedded_postgres
from karvon.web.live.hub import HUB

LOOPBACK = "127.0.0.1"
USUAL_PORT = 8000
PORTS_TO_TRY = 20
LONGEST_FINISH = 15


class CannotServe(Exception):
    """Karvon cannot be served; the sentence says why and how to mend it."""


class Server(uvicorn.Server):
    """The server of pages; when it stops it ends the streams of live pages first, which never end by themselves."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop in good order."""
        HUB.end()
        await super().shutdown(sockets)


class Announcing(Server):
    """A server that prints the address, and what else there is to say, once pages are really answered."""

    def __init__(self, config: uvicorn.Config, more: str) -> None:
        """Take what to say after the address."""
        super().__init__(config)
        self._more = more

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then say where."""
        await super().startup(sockets)
        for listening in sockets or []:
            print(
                f"Karvon is at http://{LOOPBACK}:{listening.getsockname()[1]}/  (Ctrl-C stops it)\n{self._more}",
                end="",
                flush=True,
            )


def main(words: Sequence[str] | None = None) -> int:
    """Serve until told to stop; the exit status."""
    parser = argparse.ArgumentParser(prog="./dev run", description="Serve Karvon on this machine.")
    parser.add_argument("--port", type=_port, help=f"port to listen on (default: {USUAL_PORT} or the next free one)")
    wanted = parser.parse_args(words).port
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _leave)
    try:
        with take_port(wanted) as listening, database() as address:
            serve(listening, address)
    except (CannotServe, DatabaseUnavailable) as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        pass  # Ctrl-C is how one ends it
    print("Stopped.")
    return 0


def serve(listening: socket.socket, address: str) -> None:
    """Bring the database up to date and answer pages until a signal comes."""
    os.environ[environment.DATABASE_URL.name] = address
    if environment.SECRET_KEY.read() is None:
        os.environ[environment.SECRET_KEY.name] = environment.kept_secret(environment.data_folder())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "karvon.config.settings")
    compile_catalogues()
    django.setup()
    bring_up_to_date(address)
    call_command("seed_places", verbosity=0)
    more = io.StringIO()
    if settings.DEMONSTRATION:
        call_command("open_world", f"http://{LOOPBACK}:{listening.getsockname()[1]}", stdout=more)
    config = uvicorn.Config("karvon.config.asgi:application", log_level="warning", server_header=False)
    with worker():
        Announcing(config, more.getvalue()).run(sockets=[listening])


@contextmanager
def worker() -> Iterator[None]:
    """A worker beside the pages, in a process of its own; it finishes what it is doing when the pages stop."""
    process = subprocess.Popen([sys.executable, "-m", "karvon.config.work", "--beside-pages", str(os.getpid())])
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(LONGEST_FINISH)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def database() -> Iterator[str]:
    """The database to work on: the one named by DATABASE_URL, else an embedded one that stops with us."""
    named = environment.DATABASE_URL.read()
    if named is not None:
        print(f"The database is at {shown(named)}.", flush=True)
        yield check_external(named)
        return
    # Our own database, and nobody's data in it: a world to try Karvon in.
    os.environ.setdefault(environment.DEMONSTRATION.name, "1")
    with embedded_postgres(environment.data_folder()) as server:
        print(f"The database is in {server.home.data}.", flush=True)
        yield server.ensure_database("karvon")


@contextmanager
def take_port(wanted: int | None) -> Iterator[socket.socket]:
    """A listening socket on the wanted port; without a wish, on the usual one or the next that is free."""
    for port in [wanted] if wanted is not None else range(USUAL_PORT, USUAL_PORT + PORTS_TO_TRY):
        with socket.socket() as listening:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                listening.bind((LOOPBACK, port))
                listening.listen(socket.SOMAXCONN)
            except PermissionError:
                raise CannotServe(f"Port {port} is reserved for root. Choose one above 1023 with --port.") from None
            except OSError:
                continue
            if wanted is None and port != USUAL_PORT:
                print(f"Port {USUAL_PORT} is taken by another program.", flush=True)
            yield listening
            return
    last = f"Port {wanted} is" if wanted is not None else f"Ports {USUAL_PORT} to {USUAL_PORT + PORTS_TO_TRY - 1} are"
    raise CannotServe(f"{last} taken by another program. End it, or choose another with --port.")


def _port(word: str) -> int:
    """A port number from the command line; 0 asks for any free one."""
    if not word.isdecimal() or int(word) > 65_535:
        raise argparse.ArgumentTypeError(f"{word!r} is no port: give a number from 0 to 65535")
    return int(word)


def _leave(number: int, _frame: FrameType | None) -> Never:
    """End in good order on SIGTERM and on a closed terminal, so that the embedded server is stopped too."""
    raise SystemExit(128 + number)


if __name__ == "__main__":
    sys.exit(main())
