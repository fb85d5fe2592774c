"""The format of a steps file, declared once: what may stand where, in the shapes that packs are read with."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from rulebook.clauses.base import CLEARANCE_KINDS, FORMS, MODES, PAPER_KINDS, TEST_KINDS, VISA_KINDS
from rulebook.packs.faults import Place, Wrong, shown
from rulebook.packs.moments import Moment
from rulebook.packs.nodes import BrokenNode, ListNode, Node, ScalarNode
from rulebook.packs.scalars import IDENTIFIER, PLACE_ID, TEXT, WORD, Country, Number, OneOf, Truth
from rulebook.packs.shapes import Entry, ListOf, Plain, Reading, Record, ScalarShape, Schema, Shape
from rulebook.travellers import AgreedList, Clearance, Paper, Position, Role, Test, Vaccination, Visa

VERSION = 1


@dataclass(frozen=True, slots=True)
class Day(ScalarShape[date]):
    """A day of the calendar."""

    expected: ClassVar[str] = "a day, as 2024-06-30"

    def convert(self, scalar: ScalarNode) -> date:
        """Return the day."""
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", scalar.text):
            raise Wrong(f"{shown(scalar.text)} is not a day", "write it as 2024-06-30")
        try:
            return date.fromisoformat(scalar.text)
        except ValueError:
            raise Wrong(f"{scalar.text} is on no calendar", "correct the day or the month") from None

    def plain(self, value: date) -> Plain:
        """Write year, month and day."""
        return value.isoformat()

    def schema(self) -> Schema:
        """Return the pattern of a day."""
        return {"type": "string", "format": "date"}


@dataclass(frozen=True, slots=True)
class Degrees(ScalarShape[int]):
    """A body temperature in degrees Celsius, held in tenths."""

    expected: ClassVar[str] = "a temperature, as 36.6"

    def convert(self, scalar: ScalarNode) -> int:
        """Return tenths of a degree."""
        found = re.fullmatch(r"([34]\d)(?:\.(\d))?", scalar.text)
        if not found:
            raise Wrong(f"{shown(scalar.text)} is not a body temperature in degrees Celsius", "write it as 36.6")
        return int(found[1]) * 10 + int(found[2] or 0)

    def plain(self, value: int) -> Plain:
        """Return degrees."""
        return value / 10

    def schema(self) -> Schema:
        """Return a number."""
        return {"type": "number", "minimum": 30, "maximum": 49.9}


@dataclass(frozen=True, slots=True)
class NoneOr(Shape[tuple[Any, ...]]):
    """A list of records, or the word `none` where somebody asked and there is none."""

    items: ListOf[Any]
    expected: ClassVar[str] = "none, or a list ([...])"

    def read(self, node: Node, reading: Reading) -> tuple[Any, ...] | None:
        """Read the list; `none` is an empty one."""
        if isinstance(node, ScalarNode) and node.text == "none":
            return ()
        if isinstance(node, ScalarNode):
            reading.faults.add(node.place, f"{shown(node.text)} is neither none nor a list", f"write {self.expected}")
            return None
        return self.items.read(node, reading)

    def plain(self, value: tuple[Any, ...]) -> Plain:
        """Return the list, or the word."""
        return self.items.plain(value) if value else "none"

    def schema(self) -> Schema:
        """Return either."""
        return {"oneOf": [{"const": "none"}, self.items.schema()]}


@dataclass(frozen=True, slots=True)
class Span:
    """People of a list from one id to another, both included, in the order of the list; and where that is written."""

    place: Place
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Who(Shape[tuple[Span, ...]]):
    """Ids and ranges of ids: `P001..P034, P040`, or a list of such."""

    expected: ClassVar[str] = "ids and ranges of ids, as P001..P034"

    def read(self, node: Node, reading: Reading) -> tuple[Span, ...] | None:
        """Read the spans; whether the list has these ids is asked later."""
        if isinstance(node, BrokenNode):
            return None
        texts = node.items if isinstance(node, ListNode) else [node]
        spans = [span for text in texts for span in self._spans(text, reading)]
        return tuple(spans) or None

    def _spans(self, node: Node, reading: Reading) -> list[Span]:
        if not isinstance(node, ScalarNode):
            reading.faults.add(node.place, f"a list or mapping stands where {self.expected} belong", "write P001..P034")
            return []
        spans = []
        for text in node.text.split(","):
            first, dots, last = (part.strip() for part in text.partition(".."))
            if not first or (dots and not last):
                reading.faults.add(node.place, f"{shown(node.text)} does not name people", "write P001..P034 or P001")
            else:
                spans.append(Span(node.place, first, last or first))
        return spans

    def plain(self, value: tuple[Span, ...]) -> Plain:
        """Write the spans."""
        return [span.first if span.first == span.last else f"{span.first}..{span.last}" for span in value]

    def schema(self) -> Schema:
        """Return a text or a list of texts."""
        return {"oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}]}


_RESULTS = dict.fromkeys(("negative", "positive", "inconclusive", "pending"), "")
_DECISIONS = dict.fromkeys(("yes", "no", "pending"), "")
_ROLES = {role.value: "" for role in Role}
_SEXES = dict.fromkeys(("F", "M", "X"), "")
_COUNTRY, _TRUTH, _MOMENT = Country(), Truth(), Moment()
_COUNTRIES = ListOf(_COUNTRY, unique=True)
_COUNT = Number(0, 1_000_000)

TEST = Record("a test", (
    Entry("kind", OneOf(TEST_KINDS), "kind of test", required=True),
    Entry("result", OneOf(_RESULTS), "its result"),
    Entry("sampled_at", _MOMENT, "when the sample was taken, with the zone of the place"),
    Entry("place", TEXT, "where"),
    Entry("country", _COUNTRY, "in which country"),
    Entry("laboratory", TEXT, "which laboratory"),
    Entry("number", TEXT, "number of the certificate"),
), Test)  # fmt: skip
PAPER = Record("a paper", (
    Entry("kind", OneOf(PAPER_KINDS), "kind of document", required=True),
    Entry("number", TEXT, "its number"),
    Entry("country", _COUNTRY, "who issued it"),
    Entry("expires_on", Day(), "last day on which it is valid"),
), Paper)  # fmt: skip
VISA = Record("a visa", (
    Entry("kind", OneOf(VISA_KINDS), "kind of visa", required=True),
    Entry("country", _COUNTRY, "of which state", required=True),
    Entry("starts_on", Day(), "first day"),
    Entry("ends_on", Day(), "last day"),
), Visa)  # fmt: skip
VACCINATION = Record("a vaccination", (
    Entry("disease", TEXT, "against what", required=True),
    Entry("product", TEXT, "the vaccine"),
    Entry("complete", _TRUTH, "whether the series is complete"),
    Entry("given_on", Day(), "day of the last dose"),
), Vaccination)  # fmt: skip
AGREED_LIST = Record("an agreed list", (
    Entry("id", IDENTIFIER, "name of the list", required=True),
    Entry("final", _TRUTH, "whether it may not change any more"),
), AgreedList)  # fmt: skip
POSITION = Record("a position", (
    Entry("crossing", PLACE_ID, "at which crossing"),
    Entry("left", _COUNTRY, "the state that stamped them out"),
    Entry("entered", _COUNTRY, "the state that let them in"),
    Entry("since", _MOMENT, "since when"),
), Position)  # fmt: skip
CLEARANCE = Record("a clearance", (
    Entry("authority", TEXT, "who answered", required=True),
    Entry("kind", OneOf(CLEARANCE_KINDS), "what was asked", required=True),
    Entry("decision", OneOf(_DECISIONS), "the answer", required=True),
    Entry("form", OneOf(FORMS), "oral or written"),
    Entry("until", _MOMENT, "until when it holds"),
), Clearance)  # fmt: skip

_OF_A_PERSON = (
    Entry("nationalities", _COUNTRIES, "nationalities"),
    Entry("residences", _COUNTRIES, "countries of residence"),
    Entry("sex", OneOf(_SEXES), "sex"),
    Entry("temperature", Degrees(), "body temperature"),
    Entry("quarantine_days", Number(0, 365), "days of quarantine that are arranged"),
    Entry("papers", NoneOr(ListOf(PAPER)), "travel documents"),
    Entry("tests", NoneOr(ListOf(TEST)), "tests"),
    Entry("vaccinations", NoneOr(ListOf(VACCINATION)), "vaccinations"),
    Entry("visas", NoneOr(ListOf(VISA)), "visas"),
    Entry("lists", NoneOr(ListOf(AGREED_LIST)), "agreed lists that name them"),
    Entry("batch", TEXT, "the batch in which they travel"),
    Entry("position", POSITION, "where they stand"),
)
EVERYONE: Record[dict[str, Any]] = Record("everyone", _OF_A_PERSON, dict)
PEOPLE: Record[dict[str, Any]] = Record(
    "people", (Entry("who", Who(), "whom this is about", required=True), *_OF_A_PERSON), dict
)
PARTY: Record[dict[str, Any]] = Record("a party", (
    Entry("organised", _TRUTH, "whether the group is organised"),
    Entry("size", _COUNT, "how many people it has"),
    Entry("kinds", ListOf(WORD, unique=True), "kinds of group"),
    Entry("sealed", _TRUTH, "whether the vehicle is sealed"),
    Entry("escorted", _TRUTH, "whether it is escorted"),
    Entry("medic", _TRUTH, "whether a medic is aboard"),
    Entry("masks", _TRUTH, "whether there are masks for all"),
    Entry("seats", _COUNT, "seats of the vehicle"),
    Entry("seats_taken", _COUNT, "seats taken"),
    Entry("stops", _COUNT, "planned stops in transit"),
    Entry("transit_minutes", _COUNT, "planned minutes from gate to gate"),
    Entry("clearances", NoneOr(ListOf(CLEARANCE)), "answers of the authorities"),
), dict)  # fmt: skip
STEP: Record[dict[str, Any]] = Record("a step", (
    Entry("id", IDENTIFIER, "name of the step", required=True),
    Entry("jurisdiction", _COUNTRY, "the state that judges it", required=True),
    Entry("role", OneOf(_ROLES), "exit, transit or entry", required=True),
    Entry("at", _MOMENT, "the planned moment, in the zone of the post", required=True),
    Entry("crossing", PLACE_ID, "the crossing"),
    Entry("post", PLACE_ID, "the post"),
    Entry("place", TEXT, "name of the place"),
    Entry("mode", OneOf(MODES), "means of travel"),
    Entry("coming_from", _COUNTRY, "country it leads from"),
    Entry("going_to", _COUNTRY, "country of destination"),
    Entry("purpose", WORD, "purpose of travel"),
    Entry("party", PARTY, "what is different at this step"),
), dict)  # fmt: skip
FILE: Record[dict[str, Any]] = Record("a steps file", (
    Entry("karvon_steps", Number(VERSION, VERSION), "version of this format", required=True),
    Entry("movement", IDENTIFIER, "name of the movement"),
    Entry("everyone", EVERYONE, "what is known of everybody"),
    Entry("party", PARTY, "the group, its vehicle and the authorities' answers"),
    Entry("steps", ListOf(STEP, least=1), "the steps in their order", required=True),
    Entry("people", ListOf(PEOPLE), "what is known of some of them"),
), dict)  # fmt: skip
