"""From people and a book of requirements to verdicts as they are kept: the answer, its reasons, and its inputs."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from uuid import UUID

import msgspec

from karvon.readiness.gathering import Judgeable
from rulebook.rules import Outcome, Status
from rulebook.travellers import Step, Traveller
from rulebook.verdicts import Judge, Verdict


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The content of what was judged, and the key that follows from it."""

    id: UUID
    body: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """A verdict as it is kept; `deciding` is the id and number of the version in the rulebook."""

    entry: UUID
    movement: UUID
    owner: UUID
    step: UUID
    status: str
    contested: bool
    deciding: tuple[str, int] | None
    failing: tuple[str, ...]
    missing: tuple[str, ...]
    traveller: Snapshot
    passage: Snapshot
    holds_until: datetime | None


def judge_all(people: Iterable[Judgeable], judge: Judge) -> Iterator[Answer]:
    """Yield the answer for everybody at every step, person by person."""
    explained: dict[int, tuple[Outcome, tuple[str, ...]]] = {}
    passages: dict[int, tuple[Step, Snapshot]] = {}
    for person in people:
        traveller = snapshot(person.owner, person.traveller)
        for step in person.steps:
            verdict = judge.verdict(person.traveller, step)
            kept = passages.get(id(step))
            if kept is None:
                # by identity: a step is shared by everybody in a vehicle, and hashing it costs more than judging
                kept = passages[id(step)] = (step, snapshot(person.owner, step))
            outcome = verdict.outcome
            failing = explained.get(id(outcome))
            if failing is None:
                failing = explained[id(outcome)] = (outcome, failing_parts(verdict))
            yield Answer(
                person.entry, person.movement, person.owner, UUID(step.id), outcome.status.value, outcome.contested,
                deciding(verdict), failing[1], _missing(verdict), traveller, kept[1], holds_until(verdict),
            )  # fmt: skip


def snapshot(owner: UUID, content: Traveller | Step) -> Snapshot:
    """The content as JSON, under a key that nobody else's equal content has."""
    body = msgspec.json.encode(content)
    return Snapshot(UUID(bytes=blake2b(body, digest_size=16, key=owner.bytes).digest(), version=8), body)


def traveller_of(body: bytes) -> Traveller:
    """The traveller as judged."""
    return msgspec.json.decode(body, type=Traveller)


def step_of(body: bytes) -> Step:
    """The step as judged."""
    return msgspec.json.decode(body, type=Step)


def deciding(verdict: Verdict) -> tuple[str, int] | None:
    """The version that decides, by id and number."""
    found = verdict.deciding
    return (found.version.id, found.version.version) if found else None


def failing_parts(verdict: Verdict) -> tuple[str, ...]:
    """The parts that are not met, each as requirement/part, the deciding one first."""
    named = {}
    for finding, index in verdict.failing_parts():
        parts = finding.version.parts
        named[f"{finding.version.id}/{parts[index].name if parts else ''}"] = None
    return tuple(named)


def holds_until(verdict: Verdict) -> datetime | None:
    """From when on a remedy that makes this FIXABLE is no longer in time."""
    if verdict.status is not Status.FIXABLE:
        return None
    lead = verdict.rules.holds_while(verdict.step.at - verdict.now)
    return None if lead is None else verdict.step.at - lead


def _missing(verdict: Verdict) -> tuple[str, ...]:
    return verdict.missing() if verdict.status is Status.UNKNOWN else ()
