"""How often a page asks the database: what opens a transaction or says who acts reads no table and is not counted."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext

_NOT_ASKED = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "SELECT set_config", "SELECT current_setting")


@contextmanager
def asks_at_most(number: int) -> Iterator[None]:
    """Fail where more questions are asked within, and show them."""
    with CaptureQueriesContext(connection) as asked:
        yield
    questions = [query["sql"] for query in asked.captured_queries if not query["sql"].startswith(_NOT_ASKED)]
    assert 0 < len(questions) <= number, "\n".join([f"{len(questions)} questions:", *questions])
