"""What stands at a place of a pack: shapes that read a node, write a value back, and describe themselves as a schema.

The format is declared once, of shapes; reader, writer, JSON Schema and reference page all follow from it.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from typing import Any, ClassVar, Generic, TypeAlias, TypeVar

from rulebook.certlogic.tree import Expr
from rulebook.packs.faults import Faults, Wrong, cut, nearest, shown
from rulebook.packs.nodes import BrokenNode, ListNode, MappingNode, Node, ScalarNode
from rulebook.requirements import RequirementVersion

T = TypeVar("T")
Plain: TypeAlias = Any  # bool | int | float | str | list[Plain] | dict[str, Plain] | None
Schema: TypeAlias = dict[str, Any]


@dataclass(slots=True)
class Reading:
    """The reading of one pack: its faults and warnings, its versions, and the CertLogic to be checked for kinds.

    `nodes` says where each version stands; `versions` are those of which at least id, number, overrides, standing and
    the moment of recording could be read.
    """

    faults: Faults
    warnings: Faults
    logic: list[tuple[Expr, Node]] = field(default_factory=list)
    nodes: dict[tuple[str, int], MappingNode] = field(default_factory=dict)
    versions: list[RequirementVersion] = field(default_factory=list)
    tried: int = 0
    """How many steps of judging the examples have taken so far, at most."""


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
            remedy = "write a list ([...])"
            if isinstance(self.item, ScalarShape) and isinstance(node, ScalarNode) and not node.empty:
                remedy = f"write [{cut(node.text)}]"
            reading.faults.add(node.place, f"{_kind(node)} stands where a list ([...]) belongs", remedy)
            return None
        values = [self.item.read(item, reading) for item in node.items if not reading.faults.full]
        if len(node.items) < self.least:
            reading.faults.add(node.place, "this list is empty", f"name at least {self.least}")
            return None
        if self.unique:
            self._tell_repeated(node, reading)
        kept = tuple(value for value in values if value is not None)
        return kept if len(kept) == len(node.items) else None

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
        values, broken = self.sound_values(mapping, reading)
        return None if broken or reading.faults.count > before else values

    def sound_values(self, mapping: MappingNode, reading: Reading) -> tuple[dict[str, Any], frozenset[str]]:
        """Return the values that can be read, by attribute, and the attributes of which nothing is known for faults."""
        values: dict[str, Any] = {}
        broken: set[str] = set()
        for key, value in mapping.entries:
            before = reading.faults.count
            entry, meant = self._entry(key, reading)
            if entry is not None and not (isinstance(value, ScalarNode) and value.empty):
                values[entry.name] = None if reading.faults.full else entry.shape.read(value, reading)
                if values[entry.name] is None or reading.faults.count > before:
                    broken.add(entry.name)
            elif meant:
                broken.add(meant)
        broken |= self._missing(mapping, broken, reading)
        return {name: one for name, one in values.items() if name not in broken}, frozenset(broken)

    def _entry(self, key: ScalarNode, reading: Reading) -> tuple[Entry | None, str]:
        """Return the entry of a key; None for an unknown key, with the attribute that was probably meant."""
        entry = next((one for one in self.entries if one.key == key.text), None)
        if entry is not None or key.text in self.beside:
            return entry, ""
        guess = tell_unknown(key, [*(one.key for one in self.entries), *sorted(self.beside)], self.name, reading)
        return None, next((one.name for one in self.entries if one.key == guess), "")

    def _missing(self, mapping: MappingNode, told: set[str], reading: Reading) -> set[str]:
        """Tell which entries are missing, and return their attributes; one whose key was misspelt is told of already."""
        required = [entry for entry in self.entries if entry.required and entry.name not in told]
        missing = [entry for entry in required if mapping.get(entry.key) is None]
        for entry in missing:
            problem = f"{self.name} lacks {entry.key} ({entry.meaning})"
            reading.faults.add(mapping.place_of(entry.key), problem, f"add {entry.key}: {entry.shape.expected}")
        return {entry.name for entry in missing}

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
    declared = fields(value)  # type: ignore[arg-type]  # whatever a record writes is a dataclass
    return {one.name: one.default_factory() if one.default_factory is not MISSING else one.default for one in declared}


def as_mapping(node: Node, expected: str, reading: Reading) -> MappingNode | None:
    """Return a node that is a mapping; an empty one stands for a mapping without entries."""
    if isinstance(node, MappingNode):
        return node
    if isinstance(node, ScalarNode) and node.empty:
        return MappingNode(node.place)
    if not isinstance(node, BrokenNode):
        reading.faults.add(node.place, f"{_kind(node)} stands where {expected} belongs", "write key: value")
    return None


def tell_unknown(key: ScalarNode, known: list[str], name: str, reading: Reading) -> str | None:
    """Tell that a key is not known; return which was probably meant."""
    guess = None if reading.faults.full else nearest(key.text, known)
    remedy = f"did you mean {guess}?" if guess else f"the keys are {', '.join(known)}"
    reading.faults.add(key.place, f"{name} has no key {shown(key.text)}", remedy)
    return guess


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
        pairs = [self._read_one(key, value, reading) for key, value in mapping.entries]
        if not pairs:
            reading.faults.add(mapping.place, "there is no text here", f"write {self.expected}")
        return {language: text for language, text in pairs if language is not None and text is not None}

    def _read_one(self, key: ScalarNode, value: Node, reading: Reading) -> tuple[str | None, str | None]:
        if isinstance(value, ScalarNode) and value.empty and " " in key.text:
            # {en: Kazakhstan, October 2020}: the second half stands there like a key
            problem = f"{shown(key.text)} stands where a language belongs"
            reading.faults.add(key.place, problem, "put the whole text in quotes if a comma in it begins this part")
            return None, None
        return self.language.read(key, reading), self.text.read(value, reading)

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
