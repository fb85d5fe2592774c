"""Keeping verdicts: many at once, those that came out as before only marked as checked."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from karvon.core.ids import new_id
from karvon.readiness.judging import Answer

_COLUMNS = (
    "id", "owner_id", "movement_id", "entry_id", "step_id", "status", "contested", "danger", "deciding_id", "failing", "missing",
    "traveller_id", "passage_id", "holds_until",
)  # fmt: skip
_NAMES = ", ".join(_COLUMNS)
_ANSWER = _COLUMNS[_COLUMNS.index("status") :]
_SAME = f"({', '.join(f'v.{name}' for name in _ANSWER)}) IS NOT DISTINCT FROM ({', '.join(f'j.{name}' for name in _ANSWER)})"

# Rows go by way of tables of this session, because COPY does not go into tables with row-level security.
_MAKE = (
    f"CREATE TEMPORARY TABLE IF NOT EXISTS judged ON COMMIT DELETE ROWS AS SELECT {_NAMES} FROM readiness_verdict LIMIT 0",  # noqa: S608
    "CREATE TEMPORARY TABLE IF NOT EXISTS seen ON COMMIT DELETE ROWS AS SELECT * FROM readiness_snapshot LIMIT 0",
    "TRUNCATE judged, seen",
)
_KEEP_SEEN = """
    INSERT INTO readiness_snapshot (id, owner_id, body) SELECT id, owner_id, body FROM seen ON CONFLICT (id) DO NOTHING
"""
_MARK_CHECKED = f"""
    WITH same AS (
        UPDATE readiness_verdict v SET checked_at = %(at)s FROM judged j
        WHERE v.entry_id = j.entry_id AND v.step_id = j.step_id AND v.is_current AND {_SAME}
        RETURNING v.entry_id, v.step_id
    )
    DELETE FROM judged j USING same WHERE j.entry_id = same.entry_id AND j.step_id = same.step_id
"""  # noqa: S608  # columns of our own
_MARK_PAST = """
    UPDATE readiness_verdict v SET is_current = false FROM judged j
    WHERE v.entry_id = j.entry_id AND v.step_id = j.step_id AND v.is_current
"""
_ADD = f"""
    INSERT INTO readiness_verdict ({_NAMES}, known_at, checked_at, is_current)
    SELECT {_NAMES}, %(known_at)s, %(at)s, true FROM judged
"""  # noqa: S608  # columns of our own


def keep(
    answers: Sequence[Answer], versions: Mapping[tuple[str, int], UUID], *, known_at: datetime, at: datetime
) -> int:
    """Keep what was judged at `at` on what was known at `known_at`; how many verdicts are new.

    `versions` leads from a version of the rulebook to its row. Runs in the caller's transaction, as the system.
    """
    with connection.cursor() as cursor:
        for statement in _MAKE:
            cursor.execute(statement)
        _copy(cursor, answers, versions)
        cursor.execute(_KEEP_SEEN)
        cursor.execute(_MARK_CHECKED, {"at": at})
        cursor.execute(_MARK_PAST)
        cursor.execute(_ADD, {"known_at": known_at, "at": at})
        return int(cursor.rowcount)


def _copy(cursor: Any, answers: Sequence[Answer], versions: Mapping[tuple[str, int], UUID]) -> None:
    seen: dict[UUID, tuple[UUID, str]] = {}
    with cursor.copy(f"COPY judged ({_NAMES}) FROM STDIN") as rows:
        for one in answers:
            for part in (one.traveller, one.passage):
                if part.id not in seen:
                    seen[part.id] = (one.owner, part.body.decode())
            rows.write_row(_row(one, versions))
    with cursor.copy("COPY seen (id, owner_id, body) FROM STDIN") as rows:
        for id_, (owner, body) in seen.items():
            rows.write_row((id_, owner, body))


def _row(one: Answer, versions: Mapping[tuple[str, int], UUID]) -> tuple[Any, ...]:
    """An answer in the order of the columns."""
    deciding = versions[one.deciding] if one.deciding else None
    where = (new_id(), one.owner, one.movement, one.entry, one.step)
    why = (one.status, one.contested, one.danger, deciding, list(one.failing), list(one.missing))
    return (*where, *why, one.traveller.id, one.passage.id, one.holds_until)
