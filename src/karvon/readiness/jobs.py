"""Keeping every verdict true: what has become due is judged again, in motion first, each time in one transaction."""

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from karvon.accounts.acting import SYSTEM, acting_as
from karvon.readiness.gathering import gather
from karvon.readiness.judging import judge_all
from karvon.readiness.keeping import keep
from karvon.readiness.reach import owe_for, reach_of
from karvon.requirements.book import requirement_book
from rulebook.verdicts import Judge

MANY = 4_000  # people judged in one transaction: a killed worker loses no more than a second's work

# Whole movements, so that two workers meet neither over a person nor over a step.
_MOVEMENTS_DUE = """
    SELECT movement_id, count(*) FROM readiness_due GROUP BY movement_id ORDER BY min(urgency), min(id) LIMIT 200
"""
_LOCK = "SELECT pg_try_advisory_xact_lock(hashtextextended('karvon: judge ' || %s, 0))"
_TAKE = "SELECT id, entry_id FROM readiness_due WHERE movement_id = ANY(%s)"
_DONE = "DELETE FROM readiness_due WHERE id = ANY(%s)"
_NEWS = """
    DELETE FROM readiness_news WHERE version_id = (SELECT version_id FROM readiness_news LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING version_id
"""
_OWE_LAPSED = """
    INSERT INTO readiness_due (owner_id, movement_id, entry_id, urgency, due_at, cause)
    SELECT DISTINCT owner_id, movement_id, entry_id, 0, %(at)s::timestamptz, 'time'
    FROM readiness_verdict WHERE is_current AND holds_until < %(at)s
        AND NOT EXISTS (SELECT FROM readiness_due due WHERE due.entry_id = readiness_verdict.entry_id)
    LIMIT 10000
"""


def do_one_due_thing(*, at: datetime) -> bool:
    """Do the most urgent thing that is due; False where nothing is."""
    return hear_of_a_version(at=at) or judge_again(at=at) or find_lapsed(at=at)


@transaction.atomic
def hear_of_a_version(*, at: datetime) -> bool:
    """Turn one newly published version into the people it makes due."""
    with acting_as(SYSTEM), connection.cursor() as cursor:
        cursor.execute(_NEWS)
        found = cursor.fetchone()
        if found is None:
            return False
        known = requirement_book()
        version = known.versions[found[0]]
        owe_for(reach_of(version, known.book.history(version.id)), at=at)
        return True


@transaction.atomic
def judge_again(*, at: datetime) -> bool:
    """Judge everybody who is due on the most urgent movements that no other worker has taken."""
    with acting_as(SYSTEM), connection.cursor() as cursor:
        taken = _take_movements()
        if not taken:
            return False
        cursor.execute(_TAKE, [taken])
        due = cursor.fetchall()
        entries = {entry for _, entry in due}
        known = requirement_book()
        judge = Judge(known.book, known_at=at)
        answers = list(judge_all(gather(taken, entries), judge))
        keep(answers, known.rows, known_at=at, at=at)
        cursor.execute(_DONE, [[id_ for id_, _ in due]])
        return True


@transaction.atomic
def find_lapsed(*, at: datetime) -> bool:
    """Make due whose remedy has just ceased to be in time."""
    with acting_as(SYSTEM), connection.cursor() as cursor:
        cursor.execute(_OWE_LAPSED, {"at": at})
        return bool(cursor.rowcount > 0)


def _take_movements() -> list[UUID]:
    """Lock the most urgent movements with something due, as many as one transaction should judge."""
    taken, people = [], 0
    with connection.cursor() as cursor:
        cursor.execute(_MOVEMENTS_DUE)
        for movement, count in cursor.fetchall():
            cursor.execute(_LOCK, [str(movement)])
            if cursor.fetchone() == (True,):
                taken.append(movement)
                people += count
            if people >= MANY:
                break
    return taken
