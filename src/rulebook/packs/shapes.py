"""What stands at a place of a pack: shapes that read a node, write a value back, and describe themselves as a schema.

The format is declared once, of shapes; reader, writer, JSON Schema and reference page all follow from it.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from difflib import get_close_matches
from typing import Any, ClassVar, Generic, TypeAlias, TypeVar

from rulebook.certlogic.tree import Expr
from rulebook.packs.faults import Faults, Wrong
from rulebook.packs.nodes import BrokenNode, ListNode, MappingNode, Node, ScalarNode

T = TypeVar("T")
Plain: TypeAlias = Any  # bool | int | float | str | list[Plain] | dict[str, Plain] | None
Schema: TypeAlias = dict[str, Any]


@dataclass(slots=True)
class Reading:
    """The reading of one pack: its faults and warnings, and the CertLogic found in it, to be checked for kinds."""

    faults: Faults
    warnings: Faults
    logic: list[tuple[Expr, Node]] = field(default_factory=list)
    nodes: dict[tuple[str, int], MappingNode] = field(default_factory=dict)


class Shape(ABC, Generic[T]):
    """What a value looks like in a pack."""

    expected: ClassVar[str] = ""
    """What it is called in a fault: "a text"."""

    @abstractmethod
    def read(self, node: Node, reading: Reading) -> T | None:
        """Return the value; None where there is a fault, which has then been told."""

    @abstractmethod
    def plain(self, value: T) -> Plain:
        """Return the value as YAML writes it."""

    @abstractmethod
    def schema(self) -> Schema:
        """Return the JSON Schema of what stands there."""


class ScalarShape(Shape[T]):
    """A shape that is one text in the file."""

    def read(self, node: Node, reading: Reading) -> T | None:
        """Convert the text, or tell why it cannot be."""
        if isinstance(node, BrokenNode):
            return None
        if not isinstance(node, ScalarNode):
            problem = f"{_kind(node)} stands where {self.expected} belongs"
            reading.faults.add(node.place, problem, f"write {self.expected}")
            return None
        try:
            return self.convert(node)
        except Wrong as wrong:
            reading.faults.add(node.place, wrong.problem, wrong.remedy)
            return None

    @abstractmethod
    def convert(self, scalar: ScalarNode) -> T:
        """Return the value; raises `Wrong`."""


def _kind(node: Node) -> str:
    if isinstance(node, MappingNode):
        return "a mapping"
    return "a list" if isinstance(node, ListNode) else "a single value"


def shown(text: str) -> str:
    """Quote a text of the file for a fault, cut to a line."""
    return f'"{text[:60]}…"' if len(text) > 60 else f'"{text}"'


def nearest(text: str, known: Iterable[str]) -> str | None:
    """Return what was probably meant."""
    return next(iter(get_close_matches(text, list(known), n=1, cutoff=0.6)), None)


@dataclass(frozen=True, slots=True)
class ListOf(Shape[tuple[T, ...]]):
    """A list of values, each once where `unique`."""

    item: Shape[T]
    least: int = 0
    unique: bool = False

    @property
    def expected(self) -> str:  # type: ignore[override]  # follows the item
        """Say of what it is a list."""
        return f"a list ([...]), each item {self.item.expected}"

    def read(self, node: Node, reading: Reading) -> tuple[T, ...] | None:
        """Read every item; the faults of all are told."""
        if isinstance(node, BrokenNode):
            return None
        if not isinstance(node, ListNode):
            what = "a list ([...])"
            reading.faults.add(node.place, f"{_kind(node)} stands where {what} belongs", f"write {what}")
            return None
        values = [self.item.read(item, reading) for item in node.items]
        if len(values) < self.least:
            reading.faults.add(node.place, "this list is empty", f"name at least {self.least}")
            return None
        if self.unique:
            self._tell_repeated(node, reading)
        kept = tuple(value for value in values if value is not None)
        return kept if len(kept) == len(values) else None

    def _tell_repeated(self, node: ListNode, reading: Reading) -> None:
        seen: set[str] = set()
        for item in node.items:
            if isinstance(item, ScalarNode):
                if item.text in seen:
                    reading.faults.add(item.place, f"{shown(item.text)} is named twice", "name it once")
                seen.add(item.text)

    def plain(self, value: tuple[T, ...]) -> Plain:
        """Return a list."""
        return [self.item.plain(item) for item in value]

    def schema(self) -> Schema:
        """Return an array."""
        schema: Schema = {"type": "array", "items": self.item.schema()}
        if self.least:
            schema["minItems"] = self.least
        if self.unique:
            schema["uniqueItems"] = True
        return schema


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of a mapping: what stands there, what it means, and the attribute of the model that holds it."""

    key: str
    shape: Shape[Any]
    meaning: str
    required: bool = False
    attribute: str = ""

    @property
    def name(self) -> str:
        """The name of the attribute in the model."""
        return self.attribute or self.key


