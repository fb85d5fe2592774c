"""Whom a version may concern, as far as the database can tell: a wide net, cast in one statement, before any judging."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from rulebook.requirements import RequirementVersion

_PASSING = """
    FROM movements_step step
    JOIN places_post post ON post.id = step.post_id AND post.country = %(jurisdiction)s
    JOIN places_crossing crossing ON crossing.id = post.crossing_id
    JOIN movements_movement movement ON movement.id = step.movement_id
        AND movement.status IN ('requested', 'planned', 'in_motion')
"""
# A demand on entry also shuts the way back of whoever leaves the state there.
_THERE_AND_THEN = """
    (step.role = ANY(%(roles)s) OR (step.role = 'exit' AND 'entry' = ANY(%(roles)s))) AND step.passed_at IS NULL
    AND step.planned_at >= %(valid_from)s AND (%(valid_to)s::timestamptz IS NULL OR step.planned_at < %(valid_to)s)
    AND (%(posts)s::text[] IS NULL OR post.code = ANY(%(posts)s) OR crossing.code = ANY(%(posts)s))
    AND (%(owner)s::uuid IS NULL OR movement.owner_id = %(owner)s)
"""
_REACHED = f"""
    {_PASSING}
    JOIN movements_manifestentry entry ON entry.movement_id = movement.id AND entry.status IN ('listed', 'stand_by')
    JOIN people_person person ON person.id = entry.person_id
    WHERE {_THERE_AND_THEN}
        AND (%(nationalities)s::text[] IS NULL OR person.nationalities IS NULL
             OR person.nationalities && %(nationalities)s::varchar[])
"""
# Movements whose people are not all known yet: a demand concerns them too.
_EXPECTED = f"""
    SELECT DISTINCT movement.id, movement.expected_people - count(entry.id)
    {_PASSING}
    LEFT JOIN movements_manifestentry entry ON entry.movement_id = movement.id AND entry.status IN ('listed', 'stand_by')
    WHERE {_THERE_AND_THEN} AND movement.expected_people IS NOT NULL
    GROUP BY movement.id, step.id HAVING movement.expected_people > count(entry.id)
"""
_OWE = f"""
    INSERT INTO readiness_due (owner_id, movement_id, entry_id, urgency, due_at, cause)
    SELECT DISTINCT entry.owner_id, entry.movement_id, entry.id,
           CASE movement.status WHEN 'in_motion' THEN 0 ELSE 1 END, %(at)s::timestamptz, 'requirement'
    {_REACHED}
"""  # our own words alone
_LIST = f"SELECT DISTINCT entry.movement_id, entry.id {_REACHED}"  # our own words alone


@dataclass(frozen=True)
class Reach:
    """A state, roles and a window of time; posts and nationalities, where it is not all of them."""

    jurisdiction: str
    roles: tuple[str, ...]
    valid_from: datetime
    valid_to: datetime | None
    posts: tuple[str, ...] | None
    nationalities: tuple[str, ...] | None


def reach_of(version: RequirementVersion, history: Iterable[RequirementVersion]) -> Reach:
    """Whose answers a version may change: those it concerns, and those whom it takes out of an earlier version.

    Outside of its own window the earlier versions go on as before.
    """
    family = (version, *history)
    return Reach(
        version.jurisdiction,
        tuple(sorted({role.value for one in family for role in one.roles})),
        version.valid_from,
        version.valid_to,
        _union(one.posts for one in family),
        _union(one.scope.nationalities for one in family),
    )


def owe_for(reach: Reach, *, at: datetime) -> int:
    """Make everybody in reach due; how many."""
    with connection.cursor() as cursor:
        cursor.execute(_OWE, _parameters(reach, owner=None) | {"at": at})
        return int(cursor.rowcount)


def people_in(reach: Reach, *, owner: UUID) -> list[tuple[UUID, UUID]]:
    """Movement and entry of everybody in reach on the movements of one organisation."""
    with connection.cursor() as cursor:
        cursor.execute(_LIST, _parameters(reach, owner=owner))
        return list(cursor.fetchall())


def expected_in(reach: Reach, *, owner: UUID) -> dict[UUID, int]:
    """How many people whose names are not known yet are expected on movements that pass there and then."""
    with connection.cursor() as cursor:
        cursor.execute(_EXPECTED, _parameters(reach, owner=owner))
        return dict(cursor.fetchall())


def _union(parts: Iterable[tuple[str, ...]]) -> tuple[str, ...] | None:
    """All that any names; None where one names nothing, which means everything."""
    named = list(parts)
    return tuple(sorted({one for part in named for one in part})) if all(named) else None


def _parameters(reach: Reach, *, owner: UUID | None) -> dict[str, Any]:
    return {
        "jurisdiction": reach.jurisdiction,
        "roles": list(reach.roles),
        "valid_from": reach.valid_from,
        "valid_to": reach.valid_to,
        "posts": None if reach.posts is None else list(reach.posts),
        "nationalities": None if reach.nationalities is None else list(reach.nationalities),
        "owner": owner,
    }
