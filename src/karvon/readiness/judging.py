"""From people and a book of requirements to verdicts as they are kept: the answer, its reasons, and its inputs."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from uuid import UUID

import msgspec

from karvon.readiness.gathering import Judgeable
from karvon.readiness.models import Verdict as KeptVerdict
from karvon.requirements.book import KnownBook
from rulebook.rules import Outcome, Status
from rulebook.trap import Trap, traps_among
from rulebook.travellers import Journey, Step, Traveller
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
    danger: str
    deciding: tuple[str, int] | None
    failing: tuple[str, ...]
    missing: tuple[str, ...]
    traveller: Snapshot
    passage: Snapshot
    holds_until: datetime | None


class _Answers:
    """Turns verdicts into what is kept; what many share is worked out once, by identity, which costs least."""

    def __init__(self) -> None:
        self._failing: dict[int, tuple[Outcome, tuple[str, ...]]] = {}
        self._passages: dict[int, tuple[Step, Snapshot]] = {}

    def of(self, person: Judgeable, traveller: Snapshot, verdict: Verdict, trap: Trap | None) -> Answer:
        """The answer that a verdict gives; the danger stands at the step that shuts the way."""
        return Answer(
            entry=person.entry,
            movement=person.movement,
            owner=person.owner,
            step=UUID(verdict.step.id),
            status=verdict.status.value,
            contested=verdict.outcome.contested,
            danger=trap.danger.name.lower() if trap is not None and trap.forward is verdict else "",
            deciding=_deciding(verdict),
            failing=self._failing_parts(verdict),
            missing=verdict.missing() if verdict.status is Status.UNKNOWN else (),
            traveller=traveller,
            passage=self._passage(person.owner, verdict.step),
            holds_until=_holds_until(verdict),
        )

    def _failing_parts(self, verdict: Verdict) -> tuple[str, ...]:
        known = self._failing.get(id(verdict.outcome))
        if known is None:
            known = self._failing[id(verdict.outcome)] = (verdict.outcome, _failing_parts(verdict))
        return known[1]

    def _passage(self, owner: UUID, step: Step) -> Snapshot:
        known = self._passages.get(id(step))
        if known is None:
            known = self._passages[id(step)] = (step, snapshot(owner, step))
        return known[1]


def judge_all(people: Iterable[Judgeable], judge: Judge) -> Iterator[Answer]:
    """Yield the answer for everybody at every step, person by person."""
    answers = _Answers()
    for person in people:
        traveller = snapshot(person.owner, person.traveller)
        verdicts = [judge.verdict(person.traveller, step) for step in person.steps]
        trap = next(traps_among(judge, verdicts, Journey(str(person.movement), person.steps)), None)
        for verdict in verdicts:
            yield answers.of(person, traveller, verdict, trap)


def judged_again(kept: KeptVerdict, known: KnownBook) -> Verdict:
    """Reach a kept verdict again, from its own inputs and what was known then."""
    traveller = msgspec.convert(kept.traveller.body, Traveller)
    step = msgspec.convert(kept.passage.body, Step)
    return Judge(known.book, known_at=kept.known_at).verdict(traveller, step)


def snapshot(owner: UUID, content: Traveller | Step) -> Snapshot:
    """The content as JSON, under a key that nobody else's equal content has."""
    body = msgspec.json.encode(content)
    return Snapshot(UUID(bytes=blake2b(body, digest_size=16, key=owner.bytes).digest(), version=5), body)


def _deciding(verdict: Verdict) -> tuple[str, int] | None:
    """The version that decides, by id and number."""
    found = verdict.deciding
    return (found.version.id, found.version.version) if found else None


def _failing_parts(verdict: Verdict) -> tuple[str, ...]:
    """The parts that are not met, each as requirement/part, the deciding one first."""
    named: dict[str, None] = {}
    for finding, index in verdict.failing_parts():
        parts = finding.version.parts
        named[f"{finding.version.id}/{parts[index].name if parts else ''}"] = None
    return tuple(named)


def _holds_until(verdict: Verdict) -> datetime | None:
    """From when on a remedy that makes this FIXABLE is no longer in time."""
    if verdict.status is not Status.FIXABLE:
        return None
    lead = verdict.rules.holds_while(verdict.step.at - verdict.now)
    return None if lead is None else verdict.step.at - lead