@dataclass(frozen=True)
class Record(Shape[T]):
    """A mapping with declared keys that builds one object of the model.

    `beside` names further keys that somebody else reads from the same mapping.
    """

    name: str
    entries: tuple[Entry, ...]
    build: Callable[..., T]
    beside: frozenset[str] = frozenset()

    @property
    def expected(self) -> str:  # type: ignore[override]  # follows the name
        """Say which mapping it is."""
        return f"{self.name} (key: value)"

    def read(self, node: Node, reading: Reading) -> T | None:
        """Read every entry; the faults of all are told."""
        values = self.values(node, reading)
        return None if values is None else self.build(**values)

    def values(self, node: Node, reading: Reading) -> dict[str, Any] | None:
        """Return the values by attribute; None where there is a fault."""
        mapping = as_mapping(node, self.expected, reading)
        if mapping is None:
            return None
        before = reading.faults.count
        values: dict[str, Any] = {}
        for key, value in mapping.entries:
            entry = self._entry(key, reading)
            if entry is not None and not (isinstance(value, ScalarNode) and value.empty):
                values[entry.name] = entry.shape.read(value, reading)
        self._tell_missing(mapping, reading)
        whole = reading.faults.count == before and not any(value is None for value in values.values())
        return values if whole else None

    def _entry(self, key: ScalarNode, reading: Reading) -> Entry | None:
        entry = next((one for one in self.entries if one.key == key.text), None)
        if entry is None and key.text not in self.beside:
            tell_unknown(key, [*(one.key for one in self.entries), *sorted(self.beside)], self.name, reading)
        return entry

    def _tell_missing(self, mapping: MappingNode, reading: Reading) -> None:
        for entry in self.entries:
            if entry.required and mapping.get(entry.key) is None:
                problem = f"{self.name} lacks {entry.key} ({entry.meaning})"
                reading.faults.add(mapping.place_of(entry.key), problem, f"add {entry.key}: {entry.shape.expected}")

    def plain(self, value: T) -> Plain:
        """Return a mapping without what is as by default."""
        defaults = _defaults(value)
        written = {}
        for entry in self.entries:
            held = getattr(value, entry.name)
            if entry.required or (held is not None and held != defaults.get(entry.name, MISSING)):
                written[entry.key] = entry.shape.plain(held)
        return written

    def schema(self) -> Schema:
        """Return an object that allows no other keys."""
        schema: Schema = {
            "type": "object",
            "properties": {one.key: {"description": one.meaning, **one.shape.schema()} for one in self.entries},
            "additionalProperties": False,
        }
        required = [one.key for one in self.entries if one.required]
        return {**schema, "required": required} if required else schema


def _defaults(value: object) -> Mapping[str, Any]:
    if not is_dataclass(value):
        return {}
    return {
        one.name: one.default_factory() if one.default_factory is not MISSING else one.default for one in fields(value)
    }


def as_mapping(node: Node, expected: str, reading: Reading) -> MappingNode | None:
    """Return a node that is a mapping; an empty one stands for a mapping without entries."""
    if isinstance(node, MappingNode):
        return node
    if isinstance(node, ScalarNode) and node.empty:
        return MappingNode(node.place)
    if not isinstance(node, BrokenNode):
        reading.faults.add(node.place, f"{_kind(node)} stands where {expected} belongs", "write key: value")
    return None


def tell_unknown(key: ScalarNode, known: list[str], name: str, reading: Reading) -> None:
    """Tell that a key is not known, and which was probably meant."""
    guess = nearest(key.text, known)
    remedy = f"did you mean {guess}?" if guess else f"the keys are {', '.join(known)}"
    reading.faults.add(key.place, f"{name} has no key {shown(key.text)}", remedy)


@dataclass(frozen=True, slots=True)
class Translations(Shape[dict[str, str]]):
    """Texts by language."""

    text: ScalarShape[str]
    language: ScalarShape[str]
    expected: ClassVar[str] = "texts by language, as {en: ..., ru: ...}"

    def read(self, node: Node, reading: Reading) -> dict[str, str] | None:
        """Read the text of every language."""
        if isinstance(node, ScalarNode):
            reading.faults.add(node.place, "this text has no language", f"write {{en: {shown(node.text)}}}")
            return None
        mapping = as_mapping(node, self.expected, reading)
        if mapping is None:
            return None
        pairs = [(self.language.read(key, reading), self.text.read(value, reading)) for key, value in mapping.entries]
        if not pairs:
            reading.faults.add(mapping.place, "there is no text here", f"write {self.expected}")
        return {language: text for language, text in pairs if language is not None and text is not None}

    def plain(self, value: dict[str, str]) -> Plain:
        """Return a mapping."""
        return dict(value)

    def schema(self) -> Schema:
        """Return an object of texts."""
        return {
            "type": "object",
            "propertyNames": self.language.schema(),
            "additionalProperties": self.text.schema(),
            "minProperties": 1,
        }
