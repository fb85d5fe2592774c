"""Exemptions at work: which requirement would stop a person here, were it not lifted, and by which exemption."""

from collections.abc import Iterator
from dataclasses import dataclass

from rulebook.requirements import RequirementVersion
from rulebook.rules import Outcome
from rulebook.summary import Summary
from rulebook.travellers import Step


@dataclass(frozen=True, slots=True)
class Lifted:
    """A requirement that binds so many people at a step no more, and the exemption that does it."""

    step: Step
    version: RequirementVersion
    exemption: RequirementVersion
    people: int


def lifted(outcome: Outcome) -> Iterator[tuple[RequirementVersion, RequirementVersion]]:
    """Yield each requirement that is not met and yet does not stop, with each exemption that lifts it.

    Where sources conflict, the views that give the answer are asked.
    """
    seen: set[tuple[RequirementVersion, RequirementVersion]] = set()
    for view in outcome.views:
        if not view.counted or view.status is not outcome.status:
            continue
        known = {finding.version.id: finding.version for finding in view.findings}
        for finding in view.findings:
            if finding.applies is False or finding.met is True or finding.lifted is not True:
                continue
            for pair in ((finding.version, known[id_]) for id_ in finding.lifted_by):
                if pair not in seen:
                    seen.add(pair)
                    yield pair


def all_lifted(summary: Summary) -> list[Lifted]:
    """Return what is lifted at each step, in the order of the steps."""
    # an outcome is shared by all for whom the same holds: few of them for very many people
    outcomes: dict[tuple[str, int], tuple[Step, Outcome, int]] = {}
    for verdict in summary.verdicts:
        key = verdict.step.id, id(verdict.outcome)
        _, _, number = outcomes.get(key, (None, None, 0))
        outcomes[key] = verdict.step, verdict.outcome, number + 1
    found: dict[tuple[str, RequirementVersion, RequirementVersion], Lifted] = {}
    for step, outcome, number in outcomes.values():
        for version, exemption in lifted(outcome):
            key_ = step.id, version, exemption
            before = found[key_].people if key_ in found else 0
            found[key_] = Lifted(step, version, exemption, before + number)
    order = {step.id: place for place, step in enumerate(summary.steps)}
    return sorted(found.values(), key=lambda one: (order[one.step.id], one.version.id, one.exemption.id))
