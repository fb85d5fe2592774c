"""Whom the database server runs as: ourselves, or, because PostgreSQL refuses to be root, a lesser user."""

import os
import pwd
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from karvon.core.postgres.errors import DatabaseUnavailable

LESSER_USERS = ("postgres", "nobody")


@dataclass(frozen=True)
class Owner:
    """A system user, and whether we have to step down to it."""

    name: str
    uid: int
    gid: int
    steps_down: bool

    def run(
        self, words: Sequence[str | Path], *, timeout: float = 60, apart: bool = False
    ) -> subprocess.CompletedProcess[str]:
        """Run a program as this user, far from any folder that this user may not enter; `apart` from our terminal."""
        return subprocess.run(
            [str(word) for word in words],
            user=self.uid if self.steps_down else None,
            group=self.gid if self.steps_down else None,
            extra_groups=[] if self.steps_down else None,
            cwd="/",
            env={"PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "LC_ALL": "C"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            timeout=timeout,
            start_new_session=apart,
            check=False,
        )

    def can_enter(self, folder: Path) -> bool:
        """Whether this user reaches the folder through all of its parents; asked of the system, not of mode bits."""
        return self.run(["test", "-x", folder]).returncode == 0

    def take(self, path: Path) -> None:
        """Make this user the owner of a file or folder that we have just made."""
        if self.steps_down:
            os.chown(path, self.uid, self.gid)


def choose_owner(folder: Path) -> Owner:
    """The user for the server on this folder: its owner where we are root, else ourselves."""
    if os.geteuid() != 0:
        return _ourselves()
    names = [*_owners_above(folder), *LESSER_USERS]
    for name in names:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Owner(entry.pw_name, entry.pw_uid, entry.pw_gid, steps_down=True)
    raise DatabaseUnavailable(
        "PostgreSQL refuses to run as root, and this system has neither a user 'postgres' nor 'nobody'. "
        "Start Karvon as a normal user, or set DATABASE_URL to a running server."
    )


def _ourselves() -> Owner:
    """The current user, who must have a name because initdb insists on one."""
    uid = os.geteuid()
    try:
        return Owner(pwd.getpwuid(uid).pw_name, uid, os.getegid(), steps_down=False)
    except KeyError:
        raise DatabaseUnavailable(
            f"PostgreSQL only runs as a user that has a name, and user id {uid} has none here. "
            "Add a line for it to /etc/passwd, or set DATABASE_URL to a running server."
        ) from None


def _owners_above(folder: Path) -> list[str]:
    """The normal user who owns the nearest existing part of this path, so that root leaves no files behind for them."""
    existing = next(place for place in (folder, *folder.parents) if place.exists())
    uid = existing.stat().st_uid
    if uid == 0:
        return []
    try:
        return [pwd.getpwuid(uid).pw_name]
    except KeyError:
        return []
