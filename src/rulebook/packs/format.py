"""The format of packs, declared once: every key, what stands there and what it means."""

from dataclasses import dataclass
from typing import Any

from rulebook.clauses.base import MODES
from rulebook.packs.cases import CaseFacts, example_record
from rulebook.packs.clauses import CLAUSE, KEYWORDS, exactly_one_clause
from rulebook.packs.moments import Moment
from rulebook.packs.nodes import MappingNode, Node
from rulebook.packs.scalars import (
    IDENTIFIER,
    LANGUAGE,
    PLACE_ID,
    SHA256,
    TEXT,
    WORD,
    Country,
    Dollars,
    Duration,
    Number,
    OneOf,
)
from rulebook.packs.shapes import Entry, ListOf, Plain, Reading, Record, ScalarShape, Schema, Shape, Translations
from rulebook.packs.values import FreeMapping
from rulebook.requirements import Kind, Part, Remedy, RequirementVersion, Scope, Source, Standing
from rulebook.travellers import Role

CHANNELS = {
    "gazette": "an official gazette",
    "note_verbale": "a note verbale",
    "letter": "a letter",
    "website": "the authority's own site",
    "press": "the press",
    "gateway": "an exchange of rules between authorities",
    "practice": "what is done, as our own people saw it",
    "meeting": "a meeting",
    "phone": "a telephone call",
    "gate_officer": "an officer at a gate",
}
ORAL = frozenset({"meeting", "phone", "gate_officer"})
"""Channels that alone do not confirm a demand."""


@dataclass(frozen=True, slots=True)
class EnumShape(ScalarShape[Any]):
    """A word of the model."""

    of: type[Role] | type[Kind] | type[Standing]

    @property
    def _words(self) -> OneOf:
        return OneOf({one.value: one.value for one in self.of})

    @property
    def expected(self) -> str:  # type: ignore[override]  # follows the words
        """Name the words."""
        return self._words.expected

    def convert(self, scalar: Any) -> Any:
        """Return the member."""
        return self.of(self._words.convert(scalar))

    def plain(self, value: Any) -> Plain:
        """Return the word."""
        return value.value

    def schema(self) -> Schema:
        """Return an enumeration."""
        return self._words.schema()


class RolesShape(Shape[frozenset[Role]]):
    """Roles, written in the order of a journey."""

    expected = "a list of exit, transit, entry"
    _list: ListOf[Role] = ListOf(EnumShape(Role), least=1, unique=True)

    def read(self, node: Node, reading: Reading) -> frozenset[Role] | None:
        """Return the roles."""
        roles = self._list.read(node, reading)
        return None if roles is None else frozenset(roles)

    def plain(self, value: frozenset[Role]) -> Plain:
        """Return the roles in order."""
        return [role.value for role in Role if role in value]

    def schema(self) -> Schema:
        """Return a list of roles."""
        return self._list.schema()


TEXTS = Translations(TEXT, LANGUAGE)
_COUNTRIES: ListOf[str] = ListOf(Country(), unique=True)
_WORDS: ListOf[str] = ListOf(TEXT, unique=True)
_IDS: ListOf[str] = ListOf(IDENTIFIER, unique=True)
_PLACES: ListOf[str] = ListOf(PLACE_ID, unique=True)

SCOPE = Record(
    "a scope",
    (
        Entry("nationalities", _COUNTRIES, "only nationals of these countries"),
        Entry("except_nationalities", _COUNTRIES, "all but nationals of these countries"),
        Entry("coming_from", _COUNTRIES, "only from these countries at this border"),
        Entry("purposes", _WORDS, "only for these purposes of travel"),
        Entry("groups", _WORDS, "only these kinds of group"),
        Entry("agreed_list", TEXT, "only people named on this agreed list"),
    ),
    Scope,
)
SOURCE = Record(
    "a source",
    (
        Entry("authority", TEXT, "who says so", required=True),
        Entry("channel", OneOf(CHANNELS), "how it reached us", required=True),
        Entry("quote", TEXT, "its own words", required=True),
        Entry("heard_at", Moment(), "when we heard or read it", required=True),
        Entry("reference", TEXT, "number or address of the paper"),
        Entry("sha256", SHA256, "hash of the paper"),
        Entry("posts", _PLACES, "the posts or crossings it speaks of; none: the whole border"),
    ),
    Source,
)
REMEDY = Record(
    "a remedy",
    (
        Entry("action", WORD, "what to do", required=True),
        Entry("lead", Duration(), "how long it takes"),
        Entry("place", TEXT, "where"),
        Entry("cost_usd", Dollars(), "what it costs, in US dollars", attribute="cost_usd_cents"),
        Entry("texts", TEXTS, "what it is, by language"),
    ),
    Remedy,
)


