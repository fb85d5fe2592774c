"""Exemptions: which requirement would stop a person here, were it not lifted; and which terms are missing to lift it."""

from collections.abc import Iterator
from dataclasses import dataclass

from rulebook.requirements import Kind, Part, RequirementVersion
from rulebook.rules import Finding, Outcome, Status
from rulebook.summary import Summary
from rulebook.travellers import Step
from rulebook.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class Lifted:
    """A requirement that binds so many people at a step no more, and the exemption that does it."""

    step: Step
    version: RequirementVersion
    exemption: RequirementVersion
    people: int


@dataclass(frozen=True, slots=True)
class Term:
    """A part of an exemption that is not met, or not known to be, so that it lifts nothing for these people."""

    step: Step
    finding: Finding
    index: int
    verdicts: tuple[Verdict, ...]

    @property
    def part(self) -> Part:
        """The part."""
        return self.finding.version.parts[self.index]


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


def missing_terms(summary: Summary) -> list[Term]:
    """Return what is missing for exemptions that would lift what people fail, in the order of the steps."""
    of_outcome: dict[int, tuple[tuple[Finding, int], ...]] = {}
    groups: dict[tuple[str, str, int, int], tuple[Finding, list[Verdict]]] = {}
    for verdict in summary.verdicts:
        if verdict.status is Status.OK:
            continue
        key = id(verdict.outcome)
        if key not in of_outcome:
            of_outcome[key] = tuple(_missing(verdict.outcome))
        for finding, index in of_outcome[key]:
            place = verdict.step.id, finding.version.id, finding.version.version, index
            groups.setdefault(place, (finding, []))[1].append(verdict)
    order = {step.id: place for place, step in enumerate(summary.steps)}
    places = sorted(groups, key=lambda place: (order[place[0]], *place[1:]))
    found = ((groups[place], place[3]) for place in places)
    return [Term(verdicts[0].step, finding, index, tuple(verdicts)) for (finding, verdicts), index in found]


def _missing(outcome: Outcome) -> Iterator[tuple[Finding, int]]:
    findings = outcome.decisive.findings
    binding = {finding.version.id for finding in findings if finding.outcome is not True}
    for finding in findings:
        exempts = finding.version.kind is Kind.EXEMPTION and binding.intersection(finding.version.overrides)
        if exempts and finding.applies is not False:
            yield from ((finding, index) for index, met in enumerate(finding.parts) if met is not True)
