"""Examples in a pack: facts of the catalogue over a blank case, and whether a version lets such a person pass."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from rulebook.catalogue import CATALOGUE, Fact, Kind
from rulebook.packs.faults import Wrong, shown
from rulebook.packs.nodes import MappingNode, Node, ScalarNode
from rulebook.packs.scalars import TEXT, Clock, Country, Number, Truth, minutes_as_text, minutes_in
from rulebook.packs.shapes import (
    Entry,
    ListOf,
    Plain,
    Reading,
    Record,
    ScalarShape,
    Schema,
    Shape,
    as_mapping,
    tell_unknown,
)
from rulebook.requirements import Example


class Minutes(ScalarShape[int]):
    """Whole minutes, as a number or as a length of time; before zero where something lies on the other side."""

    expected = "minutes, as 4320 or 72 h"

    def convert(self, scalar: ScalarNode) -> int:
        """Return the minutes."""
        try:
            return Number().convert(scalar)
        except Wrong:
            return minutes_in(scalar)

    def plain(self, value: int) -> Plain:
        """Return hours and minutes."""
        return minutes_as_text(value)

    def schema(self) -> Schema:
        """Return a number or a text."""
        return {"type": ["integer", "string"]}


class MinuteOfDay(ScalarShape[int]):
    """A time of day, held as minutes after midnight."""

    expected = Clock.expected

    def convert(self, scalar: ScalarNode) -> int:
        """Return the minutes after midnight."""
        clock = Clock().convert(scalar)
        return clock.hour * 60 + clock.minute

    def plain(self, value: int) -> Plain:
        """Return hours and minutes."""
        return f"{value // 60:02d}:{value % 60:02d}"

    def schema(self) -> Schema:
        """Return the pattern of a time."""
        return Clock().schema()


def shape_of(fact: Fact) -> Shape[Any]:
    """Return what a fact looks like in an example."""
    if fact.kind is Kind.RECORDS:
        return ListOf(_record_of(fact))
    if fact.kind is Kind.TRUTH:
        return Truth()
    if fact.kind is Kind.NUMBER:
        return _number_of(fact)
    text: ScalarShape[str] = Country() if fact.unit.startswith("ISO 3166-1") else TEXT
    return ListOf(text) if fact.kind is Kind.TEXTS else text


def _number_of(fact: Fact) -> ScalarShape[int]:
    if fact.unit == "minutes after local midnight":
        return MinuteOfDay()
    return Minutes() if fact.unit.startswith("minutes") else Number()


def _record_of(fact: Fact) -> Record[dict[str, Any]]:
    entries = tuple(Entry(item.path, shape_of(item), item.unit or item.label) for item in fact.of_item)
    return _ItemRecord(f"a record of {fact.path}", entries, dict)


class _ItemRecord(Record[dict[str, Any]]):
    """A record of a list of facts; what is left out is not recorded."""

    def plain(self, value: dict[str, Any]) -> Plain:
        """Return what is recorded."""
        return {one.key: one.shape.plain(value[one.key]) for one in self.entries if one.key in value}


_GROUPED: dict[str, dict[str, Fact]] = {}
for _fact in CATALOGUE.values():
    _group, _, _name = _fact.path.partition(".")
    _GROUPED.setdefault(_group, {})[_name] = _fact


@dataclass(frozen=True, slots=True)
class CaseFacts(Shape[dict[str, Any]]):
    """The facts of one case, grouped as in the catalogue; held by path."""

    expected: ClassVar[str] = "facts, as {traveller: {age: 2}, tests: []}"

    def read(self, node: Node, reading: Reading) -> dict[str, Any] | None:
        """Return the facts by path."""
        mapping = as_mapping(node, self.expected, reading)
        if mapping is None:
            return None
        before = reading.faults.count
        found = dict(self._facts(mapping, reading))
        whole = reading.faults.count == before and None not in found.values()
        return found if whole else None

    def _facts(self, mapping: MappingNode, reading: Reading) -> Iterator[tuple[str, Any]]:
        for key, value in mapping.entries:
            group = _GROUPED.get(key.text)
            if group is None:
                _tell_no_group(key, reading)
            elif "" in group:
                yield from self._fact(group[""], value, reading)
            else:
                inner = as_mapping(value, f"a mapping of facts of {key.text}", reading)
                for name, one in inner.entries if inner else ():
                    if name.text in group:
                        yield from self._fact(group[name.text], one, reading)
                    else:
                        tell_unknown(name, list(group), f"the group {key.text} of the catalogue of facts", reading)

    def _fact(self, fact: Fact, value: Node, reading: Reading) -> Iterator[tuple[str, Any]]:
        if not (isinstance(value, ScalarNode) and value.empty):
            yield fact.path, shape_of(fact).read(value, reading)

    def plain(self, value: dict[str, Any]) -> Plain:
        """Return the facts in their groups, in the order of the catalogue."""
        written: dict[str, Any] = {}
        for path, fact in CATALOGUE.items():
            if path in value:
                group, _, name = path.partition(".")
                shape = shape_of(fact).plain(value[path])
                if name:
                    written.setdefault(group, {})[name] = shape
                else:
                    written[group] = shape
        return written

    def schema(self) -> Schema:
        """Return the catalogue as an object."""
        properties: Schema = {}
        for group, facts in _GROUPED.items():
            shapes = {name: {"description": fact.label, **shape_of(fact).schema()} for name, fact in facts.items()}
            properties[group] = shapes.get("") or {
                "type": "object",
                "properties": shapes,
                "additionalProperties": False,
            }
        return {"type": "object", "properties": properties, "additionalProperties": False}


def _tell_no_group(key: ScalarNode, reading: Reading) -> None:
    group, _, name = key.text.partition(".")
    if name and group in _GROUPED:
        reading.faults.add(key.place, f"{shown(key.text)} stands on one line", f"write {group}: {{{name}: ...}}")
    else:
        tell_unknown(key, list(_GROUPED), "the catalogue of facts", reading)


_ANSWERS: dict[str, tuple[bool | None, bool]] = {
    "true": (True, True),
    "false": (False, True),
    "unknown": (None, True),
    "not_concerned": (None, False),
}


class Answer(ScalarShape[tuple[bool | None, bool]]):
    """Whether a case passes, and whether it is concerned at all."""

    expected = "true, false, unknown or not_concerned"

    def convert(self, scalar: ScalarNode) -> tuple[bool | None, bool]:
        """Return whether it passes, and whether it is concerned."""
        if scalar.text not in _ANSWERS:
            raise Wrong(f"{shown(scalar.text)} is no answer", f"write {self.expected}")
        return _ANSWERS[scalar.text]

    def plain(self, value: tuple[bool | None, bool]) -> Plain:
        """Return the answer."""
        answer = next(text for text, known in _ANSWERS.items() if known == value)
        return {"true": True, "false": False}.get(answer, answer)

    def schema(self) -> Schema:
        """Return the four answers."""
        return {"enum": [True, False, "unknown", "not_concerned"]}


class ExampleRecord(Record[Example]):
    """An example; `passes` holds two attributes of the model."""

    def plain(self, value: Example) -> Plain:
        """Return name, answer and facts."""
        name, passes, facts = self.entries
        return {
            name.key: value.name,
            passes.key: passes.shape.plain((value.passes, value.concerned)),
            facts.key: facts.shape.plain(dict(value.facts)),
        }


def _example(name: str, passes: tuple[bool | None, bool], facts: dict[str, Any] | None = None) -> Example:
    return Example(name, facts or {}, passes[0], concerned=passes[1])


def example_record(facts: Shape[dict[str, Any]]) -> ExampleRecord:
    """Return the shape of an example whose facts have this shape."""
    return ExampleRecord(
        "an example",
        (
            Entry("name", TEXT, "what the case is", required=True),
            Entry("passes", Answer(), "whether a person like that passes", required=True),
            Entry("facts", facts, "what is known of the case; all else is not recorded"),
        ),
        _example,
    )
