"""A list judged, in sum: how many at each step, stopped by what, trapped where, and what to ask about the unknown."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rulebook.catalogue import described
from rulebook.requirements import Part, RequirementVersion
from rulebook.rules import SEVERITY, Status, View
from rulebook.trap import Danger, Trap
from rulebook.travellers import Step, Traveller
from rulebook.verdicts import Verdict
from rulebook.words import N_, Words


@dataclass(frozen=True, slots=True)
class Reason:
    """Everybody whom one part of one version stops at one step; `part` is None for a flat prohibition."""

    step: Step
    version: RequirementVersion
    index: int
    verdicts: tuple[Verdict, ...]

    @property
    def part(self) -> Part | None:
        """The part that is not met."""
        return self.version.parts[self.index] if self.version.parts else None

    @property
    def decides(self) -> int:
        """For how many of them this version decides the verdict."""
        return sum(one.deciding is not None and one.deciding.version is self.version for one in self.verdicts)


@dataclass(frozen=True, slots=True)
class Question:
    """One fact that nobody recorded, and everybody for whom it stands between UNKNOWN and an answer at one step.

    `label` is a message id: "not recorded: {label}"; for no requirement on record `path` is empty.
    """

    step: Step
    path: str
    label: str
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """What becomes of how many people at one step if one of several conflicting versions holds."""

    step: Step
    supposing: RequirementVersion
    counts: dict[Status, int]
    counted: bool


@dataclass(frozen=True, slots=True)
class Summary:
    """The verdicts of a list over the steps of a journey, grouped for people who must act."""

    steps: tuple[Step, ...]
    people: dict[Status, int]
    at_step: dict[str, dict[Status, int]]
    reasons: tuple[Reason, ...]
    questions: tuple[Question, ...]
    sides: tuple[Side, ...]
    trapped: tuple[Trap, ...]
    verdicts: tuple[Verdict, ...] = field(repr=False)

    @property
    def blocked(self) -> int:
        """How many people are stopped somewhere."""
        return self.people[Status.BLOCKED] + self.people[Status.FIXABLE]

    @property
    def total(self) -> int:
        """How many people were judged."""
        return sum(self.people.values())

    def by_danger(self, danger: Danger) -> tuple[Trap, ...]:
        """Return the people in one kind of danger."""
        return tuple(trap for trap in self.trapped if trap.danger is danger)

    def by_person(self) -> list[tuple[Traveller, list[Verdict]]]:
        """Return each person with their verdicts in the order of the steps."""
        width = len(self.steps)
        rows = (list(self.verdicts[start : start + width]) for start in range(0, len(self.verdicts), width))
        return [(row[0].traveller, row) for row in rows]


NO_RULE = N_("no requirement is recorded here: ask the border service what it demands")


def summarise(steps: Sequence[Step], verdicts: Iterable[Verdict], trapped: Iterable[Trap] = ()) -> Summary:
    """Group the verdicts of a list, which come person by person with the steps in order.

    A person counts under the gravest of their verdicts. Groups come in the order of the steps, largest first.
    """
    judged = tuple(verdicts)
    order = {step.id: place for place, step in enumerate(steps)}
    return Summary(
        steps=tuple(steps),
        people=_people(judged, len(steps)),
        at_step={step.id: _counts(one.status for one in judged if one.step.id == step.id) for step in steps},
        reasons=tuple(sorted(_reasons(judged), key=lambda one: (order[one.step.id], -len(one.verdicts)))),
        questions=tuple(sorted(_questions(judged), key=lambda one: (order[one.step.id], -len(one.verdicts)))),
        sides=tuple(sorted(_sides(judged), key=lambda one: (order[one.step.id], one.supposing.id))),
        trapped=tuple(trapped),
        verdicts=judged,
    )


def _counts(statuses: Iterable[Status]) -> dict[Status, int]:
    found = Counter(statuses)
    return {status: found[status] for status in Status}


def _people(judged: Sequence[Verdict], width: int) -> dict[Status, int]:
    statuses = [verdict.status for verdict in judged]
    rows = (statuses[start : start + width] for start in range(0, len(statuses), width or 1))
    return _counts(max(row, key=SEVERITY.__getitem__) for row in rows)


def _reasons(judged: Sequence[Verdict]) -> list[Reason]:
    groups: dict[tuple[str, str, int, int], tuple[RequirementVersion, list[Verdict]]] = {}
    for verdict in judged:
        for finding, index in verdict.failing_parts():
            key = (verdict.step.id, finding.version.id, finding.version.version, index)
            groups.setdefault(key, (finding.version, []))[1].append(verdict)
    return [Reason(people[0].step, version, key[3], tuple(people)) for key, (version, people) in groups.items()]


def _questions(judged: Sequence[Verdict]) -> list[Question]:
    groups: dict[tuple[str, str], list[Verdict]] = {}
    for verdict in judged:
        if verdict.status is not Status.UNKNOWN:
            continue
        if verdict.unrecorded_rules:
            groups.setdefault((verdict.step.id, ""), []).append(verdict)
        for path in dict.fromkeys(map(_without_index, verdict.missing())):  # a set has an order of its own each time
            groups.setdefault((verdict.step.id, path), []).append(verdict)
    return [Question(people[0].step, path, _label(path), tuple(people)) for (_, path), people in groups.items()]


def _without_index(path: str) -> str:
    """Ask once about "tests.N.kind", however many tests a person has."""
    head, _, rest = path.partition(".")
    index, _, name = rest.partition(".")
    return f"{head}.0.{name}" if index.isdecimal() and name else path


def _label(path: str) -> str:
    if not path:
        return NO_RULE
    fact = described(path)
    return fact.label if fact else path


def _sides(judged: Sequence[Verdict]) -> list[Side]:
    groups: dict[tuple[str, str], tuple[Step, View, Counter[Status]]] = {}
    for verdict in judged:
        for view in verdict.outcome.views:
            if view.supposing is not None:
                key = (verdict.step.id, view.supposing.id)
                groups.setdefault(key, (verdict.step, view, Counter()))[2][view.status] += 1
    return [
        Side(step, view.supposing, {status: counts[status] for status in Status}, view.counted)
        for step, view, counts in groups.values()
        if view.supposing is not None
    ]


def asked(question: Question, words: Words) -> str:
    """Say what to find out."""
    return words(question.label) if not question.path else words("not recorded: {fact}", fact=words(question.label))
