"""Keeping every verdict true: what has become due is judged again, in motion first, each time in one transaction."""

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from karvon.accounts.acting import SYSTEM, acting_as
from karvon.readiness.gathering import gather
from karvon.readiness.judging import judge_all
from karvon.readiness.keeping import keep
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
_NEWS = "DELETE FROM readiness_news WHERE version_id = (SELECT version_id FROM readiness_news LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING version_id"
_OWE_FOR_VERSION = """
    WITH version AS (SELECT * FROM requirements_requirementversion WHERE id = %(version)s),
    family AS (
        SELECT v.* FROM requirements_requirementversion v JOIN version USING (requirement_id)
    ),
    reach AS (
        SELECT array_agg(DISTINCT role) AS roles FROM family, unnest(family.roles) AS role
    ),
    places AS (
        SELECT bool_or(cardinality(posts) = 0) AS everywhere,
               (SELECT array_agg(DISTINCT post) FROM family, unnest(family.posts) AS post) AS posts,
               bool_or(cardinality(nationalities) = 0) AS everybody,
               (SELECT array_agg(DISTINCT one) FROM family, unnest(family.nationalities) AS one) AS nationalities
        FROM family
    )
    INSERT INTO readiness_due (owner_id, movement_id, entry_id, urgency, due_at, cause)
    SELECT DISTINCT entry.owner_id, entry.movement_id, entry.id,
           CASE movement.status WHEN 'in_motion' THEN 0 ELSE 1 END, %(at)s::timestamptz, 'requirement'
    FROM version
    JOIN requirements_borderrequirement requirement ON requirement.id = version.requirement_id
    CROSS JOIN reach CROSS JOIN places
    JOIN places_post post ON post.country = requirement.jurisdiction
    JOIN places_crossing crossing ON crossing.id = post.crossing_id
    JOIN movements_step step ON step.post_id = post.id
        AND step.role = ANY(reach.roles) AND version."window" @> step.planned_at AND step.passed_at IS NULL
        AND (places.everywhere OR post.code = ANY(places.posts) OR crossing.code = ANY(places.posts))
    JOIN movements_movement movement ON movement.id = step.movement_id
        AND movement.status IN ('requested', 'planned', 'in_motion')
    JOIN movements_manifestentry entry ON entry.movement_id = movement.id AND entry.status IN ('listed', 'stand_by')
    JOIN people_person person ON person.id = entry.person_id
        AND (places.everybody OR person.nationalities IS NULL OR person.nationalities && places.nationalities)
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
        cursor.execute(_OWE_FOR_VERSION, {"version": found[0], "at": at})
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
