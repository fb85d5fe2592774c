"""Versions that bind together, judged as one: who is concerned, which parts are met, who lifts whom, who conflicts.

Everything that does not depend on a person's own figures is decided here, once for all people for whom the same
clauses hold, fail or are open.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import Enum
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from typing import TypeAlias

from rulebook.certlogic.compiled import compile_truths
from rulebook.facts import Facts
from rulebook.requirements import Kind, Remedy, RequirementVersion, Standing

Truth: TypeAlias = bool | None
Truths: TypeAlias = tuple[Truth, ...]


class Status(Enum):
    """The answer for one person at one step."""

    OK = "OK"
    FIXABLE = "FIXABLE"
    UNKNOWN = "UNKNOWN"
    BLOCKED = "BLOCKED"


SEVERITY = {Status.OK: 0, Status.UNKNOWN: 1, Status.FIXABLE: 2, Status.BLOCKED: 3}


@dataclass(frozen=True, slots=True)
class Finding:
    """What one version says: whether it concerns the person, which parts are met, and which versions lift it."""

    version: RequirementVersion
    applies: Truth
    parts: Truths
    lifted: Truth = False
    lifted_by: tuple[str, ...] = ()

    @property
    def met(self) -> Truth:
        """Whether every part is met."""
        return conjunction(self.parts)

    @property
    def outcome(self) -> Truth:
        """Whether this version lets the person pass: not concerned, met, or lifted."""
        if self.version.kind in (Kind.ADVISORY, Kind.EXEMPTION):
            return True
        return disjunction((negation(self.applies), self.met, self.lifted))

    @property
    def failing(self) -> tuple[int, ...]:
        """The places of the parts that are not met."""
        return tuple(index for index, met in enumerate(self.parts) if met is False)


@dataclass(frozen=True)
class View:
    """The answer if one of several conflicting versions holds (`supposing`), or the only answer (None).

    Shared by everybody with the same answers, so what follows from it is worked out once and kept.
    """

    supposing: RequirementVersion | None
    status: Status
    findings: tuple[Finding, ...]
    deciding: Finding | None
    counted: bool = True

    @cached_property
    def failing(self) -> tuple[Finding, ...]:
        """The findings that stop the person, the deciding one first."""
        stopping = [one for one in self.findings if one.outcome is False and one is not self.deciding]
        first = [self.deciding] if self.deciding is not None and self.deciding.outcome is False else []
        return (*first, *stopping)

    @cached_property
    def failing_parts(self) -> tuple[tuple[Finding, int], ...]:
        """Every part that is not met, by finding and place, those of the deciding finding first."""
        return tuple((finding, index) for finding in self.failing for index in finding.failing or (0,))

    @cached_property
    def open(self) -> tuple[Finding, ...]:
        """The findings that nobody can decide yet."""
        return tuple(one for one in self.findings if one.outcome is None)


@dataclass(frozen=True)
class Outcome:
    """The answer for everybody for whom the same clauses hold: the view that decides, and all views."""

    decisive: View
    views: tuple[View, ...]

    @property
    def status(self) -> Status:
        """The gravest answer of the views that count."""
        return self.decisive.status

    @cached_property
    def contested(self) -> bool:
        """Whether sources that conflict lead to different answers."""
        return len({view.status for view in self.views if view.counted}) > 1


class RuleSet:
    """The versions of one state and role in force at one moment, ready to judge."""

    def __init__(self, versions: tuple[RequirementVersion, ...]) -> None:
        self.versions = versions
        self._outcomes: dict[tuple[Truths, int], Outcome] = {}

    @cached_property
    def judge(self) -> Callable[[Facts], Truths]:
        """The compiled function from facts to the truth of every clause of every version, in their order."""
        expressions = [one for version in self.versions for one in (version.applies_when, *version.demands)]
        return compile_truths(expressions)

    def outcome(self, truths: Truths, left: timedelta) -> Outcome:
        """Return the answer for these truths, with `left` being the time until the step."""
        key = truths, self._remedies_in_reach(left)
        outcome = self._outcomes.get(key)
        if outcome is None:
            outcome = self._outcomes[key] = self._decided(truths, left)
        return outcome

    def _remedies_in_reach(self, left: timedelta) -> int:
        """Count the lead times that fit: between two lead times the answer cannot change."""
        return sum(lead <= left for lead in self._leads)

    @cached_property
    def _leads(self) -> tuple[timedelta, ...]:
        parts = (part for version in self.versions for part in version.parts)
        return tuple({one.lead for part in parts for one in part.remedies if one.lead is not None})

    def holds_while(self, left: timedelta) -> timedelta | None:
        """Return the longest lead time that fits: with less time left the answer may change; None where none fits."""
        return max((lead for lead in self._leads if lead <= left), default=None)

    def _decided(self, truths: Truths, left: timedelta) -> Outcome:
        findings = self._findings(truths)
        present = {one.version.id for one in findings if one.applies is not False}
        rumoured = {one.version.id for one in findings if one.version.standing is Standing.RUMOURED}
        binding = {one.version.id for one in findings} - rumoured
        rivals = self._rivals(present)
        views = [
            self._view(findings, binding - rivals[id_], left, supposing=id_)
            for id_ in sorted(binding)
            if rivals[id_] & binding
        ] or [self._view(findings, binding, left)]
        supposed = [
            self._view(findings, {*binding, id_} - rivals[id_], left, supposing=id_, counted=False)
            for id_ in sorted(rumoured & present)
        ]
        decisive = max(views, key=lambda view: (SEVERITY[view.status], _supposes_its_own(view)))
        return Outcome(decisive, (*views, *supposed))

    def _findings(self, truths: Truths) -> tuple[Finding, ...]:
        findings = []
        start = 0
        for version in self.versions:
            end = start + 1 + len(version.demands)
            findings.append(Finding(version, truths[start], truths[start + 1 : end]))
            start = end
        return tuple(findings)

    def _rivals(self, present: set[str]) -> Mapping[str, set[str]]:
        """Return for each version the ids present that it conflicts with; conflict goes both ways."""
        rivals: dict[str, set[str]] = {version.id: set() for version in self.versions}
        for version in self.versions:
            for other in present.intersection(version.conflicts_with):
                if version.id in present:
                    rivals[version.id].add(other)
                    rivals[other].add(version.id)
        return rivals

    def _view(
        self,
        findings: tuple[Finding, ...],
        holding: set[str],
        left: timedelta,
        *,
        supposing: str | None = None,
        counted: bool = True,
    ) -> View:
        held = self._with_overrides([one for one in findings if one.version.id in holding])
        supposed = next((one for one in held if one.version.id == supposing), None)
        status, deciding = _status(held, supposed, left)
        return View(supposed.version if supposed else None, status, held, deciding, counted)

    def _with_overrides(self, findings: list[Finding]) -> tuple[Finding, ...]:
        """Let versions lift those they override, beginning with those that nobody overrides."""
        settled = {one.version.id: one for one in findings}
        overriders = {id_: others for id_, others in _overriders(findings).items() if id_ in settled}
        for id_ in _order_of_lifting(overriders):
            active = [(other, _active(settled[other])) for other in overriders[id_]]
            lifting = tuple(other for other, truth in active if truth is True)
            lifted = disjunction(truth for _, truth in active)
            settled[id_] = replace(settled[id_], lifted=lifted, lifted_by=lifting)
        return tuple(settled.values())


def _order_of_lifting(overriders: Mapping[str, list[str]]) -> list[str]:
    """Return the overridden ids, each after those that could lift its overriders.

    Packs refuse a cycle of overrides; where two publications together make one, none of its members lifts another.
    """
    graph = {id_: set(others) for id_, others in overriders.items()}
    while True:
        try:
            return [id_ for id_ in TopologicalSorter(graph).static_order() if id_ in overriders and graph[id_]]
        except CycleError as cycle:
            for id_ in cycle.args[1]:
                graph[id_] = set()


def _overriders(findings: list[Finding]) -> dict[str, list[str]]:
    overriders: dict[str, list[str]] = {}
    for one in findings:
        for target in one.version.overrides:
            overriders.setdefault(target, []).append(one.version.id)
    return overriders


def _active(finding: Finding) -> Truth:
    """Whether a version is in a position to lift others: it applies, is not lifted, and an exemption's terms hold."""
    terms = finding.met if finding.version.kind is Kind.EXEMPTION else True
    return conjunction((finding.applies, terms, negation(finding.lifted)))


