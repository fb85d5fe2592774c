"""One version as plain JSON: what a pack has for it, so that it can be kept anywhere and read back without loss.

It is read by the reader of packs. What stands in JSON has no line, so a fault names the way to it, as
`requires[0].fresh_negative_test.within_hours`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rulebook.eu import EU_RULE
from rulebook.packs.faults import Faults, PackFault, Place
from rulebook.packs.format import FOREIGN_VERSION, VERSION
from rulebook.packs.nodes import MAX_DEPTH, MAX_PARTS, BrokenNode, ListNode, MappingNode, Node, ScalarNode
from rulebook.packs.reading import VersionShape
from rulebook.packs.scalars import Decimals
from rulebook.packs.shapes import Reading
from rulebook.requirements import RequirementVersion

_VERSION = VersionShape()


@dataclass(frozen=True, slots=True)
class PlainFault:
    """One fault or warning: the way to where it stands, what is wrong, and how to mend it."""

    way: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.way or 'the requirement'}: {self.problem}; {self.remedy}"


@dataclass(frozen=True, slots=True)
class PlainRead:
    """What plain JSON gave: the version, or all its faults; warnings stand beside either."""

    version: RequirementVersion | None
    faults: tuple[PlainFault, ...] = ()
    warnings: tuple[PlainFault, ...] = ()


def version_to_plain(version: RequirementVersion) -> dict[str, Any]:
    """Return a version as JSON: mappings, lists, texts, numbers, truth values and null."""
    plain = _as_json(_VERSION.plain(version))
    assert isinstance(plain, dict)
    return plain


def version_from_plain(plain: Any) -> PlainRead:
    """Read a version and check it as a whole, as `read_pack` does; nothing is raised, whatever the JSON holds."""
    nodes = _Nodes(Faults(""))
    root = nodes.node(plain, "", 0)
    reading = Reading(nodes.faults, Faults(""))
    version = _VERSION.read(root, reading)
    sound = version if reading.faults.count == 0 else None
    return PlainRead(sound, nodes.told(reading.faults), nodes.told(reading.warnings))


def published_from_plain(plain: dict[str, Any]) -> RequirementVersion:
    """Read a version that `version_from_plain` has found sound before; its examples are not judged again.

    Raises ValueError with the first fault where it is not sound after all.
    """
    nodes = _Nodes(Faults(""))
    reading = Reading(nodes.faults, Faults(""))
    shape = FOREIGN_VERSION if EU_RULE in plain.get("extras", {}) else VERSION
    version = shape.read(nodes.node(plain, "", 0), reading)
    if version is None or reading.faults.count:
        raise ValueError("; ".join(map(str, nodes.told(reading.faults))))
    return version


def _as_json(value: Any) -> Any:
    """The same without the pack's own kind of text for amounts, which JSON writes as a number."""
    if isinstance(value, dict):
        return {key: _as_json(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_as_json(one) for one in value]
    return float(value) if isinstance(value, Decimals) else value


class _Nodes:
    """Makes a tree of nodes out of JSON; each node's line is its number, by which its way is found again."""

    def __init__(self, faults: Faults) -> None:
        self.faults = faults
        self.ways: list[str] = []

    def node(self, value: Any, way: str, depth: int) -> Node:
        """The node of a value, with what is inside; what lies too deep or is too much is a fault."""
        place = self._place(way)
        if depth > MAX_DEPTH or len(self.ways) > MAX_PARTS:
            return self._broken(place, "this is nested too deep or too large", "write it flatter, or split it")
        if isinstance(value, dict):
            entries = [
                (ScalarNode(self._place(_inside(way, key)), str(key)), self.node(one, _inside(way, key), depth + 1))
                for key, one in value.items()
            ]
            return MappingNode(place, entries)
        if isinstance(value, list | tuple):
            return ListNode(place, [self.node(one, f"{way}[{index}]", depth + 1) for index, one in enumerate(value)])
        if isinstance(value, str):
            return ScalarNode(place, value, plain=False)
        return ScalarNode(place, _plain_text(value))

    def told(self, faults: Faults) -> tuple[PlainFault, ...]:
        """The faults with their ways."""
        return tuple(self._told(faults.in_order()))

    def _told(self, found: tuple[PackFault, ...]) -> Iterator[PlainFault]:
        for fault in found:
            yield PlainFault(self.ways[fault.line - 1], fault.problem, fault.remedy)

    def _place(self, way: str) -> Place:
        self.ways.append(way)
        return Place(len(self.ways), 1)

    def _broken(self, place: Place, problem: str, remedy: str) -> BrokenNode:
        if not self.faults.count:
            self.faults.add(place, problem, remedy)
        return BrokenNode(place)


def _inside(way: str, key: object) -> str:
    return f"{way}.{key}" if way else str(key)


def _plain_text(value: object) -> str:
    """A value that is no text as YAML has it without quotes."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return repr(value)
