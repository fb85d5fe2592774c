"""The user that pages and jobs act as: it owns no table, so that row-level security binds it and it cannot undo it."""

import psycopg
from psycopg import sql

from karvon.core.postgres.errors import DatabaseUnavailable

APP = "karvon_app"
_APP = sql.Identifier(APP)


def lay_out_roles(address: str) -> None:
    """Make the user for pages and jobs where it is missing; every table that is made from now on is open to it."""
    with psycopg.connect(address) as connection:
        try:
            let_act_as_app(connection, connection.info.user)
        except psycopg.errors.InsufficientPrivilege as error:
            raise DatabaseUnavailable(
                f"Pages and jobs act as the database user {APP}, and {connection.info.user} may not make it. Ask the "
                f"administrator to run once: CREATE ROLE {APP} NOLOGIN; GRANT {APP} TO {connection.info.user}"
            ) from error
        for statement in (
            "GRANT USAGE ON SCHEMA public TO {app}",
            "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {app}",
            "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {app}",
        ):
            connection.execute(sql.SQL(statement).format(app=_APP))


def let_act_as_app(connection: psycopg.Connection, user: str) -> None:
    """Make sure that the user for pages and jobs exists and that this user may act as it."""
    connection.execute("SELECT pg_advisory_lock(hashtext('karvon: lay out roles'))")
    try:
        if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APP]).fetchone() is None:
            connection.execute(sql.SQL("CREATE ROLE {app} NOLOGIN").format(app=_APP))
        may = connection.execute("SELECT pg_has_role(%s, %s, 'MEMBER')", [user, APP]).fetchone()
        if may != (True,):
            connection.execute(sql.SQL("GRANT {app} TO {user}").format(app=_APP, user=sql.Identifier(user)))
    finally:
        if connection.info.transaction_status != psycopg.pq.TransactionStatus.INERROR:
            connection.execute("SELECT pg_advisory_unlock(hashtext('karvon: lay out roles'))")
