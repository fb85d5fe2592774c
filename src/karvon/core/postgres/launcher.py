"""Starts the embedded server, shares it among everyone who works on the same data, and stops it after the last."""

import fcntl
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psutil
import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from karvon.core.postgres.complaints import explain
from karvon.core.postgres.errors import DatabaseUnavailable
from karvon.core.postgres.folders import SOCKET, Home, choose_home, choose_socket_folder
from karvon.core.postgres.owner import Owner, choose_owner
from karvon.core.postgres.programs import Programs, find_programs
from karvon.core.postgres.roles import let_act_as_app

SUPERUSER = "postgres"
LONGEST_START = 300  # a server that was killed replays its log first
ORPHANS_MAY_TAKE = 5
BUILTIN_LOCALE_SINCE = 17
SOCKET_LINE = 4  # of postmaster.pid, counted from zero
SETTINGS = (
    "listen_addresses=",
    "unix_socket_permissions=0700",
    "timezone=UTC",
    "log_timezone=UTC",
    "jit=off",
    # As on any disk of today; by the usual 4, a search among 10,000 names reads the table and takes five times as long.
    "random_page_cost=1.1",
)
# For data that lives as long as one run of the tests.
CARELESS = ("fsync=off", "full_page_writes=off", "synchronous_commit=off")


@dataclass(frozen=True)
class Server:
    """A server that answers on a socket."""

    socket_folder: Path
    home: Home
    started_here: bool

    def address(self, database: str, user: str = SUPERUSER) -> str:
        """What a client connects to: libpq's own form, which DATABASE_URL takes as well."""
        return make_conninfo(host=str(self.socket_folder), dbname=database, user=user)

    def ensure_database(self, name: str) -> str:
        """Make a database owned by a user of the same name, who is no superuser; its address."""
        identifier = sql.Identifier(name)
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute("SELECT pg_advisory_lock(hashtext('karvon: ensure database'))")
            for existing, create in (
                ("SELECT 1 FROM pg_roles WHERE rolname = %s", sql.SQL("CREATE ROLE {} LOGIN CREATEDB")),
                ("SELECT 1 FROM pg_database WHERE datname = %s", sql.SQL("CREATE DATABASE {0} OWNER {0}")),
            ):
                if connection.execute(existing, [name]).fetchone() is None:
                    connection.execute(create.format(identifier))
            let_act_as_app(connection, name)
        return self.address(name, name)


@contextmanager
def embedded_postgres(folder: Path, *, careless: bool = False) -> Iterator[Server]:
    """A running server on the data in this folder; the last of all who use it stops it."""
    owner = choose_owner(folder)
    home = choose_home(folder, owner)
    launcher = _Launcher(home, owner, careless)
    with _open_lock(home, "in-use") as use:
        with _starting(home):
            fcntl.flock(use, fcntl.LOCK_SH)
            server = launcher.find() or launcher.start()
        try:
            yield server
        finally:
            with _starting(home):
                if _is_last(use):
                    launcher.stop()


def _open_lock(home: Home, name: str) -> IO[bytes]:
    """A lock file of this home, not yet locked. The system frees it whatever becomes of the process."""
    try:
        return (home.folder / f"{name}.lock").open("ab")
    except OSError as error:
        raise DatabaseUnavailable(
            f"The database in {home.folder} belongs to another user ({error.strerror}). Start Karvon as that user, "
            "or set KARVON_DATA_DIR to a folder of your own."
        ) from error


