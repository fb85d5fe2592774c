"""For whom the database works: row-level security reads it from settings that end with the transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection
from psycopg.pq import TransactionStatus

from karvon.accounts.models import Membership

INTRANS = TransactionStatus.INTRANS
_SETTINGS = ("karvon.user", "karvon.organisation", "karvon.roles", "karvon.system")
_SET = "SELECT " + ", ".join(f"set_config('{name}', %s, true)" for name in _SETTINGS)
# One round trip: what is read first is what held before.
_READ_AND_SET = _SET.replace("SELECT ", "SELECT " + "".join(f"current_setting('{name}', true), " for name in _SETTINGS))


@dataclass(frozen=True)
class Acting:
    """On whose behalf rows are read and written."""

    user: str = ""
    organisation: str = ""
    roles: str = ""
    system: str = ""

    def values(self) -> list[str]:
        """What the database is told."""
        return [self.user, self.organisation, self.roles, self.system]


NOBODY = Acting()
SYSTEM = Acting(system="on")


def member(membership: Membership) -> Acting:
    """Acting as this member, for their organisation, in their roles."""
    return Acting(str(membership.user_id), str(membership.organisation_id), ",".join(membership.roles))


def act_on_as(acting: Acting) -> None:
    """Read and write as this from now on, until what `acting_as` has begun is over."""
    with connection.cursor() as cursor:
        cursor.execute(_SET, acting.values())


@contextmanager
def acting_as(acting: Acting) -> Iterator[None]:
    """Read and write as this; within a transaction, and as before when it is over, however it ends."""
    if not connection.in_atomic_block:
        raise RuntimeError("who acts is known to the database only within a transaction")
    with connection.cursor() as cursor:
        cursor.execute(_READ_AND_SET, acting.values())
        before = [value or "" for value in (cursor.fetchone() or ())[: len(_SETTINGS)]]
    try:
        yield
    finally:
        if _takes_statements():
            act_on_as(Acting(*before))


def _takes_statements() -> bool:
    """Whether the transaction has not failed; of one that has, the settings end with the rollback."""
    driver = connection.connection
    return not connection.needs_rollback and driver is not None and driver.info.transaction_status == INTRANS
