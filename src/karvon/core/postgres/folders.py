"""The folders of an embedded server: its home with the data and the log, and a short private one for the socket."""

import errno
import hashlib
import os
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from karvon.core.postgres.errors import DatabaseUnavailable
from karvon.core.postgres.owner import Owner
from karvon.core.postgres.programs import ROOTS_PLACE

SOCKET = ".s.PGSQL.5432"
# A socket's address holds 108 bytes on Linux, 104 elsewhere, with the closing zero.
LONGEST_SOCKET = 103
WHY = {
    errno.EACCES: "this user may not write there",
    errno.EPERM: "this user may not write there",
    errno.EROFS: "that disk is read-only",
    errno.ENOSPC: "that disk is full",
    errno.EDQUOT: "the quota on that disk is used up",
    errno.ENOTDIR: "a part of that path is a file",
    errno.EEXIST: "a file of that name is in the way",
}


@dataclass(frozen=True)
class Home:
    """Where one embedded server lives. Everything in it belongs to Karvon."""

    folder: Path

    @property
    def data(self) -> Path:
        """The data folder, as PostgreSQL knows it."""
        return self.folder / "postgres"

    @property
    def log(self) -> Path:
        """What the server says; begun again at every start."""
        return self.folder / "postgres.log"

    @property
    def pid_file(self) -> Path:
        """The running server's process, socket folder and state, kept by PostgreSQL itself."""
        return self.data / "postmaster.pid"

    def made_by(self) -> int | None:
        """The major version that made the data; None where there is no data yet."""
        try:
            return int((self.data / "PG_VERSION").read_text())
        except (FileNotFoundError, NotADirectoryError):
            return None
        except PermissionError as error:
            raise DatabaseUnavailable(
                f"The data folder {self.data} belongs to another user. Start Karvon as that user, "
                "or set KARVON_DATA_DIR to a folder of your own."
            ) from error
        except (OSError, ValueError) as error:
            raise DatabaseUnavailable(
                f"The data folder {self.data} is damaged: its file PG_VERSION holds no version. "
                "Restore it from a backup, or move the folder away to begin with an empty database."
            ) from error


def choose_home(wanted: Path, owner: Owner) -> Home:
    """The wanted folder, made if need be; or root's own place where the lesser user cannot enter the wanted one."""
    wanted = wanted.absolute()
    make_folder(wanted, owner)
    if not owner.steps_down or owner.can_enter(wanted):
        return Home(wanted)
    name = hashlib.sha256(os.fsencode(wanted)).hexdigest()[:12]
    instead = ROOTS_PLACE / "data" / name
    make_folder(instead, owner)
    for folder in (ROOTS_PLACE, instead.parent):
        folder.chmod(0o755)
    return Home(instead)


def make_folder(folder: Path, owner: Owner) -> None:
    """Make a folder that only its user can list, or say plainly why it cannot be used."""
    try:
        if not folder.is_dir():
            folder.mkdir(mode=0o700, parents=True)
            # Root's lesser user must pass through to the data; it need not see what else lies there.
            folder.chmod(0o711 if owner.steps_down else 0o700)
            _hand_to_owner_of_parent(folder)
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"karvon")
    except OSError as error:
        why = WHY.get(error.errno or 0, error.strerror)
        raise DatabaseUnavailable(
            f"The database cannot be kept in {folder}: {why}. Mend that, or set KARVON_DATA_DIR to another folder."
        ) from error


def _hand_to_owner_of_parent(folder: Path) -> None:
    """What root makes inside somebody's checkout stays theirs."""
    parent = folder.parent.stat()
    if os.geteuid() == 0 and parent.st_uid != 0:
        os.chown(folder, parent.st_uid, parent.st_gid)


def choose_socket_folder(home: Home, owner: Owner) -> Path:
    """A folder for the socket: short, because a socket's address is; private, because it needs no password."""
    name = "karvon-" + hashlib.sha256(os.fsencode(home.data)).hexdigest()[:12]
    tried = []
    for base in _socket_bases():
        folder = base / name
        tried.append(str(folder))
        # A client takes a comma for the end of one host and the beginning of the next.
        fits = len(os.fsencode(folder / SOCKET)) <= LONGEST_SOCKET and "," not in str(folder)
        if not fits or not os.access(base, os.W_OK) or not owner.can_enter(base):
            continue
        _make_private(folder, owner)
        return folder
    raise DatabaseUnavailable(
        f"No folder is short enough and writable for the database's socket (tried {', '.join(tried)}; at most "
        f"{LONGEST_SOCKET} bytes with the socket's name). Set TMPDIR to a short folder such as /tmp."
    )


def _socket_bases() -> list[Path]:
    """Where a socket folder may lie, best first."""
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    bases = [Path(runtime)] if runtime and os.geteuid() != 0 else []
    return [*bases, Path(tempfile.gettempdir()), Path("/tmp")]  # noqa: S108 - the folder made in it is private


def _make_private(folder: Path, owner: Owner) -> None:
    """Make the socket's folder, or accept the one of an earlier start; never one that somebody else has laid there."""
    try:
        folder.mkdir(mode=0o700)
        owner.take(folder)
    except FileExistsError:
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner.uid or stat.S_IMODE(found.st_mode) != 0o700:
            raise DatabaseUnavailable(
                f"The folder {folder} for the database's socket is not a private folder of '{owner.name}'. "
                "Remove it, or set TMPDIR to another short folder."
            ) from None
