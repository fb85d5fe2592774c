"""Whether this installation works: its database, looked at now and not remembered."""

import time
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from django.db import DatabaseError, connection

KARVON = version("karvon")


@dataclass(frozen=True)
class DatabaseHealth:
    """What the database answered; nothing but `works=False` where it did not."""

    works: bool
    version: str = ""
    milliseconds: float = 0.0

    def as_json(self) -> dict[str, Any]:
        """The same for machines."""
        if not self.works:
            return {"status": "unreachable"}
        return {"status": "ok", "version": self.version, "answered_in_ms": round(self.milliseconds, 1)}


def look_at_database() -> DatabaseHealth:
    """Ask the database one question and take the time."""
    began = time.perf_counter()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('server_version')")
            row = cursor.fetchone()
    except DatabaseError:
        return DatabaseHealth(works=False)
    # Debian adds its own package version after a space.
    return DatabaseHealth(True, str(row[0]).split(" ", 1)[0], (time.perf_counter() - began) * 1000)


def health() -> tuple[dict[str, Any], int]:
    """The whole report, and the HTTP status it is sent with."""
    database = look_at_database()
    report = {
        "status": "ok" if database.works else "failing",
        "version": KARVON,
        "database": database.as_json(),
    }
    return report, 200 if database.works else 503