@contextmanager
def _starting(home: Home) -> Iterator[None]:
    """Only one at a time looks, starts or stops."""
    with _open_lock(home, "starting") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _is_last(use: IO[bytes]) -> bool:
    """Whether nobody else uses the server any more; called with the starting lock held."""
    try:
        fcntl.flock(use, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@dataclass(frozen=True)
class _Launcher:
    """Looks for, starts and stops the server of one home."""

    home: Home
    owner: Owner
    careless: bool

    def find(self) -> Server | None:
        """The server that already runs on this data, once it answers; None where there is none."""
        if self._postmaster() is None:
            return None
        folder = self._socket_folder()
        if folder is None:
            raise DatabaseUnavailable(
                f"A PostgreSQL that Karvon did not start runs on {self.home.data}. Stop it, then start again."
            )
        server = Server(folder, self.home, started_here=False)
        deadline = time.monotonic() + LONGEST_START
        while not _answers(server):
            if self._postmaster() is None:
                return None
            if time.monotonic() > deadline:
                raise DatabaseUnavailable(self._does_not_answer())
            time.sleep(0.05)
        return server

    def start(self) -> Server:
        """Start the server; on data made now if there is none yet."""
        programs = self._programs()
        if self.home.made_by() is None:
            self._make_data(programs)
        server = Server(choose_socket_folder(self.home, self.owner), self.home, started_here=True)
        self._clear_the_dead(server.socket_folder)
        settings = [*SETTINGS, *(CARELESS if self.careless else ())]
        settings.append(f"unix_socket_directories={_quoted(server.socket_folder)}")
        self._begin_log()
        words: list[str | Path] = [programs.folder / "postgres", "-D", self.home.data]
        for setting in settings:
            words += ["-c", setting]
        self._wait_for(server, psutil.Process(self._start_detached(words)))
        return server

    def _start_detached(self, words: list[str | Path]) -> int:
        """Start a program that outlives us and never hears our terminal; its process number."""
        detached = ["/bin/sh", "-c", 'log=$1; shift; "$@" </dev/null >>"$log" 2>&1 & echo $!', "sh"]
        return int(self.owner.run([*detached, self.home.log, *words], apart=True).stdout)

    def _wait_for(self, server: Server, process: psutil.Process) -> None:
        """Wait until the server that was just started answers, however long its log takes to replay."""
        deadline = time.monotonic() + LONGEST_START
        while not _answers(server):
            if _is_gone(process):
                raise DatabaseUnavailable(explain(self.home.log.read_text(errors="replace"), self.home))
            if time.monotonic() > deadline:
                raise DatabaseUnavailable(self._does_not_answer())
            time.sleep(0.02)

    def _does_not_answer(self) -> str:
        """What to say of a server that is there and silent."""
        return (
            f"The server on {self.home.data} runs but does not answer. Its own words are in {self.home.log}; "
            "end it, then start again."
        )

    def stop(self) -> None:
        """Stop the server in good order, if it still runs."""
        process = self._postmaster()
        if process is None:
            return
        socket_folder = self._socket_folder()
        process.send_signal(signal.SIGINT)  # PostgreSQL's fast shutdown
        if _wait_until_gone([process], LONGEST_START):
            process.send_signal(signal.SIGQUIT)
        if socket_folder is not None and socket_folder.is_dir() and not any(socket_folder.iterdir()):
            socket_folder.rmdir()

    def _programs(self) -> Programs:
        """The programs that fit the data, or the newest where there is none."""
        try:
            return find_programs(self.owner, major=self.home.made_by())
        except DatabaseUnavailable as error:
            if self.home.made_by() is None:
                raise
            raise DatabaseUnavailable(f"The data folder {self.home.data} cannot be opened: {error}") from error

    def _make_data(self, programs: Programs) -> None:
        """Make an empty data folder; under another name first, so that a half-made one is never taken for real."""
        making = self.home.data.with_name("postgres.making")
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir(mode=0o700)
        self.owner.take(making)
        locale = ["--locale=C.UTF-8", "--encoding=UTF8"]
        if programs.major >= BUILTIN_LOCALE_SINCE:
            locale += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        self._begin_log()
        words: list[str | Path] = ["-D", making, "-U", SUPERUSER, "--auth=trust", "--data-checksums", *locale]
        self._run(programs.folder / "initdb", *words, *(["--no-sync"] if self.careless else []))
        if self.home.data.is_dir() and any(self.home.data.iterdir()):
            raise DatabaseUnavailable(
                f"The folder {self.home.data} holds files but no database. Move it away, or set KARVON_DATA_DIR."
            )
        making.rename(self.home.data)

    def _run(self, *words: str | Path) -> None:
        """Run a program of PostgreSQL, or say why it failed."""
        answer = self.owner.run(words, timeout=LONGEST_START + 30)
        if answer.returncode != 0:
            with self.home.log.open("a") as log:
                log.write(answer.stdout)
            raise DatabaseUnavailable(explain(self.home.log.read_text(errors="replace"), self.home))

    def _begin_log(self) -> None:
        """An empty log that the server's user can write and nobody else can read."""
        self.home.log.unlink(missing_ok=True)
        self.home.log.touch(mode=0o600)
        self.owner.take(self.home.log)

    def _postmaster(self) -> psutil.Process | None:
        """The living server process of this data; a number in a left-over file is not believed."""
        try:
            process = psutil.Process(int(self.home.pid_file.read_text().split("\n", 1)[0]))
            return process if _works_in(process, self.home.data) else None
        except (OSError, ValueError, psutil.Error):
            return None

    def _socket_folder(self) -> Path | None:
        """Where the running server listens, from the fifth line of its own file; waits until that line is written."""
        deadline = time.monotonic() + LONGEST_START
        while self._postmaster() is not None and time.monotonic() < deadline:
            lines = self.home.pid_file.read_text().splitlines()
            if len(lines) > SOCKET_LINE + 1:
                return Path(lines[SOCKET_LINE]) if lines[SOCKET_LINE] else None
            time.sleep(0.05)
        return None

    def _clear_the_dead(self, socket_folder: Path) -> None:
        """After a kill: wait for the dead server's children, and drop its lock files: the number may be another's."""
        orphans = [process for process in psutil.process_iter() if _works_in(process, self.home.data)]
        alive = _wait_until_gone(orphans, ORPHANS_MAY_TAKE)
        for process in alive:
            process.kill()
        _wait_until_gone(alive, ORPHANS_MAY_TAKE)
        for left in (self.home.pid_file, socket_folder / SOCKET, socket_folder / f"{SOCKET}.lock"):
            left.unlink(missing_ok=True)


def _works_in(process: psutil.Process, data: Path) -> bool:
    """Whether this is a process of PostgreSQL on this data: they all work inside the data folder."""
    try:
        return process.name().startswith("postgres") and Path(process.cwd()) == data.resolve()
    except (psutil.Error, OSError):
        return False


def _is_gone(process: psutil.Process) -> bool:
    """Whether a process has ended; one that nobody buries (in a container without an init) has ended too."""
    try:
        return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def _wait_until_gone(processes: list[psutil.Process], seconds: float) -> list[psutil.Process]:
    """Wait for processes to end; those that did not in this time."""
    deadline = time.monotonic() + seconds
    while alive := [process for process in processes if not _is_gone(process)]:
        if time.monotonic() > deadline:
            break
        time.sleep(0.02)
    return alive


def _answers(server: Server) -> bool:
    """Whether a client gets through."""
    try:
        psycopg.connect(server.address("postgres"), connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True


def _quoted(folder: Path) -> str:
    """A folder inside PostgreSQL's list of folders, where commas and spaces mean something."""
    return '"' + str(folder).replace('"', '""') + '"'
