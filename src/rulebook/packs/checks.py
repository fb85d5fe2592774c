"""What a version must make sense of as a whole: ranges, standing and sources, examples and what they must show."""

from collections.abc import Iterator
from datetime import datetime

from rulebook.certlogic.tree import Constant
from rulebook.eu import reads_own_data
from rulebook.kinds import check_kinds
from rulebook.packs.examples import disagreement
from rulebook.packs.faults import Place
from rulebook.packs.format import ORAL
from rulebook.packs.logic import node_at, too_costly, too_large
from rulebook.packs.nodes import ListNode, MappingNode
from rulebook.packs.shapes import Reading
from rulebook.requirements import Kind, RequirementVersion, Standing


def check_logic(reading: Reading) -> None:
    """Tell where free CertLogic asks for facts that are not in the catalogue, or for the wrong kind of fact."""
    for expression, node in reading.logic:
        for fault in check_kinds(expression):
            place = node_at(node, fault.pointer).place
            reading.faults.add(place, f"at {fault.pointer or '/'}: {fault.problem}", fault.remedy)


def check_version(version: RequirementVersion, node: MappingNode, reading: Reading) -> None:
    """Tell every contradiction within one version."""
    before = reading.faults.count
    _check_ranges(version, node, reading)
    _check_references(version, node, reading)
    _check_sources(version, node, reading)
    _check_parts(version, node, reading)
    if reading.faults.count == before:
        _check_examples(version, node, reading)


def _check_ranges(version: RequirementVersion, node: MappingNode, reading: Reading) -> None:
    if version.valid_to is not None and version.valid_to <= version.valid_from:
        ends = "ends before it begins" if version.valid_to < version.valid_from else "ends as it begins"
        problem = f"{version.id} {ends}: from {node_text(node, 'valid_from')} to {node_text(node, 'valid_to')}"
        reading.faults.add(node.place_of("valid_to"), problem, "correct one of them, or leave valid_to out")
    heard = [source.heard_at for source in version.sources]
    for index, at in enumerate(heard):
        if at > version.recorded_at:
            problem = f"{version.id} was recorded before its source was heard"
            place = _item_place(node, "sources", index, "heard_at")
            reading.faults.add(place, problem, f"correct heard_at or recorded_at ({node_text(node, 'recorded_at')})")
    if _lies_before(version.last_confirmed_at, min([version.recorded_at, *heard])):
        problem = f"{version.id} was confirmed before anybody had heard of it"
        reading.faults.add(node.place_of("last_confirmed_at"), problem, "correct last_confirmed_at or recorded_at")


def _lies_before(moment: datetime | None, other: datetime) -> bool:
    return moment is not None and moment < other


def _check_references(version: RequirementVersion, node: MappingNode, reading: Reading) -> None:
    for key, ids in (("overrides", version.overrides), ("conflicts_with", version.conflicts_with)):
        if version.id in ids:
            problem = f"{version.id} names itself in {key}"
            reading.faults.add(node.place_of(key), problem, "remove it: versions of one requirement replace each other")
    both = set(version.scope.nationalities) & set(version.scope.except_nationalities)
    if both:
        problem = f"{', '.join(sorted(both))} is both meant and excepted, so nobody of them is concerned"
        reading.faults.add(node.place_of("scope"), problem, "keep it in one of the two lists")


def _check_sources(version: RequirementVersion, node: MappingNode, reading: Reading) -> None:
    standing, channels = version.standing, {source.channel for source in version.sources}
    if standing is not Standing.RUMOURED and not channels:
        problem = f"{version.id} is {standing.value} but names no source"
        reading.faults.add(node.place_of("standing"), problem, "add the source, or write standing: rumoured")
    elif standing is Standing.CONFIRMED and channels <= ORAL:
        problem = f"{version.id} is confirmed but rests on spoken words alone"
        reading.faults.add(node.place_of("standing"), problem, "write standing: stated, or add the written source")


def _check_parts(version: RequirementVersion, node: MappingNode, reading: Reading) -> None:
    names = [part.name for part in version.parts]
    for index, name in enumerate(names):
        if name in names[:index]:
            place = _item_place(node, "requires", index, "name")
            reading.faults.add(place, f"two parts are called {name}", "give each part a name of its own")
    if not names and version.kind is Kind.REQUIREMENT and version.standing is not Standing.WITHDRAWN:
        problem = f"{version.id} is a requirement that requires nothing"
        reading.faults.add(node.place_of("requires"), problem, "add a part, or admitted: {} where there is no demand")
    for expression in (version.applies_when, *version.demands):
        if too_large(expression) or too_costly(expression):
            problem = f"the clauses of {version.id} are nested too deep or too large to be judged"
            reading.faults.add(node.place, problem, "use fewer clauses inside clauses, or split the requirement")
            break


def _check_examples(version: RequirementVersion, node: MappingNode, reading: Reading) -> None:
    before = reading.faults.count
    for index, example in enumerate(version.examples):
        told = disagreement(version, example)
        if told:
            place = _item_place(node, "examples", index, "passes")
            reading.faults.add(place, told, "correct the example or the requirement")
    if reads_own_data(version) or version.standing is Standing.WITHDRAWN or reading.faults.count > before:
        return
    for missing in _missing_examples(version):
        problem = f"{version.id} version {version.version} has no example {missing}"
        reading.faults.add(node.place_of("examples"), problem, "add one: nobody can review a demand without cases")


def _missing_examples(version: RequirementVersion) -> Iterator[str]:
    """Yield which examples are missing; what can never pass needs none that passes, and what can never fail none."""
    answers = {example.passes for example in version.examples if example.concerned}
    demands = version.demands
    if True not in answers and Constant(False) not in demands:
        yield "that passes"
    if False not in answers and version.kind is not Kind.ADVISORY and any(one != Constant(True) for one in demands):
        yield "that fails"


def node_text(node: MappingNode, key: str) -> str:
    """Return the text at a key as the file has it."""
    return str(getattr(node.get(key), "text", ""))


def _item_place(node: MappingNode, key: str, index: int, inner: str) -> Place:
    items = node.get(key)
    assert isinstance(items, ListNode)
    item = items.items[index]
    return item.place_of(inner) if isinstance(item, MappingNode) else item.place
