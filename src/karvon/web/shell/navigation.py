"""The ways through Karvon: which areas a member is led to, by what they do."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.module_loading import import_string

from karvon.accounts.models import Membership
from karvon.accounts.roles import Role


@dataclass(frozen=True)
class Way:
    """One way in the menu: the name of its address, its words, and whose work it serves; no roles means everybody's."""

    name: str
    words: str | Promise
    roles: tuple[Role, ...] = ()

    def serves(self, member: Membership) -> bool:
        """Whether it leads this member to their work."""
        return not self.roles or member.is_any_of(self.roles)


@dataclass(frozen=True)
class Link:
    """A way as a page shows it; `here` on the page it leads to and on those below it."""

    url: str
    words: str | Promise
    here: bool


def ways_of(member: Membership, path: str) -> list[Link]:
    """The ways that serve a member, as seen from the page at this path; the longest fitting way is where one is."""
    ways: tuple[Way, ...] = import_string(settings.WAYS)
    found = [(reverse(way.name), way.words) for way in ways if way.serves(member)]
    here = max((url for url, _ in found if path == url or path.startswith(f"{url}/")), key=len, default="")
    return [Link(url, words, url == here) for url, words in found]
