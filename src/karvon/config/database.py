"""From the address of a PostgreSQL to Django's settings for it."""

from typing import Any

import psycopg
from django.core.management import call_command
from psycopg.conninfo import conninfo_to_dict

from karvon.core.postgres.roles import lay_out_roles

# How long a page waits for a database that is gone before it says so.
PATIENCE = 3


def database_settings(address: str | None, *, role: str | None = None) -> dict[str, Any]:
    """Settings for an address in either of libpq's forms; without one, for a database that commands never open.

    With a `role`, every connection acts as that user of the database.
    """
    parts = conninfo_to_dict(address) if address else {"dbname": "karvon"}
    known = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    options = {key: value for key, value in parts.items() if key not in known.values()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        **{setting: str(parts.get(part) or "") for setting, part in known.items()},
        "OPTIONS": {"connect_timeout": PATIENCE, **({"assume_role": role} if role else {}), **options},
        "CONN_MAX_AGE": None,  # a new connection for every page costs ten times the page
        "CONN_HEALTH_CHECKS": True,
    }


def bring_up_to_date(address: str) -> None:
    """Bring the tables of the database at this address, which Django is set up for, to what the code expects."""
    with psycopg.connect(address, autocommit=True) as alone:
        alone.execute("SELECT pg_advisory_lock(hashtext('karvon: bring up to date'))")
        lay_out_roles(address)
        call_command("migrate", database="owner", verbosity=0, interactive=False)
