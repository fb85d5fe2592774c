"""Triggers, written in a migration: whatever outdates a verdict makes it due in the same transaction.

A job that looked for rows changed since its last look could miss one that was committed late. A trigger cannot.
"""

from collections.abc import Sequence

from django.db.migrations.operations import RunSQL

FUNCTION = RunSQL(
    """
    CREATE FUNCTION readiness_owe() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        reach text := CASE tg_argv[0]
            WHEN 'movement' THEN format('entry.movement_id IN (SELECT %I FROM changed)', tg_argv[1])
            WHEN 'person' THEN format('entry.person_id IN (SELECT %I FROM changed)', tg_argv[1])
            WHEN 'entry' THEN format('entry.id IN (SELECT %I FROM changed)', tg_argv[1])
        END;
    BEGIN
        EXECUTE format(
            $due$
            INSERT INTO readiness_due (owner_id, movement_id, entry_id, urgency, due_at, cause)
            SELECT entry.owner_id, entry.movement_id, entry.id,
                   CASE movement.status WHEN 'in_motion' THEN 0 ELSE 1 END, statement_timestamp(), %L
            FROM movements_manifestentry entry JOIN movements_movement movement ON movement.id = entry.movement_id
            WHERE %s AND entry.status IN ('listed', 'stand_by')
                AND movement.status IN ('requested', 'planned', 'in_motion')
            $due$,
            tg_argv[2], reach
        );
        RETURN NULL;
    END $$;
    CREATE FUNCTION readiness_tell_of_version() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO readiness_news (version_id, owner_id) VALUES (new.id, new.owner_id);
        RETURN NULL;
    END $$;
    CREATE TRIGGER tell_readiness AFTER INSERT ON requirements_requirementversion
        FOR EACH ROW EXECUTE FUNCTION readiness_tell_of_version();
    """,
    """
    DROP TRIGGER tell_readiness ON requirements_requirementversion;
    DROP FUNCTION readiness_tell_of_version();
    DROP FUNCTION readiness_owe();
    """,
)


def owe_when(table: str, events: Sequence[str], *, whose: str, by: str, cause: str) -> RunSQL:
    """Make due whose rows change: everybody of a 'movement', a 'person', or one 'entry', named in the column `by`."""
    seen = {"INSERT": "NEW", "UPDATE": "NEW", "DELETE": "OLD"}
    return RunSQL(
        ";\n".join(
            f"CREATE TRIGGER owe_verdicts_{event.lower()} AFTER {event} ON {table} "
            f"REFERENCING {seen[event]} TABLE AS changed "
            f"FOR EACH STATEMENT EXECUTE FUNCTION readiness_owe('{whose}', '{by}', '{cause}')"
            for event in events
        ),
        ";\n".join(f"DROP TRIGGER owe_verdicts_{event.lower()} ON {table}" for event in events),
    )


ADDED, CHANGED, REMOVED = "INSERT", "UPDATE", "DELETE"
EVERY_CHANGE = (ADDED, CHANGED, REMOVED)

TRIGGERS = (
    owe_when("people_person", [CHANGED], whose="person", by="id", cause="person"),
    *(
        owe_when(f"documents_{proof}", [ADDED, CHANGED], whose="person", by="person_id", cause="papers")
        for proof in ("traveldocument", "visa", "medicaltest", "vaccination", "inquiry")
    ),
    owe_when("movements_manifestentry", [ADDED, CHANGED], whose="movement", by="movement_id", cause="list"),
    owe_when("movements_position", [ADDED], whose="entry", by="entry_id", cause="position"),
    owe_when("movements_movement", [CHANGED], whose="movement", by="id", cause="movement"),
    owe_when("movements_step", EVERY_CHANGE, whose="movement", by="movement_id", cause="steps"),
    owe_when("movements_vehicle", EVERY_CHANGE, whose="movement", by="movement_id", cause="vehicles"),
    owe_when("movements_answer", [ADDED, CHANGED], whose="movement", by="movement_id", cause="answer"),
    owe_when("movements_agreedlist", EVERY_CHANGE, whose="movement", by="movement_id", cause="agreed list"),
    owe_when("movements_agreedlistentry", [ADDED, REMOVED], whose="entry", by="entry_id", cause="agreed list"),
)
