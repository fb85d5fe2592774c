"""For whom the database works: row-level security reads it from settings that end with the transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection
from psycopg.pq import TransactionStatus

from karvon.accounts.models import Membership

INTRANS = TransactionStatus.INTRANS
_SET = (
    "SELECT set_config('karvon.user', %s, true), set_config('karvon.organisation', %s, true), "
    "set_config('karvon.roles', %s, true), set_config('karvon.system', %s, true)"
)
_NOW = (
    "SELECT current_setting('karvon.user', true), current_setting('karvon.organisation', true), "
    "current_setting('karvon.roles', true), current_setting('karvon.system', true)"
)


@dataclass(frozen=True)
class Acting:
    """On whose behalf rows are read and written."""

    user: str = ""
    organisation: str = ""
    roles: str = ""
    system: str = ""


NOBODY = Acting()
SYSTEM = Acting(system="on")


def member(membership: Membership) -> Acting:
    """Acting as this member, for their organisation, in their roles."""
    return Acting(str(membership.user_id), str(membership.organisation_id), ",".join(membership.roles))


@contextmanager
def acting_as(acting: Acting) -> Iterator[None]:
    """Read and write as this; within a transaction, and as before when it is over, however it ends."""
    if not connection.in_atomic_block:
        raise RuntimeError("who acts is known to the database only within a transaction")
    with connection.cursor() as cursor:
        cursor.execute(_NOW)
        before = [value or "" for value in cursor.fetchone() or ()]
        cursor.execute(_SET, [acting.user, acting.organisation, acting.roles, acting.system])
    try:
        yield
    finally:
        if _takes_statements():
            with connection.cursor() as cursor:
                cursor.execute(_SET, before)


def _takes_statements() -> bool:
    """Whether the transaction has not failed; of one that has, the settings end with the rollback."""
    driver = connection.connection
    return not connection.needs_rollback and driver is not None and driver.info.transaction_status == INTRANS
