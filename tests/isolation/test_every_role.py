"""Role by role, organisation by organisation, table by table, operation by operation: what the database really lets do.

Nothing is read from the policies here: rows of every kind are there, and each operation is tried as each member.
"""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction

from karvon.accounts.acting import NOBODY, SYSTEM, Acting, acting_as
from karvon.accounts.models import Membership
from karvon.accounts.roles import Role
from tests.isolation.expected import EXPECTED, Whose
from tests.isolation.world import HERE, ME, Rows, every_table, insert

MODELS = {
    model._meta.db_table: model
    for model in apps.get_models(include_auto_created=True)
    if model.__module__.startswith("karvon.")
}
KEYS = {table: str(model._meta.pk.column) for table, model in MODELS.items() if table in EXPECTED}
Found = tuple[str, str, str, str]


def test_every_table_has_its_line_and_every_line_its_table():
    assert set(MODELS) == set(EXPECTED), "say in tests/isolation/expected.py who may do what with the new table"


@pytest.fixture
def world(db: None) -> Iterator[list[Rows]]:
    with transaction.atomic(), every_table(KEYS) as rows:
        yield rows
        transaction.set_rollback(True)


def acting(role: Role | None) -> Acting:
    return NOBODY if role is None else Acting(str(ME), str(HERE), role.value)


def readable(rows: Rows) -> set[Whose]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {rows.key} FROM {rows.table}")
        seen = {one for (one,) in cursor.fetchall()}
    return {whose for whose, key in rows.keys.items() if key in seen}


def touched(rows: Rows, statement: str) -> set[Whose]:
    """The kinds of rows that a statement on the whole table reaches; what it did is undone."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
        keys = {one for (one,) in cursor.fetchall()}
        transaction.set_rollback(True)
    return {whose for whose, key in rows.keys.items() if key in keys}


def addable(rows: Rows) -> set[Whose]:
    found = set()
    for whose in rows.keys:
        try:
            with transaction.atomic():
                insert(rows, rows.row(whose))
                transaction.set_rollback(True)
            found.add(whose)
        except DatabaseError as error:
            if "row-level security" not in str(error):
                raise
    return found


def really(rows: Rows) -> dict[str, set[Whose]]:
    """What whoever acts now can really do with a table."""
    return {
        "read": readable(rows),
        "add": addable(rows),
        "change": touched(rows, f"UPDATE {rows.table} SET {rows.key} = {rows.key} RETURNING {rows.key}"),
        "remove": touched(rows, f"DELETE FROM {rows.table} RETURNING {rows.key}"),
    }


def said(rows: Rows, role: Role | None, whose: Whose, operation: str) -> Found:
    return (role.value if role else "not signed in", operation, rows.table, whose.value)


def test_each_role_does_what_is_declared_and_nothing_else(world: list[Rows]):
    tried, surprises = 0, []
    for role in [None, *Role]:
        with acting_as(acting(role)):
            for rows in world:
                for operation, possible in really(rows).items():
                    for whose in rows.keys:
                        tried += 1
                        if (whose in possible) != EXPECTED[rows.table].allows(operation, role, whose):
                            surprises.append((*said(rows, role, whose, operation), whose in possible))
    assert surprises == []
    assert tried > 5_000


def test_our_own_jobs_do_everything(world: list[Rows]):
    with acting_as(SYSTEM):
        for rows in world:
            assert all(possible == set(rows.keys) for possible in really(rows).values()), rows.table


def test_a_row_is_never_given_to_another_organisation(world: list[Rows]):
    owned = [rows for rows in world if "owner_id" in rows.columns]
    given: list[tuple[str, str]] = []
    for role in Role:
        with acting_as(acting(role)):
            given += [(role.value, rows.table) for rows in owned if touched_by_giving(rows)]
    assert len(owned) > 10
    assert given == []


def touched_by_giving(rows: Rows) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE {rows.table} SET owner_id = gen_random_uuid() RETURNING {rows.key}")
            reached = bool(cursor.fetchall())
            transaction.set_rollback(True)
        return reached
    except DatabaseError:
        return False


def with_visible_to() -> list[type[models.Model]]:
    return [model for model in MODELS.values() if hasattr(model._default_manager.all(), "visible_to")]


def test_what_code_calls_visible_is_exactly_what_the_database_shows(world: list[Rows]):
    assert len(with_visible_to()) >= 5
    differences = []
    for role in Role:
        member = Membership(user_id=ME, organisation_id=HERE, roles=[role])
        for model in with_visible_to():
            with acting_as(SYSTEM):
                by_code = set(model._default_manager.all().visible_to(member).values_list("pk", flat=True))  # type: ignore[attr-defined]  # each of them has it
            with acting_as(acting(role)):
                by_database = set(model._default_manager.values_list("pk", flat=True))
            if by_code != by_database:
                differences.append((role.value, model._meta.db_table))
    assert differences == []
