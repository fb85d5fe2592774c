"""Running the examples of a version: each must come out as its author said, or the version is not published."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rulebook.catalogue import CATALOGUE, Absence, Kind
from rulebook.certlogic.interpret import Settled, settle
from rulebook.certlogic.values import NOT_RECORDED
from rulebook.eu import reads_own_data
from rulebook.facts import Facts
from rulebook.packs.faults import shown
from rulebook.requirements import Example, RequirementVersion


@dataclass(frozen=True, slots=True)
class Answered:
    """What came out of an example: whether it is concerned, and for each part whether it is met."""

    concerned: Settled
    parts: tuple[Settled, ...]

    @property
    def met(self) -> bool | None:
        """Whether every part is met."""
        truths = [one.truth for one in self.parts]
        return False if False in truths else (None if None in truths else True)

    @property
    def passes(self) -> bool | None:
        """Whether the case is concerned and meets every part; None where that is open or it is not concerned."""
        return self.met if self.concerned.truth else None


def answer(version: RequirementVersion, example: Example) -> Answered:
    """Judge an example by a version."""
    facts = case_facts(version, example.facts)
    return Answered(settle(version.applies_when, facts), tuple(settle(one, facts) for one in version.demands))


def disagreement(version: RequirementVersion, example: Example) -> str | None:
    """Say what came out where it is not what the example says; None where both agree."""
    came_out = answer(version, example)
    expected = _told(passes=example.passes, concerned=example.concerned)
    actual = _told(passes=came_out.passes, concerned=came_out.concerned.truth is not False)
    if actual == expected:
        return None
    what = f"example {shown(example.name)} should come out as {expected}"
    return f"{what}, but came out as {actual} ({_why(version, came_out)})"


def _told(*, passes: bool | None, concerned: bool) -> str:
    if not concerned:
        return "not concerned"
    return {True: "passing", False: "failing", None: "unknown"}[passes]


def _why(version: RequirementVersion, came_out: Answered) -> str:
    """Name what decided: the scope, the part that is not met, or the facts that are missing."""
    if came_out.concerned.truth is False:
        return "it lies outside scope, modes, posts or applies_when"
    if came_out.concerned.truth is None:
        return f"whether it is concerned hangs on {_open(came_out.concerned)}"
    names = [part.name for part in version.parts] or ["the prohibition"]
    failing = [name for name, one in zip(names, came_out.parts, strict=False) if one.truth is False]
    if failing:
        return f"not met: {', '.join(failing)}"
    undecided = [f"{name} hangs on {_open(one)}" for name, one in zip(names, came_out.parts, strict=False)
                 if one.truth is None]  # fmt: skip
    return ", ".join(undecided) or "every part is met"


def _open(answered: Settled) -> str:
    paths = ", ".join(sorted(answered.missing))
    return paths or ", ".join(sorted(fault.value for fault in answered.faults))


def case_facts(version: RequirementVersion, given: Mapping[str, Any]) -> Facts:
    """Return the facts of a case: those given, all else not recorded; the state and a single role are the version's."""
    if reads_own_data(version):
        return dict(given)
    roles = [role.value for role in version.roles]
    known: dict[str, Any] = {"step.jurisdiction": version.jurisdiction}
    if len(roles) == 1:
        known["step.role"] = roles[0]
    return _nested({**known, **_with_age_bounds(given)})


def _with_age_bounds(given: Mapping[str, Any]) -> dict[str, Any]:
    """An age is also the least and the greatest age that the records allow, as the builder of facts has it."""
    age = given.get("traveller.age")
    return {**given} if age is None else {"traveller.age_min": age, "traveller.age_max": age, **given}


def _nested(known: Mapping[str, Any]) -> Facts:
    facts: Facts = {}
    for path, fact in CATALOGUE.items():
        blank = None if fact.absence is Absence.NONE and fact.path.startswith("traveller.") else NOT_RECORDED
        value = known.get(path, blank)
        if fact.kind is Kind.RECORDS and value is not NOT_RECORDED:
            value = [{item.path: record.get(item.path, NOT_RECORDED) for item in fact.of_item} for record in value]
        group, _, name = path.partition(".")
        if name:
            facts.setdefault(group, {})[name] = value
        else:
            facts[group] = value
    return facts
