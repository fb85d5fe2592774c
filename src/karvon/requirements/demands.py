"""A demand as an officer hears it at a gate: which post, what, of whom, from when, who said it; and the version it makes.

It says no more than was said: the post where it was said, no wider, and never surer than by word of mouth.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from karvon.core.words import sentence
from karvon.places.models import Post
from rulebook.clauses.base import TEST_KINDS, Clause
from rulebook.clauses.passage import ConsentOfAuthority
from rulebook.clauses.persons import OnAgreedList, Quarantine
from rulebook.clauses.proofs import DocumentValid, FreshNegativeTest
from rulebook.packs.clauses import CLAUSE
from rulebook.packs.format import ORAL
from rulebook.packs.moments import moment_as_text
from rulebook.words import Words, languages


class What(StrEnum):
    """What is demanded most often at a gate."""

    TEST = "test"
    NO_ENTRY = "no_entry"
    LIST = "list"
    QUARANTINE = "quarantine"
    CONSENT = "consent"
    PAPER = "paper"
    OTHER = "other"


class Passing(StrEnum):
    """Of people who come in there, or of those who leave."""

    IN = "in"
    OUT = "out"


ROLES = {Passing.IN: ["transit", "entry"], Passing.OUT: ["exit"]}
LASTS_IF_SPOKEN, LASTS_IF_WRITTEN = "24 h", "30 d"


@dataclass(frozen=True)
class Demand:
    """What was said at a post."""

    what: What
    authority: str
    channel: str
    quote: str
    heard_at: datetime
    post: Post
    passing: Passing = Passing.IN
    everywhere: bool = False
    nationalities: tuple[str, ...] = ()
    except_nationalities: tuple[str, ...] = ()
    valid_from: datetime | None = None
    valid_to: datetime | None = None
    hours: int = 72
    test_kinds: tuple[str, ...] = tuple(TEST_KINDS)
    days: int = 14
    months: int = 0
    paper_kinds: tuple[str, ...] = ("passport",)
    list_name: str = ""
    consent_of: str = ""
    in_words: str = ""
    conflicts_with: tuple[str, ...] = field(default=())

    @property
    def clause(self) -> Clause | None:
        """What is demanded, typed; None where nobody passes.

        What no clause says hangs on the word of whoever demands it: until they say yes it is not met, and where nobody
        recorded their answer it is not known.
        """
        match self.what:
            case What.TEST:
                return FreshNegativeTest(self.test_kinds, self.hours)
            case What.LIST:
                return OnAgreedList(self.list_name)
            case What.QUARANTINE:
                return Quarantine(self.days)
            case What.CONSENT:
                return ConsentOfAuthority(self.consent_of)
            case What.PAPER:
                return DocumentValid(self.paper_kinds, self.months)
            case What.OTHER:
                return ConsentOfAuthority(self.authority)
            case What.NO_ENTRY:
                return None


def plain_demand(demand: Demand) -> dict[str, Any]:
    """The version that a demand makes, as plain JSON without id, number and moment of recording."""
    zone = ZoneInfo(demand.post.zone)
    heard = demand.heard_at.astimezone(zone)
    spoken = demand.channel in ORAL
    source: dict[str, Any] = {"authority": demand.authority, "channel": demand.channel, "quote": demand.quote}
    source["heard_at"] = moment_as_text(heard)
    plain: dict[str, Any] = {
        "jurisdiction": demand.post.country,
        "roles": ROLES[demand.passing],
        "kind": "prohibition" if demand.what is What.NO_ENTRY else "requirement",
        "standing": "stated",
        "title": _titles(demand),
        "valid_from": moment_as_text((demand.valid_from or heard).astimezone(zone)),
        "stale_after": LASTS_IF_SPOKEN if spoken else LASTS_IF_WRITTEN,
        "sources": [source],
    }
    if not demand.everywhere:
        plain["posts"] = source["posts"] = [demand.post.code]
    if demand.valid_to is not None:
        plain["valid_to"] = moment_as_text(demand.valid_to.astimezone(zone))
    scope = {"nationalities": demand.nationalities, "except_nationalities": demand.except_nationalities}
    if any(scope.values()):
        plain["scope"] = {name: list(codes) for name, codes in scope.items() if codes}
    if demand.conflicts_with:
        plain["conflicts_with"] = list(demand.conflicts_with)
    if demand.clause is not None:
        plain["requires"] = [_part(demand, demand.clause)]
    return plain


def _part(demand: Demand, clause: Clause) -> dict[str, Any]:
    part: dict[str, Any] = {"name": demand.what.value, **CLAUSE.plain(clause)}
    if demand.what is What.OTHER:
        part["texts"] = dict.fromkeys(languages(), demand.in_words)
    if clause.actions:
        part["remedies"] = [{"action": clause.actions[0]}]
    return part


def _titles(demand: Demand) -> dict[str, str]:
    return {language: _title(demand, Words.of(language)) for language in languages()}


def _title(demand: Demand, words: Words) -> str:
    """What, of whom, where: enough to tell one demand from another in a list."""
    clause = demand.clause
    what = demand.in_words if demand.what is What.OTHER else clause.demand(words) if clause else words("nobody passes")
    shortened = what if len(what) <= 120 else f"{what[:119]}…"
    place = words.country(demand.post.country) if demand.everywhere else demand.post.name
    whom = _whom(demand, words)
    return f"{shortened[:1].upper()}{shortened[1:]} ({f'{whom}; ' if whom else ''}{place})"


def _whom(demand: Demand, words: Words) -> str:
    named, excepted = (
        words.both(map(words.country, codes)) for codes in (demand.nationalities, demand.except_nationalities)
    )
    if named:
        return sentence("nationals of {countries}", countries=named).say(words.language)
    return sentence("all but nationals of {countries}", countries=excepted).say(words.language) if excepted else ""
