"""What changed is told at the end of a transaction that succeeds, and the same thing once."""

import psycopg
import pytest
from django.db import connection, transaction

from karvon.core.announcements import CHANNEL, announce


def heard(listening: psycopg.Connection) -> list[str]:
    return [notice.payload for notice in listening.notifies(timeout=0.3)]


@pytest.fixture
def listening(own_database):
    parts = connection.get_connection_params()
    plain = {key: parts[key] for key in ("dbname", "user", "host", "port") if key in parts}
    with psycopg.connect(**plain, autocommit=True) as ours:
        ours.execute(f"LISTEN {CHANNEL}")
        yield ours


def test_an_announcement_is_heard_once_and_only_at_the_end(listening):
    with transaction.atomic():
        announce("board", "movement:0199-x")
        announce("board")
        assert heard(listening) == []
    assert heard(listening) == ["board", "movement:0199-x"]


def test_what_is_undone_is_not_announced(listening):
    with transaction.atomic():
        announce("board")
        transaction.set_rollback(True)
    assert heard(listening) == []


@pytest.mark.parametrize("topic", ["", "Board", "a b", "movement:", "movement:x:y", "x" * 41, "a\n"])
def test_a_topic_that_is_none_is_a_bug(topic):
    with pytest.raises(ValueError, match="is no topic"):
        announce(topic)
