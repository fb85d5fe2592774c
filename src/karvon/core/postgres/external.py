"""A PostgreSQL that somebody else runs, named by DATABASE_URL: whether it can be reached and is new enough."""

import re
from urllib.parse import urlsplit

import psycopg
from psycopg.conninfo import conninfo_to_dict

from karvon.core.postgres.errors import DatabaseUnavailable
from karvon.core.postgres.programs import OLDEST

PATIENCE = 10  # seconds; a wrong host name should not cost a minute


def check_external(address: str) -> str:
    """The address itself, once a server answers there and is new enough; its password is never repeated."""
    place = shown(address)
    try:
        with psycopg.connect(address, connect_timeout=PATIENCE) as connection:
            major = connection.info.server_version // 10_000
    except psycopg.OperationalError as error:
        raise DatabaseUnavailable(_why(str(error), place)) from error
    if major < OLDEST:
        raise DatabaseUnavailable(
            f"DATABASE_URL names PostgreSQL {major} at {place}, and Karvon needs version {OLDEST} or newer. "
            "Upgrade that server, or unset DATABASE_URL to use the embedded one."
        )
    return address


def shown(address: str) -> str:
    """Where an address points, without user and password."""
    try:
        parts = conninfo_to_dict(address)
    except psycopg.ProgrammingError as error:
        kind = urlsplit(address).scheme if re.match(r"[a-z0-9+]+://", address) else "no"
        raise DatabaseUnavailable(
            f"DATABASE_URL is not an address of PostgreSQL ({kind} scheme). "
            "Write it as postgresql://USER:PASSWORD@HOST:5432/DATABASE."
        ) from error
    return f"{parts.get('host', 'the default socket')}:{parts.get('port', 5432)}/{parts.get('dbname', '')}"


def _why(words: str, place: str) -> str:
    """What hinders, and what to change, from what libpq said."""
    for pattern, remedy in (
        (r"password authentication failed|no password supplied", "refuses the user or the password. Correct them"),
        (r"database .* does not exist", "has no such database. Create it (`createdb`)"),
        (r"role .* does not exist", "knows no such user. Create it (`createuser`)"),
        (r"no pg_hba.conf entry", "does not let this machine in. Add a line to its pg_hba.conf"),
        (r"too many (clients|connections)", "has no connection left. Raise its max_connections"),
        (
            r"[Nn]ame or service not known|could not translate host name|nodename nor|not resolve",
            "is on no known host. Correct the name",
        ),
        (r"timeout expired|timed out", "does not answer in time. Is the host right and no firewall between? Mend that"),
        (r"Connection refused|No such file or directory", "is not listening. Start that server"),
    ):
        if re.search(pattern, words):
            return f"The database at {place} (DATABASE_URL) {remedy}, or unset DATABASE_URL to use the embedded one."
    last = words.strip().splitlines()[-1]
    return f"The database at {place} (DATABASE_URL) cannot be used: {last}"
