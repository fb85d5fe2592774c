"""Verdicts: for a traveller and a step OK, BLOCKED, FIXABLE or UNKNOWN, judged at the planned moment of the step.

No requirement on record is UNKNOWN and never OK. A demand that was only stated counts and says so; where sources
conflict the verdict stands under each of them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from rulebook.book import RequirementBook
from rulebook.certlogic.interpret import settle
from rulebook.certlogic.tree import free_paths
from rulebook.certlogic.values import Unsettled, access
from rulebook.clauses.base import Subject
from rulebook.facts import Facts, build, passage
from rulebook.requirements import Part, Remedy
from rulebook.rules import Finding, Outcome, RuleSet, Status, View, in_reach
from rulebook.travellers import Journey, Step, Traveller
from rulebook.words import Words


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer for one traveller at one step, with everything needed to reach it again.

    `known_at` is what was known when; `now` is the moment from which remedies are counted.
    """

    traveller: Traveller
    step: Step
    rules: RuleSet
    outcome: Outcome
    known_at: datetime
    now: datetime

    @property
    def status(self) -> Status:
        """The gravest answer of the views that count."""
        return self.outcome.status

    @property
    def deciding(self) -> Finding | None:
        """The finding that decides; None where no requirement is recorded."""
        return self.outcome.decisive.deciding

    @property
    def facts(self) -> Facts:
        """The facts that this verdict was judged on, built anew: a million verdicts must not hold a million of them."""
        return build(self.traveller, self.step)

    @property
    def unrecorded_rules(self) -> bool:
        """Whether it is UNKNOWN because no recorded requirement concerns this person here."""
        return self.status is Status.UNKNOWN and self.deciding is None

    def missing(self, view: View | None = None) -> tuple[str, ...]:
        """Return the paths of facts that nobody recorded and that stand between an UNKNOWN and an answer."""
        paths: set[str] = set()
        for finding in (view or self.outcome.decisive).open:
            paths |= self._missing_for(finding, view or self.outcome.decisive)
        return tuple(sorted(paths))

    def _missing_for(self, finding: Finding, view: View) -> set[str]:
        """Collect what is missing for a version itself and for the versions that might lift it."""
        version = finding.version
        lifting = [one for one in view.findings if version.id in one.version.overrides]
        expressions = [version.applies_when, version.requires]
        if finding.lifted is None:
            expressions += [one for other in lifting for one in (other.version.applies_when, other.version.requires)]
        facts = self.facts
        return set().union(*(settle(one, facts).missing for one in expressions))

    def failing_parts(self, view: View | None = None) -> Iterator[tuple[Finding, int]]:
        """Yield every failing part of every failing version, the deciding one first."""
        yield from (view or self.outcome.decisive).failing_parts

    def reason(self, finding: Finding, index: int, words: Words) -> str:
        """Say with the person's own figures why a part is not met."""
        parts = finding.version.parts
        if not parts:
            return words("passing is forbidden")
        return parts[index].clause.reason(Subject(self.traveller, self.step, words))

    def remedies(self) -> tuple[tuple[Remedy, bool], ...]:
        """Return the remedies of the failing parts, each once, with whether it can still be had in time."""
        left = self.step.at - self.now
        found: dict[str, tuple[Remedy, bool]] = {}
        for finding, index in self.failing_parts():
            for remedy in finding.version.parts[index].remedies if finding.version.parts else ():
                found.setdefault(repr(remedy), (remedy, in_reach(remedy, left)))
        return tuple(found.values())

    def used_facts(self, part: Part) -> dict[str, Any]:
        """Return the facts that a part reads, by path; those not recorded are left out."""
        facts, used = self.facts, {}
        for path in sorted(free_paths(part.clause.lower())):
            try:
                used[path] = access(facts, path.split("."), path)
            except Unsettled:
                continue
        return used


class Judge:
    """Judges travellers by a book of requirements, as known at one moment and seen from one moment."""

    def __init__(self, book: RequirementBook, *, known_at: datetime, now: datetime | None = None) -> None:
        """Take the book; `now` (default: `known_at`) is the moment from which remedies are counted."""
        self.book = book
        self.known_at = known_at
        self.now = now or known_at
        # by identity: hashing a step costs more than judging it; the step is kept so that its id stays its own
        self._prepared: dict[int, tuple[Step, RuleSet, Facts]] = {}

    def verdict(self, traveller: Traveller, step: Step) -> Verdict:
        """Return the verdict for one traveller at one step."""
        rules, shared = self._at(step)
        truths = rules.judge(build(traveller, step, shared))
        outcome = rules.outcome(truths, step.at - self.now)
        return Verdict(traveller, step, rules, outcome, self.known_at, self.now)

    def verdicts(self, travellers: Iterable[Traveller], journey: Journey) -> Iterator[Verdict]:
        """Yield the verdicts of everybody at every step of a journey, person by person, steps in order."""
        for traveller in travellers:
            known = with_known(traveller, journey)
            for step in journey.steps:
                yield self.verdict(known, step)

    def _at(self, step: Step) -> tuple[RuleSet, Facts]:
        prepared = self._prepared.get(id(step))
        if prepared is None:
            rules = self.book.in_force(step.jurisdiction, step.role, step.at, self.known_at)
            prepared = self._prepared[id(step)] = (step, rules, passage(step))
        return prepared[1:]


def with_known(traveller: Traveller, journey: Journey) -> Traveller:
    """Add what is known of everybody on a journey to what is not recorded of one traveller."""
    added = {name: value for name, value in journey.everyone.items() if getattr(traveller, name) is None}
    return replace(traveller, **added) if added else traveller  # type: ignore[arg-type]  # names are fields