class PartRecord(Record[Part]):
    """A part: its own keys and, beside them, exactly one clause."""

    def values(self, node: Node, reading: Reading) -> dict[str, Any] | None:
        """Read the keys, then the clause."""
        values = super().values(node, reading)
        if not isinstance(node, MappingNode):
            return None
        clause = CLAUSE.read_beside(node, frozenset(one.key for one in self.entries), reading)
        return None if values is None or clause is None else {**values, "clause": clause}

    def plain(self, value: Part) -> Plain:
        """Return the name, the clause, and the rest."""
        own = super().plain(value)
        return {"name": own.pop("name"), **CLAUSE.plain(value.clause), **own}

    def schema(self) -> Schema:
        """Return the keys and the clauses."""
        schema = super().schema()
        schema["properties"] |= CLAUSE.properties()
        return {**schema, "oneOf": exactly_one_clause()}


PART = PartRecord(
    "a part",
    (
        Entry("name", WORD, "short name, stable over versions", required=True),
        Entry("texts", TEXTS, "the demand in the reader's words, by language"),
        Entry("remedies", ListOf(REMEDY), "ways to meet it"),
    ),
    Part,
    beside=KEYWORDS,
)


def version_record(facts: Shape[dict[str, Any]]) -> Record[RequirementVersion]:
    """Return the shape of a version whose examples have facts of this shape."""
    return Record("a requirement", (*_IDENTITY, *_CLOCKS, *_MEANING, _examples(facts), _EXTRAS), RequirementVersion)


_IDENTITY = (
    Entry("id", IDENTIFIER, "the same over all versions", required=True),
    Entry("version", Number(1, 999_999_999_999), "a number that grows", required=True),
    Entry("jurisdiction", Country(), "the state that demands it", required=True),
    Entry("roles", RolesShape(), "of people who leave, pass through or enter", required=True),
    Entry("kind", EnumShape(Kind), "what it does to those whom it concerns", required=True),
    Entry("standing", EnumShape(Standing), "how sure it is", required=True),
    Entry("title", TEXTS, "by language", required=True),
    Entry("modes", ListOf(OneOf(MODES), unique=True), "means of travel; none: all"),
    Entry("posts", _PLACES, "posts or crossings; none: the whole border"),
)
_CLOCKS = (
    Entry("valid_from", Moment(), "in force from this moment", required=True),
    Entry("valid_to", Moment(), "no longer in force from this moment"),
    Entry("recorded_at", Moment(), "when we knew it", required=True),
    Entry("last_confirmed_at", Moment(), "when somebody last confirmed it"),
    Entry("stale_after", Duration(), "how long a confirmation is good for"),
)
_MEANING = (
    Entry("scope", SCOPE, "whom it concerns; empty: everybody"),
    Entry("applies_when", CLAUSE, "a further condition for whom it concerns", attribute="when"),
    Entry("requires", ListOf(PART), "the parts that must all be met", attribute="parts"),
    Entry("overrides", _IDS, "requirements that do not bind where this one does"),
    Entry("conflicts_with", _IDS, "requirements that cannot hold together with this one"),
    Entry("sources", ListOf(SOURCE), "who says so"),
)
_EXTRAS = Entry("extras", FreeMapping(), "what other formats carry and this one has no place for")


def _examples(facts: Shape[dict[str, Any]]) -> Entry:
    return Entry("examples", ListOf(example_record(facts)), "cases with the answer that must come out")


VERSION = version_record(CaseFacts())
FOREIGN_VERSION = version_record(FreeMapping())
"""A version that reads other data than the catalogue's: its examples carry that data as it is."""
