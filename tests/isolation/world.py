"""A database in which every table holds rows of two organisations, whatever their other columns must be."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from django.db import connection

from karvon.accounts.acting import SYSTEM, acting_as
from tests.isolation.expected import ABOUT_ME, OURS, Whose

ME, SOMEBODY, HERE, ELSEWHERE = uuid4(), uuid4(), uuid4(), uuid4()
OWNERS, USERS = ("owner_id", "organisation_id"), ("user_id",)
# Tables that are about organisations and users themselves.
ITSELF = {"partners_organisation": "owner", "accounts_user": "user"}


@dataclass
class Rows:
    """One table, and the key of its row of each kind."""

    table: str
    key: str
    columns: dict[str, str]
    keys: dict[Whose, Any] = field(default_factory=dict)

    def kinds(self) -> list[Whose]:
        """Whose rows there can be: a table that names neither organisation nor user has rows of nobody in particular."""
        owned, personal = self._column(OWNERS, "owner"), self._column(USERS, "user")
        return [one for one in Whose if (owned or one not in OURS) and (personal or one not in ABOUT_ME)] if (
            owned or not personal
        ) else [Whose.MINE_ELSEWHERE, Whose.OTHERS]  # fmt: skip

    def row(self, whose: Whose) -> dict[str, Any]:
        """A new row of a kind, with nothing but key, owner and user."""
        owner = HERE if whose in OURS else ELSEWHERE
        user = ME if whose in ABOUT_ME else SOMEBODY
        values: dict[str, Any] = {self.key: uuid4() if self.columns[self.key] == "uuid" else len(self.keys) + 1}
        columns = {self._column(OWNERS, "owner"): owner, self._column(USERS, "user"): user}
        values |= {column: value for column, value in columns.items() if column}
        return values

    def _column(self, names: tuple[str, ...], itself: str) -> str | None:
        if ITSELF.get(self.table) == itself:
            return "id"
        return next((name for name in names if name in self.columns), None)


def insert(rows: Rows, values: dict[str, Any]) -> None:
    """Add a row as whoever acts."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {rows.table} SELECT (jsonb_populate_record(NULL::{rows.table}, %s)).*",
            [json.dumps(values, default=str)],
        )


@contextmanager
def every_table(tables: dict[str, str]) -> Iterator[list[Rows]]:
    """Within one transaction that is rolled back: tables without constraints, with a row of each kind; `tables` names their keys."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE NONE")  # as the owner of the tables
        for table in tables:
            free_of_constraints(table)
        cursor.execute("SET LOCAL ROLE karvon_app")
    found = [Rows(table, key, columns_of(table)) for table, key in tables.items()]
    with acting_as(SYSTEM):
        for rows in found:
            for whose in rows.kinds():
                values = rows.row(whose)
                insert(rows, values)
                rows.keys[whose] = values[rows.key]
    yield found


def free_of_constraints(table: str) -> None:
    """Let a table take a row with nothing but a key and an owner; policies alone decide what is refused."""
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute("SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype <> 'n'", [table])
        for (name,) in cursor.fetchall():
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT IF EXISTS "{name}" CASCADE')
        cursor.execute(
            "SELECT indexrelid::regclass FROM pg_index WHERE indrelid = %s::regclass AND indisunique", [table]
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP INDEX {name}")
        cursor.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnotnull AND attnum > 0 AND attidentity = ''",
            [table],
        )
        for (column,) in cursor.fetchall():
            cursor.execute(f'ALTER TABLE {table} ALTER COLUMN "{column}" DROP NOT NULL')


def columns_of(table: str) -> dict[str, str]:
    """The columns of a table with their types."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s AND is_generated = 'NEVER'",
            [table],
        )
        return dict(cursor.fetchall())
