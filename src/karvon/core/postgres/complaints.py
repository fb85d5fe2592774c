"""Turns what PostgreSQL writes when it cannot start into one sentence with a remedy."""

import re

from karvon.core.postgres.folders import Home

_FULL = "the disk of {folder} is full. Free some space, then start again."
_READ_ONLY = "the disk of {folder} is read-only. Mend that, or set KARVON_DATA_DIR to another folder."
_OTHER_VERSION = """the data in {data} was made by another version of PostgreSQL. Install that version, bring the data
over with pg_upgrade, or move the folder away to begin with an empty database."""
_NO_SHARED_MEMORY = """the system has no shared memory left for it. Raise the limit (in a container: a larger
--shm-size), or end the programs that hold it (`ipcs -m` lists them)."""
_ORPHANS = """processes of an earlier server still run on the same data. End them (`ps -ef | grep postgres`), then
start again."""
_OWNER = """the data folder {data} has the wrong owner or permissions. It must belong to the user the server runs as,
with mode 0700."""
_LONG_SOCKET = "the path of its socket is too long. Set TMPDIR to a short folder such as /tmp."
_DAMAGED = """the data in {data} is damaged. Restore it from a backup, or move the folder away to begin with an empty
database."""
_NO_LOCALE = "this system has no locale C.UTF-8. Install it (Debian: part of libc-bin), then start again."

# The first pattern found decides; the words sought are PostgreSQL's own, in its C locale.
_REMEDIES = (
    (r"could not (create|open|resize) shared memory|shmget", _NO_SHARED_MEMORY),
    (r"pre-existing shared memory block", _ORPHANS),
    (r"No space left on device|Disk quota exceeded", _FULL),
    (r"[Ii]nvalid permissions|has wrong ownership|Permission denied|must be owner", _OWNER),
    (r"Read-only file system", _READ_ONLY),
    (r"PG_CONTROL_VERSION 0\b|incorrect checksum", _DAMAGED),
    (r"database files are incompatible|initialized by PostgreSQL version", _OTHER_VERSION),
    (r"socket path .* is too long", _LONG_SOCKET),
    (r"could not locate a valid checkpoint|invalid (primary )?checkpoint|invalid magic number|PANIC", _DAMAGED),
    (r"could not (open|read) file \"(global|base)/|CRC is incorrect", _DAMAGED),
    (r"invalid locale|locale name", _NO_LOCALE),
)


def explain(words: str, home: Home) -> str:
    """One sentence for what PostgreSQL said, with the place of the log for whoever wants the whole story."""
    for pattern, remedy in _REMEDIES:
        if re.search(pattern, words):
            said = remedy.replace("\n", " ").format(folder=home.folder, data=home.data)
            return f"PostgreSQL did not start: {said} (Its own words: {home.log}.)"
    telling = [line for line in words.splitlines() if re.search("FATAL|ERROR|error:", line)]
    quote = (telling or words.splitlines() or ["it said nothing."])[-1].strip()
    return f"PostgreSQL did not start: {quote} (The whole story: {home.log}.)"
