"""Keys of rows: unguessable, and in the order in which the rows were made, so that an index grows at its end."""

from uuid import UUID

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """A UUID of version 7 (RFC 9562)."""
    return uuid7()
