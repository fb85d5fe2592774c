"""A column for plain JSON that comes back exactly as it was put in: its order, its numbers, every character.

PostgreSQL's usual `jsonb` sorts keys, rewrites large numbers and refuses a null character; what somebody else has
published must not change by being kept.
"""

import json
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper


class PlainForm(models.JSONField):
    """JSON kept as its text."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        """The type of the column."""
        del connection
        return "json"

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:  # noqa: FBT001, FBT002  # theirs
        """The JSON as text."""
        del connection, prepared
        return json.dumps(value)

    def from_db_value(self, value: Any, *_context: Any) -> Any:
        """What the driver has read already."""
        return value
