"""Free JSON in a pack: CertLogic, the data of foreign rules, and whatever a version carries along.

Only `true`, `false`, `null` and plain numbers are more than text; `NO`, `12:30` and `2020-10-31` stay texts.
"""

import re
from math import inf, isfinite

from rulebook.certlogic.tree import Json
from rulebook.packs.faults import shown
from rulebook.packs.nodes import BrokenNode, ListNode, MappingNode, Node, ScalarNode
from rulebook.packs.shapes import Plain, Reading, Schema, Shape

_CONSTANTS: dict[str, Json] = {"": None, "~": None, "null": None, "true": True, "false": False}
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,29})")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,29})(\.[0-9]{1,30})?([eE][+-]?[0-9]{1,3})?")
_AMBIGUOUS = re.compile(
    r"[-+]?0[0-9]+|[-+]?\.[0-9]+|\+[0-9]+|[-+]?[0-9]{31,}|0[xob]\w+|[-+]?\.(inf|nan)", re.IGNORECASE
)


def is_text(text: str) -> bool:
    """Tell whether a plain scalar is read as text and nothing else."""
    readings = (_INTEGER, _DECIMAL, _AMBIGUOUS)
    return text not in _CONSTANTS and not any(reading.fullmatch(text) for reading in readings)


class FreeJson(Shape[Json]):
    """Any JSON value."""

    expected = "a JSON value"

    def read(self, node: Node, reading: Reading) -> Json:
        """Return the value; None stands for null and, with a fault told, for what could not be read."""
        match node:
            case ListNode(items=items):
                return [self.read(item, reading) for item in items]
            case MappingNode(entries=entries):
                return {key.text: self.read(value, reading) for key, value in entries}
            case ScalarNode():
                return self._scalar(node, reading)
            case _:
                return None

    def _scalar(self, node: ScalarNode, reading: Reading) -> Json:
        text = node.text
        if not node.plain:
            return text
        if text in _CONSTANTS:
            return _CONSTANTS[text]
        if _INTEGER.fullmatch(text):
            return int(text)
        number = float(text) if _DECIMAL.fullmatch(text) else inf
        if isfinite(number):
            return number
        if _DECIMAL.fullmatch(text) or _AMBIGUOUS.fullmatch(text):
            problem = f"{shown(text)} is read as different numbers by different programs"
            reading.faults.add(node.place, problem, f'write a plain number, or "{text[:40]}" in quotes for a text')
        return text

    def plain(self, value: Json) -> Plain:
        """Return the value."""
        return value

    def schema(self) -> Schema:
        """Allow anything."""
        return {}


FREE_JSON = FreeJson()


class FreeMapping(Shape[dict[str, Json]]):
    """A mapping of free JSON."""

    expected = "a mapping"

    def read(self, node: Node, reading: Reading) -> dict[str, Json] | None:
        """Return the mapping."""
        if isinstance(node, MappingNode):
            value = FREE_JSON.read(node, reading)
            assert isinstance(value, dict)
            return value
        if not isinstance(node, BrokenNode):
            reading.faults.add(node.place, "a mapping belongs here", "write key: value")
        return None

    def plain(self, value: dict[str, Json]) -> Plain:
        """Return the mapping."""
        return {key: FREE_JSON.plain(one) for key, one in value.items()}

    def schema(self) -> Schema:
        """Return an object."""
        return {"type": "object", "additionalProperties": FREE_JSON.schema()}
