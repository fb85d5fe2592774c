"""The headline: one sentence that says who may not pass where and when, and the sentences a decision hangs on."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from karvon.cli.page.reader import Reader, Share
from rulebook.clauses.base import Clause
from rulebook.requirements import RequirementVersion, Standing
from rulebook.rules import Status
from rulebook.summary import Reason, Side, Summary
from rulebook.trap import Danger
from rulebook.travellers import Role, Step
from rulebook.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class Headline:
    """What a reader with one minute takes away; `status` is the gravest there is."""

    status: str
    sentence: str
    more: tuple[str, ...]
    shares: tuple[Share, ...]
    total: str


def headline(summary: Summary, reader: Reader) -> Headline:
    """Choose the step that stops most people, else the one that leaves most in the dark, and say so."""
    stopped = _worst(summary, (Status.BLOCKED, Status.FIXABLE))
    unknown = _worst(summary, (Status.UNKNOWN,))
    if stopped is not None:
        status = Status.BLOCKED if summary.at_step[stopped.id][Status.BLOCKED] else Status.FIXABLE
        sentence, more = _may_not(stopped, summary, reader), tuple(_about(stopped, summary, reader))
    elif unknown is not None:
        number = summary.at_step[unknown.id][Status.UNKNOWN]
        status, sentence, more = Status.UNKNOWN, _not_known(unknown, number, summary.total, reader), ()
    else:
        status, more = Status.OK if summary.total else Status.UNKNOWN, ()
        sentence = _all_pass(summary, reader)
    return Headline(
        status.name.lower(),
        sentence,
        (*more, *_of_danger(summary, reader)),
        reader.shares(summary.people),
        reader.number(summary.total),
    )


def _worst(summary: Summary, statuses: tuple[Status, ...]) -> Step | None:
    numbers = {step.id: sum(summary.at_step[step.id][one] for one in statuses) for step in summary.steps}
    worst = max(summary.steps, key=lambda step: numbers[step.id], default=None)
    return worst if worst is not None and numbers[worst.id] else None


def _spot(step: Step, reader: Reader) -> str:
    country = reader.country(step)
    return reader.words("{country} at {place}", country=country, place=step.place) if step.place else country


def _may_not(step: Step, summary: Summary, reader: Reader) -> str:
    counts = summary.at_step[step.id]
    number = counts[Status.BLOCKED] + counts[Status.FIXABLE]
    given = {"total": reader.number(summary.total), "spot": _spot(step, reader), "moment": reader.words.moment(step.at)}
    count = reader.words.count
    if step.role is Role.EXIT:
        return count("{n} of {total} people may not leave {spot} on {moment}.",
                     "{n} of {total} people may not leave {spot} on {moment}.", number, **given)  # fmt: skip
    if step.role is Role.TRANSIT:
        return count("{n} of {total} people may not pass through {spot} on {moment}.",
                     "{n} of {total} people may not pass through {spot} on {moment}.", number, **given)  # fmt: skip
    return count("{n} of {total} people may not enter {spot} on {moment}.",
                 "{n} of {total} people may not enter {spot} on {moment}.", number, **given)  # fmt: skip


def _not_known(step: Step, number: int, total: int, reader: Reader) -> str:
    return reader.words.count(
        "Whether {n} of {total} people may pass is not known: {step}, {moment}.",
        "Whether {n} of {total} people may pass is not known: {step}, {moment}.",
        number,
        total=reader.number(total),
        step=reader.step(step),
        moment=reader.words.moment(step.at),
    )


def _all_pass(summary: Summary, reader: Reader) -> str:
    if not summary.total:
        return reader.words("The list names nobody.")
    return reader.words.count(
        "{n} person may pass every step, by the requirements on record.",
        "All {n} people may pass every step, by the requirements on record.",
        summary.total,
    )


def _about(step: Step, summary: Summary, reader: Reader) -> Iterator[str]:
    """Say how sure the demand is, what else stands against it, and whether meeting it would be enough."""
    here = [one for one in summary.reasons if one.step.id == step.id]
    stopped = {id(verdict): verdict for reason in here for verdict in reason.verdicts}
    (version, _), *_ = Counter(filter(None, map(hangs_on, stopped.values()))).most_common(1)
    yield _standing(version, reader)
    fixable = summary.at_step[step.id][Status.FIXABLE]
    if fixable:
        yield reader.words.count(
            "{n} of them can still be made ready in time.", "{n} of them can still be made ready in time.", fixable
        )
    yield from _of_conflict(step, summary, reader)
    yield from _not_enough(here, reader)


def hangs_on(verdict: Verdict) -> RequirementVersion | None:
    """Return the version on which a verdict hangs: where sources conflict the one that brings the gravest answer.

    That one need not decide itself: an oral order that denies a corridor lets the rule bind again which the corridor
    had lifted; then the rule decides, but the order is what has to be settled.
    """
    if verdict.outcome.contested:
        return verdict.outcome.decisive.supposing
    return verdict.deciding.version if verdict.deciding else None


def _standing(version: RequirementVersion, reader: Reader) -> str:
    words, title = reader.words, version.titled(reader.words)
    authority = next((source.authority for source in version.sources if source.authority), "")
    if version.standing is Standing.CONFIRMED:
        return words("The demand “{title}” is confirmed.", title=title)
    if authority:
        return words(
            "The demand “{title}” was only stated ({authority}); nobody has confirmed it.",
            title=title,
            authority=authority,
        )
    return words("The demand “{title}” was only stated; nobody has confirmed it.", title=title)


def _of_conflict(step: Step, summary: Summary, reader: Reader) -> Iterator[str]:
    sides = [one for one in summary.sides if one.step.id == step.id and one.counted]
    if len({tuple(one.counts.items()) for one in sides}) < 2:
        return
    yield reader.words("Sources conflict: {sides}.", sides="; ".join(_of_side(side, reader) for side in sides))


def _of_side(side: Side, reader: Reader) -> str:
    title = side.supposing.titled(reader.words)
    return reader.words.count(
        "if “{title}” holds, {n} may pass", "if “{title}” holds, {n} may pass", side.counts[Status.OK], title=title
    )


def _not_enough(reasons: list[Reason], reader: Reader) -> Iterator[str]:
    """Where nobody has one single demand to meet, say it before money is spent on one of them."""
    if len(reasons) < 2 or any(lone_demands(reason) for reason in reasons):
        return
    yield reader.words("Meeting one demand alone frees nobody: everyone stopped here fails more than one.")


def lone_demands(reason: Reason) -> int:
    """Return for how many of those whom a reason stops it is the only demand that they do not meet.

    The same clause in two requirements is one demand: what meets it in one meets it in the other.
    """
    return sum(len(set(_demands(verdict))) == 1 for verdict in reason.verdicts)


def _demands(verdict: Verdict) -> Iterator[Clause | str]:
    for finding, index in verdict.failing_parts():
        yield clause_of(finding.version, index) or finding.version.id


def clause_of(version: RequirementVersion, index: int) -> Clause | None:
    """Return what a part demands; None for a flat prohibition, which has no parts."""
    return version.parts[index].clause if version.parts else None


def _of_danger(summary: Summary, reader: Reader) -> Iterator[str]:
    words = reader.words
    trapped = len(summary.by_danger(Danger.TRAPPED))
    would_be = len(summary.by_danger(Danger.WOULD_BE_TRAPPED))
    if trapped:
        yield words.count(
            "{n} person stands between the posts and can neither go on nor, for certain, go back.",
            "{n} people stand between the posts and can neither go on nor, for certain, go back.",
            trapped,
        )
    if would_be:
        yield words.count(
            "{n} person would be trapped there if stamped out now.",
            "{n} people would be trapped there if stamped out now.",
            would_be,
        )
