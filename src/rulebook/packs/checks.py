"""What a version must make sense of as a whole: ranges, standing and sources, examples and what they must show."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from rulebook.certlogic.tree import Constant
from rulebook.eu import reads_own_data
from rulebook.kinds import check_kinds
from rulebook.packs.examples import disagreement
from rulebook.packs.faults import Place
from rulebook.packs.format import ORAL
from rulebook.packs.logic import node_at, short_pointer, steps_of, too_costly, too_large
from rulebook.packs.nodes import ListNode, MappingNode
from rulebook.packs.shapes import Reading
from rulebook.requirements import Kind, RequirementVersion, Standing

MOST_TRIED = 20_000_000
"""Steps of judging that the examples of one pack may take together."""


def check_logic(reading: Reading) -> bool:
    """Tell where free CertLogic asks for facts that are not in the catalogue, or for the wrong kind; True where not."""
    before = reading.faults.count
    for expression, node in reading.logic:
        for fault in check_kinds(expression):
            place = node_at(node, fault.pointer).place
            reading.faults.add(place, f"at {short_pointer(fault.pointer)}: {fault.problem}", fault.remedy)
    return reading.faults.count == before


def check_version(
    version: RequirementVersion, node: MappingNode, reading: Reading, *, broken: frozenset[str] = frozenset()
) -> None:
    """Tell every contradiction within one version.

    `broken` names the attributes of which nothing is known, because a fault has been told of them: whatever hangs on
    one of them is left alone, so that one fault is told once.
    """
    for needed, check in _CHECKS:
        if not needed & broken:
            check(version, node, reading)
    before = reading.faults.count
    for needed, check in _CHECKS_OF_MEANING:
        if not needed & broken:
            check(version, node, reading)
    if reading.faults.count == before and not _JUDGED & broken:
        _check_examples(version, node, reading)


def _check_range(version: RequirementVersion, node: MappingNode, reading: Reading) -> None:
    if version.valid_to is not None and version.valid_to <= version.valid_from:
        ends = "ends before it begins" if version.valid_to < version.valid_from else "ends as it begins"
        problem = f"{version.id} {ends}: from {node_text(node, 'valid_from')} to {node_text(node, 'valid_to')}"
        reading.faults.add(node.place_of("valid_to"), problem, "correct one of them, or leave valid_to out")


def _check_hearing(version: RequirementVersion, node: MappingNode, reading: Reading) -> None:
    for index, source in enumerate(version.sources):
        if source.heard_at > version.recorded_at:
            problem = f"{version.id} was recorded before its source was heard"
            place = _item_place(node, "sources", index, "heard_at")
            reading.faults.add(place, problem, f"correct heard_at or recorded_at ({node_text(node, 'recorded_at')})")


def _check_confirmation(version: RequirementVersion, node: MappingNode, reading: Reading) -> None:
    first = min([version.recorded_at, *(source.heard_at for source in version.sources)])
    if version.last_confirmed_at is not None and version.last_confirmed_at < first:
        problem = f"{version.id} was confirmed before anybody had heard of it"
        reading.faults.add(node.place_of("last_confirmed_at"), problem, "correct last_confirmed_at or recorded_at")


def _check_references(version: RequirementVersion, node: MappingNode, reading: Reading) -> None:
    for key, ids in (("overrides", version.overrides), ("conflicts_with", version.conflicts_with)):
        if version.id in ids:
            problem = f"{version.id} names itself in {key}"
            reading.faults.add(node.place_of(key), problem, "remove it: versions of one requirement replace each other")


def _check_sources(version: RequirementVersion, node: MappingNode, reading: Reading) -> None:
    standing, channels = version.standing, {source.channel for source in version.sources}
    if standing is not Standing.RUMOURED and not channels:
        problem = f"{version.id} is {standing.value} but names no source"
        reading.faults.add(node.place_of("standing"), problem, "add the source, or write standing: rumoured")
    elif standing is Standing.CONFIRMED and channels <= ORAL:
        problem = f"{version.id} is confirmed but rests on spoken words alone"
        reading.faults.add(node.place_of("standing"), problem, "write standing: stated, or add the written source")


def _check_scope(version: RequirementVersion, node: MappingNode, reading: Reading) -> None:
    both = set(version.scope.nationalities) & set(version.scope.except_nationalities)
    if both:
        problem = f"{', '.join(sorted(both))} is both meant and excepted, so nobody of them is concerned"
        reading.faults.add(node.place_of("scope"), problem, "keep it in one of the two lists")


def _check_names(version: RequirementVersion, node: MappingNode, reading: Reading) -> None:
    seen: set[str] = set()
    for index, part in enumerate(version.parts):
        if part.name in seen:
            place = _item_place(node, "requires", index, "name")
            reading.faults.add(place, f"two parts are called {part.name}", "give each part a name of its own")
        seen.add(part.name)


def _check_demand(version: RequirementVersion, node: MappingNode, reading: Reading) -> None:
    if not version.parts and version.kind is Kind.REQUIREMENT and version.standing is not Standing.WITHDRAWN:
        problem = f"{version.id} is a requirement that requires nothing"
        reading.faults.add(node.place_of("requires"), problem, "add a part, or admitted: {} where there is no demand")


def _check_size(version: RequirementVersion, node: MappingNode, reading: Reading) -> None:
    expressions = (version.applies_when, *version.demands)
    if any(too_large(one) or too_costly(one) for one in expressions):
        problem = f"the clauses of {version.id} are nested too deep or too large to be judged"
        reading.faults.add(node.place, problem, "use fewer clauses inside clauses, or split the requirement")
        return
    reading.tried += len(version.examples) * sum(map(steps_of, expressions))
    if version.examples and reading.tried > MOST_TRIED:
        problem = f"it would take too long to try the examples of {version.id}"
        reading.faults.add(node.place_of("examples"), problem, "keep fewer examples, or split the pack")


_Check: TypeAlias = Callable[[RequirementVersion, MappingNode, Reading], None]
_CONDITIONS = frozenset({"scope", "modes", "posts", "when"})
# the attributes on which each check hangs
_CHECKS: tuple[tuple[frozenset[str], _Check], ...] = (
    (frozenset({"valid_from", "valid_to"}), _check_range),
    (frozenset({"sources", "recorded_at"}), _check_hearing),
    (frozenset({"sources", "recorded_at", "last_confirmed_at"}), _check_confirmation),
    (frozenset({"overrides", "conflicts_with"}), _check_references),
    (frozenset({"sources", "standing"}), _check_sources),
)
# where one of these finds a fault, the examples cannot come out right
_CHECKS_OF_MEANING: tuple[tuple[frozenset[str], _Check], ...] = (
    (frozenset({"scope"}), _check_scope),
    (frozenset({"parts"}), _check_names),
    (frozenset({"parts", "kind", "standing"}), _check_demand),
    (_CONDITIONS | {"parts", "kind", "examples"}, _check_size),
)
_JUDGED = _CONDITIONS | {"parts", "kind", "standing", "roles", "jurisdiction", "examples", "extras"}


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
