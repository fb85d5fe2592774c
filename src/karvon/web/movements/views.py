"""The pages of movements. Names stand there for those who answer for the people; others see references."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from karvon.accounts.models import Membership
from karvon.accounts.request import asking
from karvon.accounts.roles import CASE_STAFF, MOVEMENT_STAFF
from karvon.journal.actions import record_look
from karvon.movements.models import ManifestEntry, Movement, Step
from karvon.people.models import PersonName
from karvon.readiness.models import Verdict
from karvon.readiness.queries import (
    counts_by_step,
    dangers_of,
    freshness_of,
    gravest_by_movement,
    reasons_of,
    steps_of,
    verdicts_of,
)
from karvon.web.movements.wording import reasons_in_words
from karvon.web.shell.access import for_members
from karvon.web.shell.lists import listing

ORDERS = {"reference": ("reference",), "first": ("first_at",), "people": ("people",), "status": ("status",)}
SHOWS = _("movements and how many people are on them")


@for_members(*MOVEMENT_STAFF, shows=SHOWS)
@require_safe
def movement_list(request: HttpRequest) -> HttpResponse:
    """Every movement of the office, the next one first."""
    _user, member, _at = asking(request)
    assert member is not None
    chosen = request.GET.get("status", "")
    movements = Movement.objects.visible_to(member).select_related("requested_by")
    if chosen in Movement.Status.values:
        movements = movements.filter(status=chosen)
    page = listing(request, _with_people(movements), orders=ORDERS, usual="first")
    stopped = gravest_by_movement([movement.id for movement in page.rows], member)
    context = {
        "listing": page,
        "rows": [(movement, _statuses(stopped.get(movement.id, {}))) for movement in page.rows],
        "statuses": Movement.Status.choices,
        "chosen": chosen,
    }
    return render(request, "movements/list.html", context)


@for_members(*MOVEMENT_STAFF, shows=SHOWS)
@require_safe
def movement_page(request: HttpRequest, reference: str) -> HttpResponse:
    """One movement: its steps with their clocks, why people are stopped, who is in danger, and everybody's answers."""
    _user, member, at = asking(request)
    assert member is not None
    movement = Movement.objects.visible_to(member).select_related("requested_by").filter(reference=reference).first()
    if movement is None:
        raise Http404
    steps = steps_of(movement)
    dangers = dangers_of(movement, member)
    people = listing(request, _people(movement, request.GET), orders={"list": ("added_at",)}, usual="list")
    named = member.is_any_of(CASE_STAFF)
    if named:
        record_look("manifest seen", movement, by=member, at=at, people=len(people.rows))
    context = {
        "movement": movement,
        "steps": _step_heads(steps, counts_by_step(movement, member)),
        "reasons": reasons_in_words(reasons_of(movement, member), {step.id: step for step in steps}, at),
        "dangers": _danger_counts(dangers),
        "listing": people,
        "people": _matrix(people.rows, steps, dangers, member, named=named),
        "named": named,
        "freshness": freshness_of(movement, member),
        "chosen": request.GET.get("answer", ""),
    }
    return render(request, "movements/movement.html", context)


# --- The list --------------------------------------------------------------------------------------------------------


def _with_people(movements: QuerySet[Movement]) -> QuerySet[Movement]:
    travelling = Count("entries", filter=Q(entries__status__in=ManifestEntry.TRAVELS), distinct=True)
    return movements.annotate(people=travelling, first_at=Min("steps__planned_at"))


def _statuses(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """The statuses that anybody has, the gravest first, as templates name them."""
    ordered = sorted(counts, key=lambda status: -Verdict.SEVERITY[status])
    return [(status.lower(), counts[status]) for status in ordered]


# --- One movement ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class StepHead:
    """A step with how many people have which answer there."""

    step: Step
    counts: list[tuple[str, int]]
    worst: str


@dataclass(frozen=True)
class PersonRow:
    """One person with an answer for every step; `danger` in words, for whoever is in one."""

    entry: ManifestEntry
    called: str
    danger: str
    cells: list[tuple[Step, Verdict | None]]


def _step_heads(steps: list[Step], counts: Mapping[UUID, Mapping[str, int]]) -> list[StepHead]:
    heads = []
    for step in steps:
        found = _statuses(counts.get(step.id, {}))
        heads.append(StepHead(step, found, found[0][0] if found else "unknown"))
    return heads


def _danger_counts(dangers: Mapping[UUID, Verdict.Danger]) -> list[tuple[str, str, int]]:
    """Each danger that anybody is in: its word in the address, in words, and how many people."""
    counts = Counter(dangers.values())
    return [(danger.value, str(danger.label), counts[danger]) for danger in Verdict.Danger if counts[danger]]


def _people(movement: Movement, asked: Mapping[str, str]) -> QuerySet[ManifestEntry]:
    """Who travels; with an answer in the address, those who have it at any step."""
    people = movement.entries.filter(status__in=ManifestEntry.TRAVELS).select_related("person", "vehicle")
    answer = asked.get("answer", "").upper()
    if answer in Verdict.Status.values:
        people = people.filter(
            id__in=Verdict.objects.current().filter(status=answer, movement=movement).values("entry")
        )
    return people


def _matrix(
    rows: Sequence[ManifestEntry],
    steps: list[Step],
    dangers: Mapping[UUID, Verdict.Danger],
    member: Membership,
    *,
    named: bool,
) -> list[PersonRow]:
    verdicts = verdicts_of([entry.id for entry in rows], member)
    names = _names(rows) if named else {}
    return [
        PersonRow(
            entry,
            names.get(entry.person_id, entry.person.reference if named else entry.batch),
            str(dangers[entry.id].label) if entry.id in dangers else "",
            [(step, verdicts.get(entry.id, {}).get(step.id)) for step in steps],
        )
        for entry in rows
    ]


def _names(entries: Sequence[ManifestEntry]) -> dict[UUID, str]:
    persons = [entry.person_id for entry in entries]
    return {name.person_id: str(name) for name in PersonName.objects.filter(person__in=persons, is_main=True)}
