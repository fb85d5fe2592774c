"""Tells live pages that something they show has changed; never what: each page then asks again for what it may see."""

import re

from django.db import connection

CHANNEL = "karvon_live"
TOPIC = re.compile(r"[a-z_]{1,40}(:[0-9A-Za-z_-]{1,60})?")


def announce(*topics: str) -> None:
    """Let pages that show these topics ask again, once this transaction commits; not at all if it does not.

    A topic is a kind of thing, `board`, or one thing by its key, `movement:KEY`. The same one twice is told once.
    """
    wrong = [topic for topic in topics if not TOPIC.fullmatch(topic)]
    if wrong:
        raise ValueError(f"{wrong[0]!r} is no topic: write a kind in small letters, or kind:key")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, topic) FROM unnest(%s::text[]) AS topic", [CHANNEL, list(topics)])
