"""The operations board, for those who run movements and those who watch a border."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from karvon.accounts.models import Membership
from karvon.accounts.request import asking
from karvon.accounts.roles import MOVEMENT_STAFF
from karvon.movements.models import ManifestEntry, Movement, Step
from karvon.readiness.models import Due, Verdict
from karvon.readiness.queries import counts_of_steps, danger_counts, gravest_by_movement
from karvon.requirements.models import RequirementVersion
from karvon.web.board.corridor import corridor_of
from karvon.web.shell.access import for_members

RECENT = timedelta(hours=24)
SHOWN = 12


@dataclass(frozen=True)
class OnTheWay:
    """A movement that is open, with its answers and the first post that it has not passed."""

    movement: Movement
    people: int
    answers: list[tuple[str, int]]
    next_step: Step | None


@for_members(*MOVEMENT_STAFF, shows=_("movements and how many people are on them"))
@require_safe
def board_page(request: HttpRequest) -> HttpResponse:
    """What was just demanded, who is stopped where, who is in danger, and what is on the way."""
    _user, member, at = asking(request)
    assert member is not None
    movements = list(_open_movements(member))
    ids = [movement.id for movement in movements]
    steps = list(Step.objects.filter(movement__in=ids).select_related("post__crossing").order_by("number"))
    answers = gravest_by_movement(ids, member)
    context = {
        "totals": _totals(answers),
        "dangers": [(danger.value, str(danger.label), people) for danger, people in danger_counts(member).items()],
        "demands": _recent_demands(at),
        "corridor": corridor_of(steps, counts_of_steps(ids, member)),
        "movements": _on_the_way(movements, answers, steps),
        "due": Due.objects.filter(movement__in=ids).values("entry").distinct().count(),
    }
    return render(request, "board/board.html", context)


def _open_movements(member: Membership) -> Any:
    travelling = Count("entries", filter=Q(entries__status__in=ManifestEntry.TRAVELS))
    unfinished = (Movement.Status.IN_MOTION, Movement.Status.PLANNED, Movement.Status.REQUESTED)
    mine = Movement.objects.visible_to(member).filter(status__in=unfinished)
    return mine.annotate(people=travelling).order_by("status", "reference")[:SHOWN]


def _totals(answers: Mapping[UUID, Mapping[str, int]]) -> list[tuple[str, int]]:
    """How many people on the way have which answer, the gravest first."""
    totals: dict[str, int] = {}
    for counts in answers.values():
        for status, people in counts.items():
            totals[status] = totals.get(status, 0) + people
    ordered = sorted(totals, key=lambda status: -Verdict.SEVERITY[status])
    return [(status.lower(), totals[status]) for status in ordered]


def _recent_demands(at: datetime) -> list[tuple[RequirementVersion, str]]:
    """What was recorded in the last day, the newest first, each with its title in the reader's language."""
    language = (get_language() or "en").split("-")[0]
    recent = RequirementVersion.objects.filter(recorded_at__gt=at - RECENT, recorded_at__lte=at)
    rows = recent.select_related("requirement").order_by("-recorded_at")[:SHOWN]
    return [(row, row.titles.get(language) or row.titles.get("en", row.requirement.code)) for row in rows]


def _on_the_way(
    movements: list[Movement], answers: Mapping[UUID, Mapping[str, int]], steps: list[Step]
) -> list[OnTheWay]:
    ahead: dict[UUID, Step] = {}
    for step in steps:
        if step.passed_at is None:
            ahead.setdefault(step.movement_id, step)
    return [
        OnTheWay(
            movement,
            movement.people,  # type: ignore[attr-defined]  # counted by the query
            _totals({movement.id: answers.get(movement.id, {})}),
            ahead.get(movement.id),
        )
        for movement in movements
    ]
