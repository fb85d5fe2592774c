"""Reasons in words, in the reader's language: what a requirement says of a part that people do not meet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import get_language

from karvon.movements.models import Step
from karvon.readiness.queries import Reason
from karvon.requirements.book import requirement_book
from rulebook.requirements import RequirementVersion
from rulebook.words import Words


@dataclass(frozen=True)
class ReasonInWords:
    """Why people are stopped at a step: the demand, the requirement it belongs to, how sure it is, how many people."""

    step: Step
    demand: str
    version: RequirementVersion
    title: str
    people: int


def reasons_in_words(reasons: Iterable[Reason], steps: Mapping[UUID, Step], known_at: datetime) -> list[ReasonInWords]:
    """The reasons as a reader takes them, in the order given, in the words of the version known then."""
    words = Words.of((get_language() or "en").split("-")[0])
    book = requirement_book().book
    found = []
    for reason in reasons:
        step = steps[reason.step]
        version = book.version(reason.requirement, step.planned_at, known_at)
        if version is None:  # withdrawn since; the people are due to be judged again
            continue
        part = next((one for one in version.parts if one.name == reason.part), None)
        demand = part.text(words) if part else words("passing is forbidden")
        found.append(ReasonInWords(step, demand, version, version.titled(words), reason.people))
    return found
