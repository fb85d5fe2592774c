"""Opens the demonstration world, and tells a link for each of its people."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.urls import reverse

from karvon.demonstration.world import links, open_world


class Command(BaseCommand):
    """Open the world and tell how to be somebody in it."""

    help = "Lay out the demonstration world where there is none, and print a sign-in link for each of its people."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the address that the links begin with."""
        parser.add_argument("address", help="as http://127.0.0.1:8000")

    def handle(self, *_words: Any, **options: Any) -> None:
        """Open, then tell."""
        open_world()
        self.stdout.write("31 October 2020, all invented. Be one of them (each link works once, for a day):")
        for player, word in links():
            where = options["address"] + reverse("sign_in_link", args=[word])
            self.stdout.write(f"  {player.role.label:24} {where}")
