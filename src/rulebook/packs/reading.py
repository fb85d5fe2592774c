"""Reading one pack: every fault with its line, all at once."""

import re
from collections.abc import Mapping
from typing import Any

from rulebook.eu import EU_RULE
from rulebook.packs.between import CYCLE_REMEDY, cycle
from rulebook.packs.checks import check_logic, check_version
from rulebook.packs.faults import Faults, Place, Wrong
from rulebook.packs.format import FOREIGN_VERSION, TEXTS, VERSION
from rulebook.packs.nodes import MappingNode, Node, ScalarNode, parse
from rulebook.packs.pack import FORMAT, Pack, PackRead
from rulebook.packs.shapes import Entry, ListOf, Reading, Record, ScalarShape, Schema, Shape, shown
from rulebook.requirements import RequirementVersion


class VersionShape(Shape[RequirementVersion]):
    """One version, read and checked as a whole."""

    expected = VERSION.expected

    def read(self, node: Node, reading: Reading) -> RequirementVersion | None:
        """Return the version; None where it has faults."""
        before = reading.faults.count
        foreign = _is_foreign(node)
        reading.logic.clear()
        version = (FOREIGN_VERSION if foreign else VERSION).read(node, reading)
        if not foreign:
            check_logic(reading)
        if version is None or reading.faults.count > before or not isinstance(node, MappingNode):
            return None
        if foreign:
            problem = f"{version.id} reads data of its own; its facts are not checked against the catalogue"
            reading.warnings.add(
                node.place_of("extras"), problem, "nothing to mend: its own examples must speak for it"
            )
        check_version(version, node, reading)
        self._remember(version, node, reading)
        return version

    def _remember(self, version: RequirementVersion, node: MappingNode, reading: Reading) -> None:
        key = (version.id, version.version)
        if key in reading.nodes:
            problem = f"{version.id} version {version.version} stands here twice"
            problem += f", first in line {reading.nodes[key].place.line}"
            reading.faults.add(node.place_of("version"), problem, "give it the next version number, or remove it")
        reading.nodes.setdefault(key, node)

    def plain(self, value: RequirementVersion) -> Any:
        """Return the version as a mapping."""
        return (FOREIGN_VERSION if EU_RULE in value.extras else VERSION).plain(value)

    def schema(self) -> dict[str, Any]:
        """Return the schema of a version; that of one which reads data of its own has free facts."""
        return {"$ref": "#/$defs/requirement"}


def _is_foreign(node: Node) -> bool:
    extras = node.get("extras") if isinstance(node, MappingNode) else None
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
    if pack is not None:
        _check_order(pack, reading)
        _check_cycle(pack, reading)
    places = {key: {name.text: name.place for name, _ in node.entries} for key, node in reading.nodes.items()}
    sound = pack if reading.faults.count == 0 else None
    return PackRead(label, sound, reading.faults.in_order(), reading.warnings.in_order(), places)


def _other_file(root: Node | None) -> str | None:
    """Return what kind of file a mapping says it is, where that is not a pack."""
    keys = [key.text for key, _ in root.entries] if isinstance(root, MappingNode) else []
    others = [key for key in keys if re.fullmatch(r"karvon_[a-z]+", key)]
    return others[0] if others and "karvon_pack" not in keys and "requirements" not in keys else None


def _place(reading: Reading, key: tuple[str, int], name: str) -> Place:
    return reading.nodes[key].place_of(name)


def _check_order(pack: Pack, reading: Reading) -> None:
    """Warn where a higher version was known before a lower one."""
    latest: dict[str, RequirementVersion] = {}
    for version in sorted(pack.versions, key=lambda one: one.version):
        before = latest.get(version.id)
        if before is not None and version.recorded_at < before.recorded_at:
            problem = f"{version.id} version {version.version} was recorded before version {before.version}"
            place = _place(reading, (version.id, version.version), "recorded_at")
            reading.warnings.add(place, problem, "check the version numbers: the highest one known wins")
        latest[version.id] = version


def _check_cycle(pack: Pack, reading: Reading) -> None:
    found = cycle(pack.versions)
    if found:
        latest, problem = found
        reading.faults.add(_place(reading, (latest.id, latest.version), "overrides"), problem, CYCLE_REMEDY)
