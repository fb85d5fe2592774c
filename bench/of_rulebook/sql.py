"""The peer of the columns: PostgreSQL judging the same steps of the same journeys by the same requirement, as SQL.

SQL has the three values too, so that null is what nobody recorded; the head counts must be those of the columns. The
tables have the indexes and the memory that serve them, and the two workers that the columns have in their threads.
"""

import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import polars as pl
import psycopg

from bench.of_rulebook.columns import judged, of_child
from bench.of_rulebook.journeys import (
    APPLIES_TO_ALL,
    APPLIES_TO_ONE,
    COUNTRIES,
    JOURNEYS,
    JURISDICTIONS,
    ROLES,
    SCHEMA,
    SCOPE,
    STEPS,
    made,
)
from bench.of_rulebook.timing import Figures, seconds
from karvon.core.postgres.launcher import embedded_postgres
from rulebook.certlogic.columns import Records, batch_of_frame

Connection: TypeAlias = psycopg.Connection[tuple[Any, ...]]

TABLES = """
    CREATE UNLOGGED TABLE steps (
        id serial, journey int, role text, jurisdiction text, at timestamp, age smallint, tests_recorded bool);
    CREATE UNLOGGED TABLE tests (journey int, kind text, result text, sampled_at timestamp);
    CREATE UNLOGGED TABLE nationalities (journey int, country text);
"""
INDEXES = "CREATE INDEX ON tests (journey); CREATE INDEX ON nationalities (journey);"
SETTINGS = "SET work_mem = '256MB'; SET max_parallel_workers_per_gather = 2;"

# A negative test of at most 72 hours, unless under 12 years of age: `journeys.REQUIRES`.
HEADS = """
WITH concerned AS (
    SELECT * FROM steps
    WHERE role = ANY(%(roles)s) AND jurisdiction = ANY(%(jurisdictions)s) AND EXISTS (
        SELECT FROM nationalities n WHERE n.journey = steps.journey AND country = ANY(%(countries)s))
), tested AS (
    SELECT id, age, tests_recorded, kind IN ('pcr', 'rapid') AND result = 'negative'
        AND sampled_at BETWEEN at - interval '72 hours' AND at AS fresh, tests.journey IS NOT NULL AS is_test
    FROM concerned LEFT JOIN tests USING (journey)
), judged AS (
    SELECT bool_and(age < 12) OR CASE
        WHEN NOT bool_and(tests_recorded) THEN NULL
        WHEN bool_or(fresh) THEN true
        WHEN bool_or(is_test AND fresh IS NULL) THEN NULL
        ELSE false END AS met
    FROM tested GROUP BY id
)
SELECT count(*), count(*) FILTER (WHERE met), count(*) FILTER (WHERE met IS NULL) FROM judged
"""
EVERYBODY = {"roles": [*ROLES], "jurisdictions": [*JURISDICTIONS], "countries": [*COUNTRIES]}
ONE_COUNTRY = {"roles": ["entry"], "jurisdictions": ["UZB"], "countries": [*SCOPE]}


def measure(journeys: int = JOURNEYS) -> Figures:
    """The same steps against the same requirement as SQL, in the embedded PostgreSQL."""
    return of_child("bench.of_rulebook.sql", journeys)


def measured(journeys: int) -> Figures:
    """Fill a database with the journeys and let it judge them; return all figures."""
    steps, records = made(journeys)
    batch = batch_of_frame(steps, SCHEMA, records)
    expected = [tuple(judged(batch, scope).values()) for scope in (APPLIES_TO_ALL, APPLIES_TO_ONE)]
    with _database() as connection:
        _fill(connection, steps, records)
        found = [_heads(connection, scope) for scope in (EVERYBODY, ONE_COUNTRY)]
        if found != expected:
            raise SystemExit(f"PostgreSQL counts {found}, the columns {expected}: the requirement is not the same.")
        return {
            "sql_steps": journeys * STEPS,
            # both have just run once, to be compared
            "sql_all_affected_s": round(seconds(lambda: _heads(connection, EVERYBODY), runs=1), 3),
            "sql_one_country_s": round(seconds(lambda: _heads(connection, ONE_COUNTRY), runs=3), 3),
        }


@contextmanager
def _database() -> Iterator[Connection]:
    """Yield a connection to a database that lives as long as the measurement."""
    with tempfile.TemporaryDirectory(prefix="karvon-bench-") as name:
        folder = Path(name)
        folder.chmod(0o711)  # root's server is another user and must pass through
        with (
            embedded_postgres(folder, careless=True) as server,
            psycopg.connect(server.ensure_database("bench"), autocommit=True) as connection,
        ):
            yield connection


def _fill(connection: Connection, steps: pl.DataFrame, records: dict[str, Records]) -> None:
    """Copy the journeys into tables."""
    tests, nationalities = records["tests"], records["traveller.nationalities"]
    connection.execute(TABLES)
    facts = steps.select("step.role", "step.jurisdiction", "step.at", "traveller.age")
    recorded = pl.Series("tests_recorded", tests.lengths >= 0)
    journey = pl.Series("journey", np.arange(len(steps)) // STEPS)
    _copy(connection, "steps (journey, role, jurisdiction, at, age, tests_recorded)", facts, journey, recorded)
    _copy(connection, "tests", tests.frame, _journeys_of(tests))
    _copy(connection, "nationalities", nationalities.frame, _journeys_of(nationalities))
    connection.execute(INDEXES)
    connection.execute("VACUUM ANALYZE")
    connection.execute(SETTINGS)


def _journeys_of(records: Records) -> pl.Series:
    """Return the journey of each record: all steps of one share them, and they stand in its order."""
    starts = records.starts[::STEPS]
    return pl.Series("journey", np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(records.frame)))))


def _copy(connection: Connection, table: str, frame: pl.DataFrame, first: pl.Series, *last: pl.Series) -> None:
    rows = pl.DataFrame([first, *frame.get_columns(), *last]).write_csv(include_header=False)
    with connection.cursor().copy(f"COPY {table} FROM STDIN (FORMAT csv)") as copying:
        copying.write(rows)


def _heads(connection: Connection, scope: dict[str, list[str]]) -> tuple[Any, ...]:
    """Return how many steps are affected, meet the requirement, and stay open."""
    row = connection.execute(HEADS, scope).fetchone()
    assert row is not None
    return row


if __name__ == "__main__":
    print(json.dumps(measured(int(sys.argv[1]))))
