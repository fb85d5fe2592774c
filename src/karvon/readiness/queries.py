"""Questions about current verdicts: the matrix of a movement, why people are stopped, and how fresh the answers are."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, Func, Min, Q, QuerySet

from karvon.accounts.models import Membership
from karvon.movements.models import ManifestEntry, Movement, Step
from karvon.readiness.models import Due, Verdict

TRAVELLING = Q(entry__status__in=ManifestEntry.TRAVELS)


@dataclass(frozen=True, slots=True)
class Reason:
    """A part of a requirement that people do not meet at a step, and how many they are."""

    step: UUID
    requirement: str
    part: str
    people: int


@dataclass(frozen=True, slots=True)
class Freshness:
    """Since when the oldest answer has been checked, and for how many people an answer is still owed."""

    checked_at: datetime | None
    due: int


def counts_by_step(movement: Movement, member: Membership) -> Mapping[UUID, Mapping[str, int]]:
    """How many people have which status at each step."""
    return _by_step(_current(movement, member))


def counts_of_steps(movements: Iterable[UUID], member: Membership) -> Mapping[UUID, Mapping[str, int]]:
    """How many people have which status at each step of some movements."""
    return _by_step(Verdict.objects.visible_to(member).current().filter(TRAVELLING, movement__in=list(movements)))


def reasons_of(movement: Movement, member: Membership) -> list[Reason]:
    """Why people are stopped, the reason of most people first."""
    rows = _current(movement, member).annotate(part=Func(F("failing"), function="unnest")).values_list("step", "part")
    counted: dict[tuple[UUID, str], int] = defaultdict(int)
    for key in rows:
        counted[key] += 1
    ordered = sorted(counted.items(), key=lambda one: (-one[1], one[0][1]))
    return [_reason(step, part, people) for (step, part), people in ordered]


def _reason(step: UUID, failing: str, people: int) -> Reason:
    requirement, _, part = failing.partition("/")
    return Reason(step, requirement, part, people)


def verdicts_of(entries: Collection[UUID], member: Membership) -> Mapping[UUID, Mapping[UUID, Verdict]]:
    """The current verdicts of some people: by person, by step."""
    found: dict[UUID, dict[UUID, Verdict]] = defaultdict(dict)
    for verdict in Verdict.objects.visible_to(member).current().filter(entry__in=entries).select_related("deciding"):
        found[verdict.entry_id][verdict.step_id] = verdict
    return found


def gravest_by_movement(movements: Iterable[UUID], member: Membership) -> Mapping[UUID, Mapping[str, int]]:
    """How many people of each movement have which status at their gravest step."""
    worst: dict[UUID, dict[UUID, int]] = defaultdict(dict)
    names = {severity: status for status, severity in Verdict.SEVERITY.items()}
    rows = Verdict.objects.visible_to(member).current().filter(TRAVELLING, movement__in=list(movements))
    for movement, entry, status in rows.values_list("movement", "entry", "status"):
        of_movement = worst[movement]
        of_movement[entry] = max(of_movement.get(entry, 0), Verdict.SEVERITY[status])
    return {movement: _tally(names[one] for one in people.values()) for movement, people in worst.items()}


def freshness_of(movement: Movement, member: Membership) -> Freshness:
    """How fresh the answers for a movement are."""
    checked = _current(movement, member).aggregate(oldest=Min("checked_at"))["oldest"]
    return Freshness(checked, Due.objects.filter(movement=movement).values("entry").distinct().count())


def dangers_of(movement: Movement, member: Membership) -> Mapping[UUID, Verdict.Danger]:
    """Who of a movement is trapped between posts, or would be if stamped out: by manifest entry."""
    rows = _current(movement, member).exclude(danger="").values_list("entry", "danger")
    return {entry: Verdict.Danger(danger) for entry, danger in rows}


def danger_counts(member: Membership) -> Mapping[Verdict.Danger, int]:
    """How many people of all movements are in which danger."""
    rows = Verdict.objects.visible_to(member).current().filter(TRAVELLING).exclude(danger="")
    counted = rows.values_list("danger").annotate(count=Count("entry", distinct=True)).order_by()
    return {Verdict.Danger(danger): count for danger, count in counted}


def steps_of(movement: Movement) -> list[Step]:
    """The steps of a movement in order, with their posts."""
    return list(movement.steps.select_related("post", "post__crossing").order_by("number"))


def _current(movement: Movement, member: Membership) -> QuerySet[Verdict]:
    return Verdict.objects.visible_to(member).current().filter(TRAVELLING, movement=movement)


def _by_step(verdicts: QuerySet[Verdict]) -> dict[UUID, dict[str, int]]:
    counts: dict[UUID, dict[str, int]] = defaultdict(dict)
    for step, status, count in verdicts.values_list("step", "status").annotate(count=Count("id")).order_by():
        counts[step][status] = count
    return counts


def _tally(statuses: Iterable[str]) -> dict[str, int]:
    counts: dict[str, int] = defaultdict(int)
    for status in statuses:
        counts[status] += 1
    return counts
