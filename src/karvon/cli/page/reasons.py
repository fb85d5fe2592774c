"""Why people are stopped, how that can be mended and whether in time; and what to ask about those nobody can judge."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from karvon.cli.page.headline import clause_of, lone_demands
from karvon.cli.page.reader import Named, Reader, sentence_case, shortened
from rulebook.clauses.base import ACTIONS
from rulebook.requirements import STANDINGS, Remedy, RequirementVersion
from rulebook.rules import in_reach
from rulebook.summary import Question, Reason, Summary, asked
from rulebook.verdicts import Verdict

NAMES_SHOWN = 120

_Key = tuple[str, str, int, int]
_Numbers = dict[_Key, int]


@dataclass(frozen=True, slots=True)
class Mend:
    """One remedy: what to do, its time, cost and place; `state` and `verdict` tell whether it can be had in time."""

    action: str
    lead: str
    cost: str
    place: str
    state: str
    verdict: str

    @property
    def in_time(self) -> bool:
        """Whether it can still be had in time."""
        return self.state == "in-time"


@dataclass(frozen=True, slots=True)
class AlsoFailing:
    """Another demand that some of the same people do not meet; `same` where it only repeats this one."""

    number: int
    people: str
    demand: str
    rule: str
    same: bool


@dataclass(frozen=True, slots=True)
class Cause:
    """A reason as a page shows it; `number` is what the matrix refers to."""

    number: int
    step: str
    people: str
    demand: str
    rule: str
    rule_id: str
    standing: str
    standing_word: str
    example: Named
    figures: str
    remedies: tuple[Mend, ...]
    alone: str
    also: tuple[AlsoFailing, ...]
    everybody: bool
    names: tuple[Named, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class Ask:
    """A question as a page shows it; `number` is what the matrix refers to."""

    number: int
    step: str
    people: str
    question: str
    everybody: bool
    names: tuple[Named, ...]
    left_out: int


def causes(summary: Summary, reader: Reader) -> tuple[Cause, ...]:
    """Return the reasons in their order, numbered from 1."""
    numbers = {_key(one.step.id, one.version, one.index): place for place, one in enumerate(summary.reasons, 1)}
    total = summary.total
    return tuple(_cause(place, one, numbers, total, reader) for place, one in enumerate(summary.reasons, 1))


def _key(step: str, version: RequirementVersion, index: int) -> _Key:
    return step, version.id, version.version, index


def _cause(number: int, reason: Reason, numbers: _Numbers, total: int, reader: Reader) -> Cause:
    words, version, first = reader.words, reason.version, reason.verdicts[0]
    names, left_out = shortened((reader.person(one.traveller) for one in reason.verdicts), NAMES_SHOWN)
    return Cause(
        number,
        reader.step(reason.step),
        reader.heads(len(reason.verdicts)),
        sentence_case(demand(version, reason.index, reader)),
        version.titled(words),
        version.id,
        version.standing.value,
        words(STANDINGS[version.standing]),
        reader.person(first.traveller),
        figures(first, version, reason.index, reader),
        tuple(mend(one, first, len(reason.verdicts), reader) for one in (reason.part.remedies if reason.part else ())),
        _alone(reason, reader),
        tuple(_also(reason, numbers, reader)),
        len(reason.verdicts) == total > 1,
        names,
        left_out,
    )


def demand(version: RequirementVersion, index: int, reader: Reader) -> str:
    """Say what one part of a version demands; a prohibition without parts demands that nobody passes."""
    return version.parts[index].text(reader.words) if version.parts else reader.words("nobody passes")


def figures(verdict: Verdict, version: RequirementVersion, index: int, reader: Reader) -> str:
    """Say with a person's own figures why they do not meet a part that stops them."""
    finding = next(one for one, failing in verdict.failing_parts() if one.version is version and failing == index)
    return sentence_case(verdict.reason(finding, index, reader.words))


def _alone(reason: Reason, reader: Reader) -> str:
    lone = lone_demands(reason)
    if lone == 0:
        return reader.words("Meeting this demand alone frees nobody: all of them fail others too.")
    if lone == len(reason.verdicts):
        return reader.words("For all of them this is the only demand that is not met.")
    return reader.words.count("For {n} of them this is the only demand that is not met.",
                              "For {n} of them this is the only demand that is not met.", lone)  # fmt: skip


def _also(reason: Reason, numbers: _Numbers, reader: Reader) -> Iterator[AlsoFailing]:
    others: Counter[_Key] = Counter()
    told: dict[_Key, tuple[str, str, bool]] = {}
    for verdict in reason.verdicts:
        for finding, index in verdict.failing_parts():
            if finding.version is not reason.version or index != reason.index:
                key = _key(reason.step.id, finding.version, index)
                others[key] += 1
                if key not in told:
                    version = finding.version
                    same = reason.part is not None and clause_of(version, index) == reason.part.clause
                    told[key] = demand(version, index, reader), version.titled(reader.words), same
    for key, number in others.most_common():
        yield AlsoFailing(numbers[key], reader.heads(number), *told[key])


def mend(remedy: Remedy, verdict: Verdict, people: int, reader: Reader) -> Mend:
    """Show a remedy for so many people with what it takes and costs, and whether it is in time for one of them."""
    words, left = reader.words, verdict.step.at - verdict.now
    cost = remedy.cost_usd_cents
    return Mend(
        sentence_case(remedy.texts.get(words.language) or words(ACTIONS.get(remedy.action, remedy.action))),
        words.hours(_minutes(remedy.lead)) if remedy.lead is not None else "",
        ""
        if cost is None
        else words("{each} a person, {all} for {people}", each=reader.dollars(cost),
                   all=reader.dollars(cost * people), people=reader.number(people)),
        remedy.place or "",
        "unsaid" if remedy.lead is None else "in-time" if in_reach(remedy, left) else "too-late",
        _in_time(remedy, verdict, left, reader),
    )  # fmt: skip


def _in_time(remedy: Remedy, verdict: Verdict, left: timedelta, reader: Reader) -> str:
    words = reader.words
    if remedy.lead is None:
        return words("nobody recorded how long it takes")
    if in_reach(remedy, left):
        return words("in time if begun by {moment}", moment=words.moment(verdict.step.at - remedy.lead))
    if left <= timedelta():
        return words("not in time: the planned moment has passed")
    return words("not in time: {left} left", left=words.hours(_minutes(left)))


def _minutes(duration: timedelta) -> int:
    return duration // timedelta(minutes=1)


def asks(summary: Summary, reader: Reader) -> tuple[Ask, ...]:
    """Return the questions in their order, numbered from 1."""
    return tuple(_ask(place, one, summary.total, reader) for place, one in enumerate(summary.questions, 1))


def _ask(number: int, question: Question, total: int, reader: Reader) -> Ask:
    names, left_out = shortened((reader.person(one.traveller) for one in question.verdicts), NAMES_SHOWN)
    return Ask(
        number,
        reader.step(question.step),
        reader.heads(len(question.verdicts)),
        sentence_case(asked(question, reader.words)),
        len(question.verdicts) == total > 1,
        names,
        left_out,
    )
