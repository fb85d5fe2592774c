"""The trap: a person whom one side has let out and the other does not let in must be able to go back.

Two questions. Who stands between the posts now and can neither go on nor, for certain, go back? And who would, if
stamped out now: for whom is leaving A and entering B not certain?
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

from rulebook.rules import Status
from rulebook.travellers import Journey, Role, Step, Traveller
from rulebook.verdicts import Judge, Verdict


class Danger(Enum):
    """How close a person is to the trap."""

    TRAPPED = "trapped between the posts"
    WAITING_BETWEEN = "between the posts, may go back"
    WOULD_BE_TRAPPED = "would be trapped if stamped out"
    WOULD_BE_TURNED_BACK = "would be turned back if stamped out"


@dataclass(frozen=True, slots=True)
class Trap:
    """One person in danger: the verdict on going forward and the verdict on going back."""

    danger: Danger
    traveller: Traveller
    forward: Verdict
    back: Verdict

    @property
    def surely(self) -> bool:
        """Whether both ways are surely shut; otherwise one of them is unknown, which is no way out either."""
        shut = (Status.BLOCKED, Status.FIXABLE)
        return self.forward.status in shut and self.back.status in shut


def traps(judge: Judge, travellers: Iterable[Traveller], journey: Journey) -> Iterator[Trap]:
    """Yield everybody on a journey who is trapped, or would be, in the order of the list, each once.

    Only a verdict of OK counts as certain: FIXABLE is not yet fixed, and UNKNOWN is nobody's promise. Going back is
    judged now for those who stand between the posts, else at the moment at which they would be refused.
    """
    yield from traps_among(judge, judge.verdicts(travellers, journey), journey)


def traps_among(judge: Judge, verdicts: Iterable[Verdict], journey: Journey) -> Iterator[Trap]:
    """Yield the traps among people who have been judged: `verdicts` come person by person with the steps in order."""
    passages = tuple(_passages(judge, journey))
    following = iter(verdicts)
    for row in zip(*[following] * len(journey.steps), strict=True):
        trap = _trap(judge, row, passages)
        if trap is not None:
            yield trap


@dataclass(frozen=True, slots=True)
class _Passage:
    """A step into a state by its place, the state left for it, the way back: now, or at the moment of the refusal."""

    place: int
    left: str
    back_now: Step
    back_then: Step


def _passages(judge: Judge, journey: Journey) -> Iterator[_Passage]:
    for place, (before, step) in enumerate(zip((None, *journey.steps), journey.steps, strict=False)):
        exit_step = before if before is not None and before.role is Role.EXIT else None
        left = exit_step.jurisdiction if exit_step else step.coming_from
        if step.role is not Role.EXIT and left is not None and left != step.jurisdiction:
            yield _Passage(
                place, left, _way_back(step, left, exit_step, judge.now), _way_back(step, left, exit_step, step.at)
            )


def _way_back(step: Step, left: str, exit_step: Step | None, at: datetime) -> Step:
    """Return the step back into the state that was left, through the post by which it was left, in that post's zone."""
    gate = exit_step or replace(step, post=None)
    return replace(
        gate,
        id=f"{step.id}-back",
        jurisdiction=left,
        role=Role.ENTRY,
        at=at.astimezone(gate.at.tzinfo),
        coming_from=step.jurisdiction,
        party=step.party,
    )


def _trap(judge: Judge, row: tuple[Verdict, ...], passages: tuple[_Passage, ...]) -> Trap | None:
    traveller = row[0].traveller
    position = traveller.position
    if position is not None and position.between_posts:
        ahead = next((one for one in passages if one.left == position.left), None)
        return _between(judge, row, ahead) if ahead else None
    for one in passages:
        forward = row[one.place]
        if forward.status is not Status.OK:
            back = judge.verdict(traveller, one.back_then)
            may_return = back.status is Status.OK
            danger = Danger.WOULD_BE_TURNED_BACK if may_return else Danger.WOULD_BE_TRAPPED
            return Trap(danger, traveller, forward, back)
    return None


def _between(judge: Judge, row: tuple[Verdict, ...], ahead: _Passage) -> Trap | None:
    forward = row[ahead.place]
    if forward.status is Status.OK:
        return None
    back = judge.verdict(forward.traveller, ahead.back_now)
    danger = Danger.WAITING_BETWEEN if back.status is Status.OK else Danger.TRAPPED
    return Trap(danger, forward.traveller, forward, back)
