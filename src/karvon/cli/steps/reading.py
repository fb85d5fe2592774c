"""Reads a steps file into a journey, with all its faults at once, each with its line and how to mend it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from karvon.cli.packs import text_of
from karvon.cli.steps.format import FILE, Span
from rulebook.packs.faults import Faults, PackFault
from rulebook.packs.nodes import ListNode, MappingNode, Node, parse
from rulebook.packs.shapes import Reading
from rulebook.travellers import Journey, Party, Role, Step, Traveller


@dataclass(frozen=True, slots=True)
class Told:
    """What the file tells of some people: whom, and which facts by the name of the traveller's field."""

    spans: tuple[Span, ...]
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Plan:
    """A journey and what the file tells of some of the people on it."""

    journey: Journey
    told: tuple[Told, ...] = ()
    file: str = ""

    def starting_at(self, at: datetime) -> "Plan":
        """Move the whole journey so that its first step is at a moment; each step stays in its own zone."""
        steps = self.journey.steps
        by = at.astimezone(UTC) - steps[0].at.astimezone(UTC)
        moved = tuple(step.moved_to((step.at.astimezone(UTC) + by).astimezone(step.at.tzinfo)) for step in steps)
        return replace(self, journey=replace(self.journey, steps=moved))

    def applied(self, travellers: Sequence[Traveller]) -> tuple[list[Traveller], tuple[PackFault, ...]]:
        """Add to each traveller what the file tells of them; a person whom the list does not have is a fault."""
        faults = Faults(self.file)
        people = list(travellers)
        places = _places(people) if self.told else {}
        for told in self.told:
            for span in told.spans:
                for place in _within(span, places, faults):
                    people[place] = replace(people[place], **told.facts)
        return people, faults.in_order()


def _places(people: Iterable[Traveller]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for place, person in enumerate(people):
        places.setdefault(person.id, []).append(place)
    return places


def _within(span: Span, places: Mapping[str, list[int]], faults: Faults) -> Iterator[int]:
    """Yield the places on the list of the people whom a span names."""
    ends = []
    for id_ in dict.fromkeys((span.first, span.last)):
        found = places.get(id_, [])
        if not found:
            faults.add(
                span.place, f"nobody on the list has the id {id_}", "correct the id, or add the person to the list"
            )
        elif len(found) > 1:
            faults.add(
                span.place, f"{len(found)} people on the list have the id {id_}", "give each person an id of their own"
            )
        else:
            ends.append(found[0])
    if len(ends) != len({span.first, span.last}):
        return
    if ends[0] > ends[-1]:
        faults.add(
            span.place, f"{span.last} stands before {span.first} on the list", f"write {span.last}..{span.first}"
        )
        return
    yield from range(ends[0], ends[-1] + 1)


def read_plan(path: Path) -> tuple[Plan | None, tuple[PackFault, ...]]:
    """Return the plan of a steps file, or None and everything that is wrong with the file."""
    reading = Reading(Faults(str(path)), Faults(str(path)))
    text = text_of(path, reading.faults)
    root = None if text is None else parse(text, reading.faults)
    values = FILE.read(root, reading) if root is not None else None
    if values is not None and isinstance(root, MappingNode):
        _tell_order(values["steps"], root.get("steps"), reading.faults)
    faults = reading.faults.in_order()
    return (None, faults) if faults or values is None else (_plan(values, str(path)), ())


def _tell_order(steps: Sequence[Mapping[str, Any]], node: Node | None, faults: Faults) -> None:
    """Tell of steps that bear one name, and of a step before the one above it: mostly a mistaken zone."""
    places = [one.place for one in node.items] if isinstance(node, ListNode) else []
    seen: set[str] = set()
    for place, step, before in zip(places, steps, (None, *steps), strict=False):
        if step["id"] in seen:
            faults.add(place, f"a step above is called {step['id']} too", "give each step a name of its own")
        seen.add(step["id"])
        if before is not None and step["at"] < before["at"]:
            problem = f"{step['id']} is planned before {before['id']}, which stands above it"
            faults.add(place, problem, "put the steps in their order, or correct a moment or its zone")


def _plan(values: Mapping[str, Any], file: str) -> Plan:
    shared = values.get("party", {})
    steps = tuple(_step(one, shared) for one in values["steps"])
    told = tuple(Told(one["who"], {name: value for name, value in one.items() if name != "who"})
                 for one in values.get("people", ()))  # fmt: skip
    return Plan(Journey(values.get("movement", ""), steps, values.get("everyone", {})), told, file)


def _step(values: Mapping[str, Any], shared: Mapping[str, Any]) -> Step:
    own = {name: value for name, value in values.items() if name not in ("party", "role")}
    return Step(**own, role=Role(values["role"]), party=Party(**{**shared, **values.get("party", {})}))
