"""`seed_places`: brings the shipped places into the database; Karvon does so by itself whenever it starts."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from karvon.accounts.acting import SYSTEM, acting_as
from karvon.core.clock import now
from karvon.places.actions.seeding import seed_places


class Command(BaseCommand):
    """Brings crossings, posts, hubs, names and legs to what is shipped; what people recorded stays."""

    help = __doc__ or ""

    def handle(self, *_words: Any, **_options: Any) -> None:
        """Seed, as the system."""
        with transaction.atomic(), acting_as(SYSTEM):
            seed_places(at=now())
