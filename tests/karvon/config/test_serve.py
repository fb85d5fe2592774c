"""`./dev run` as a newcomer starts it: one command to the first page, and nothing left behind afterwards."""

import os
import re
import signal
import socket
import stat
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import psutil
import pytest

from tests.servers import make_run_folder, remove_with_servers
from tests.shared_data import ROOT


class Run:
    """Karvon, served from a process of its own."""

    def __init__(self, folder: Path, *words: str, **variables: str) -> None:
        self.folder = folder
        self.process = subprocess.Popen(
            [sys.executable, "-m", "karvon.config.serve", *words],
            cwd=ROOT,
            env={**os.environ, "KARVON_DATA_DIR": str(folder), **variables},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def address(self) -> str:
        """Wait for the printed address."""
        output = self._pipe(self.process.stdout)
        for line in output:
            if found := re.search(r"http://127\.0\.0\.1:\d+/", line):
                return found[0]
        raise AssertionError(f"no address was printed: {self._pipe(self.process.stderr).read()}")

    def end(self, number: int = signal.SIGINT) -> int:
        """End it by a signal; its exit status."""
        self.process.send_signal(number)
        self.process.communicate(timeout=60)
        return self.process.returncode

    def words(self) -> str:
        """Everything it says on standard error until it ends of itself."""
        return self.process.communicate(timeout=60)[1]

    def database(self) -> psutil.Process:
        """The embedded server."""
        return psutil.Process(int((self.folder / "postgres" / "postmaster.pid").read_text().split("\n")[0]))

    @staticmethod
    def _pipe(pipe: IO[str] | None) -> IO[str]:
        assert pipe is not None
        return pipe


def get(address: str) -> str:
    """A page, as a visitor's program gets it."""
    with urllib.request.urlopen(address, timeout=20) as answer:
        return str(answer.read().decode())


def is_gone(process: psutil.Process) -> bool:
    return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE


@pytest.fixture
def folder() -> Iterator[Path]:
    """An empty data folder."""
    place = make_run_folder()
    yield place
    remove_with_servers(place)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_the_first_page_is_served_and_every_end_stops_the_database_too(folder: Path, number: int) -> None:
    run = Run(folder, "--port", "0")
    assert "One gate, 102 people" in get(run.address())
    database = run.database()
    run.end(number)
    assert is_gone(database)
    assert not (folder / "postgres" / "postmaster.pid").exists()


def test_after_a_kill_the_next_start_serves_again_and_clears_up(folder: Path) -> None:
    first = Run(folder, "--port", "0")
    first.address()
    first.end(signal.SIGKILL)
    second = Run(folder, "--port", "0")
    assert "102" in get(second.address())
    database = second.database()
    second.end()
    assert is_gone(database)


def test_two_runs_on_one_data_folder_share_the_database_until_the_last_ends(folder: Path) -> None:
    first, second = Run(folder, "--port", "0"), Run(folder, "--port", "0")
    addresses = {first.address(), second.address()}
    assert len(addresses) == 2
    database = first.database()
    assert first.end() == 0
    assert not is_gone(database)
    assert second.end() == 0
    assert is_gone(database)


def test_the_page_survives_the_death_of_the_database_and_says_so(folder: Path) -> None:
    run = Run(folder, "--port", "0")
    address = run.address()
    run.database().kill()
    assert "does not answer" in get(address)
    run.end()


def test_when_the_database_is_killed_pages_answer_that_it_is_gone(folder: Path) -> None:
    run = Run(folder, "--port", "0")
    address = run.address()
    assert "E-mail address" in get(f"{address}sign-in")
    run.database().kill()
    with pytest.raises(urllib.error.HTTPError) as gone:
        get(f"{address}sign-in")
    assert (gone.value.code, gone.value.headers["Retry-After"]) == (503, "10")
    assert "The database does not answer." in gone.value.read().decode()
    gone.value.close()
    run.end()


def test_a_taken_port_is_said_plainly(folder: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        run = Run(folder, "--port", str(port))
        words = run.words()
    assert run.process.returncode == 1
    assert words == f"Port {port} is taken by another program. End it, or choose another with --port.\n"
    assert list(folder.iterdir()) == []


def test_a_port_that_is_none_is_refused_with_the_range(folder: Path) -> None:
    assert "'eighty' is no port: give a number from 0 to 65535" in Run(folder, "--port", "eighty").words()


def test_a_database_url_that_leads_nowhere_ends_with_one_sentence(folder: Path) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"postgresql://karvon:s3cret@127.0.0.1:{unused.getsockname()[1]}/karvon"
        words = Run(folder, "--port", "0", DATABASE_URL=address).words()
    assert re.fullmatch(r"The database at 127\.0\.0\.1:\d+/karvon \(DATABASE_URL\) is not listening\. .*\n", words)
    assert "s3cret" not in words


def test_the_secret_is_made_once_and_is_its_owners_alone(folder: Path) -> None:
    kept = folder / "secret-key"
    secrets = set()
    for _ in range(2):
        run = Run(folder, "--port", "0")
        run.address()
        run.end()
        secrets.add(kept.read_text())
    assert [len(secret) >= 50 for secret in secrets] == [True]
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert not list(folder.glob("secret-key.*"))


def test_only_this_machine_is_served(folder: Path) -> None:
    run = Run(folder, "--port", "0")
    run.address()
    listening = [each for each in psutil.Process(run.process.pid).net_connections() if each.status == "LISTEN"]
    assert [each.laddr.ip for each in listening] == ["127.0.0.1"]
    database = run.database()
    assert [each for each in database.net_connections("tcp") if each.status == "LISTEN"] == []
    run.end()
