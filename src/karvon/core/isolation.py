"""Row-level security, written in migrations: which rows of a table the database shows to whom, and what never changes.

The database knows who acts from settings that last one transaction (`karvon.accounts.acting`). Every table with an
owner is isolated from its first migration on: rows of another organisation do not exist for whoever asks, whatever
query a page makes. Unique values across organisations would tell of hidden rows, so they stay within an owner.
"""

from collections.abc import Iterable

from django.db.migrations.operations import RunSQL

SYSTEM = "(SELECT karvon_acts_as_system())"
ORGANISATION = "(SELECT karvon_organisation())"
ROLES = "(SELECT karvon_roles())"
USER = "(SELECT karvon_user())"

FUNCTIONS = RunSQL(
    """
    CREATE FUNCTION karvon_organisation() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
        AS $$ SELECT nullif(current_setting('karvon.organisation', true), '')::uuid $$;
    CREATE FUNCTION karvon_user() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
        AS $$ SELECT nullif(current_setting('karvon.user', true), '')::uuid $$;
    CREATE FUNCTION karvon_roles() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE
        AS $$ SELECT string_to_array(coalesce(current_setting('karvon.roles', true), ''), ',') $$;
    CREATE FUNCTION karvon_acts_as_system() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
        AS $$ SELECT coalesce(current_setting('karvon.system', true), '') = 'on' $$;
    CREATE FUNCTION karvon_refuse_change() RETURNS trigger LANGUAGE plpgsql
        AS $$ BEGIN
            RAISE EXCEPTION 'rows of % are only added', tg_table_name USING ERRCODE = 'restrict_violation';
        END $$;
    """,
    """
    DROP FUNCTION karvon_refuse_change();
    DROP FUNCTION karvon_acts_as_system();
    DROP FUNCTION karvon_roles();
    DROP FUNCTION karvon_user();
    DROP FUNCTION karvon_organisation();
    """,
)


def own_rows(roles: Iterable[str] | None, owner: str = "owner_id") -> str:
    """The condition for rows of the acting organisation, for members with one of these roles; None: with any."""
    mine = f"{owner} = {ORGANISATION}"
    return mine if roles is None else f"{mine} AND {ROLES} && {_texts(roles)}"


def signed_in(roles: Iterable[str] | None = None) -> str:
    """The condition for whoever acts for any organisation, in one of these roles."""
    anyone = f"{ORGANISATION} IS NOT NULL"
    return anyone if roles is None else f"{anyone} AND {ROLES} && {_texts(roles)}"


EVERYBODY = "true"
NOBODY = "false"


def isolate(table: str, *, read: str, add: str = NOBODY, change: str = NOBODY, remove: str = NOBODY) -> RunSQL:
    """Show and let change only rows that meet these conditions; the system's own jobs meet all of them.

    Conditions are SQL of our own making (`own_rows`, `signed_in`), never a user's words.
    """
    policies = {
        "read": f"FOR SELECT TO karvon_app USING ({SYSTEM} OR ({read}))",
        "add": f"FOR INSERT TO karvon_app WITH CHECK ({SYSTEM} OR ({add}))",
        "change": f"FOR UPDATE TO karvon_app USING ({SYSTEM} OR ({change})) WITH CHECK ({SYSTEM} OR ({change}))",
        "remove": f"FOR DELETE TO karvon_app USING ({SYSTEM} OR ({remove}))",
    }
    forward = [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        *(f"CREATE POLICY {name} ON {table} {words}" for name, words in policies.items()),
    ]
    backward = [
        *(f"DROP POLICY {name} ON {table}" for name in policies),
        f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
    ]
    return RunSQL(";\n".join(forward), ";\n".join(backward))


def only_added_to(table: str, *, but_for: Iterable[str] = ()) -> RunSQL:
    """Let rows only be added, never changed or removed; `but_for` names columns that may still change."""
    columns = list(but_for)
    same = f"WHEN (({_all_but(columns, 'old')}) IS DISTINCT FROM ({_all_but(columns, 'new')}))" if columns else ""
    return RunSQL(
        f"""
        CREATE TRIGGER only_added_to BEFORE UPDATE ON {table}
            FOR EACH ROW {same} EXECUTE FUNCTION karvon_refuse_change();
        CREATE TRIGGER never_removed BEFORE DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION karvon_refuse_change();
        CREATE TRIGGER never_emptied BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION karvon_refuse_change();
        """,
        f"""
        DROP TRIGGER never_emptied ON {table};
        DROP TRIGGER never_removed ON {table};
        DROP TRIGGER only_added_to ON {table};
        """,
    )


FIXED_COLUMNS_FUNCTION = RunSQL(
    """
    CREATE FUNCTION karvon_refuse_other_value() RETURNS trigger LANGUAGE plpgsql
        AS $$ BEGIN
            RAISE EXCEPTION '% of % never changes', tg_argv[0], tg_table_name USING ERRCODE = 'restrict_violation';
        END $$;
    """,
    "DROP FUNCTION karvon_refuse_other_value()",
)


def never_changes(table: str, column: str) -> RunSQL:
    """Keep one column of every row as it was when the row was added, whoever asks for a change."""
    return RunSQL(
        f"""
        CREATE TRIGGER {column}_never_changes BEFORE UPDATE ON {table} FOR EACH ROW
            WHEN (old.{column} IS DISTINCT FROM new.{column})
            EXECUTE FUNCTION karvon_refuse_other_value('{column}')
        """,
        f"DROP TRIGGER {column}_never_changes ON {table}",
    )


def _all_but(columns: Iterable[str], row: str) -> str:
    """A row as JSON without these columns."""
    return " - ".join([f"to_jsonb({row})", *(f"'{column}'" for column in columns)])


def _texts(words: Iterable[str]) -> str:
    """An array of texts in SQL."""
    return f"ARRAY[{', '.join(repr(str(word)) for word in words)}]::text[]"
