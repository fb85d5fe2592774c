"""Reading one pack: every fault with its line, all at once."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from rulebook.eu import EU_RULE
from rulebook.packs.between import CYCLE_REMEDY, cycles
from rulebook.packs.checks import check_logic, check_version
from rulebook.packs.faults import Faults, Place, Wrong, shown
from rulebook.packs.format import FOREIGN_VERSION, TEXTS, VERSION
from rulebook.packs.nodes import MappingNode, Node, ScalarNode, parse
from rulebook.packs.pack import FORMAT, Pack, PackRead
from rulebook.packs.shapes import Entry, ListOf, Reading, Record, ScalarShape, Schema, Shape, as_mapping
from rulebook.requirements import Kind, RequirementVersion, Standing
from rulebook.travellers import Role


class VersionShape(Shape[RequirementVersion]):
    """One version, read and checked as a whole."""

    expected = VERSION.expected

    def read(self, node: Node, reading: Reading) -> RequirementVersion | None:
        """Return the version; None where it has faults. What makes sense of it is checked as far as it can be read."""
        before = reading.faults.count
        mapping = as_mapping(node, self.expected, reading)
        if mapping is None:
            return None
        reading.logic.clear()
        foreign = _is_foreign(mapping)
        values, broken = (FOREIGN_VERSION if foreign else VERSION).sound_values(mapping, reading)
        if not foreign and not check_logic(reading):
            broken |= {"parts", "when"}
        version = RequirementVersion(**{**_STAND_INS, **values})
        if foreign:
            problem = f"{version.id} reads data of its own; its facts are not checked against the catalogue"
            remedy = "nothing to mend: its own examples must speak for it"
            reading.warnings.add(mapping.place_of("extras"), problem, remedy)
        check_version(version, mapping, reading, broken=broken)
        if not broken & _IDENTITY:
            self._remember(version, mapping, reading, whole=not broken & _SEQUENCE)
        return version if reading.faults.count == before and not broken else None

    def _remember(self, version: RequirementVersion, node: MappingNode, reading: Reading, *, whole: bool) -> None:
        key = (version.id, version.version)
        if key in reading.nodes:
            problem = f"{version.id} version {version.version} stands here twice"
            problem += f", first in line {reading.nodes[key].place.line}"
            reading.faults.add(node.place_of("version"), problem, "give it the next version number, or remove it")
        reading.nodes.setdefault(key, node)
        if whole:
            reading.versions.append(version)

    def plain(self, value: RequirementVersion) -> Any:
        """Return the version as a mapping."""
        return (FOREIGN_VERSION if EU_RULE in value.extras else VERSION).plain(value)

    def schema(self) -> dict[str, Any]:
        """Return the schema of a version; that of one which reads data of its own has free facts."""
        return {"$ref": "#/$defs/requirement"}


_IDENTITY = frozenset({"id", "version"})
_SEQUENCE = frozenset({"overrides", "standing", "recorded_at"})
_SOME_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)
# What stands where a version has a fault, so that the rest of it can be checked. No check looks at a stand-in.
_STAND_INS: Mapping[str, Any] = {
    "id": "this requirement",
    "version": 1,
    "jurisdiction": "XXX",
    "roles": frozenset(Role),
    "kind": Kind.REQUIREMENT,
    "standing": Standing.RUMOURED,
    "valid_from": _SOME_MOMENT,
    "recorded_at": _SOME_MOMENT,
    "title": {},
}


def _is_foreign(node: MappingNode) -> bool:
    extras = node.get("extras")
    return isinstance(extras, MappingNode) and extras.get(EU_RULE) is not None


class FormatNumber(ScalarShape[int]):
    """The number of the format, so that a later format is told apart and not misread."""

    expected = str(FORMAT)

    def convert(self, scalar: ScalarNode) -> int:
        """Return the number."""
        if scalar.text != str(FORMAT):
            raise Wrong(f"{shown(scalar.text)} is a format of packs that this program does not read", f"write {FORMAT}")
        return FORMAT

    def plain(self, value: int) -> Any:
        """Return the number."""
        return value

    def schema(self) -> Schema:
        """Return the number."""
        return {"const": FORMAT}


def _pack_of(karvon_pack: int, title: Mapping[str, str], versions: tuple[RequirementVersion, ...]) -> Pack:
    del karvon_pack
    return Pack(title, versions)


PACK = Record(
    "a pack",
    (
        Entry("karvon_pack", FormatNumber(), "the number of this format", required=True),
        Entry("title", TEXTS, "by language", required=True),
        Entry("requirements", ListOf(VersionShape(), least=1), "versions", required=True, attribute="versions"),
    ),
    _pack_of,
)


def read_pack(text: str, label: str) -> PackRead:
    """Read the text of one pack; `label` names it in faults.

    Either the pack or all of its faults come back, ordered by line; warnings stand beside both. Nothing is executed,
    and depth, size and time are bounded whatever the text.
    """
    reading = Reading(Faults(label), Faults(label))
    root = parse(text.removeprefix("\ufeff"), reading.faults)
    other = _other_file(root)
    if root is not None and other is not None:
        reading.faults.add(root.place, f"this is no pack but a file of {other}", "name a pack: it has karvon_pack: 1")
        return PackRead(label, None, reading.faults.in_order(), other=other)
    pack = None if root is None else PACK.read(root, reading)
    _check_order(reading)
    for version, problem in cycles(reading.versions):
        reading.faults.add(_place(reading, version, "overrides"), problem, CYCLE_REMEDY)
    places = {key: {name.text: name.place for name, _ in node.entries} for key, node in reading.nodes.items()}
    sound = pack if reading.faults.count == 0 else None
    return PackRead(label, sound, reading.faults.in_order(), reading.warnings.in_order(), places)


def _other_file(root: Node | None) -> str | None:
    """Return what kind of file a mapping says it is, where that is not a pack."""
    keys = [key.text for key, _ in root.entries] if isinstance(root, MappingNode) else []
    others = [key for key in keys if re.fullmatch(r"karvon_[a-z]+", key)]
    return others[0] if others and "karvon_pack" not in keys and "requirements" not in keys else None


def _place(reading: Reading, version: RequirementVersion, name: str) -> Place:
    return reading.nodes[version.id, version.version].place_of(name)


def _check_order(reading: Reading) -> None:
    """Warn where a higher version was known before a lower one."""
    latest: dict[str, RequirementVersion] = {}
    for version in sorted(reading.versions, key=lambda one: one.version):
        before = latest.get(version.id)
        if before is not None and version.recorded_at < before.recorded_at:
            problem = f"{version.id} version {version.version} was recorded before version {before.version}"
            place = _place(reading, version, "recorded_at")
            reading.warnings.add(place, problem, "check the version numbers: the highest one known wins")
        latest[version.id] = version