def _status(findings: tuple[Finding, ...], supposed: Finding | None, left: timedelta) -> tuple[Status, Finding | None]:
    """Return the status and the finding that decides it; the version that a view supposes decides before others."""
    ordered = sorted(findings, key=lambda one: one is not supposed)
    failing = [one for one in ordered if one.outcome is False]
    if failing:
        lasting = [one for one in failing if not _fixable(one, left)]
        return (Status.BLOCKED, lasting[0]) if lasting else (Status.FIXABLE, failing[0])
    undecided = [one for one in ordered if one.outcome is None]
    if undecided:
        return Status.UNKNOWN, undecided[0]
    concerned = [one for one in ordered if one.applies is True and one.version.kind is not Kind.ADVISORY]
    return (Status.OK, concerned[0]) if concerned else (Status.UNKNOWN, None)


def _fixable(finding: Finding, left: timedelta) -> bool:
    """Whether every failing part has a remedy that is known to take no longer than the time left."""
    if not finding.version.parts:
        return False
    return all(
        any(in_reach(remedy, left) for remedy in finding.version.parts[index].remedies) for index in finding.failing
    )


def in_reach(remedy: Remedy, left: timedelta) -> bool:
    """Tell whether a remedy can be had in time; one whose lead time nobody recorded cannot be counted on."""
    return remedy.lead is not None and remedy.lead <= left


def _supposes_its_own(view: View) -> bool:
    return view.deciding is not None and view.deciding.version is view.supposing


def conjunction(truths: Iterable[Truth]) -> Truth:
    """Kleene's "and"."""
    answer: Truth = True
    for truth in truths:
        if truth is False:
            return False
        if truth is None:
            answer = None
    return answer


def disjunction(truths: Iterable[Truth]) -> Truth:
    """Kleene's "or"."""
    answer: Truth = False
    for truth in truths:
        if truth is True:
            return True
        if truth is None:
            answer = None
    return answer


def negation(truth: Truth) -> Truth:
    """Kleene's "not"."""
    return None if truth is None else not truth
