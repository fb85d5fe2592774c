"""Every table of ours, as the database itself describes it: isolated by policies that bind the user of pages and jobs."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection

from tests.shared_data import ROOT

pytestmark = pytest.mark.django_db

# Signing in keeps the time of it and uses links up, before anybody is known to act.
CHANGED_BY_SIGNING_IN = {"accounts_user", "accounts_signinlink"}
TABLES = sorted(
    model._meta.db_table
    for model in apps.get_models(include_auto_created=True)
    if model.__module__.startswith("karvon.")
)


def ask(query: str, *values: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return list(cursor.fetchall())


def test_there_are_tables_to_look_at():
    assert len(TABLES) > 10


def test_pages_act_as_a_user_who_owns_nothing_and_bypasses_nothing():
    found = ask("SELECT current_user, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
    assert found == [("karvon_app", False)]
    assert ask("SELECT tablename FROM pg_tables WHERE tableowner = current_user") == []


@pytest.mark.parametrize("table", TABLES)
def test_row_level_security_is_on_and_binds_the_owner_too(table):
    found = ask("SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE oid = %s::regclass", table)
    assert found == [(True, True)]


@pytest.mark.parametrize("table", TABLES)
def test_each_operation_has_its_policy(table):
    found = ask("SELECT policyname, cmd, permissive FROM pg_policies WHERE tablename = %s", table)
    wanted = {("read", "SELECT"), ("add", "INSERT"), ("change", "UPDATE"), ("remove", "DELETE")}
    assert {(name, command) for name, command, _ in found} == wanted


@pytest.mark.parametrize("table", [table for table in TABLES if table not in CHANGED_BY_SIGNING_IN])
def test_whoever_does_not_act_for_anybody_adds_changes_and_removes_nothing(table):
    for operation, condition in ask(
        "SELECT cmd, coalesce(qual, with_check) FROM pg_policies WHERE tablename = %s", table
    ):
        if operation != "SELECT":
            assert ask(f"SELECT {without_columns(str(condition))}") in ([(False,)], [(None,)]), operation


def test_tables_without_row_level_security_are_those_that_are_written_down_with_their_reason():
    written = tomllib.loads((ROOT / "pgrls.toml").read_text())["lint"]["rules"]["SEC001"]["allowlist"]
    found = ask("SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"
                " AND NOT relrowsecurity")  # fmt: skip
    assert {f"public.{name}" for (name,) in found} == set(written)


def without_columns(condition: str) -> str:
    """A policy's condition as it is for a row whose every column could be any: columns become NULL."""
    for column in ("owner_id", "organisation_id", "user_id"):
        condition = condition.replace(f"({column} =", "(NULL::uuid =")
    return condition.replace("(id =", "(NULL::uuid =")


def test_an_independent_reader_of_policies_finds_no_error():
    parts = connection.settings_dict
    address = f"postgresql://{parts['USER']}@/{parts['NAME']}?host={parts['HOST']}"
    pgrls = Path(sys.executable).with_name("pgrls")
    command: list[str | Path] = [
        pgrls,
        "lint",
        "--database-url",
        address,
        "--fail-on",
        "error",
        "--min-severity",
        "error",
    ]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stdout + answer.stderr
