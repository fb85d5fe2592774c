"""From the address of a PostgreSQL to Django's settings for it."""

from typing import Any

from psycopg.conninfo import conninfo_to_dict

# How long a page waits for a database that is gone before it says so.
PATIENCE = 3


def database_settings(address: str | None) -> dict[str, Any]:
    """Settings for an address in either of libpq's forms; without one, for a database that commands never open."""
    parts = conninfo_to_dict(address) if address else {"dbname": "karvon"}
    known = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    options = {key: value for key, value in parts.items() if key not in known.values()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        **{setting: str(parts.get(part) or "") for setting, part in known.items()},
        "OPTIONS": {"connect_timeout": PATIENCE, **options},
        "CONN_MAX_AGE": None,  # a new connection for every page costs ten times the page
        "CONN_HEALTH_CHECKS": True,
    }
