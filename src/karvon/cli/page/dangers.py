"""People in the trap, or close to it, by name: those who share both answers, forward and back, stand together."""

from dataclasses import dataclass

from karvon.cli.page.headline import hangs_on
from karvon.cli.page.reader import Named, Reader, sentence_case, shortened
from karvon.cli.page.reasons import demand
from rulebook.catalogue import described
from rulebook.requirements import STANDINGS
from rulebook.rules import Status
from rulebook.summary import NO_RULE, Summary
from rulebook.trap import Danger, Trap
from rulebook.verdicts import Verdict

NAMES_SHOWN = 240
GROUPS_SHOWN = 24

GRAVEST_FIRST = (Danger.TRAPPED, Danger.WOULD_BE_TRAPPED, Danger.WAITING_BETWEEN, Danger.WOULD_BE_TURNED_BACK)


@dataclass(frozen=True, slots=True)
class Way:
    """The answer on one way out: status, where, why, and by which rule of which standing."""

    status: str
    word: str
    step: str
    why: str
    rule: str
    standing_word: str


@dataclass(frozen=True, slots=True)
class Peril:
    """Everybody in one kind of danger for the same two reasons; not `sure` where a way may be shut or open."""

    danger: str
    title: str
    people: str
    advice: str
    sure: bool
    forward: Way
    back: Way
    names: tuple[Named, ...]
    left_out: int


def perils(summary: Summary, reader: Reader) -> tuple[tuple[Peril, ...], int]:
    """Return the groups of people in danger, gravest and largest first, and how many people smaller groups hold."""
    groups: dict[tuple[object, ...], list[Trap]] = {}
    for trap in summary.trapped:
        groups.setdefault((trap.danger, _same(trap.forward), _same(trap.back)), []).append(trap)
    ordered = sorted(groups.values(), key=lambda group: (GRAVEST_FIRST.index(group[0].danger), -len(group)))
    left_out = sum(len(group) for group in ordered[GROUPS_SHOWN:])
    return tuple(_peril(group, reader) for group in ordered[:GROUPS_SHOWN]), left_out


def _same(verdict: Verdict) -> tuple[object, ...]:
    """Two verdicts say the same when they stand on the same step, answer and failing parts."""
    failing = tuple((finding.version.id, index) for finding, index in verdict.failing_parts())
    missing = verdict.missing() if verdict.status is Status.UNKNOWN else ()
    return verdict.step.id, verdict.status, failing, missing


def _peril(group: list[Trap], reader: Reader) -> Peril:
    first = group[0]
    names, left_out = shortened((reader.person(one.traveller) for one in group), NAMES_SHOWN)
    return Peril(
        first.danger.name.lower(),
        _title(first.danger, len(group), reader),
        reader.heads(len(group)),
        _advice(first.danger, reader),
        first.surely or first.back.status is Status.OK,
        _way(first.forward, reader),
        _way(first.back, reader),
        names,
        left_out,
    )


def _title(danger: Danger, number: int, reader: Reader) -> str:
    count = reader.words.count
    if danger is Danger.TRAPPED:
        return count("{n} person is trapped between the posts", "{n} people are trapped between the posts", number)
    if danger is Danger.WOULD_BE_TRAPPED:
        return count("{n} person would be trapped if stamped out", "{n} people would be trapped if stamped out", number)
    if danger is Danger.WAITING_BETWEEN:
        return count(
            "{n} person stands between the posts and may go back",
            "{n} people stand between the posts and may go back",
            number,
        )
    return count(
        "{n} person would be turned back if stamped out", "{n} people would be turned back if stamped out", number
    )


def _advice(danger: Danger, reader: Reader) -> str:
    words = reader.words
    if danger is Danger.TRAPPED:
        return words("They need a way out now: shelter, food, and a decision by one of the two states.")
    if danger is Danger.WAITING_BETWEEN:
        return words("They can still go back while the way on is shut.")
    if danger is Danger.WOULD_BE_TRAPPED:
        return words("Do not let them be stamped out before entry on the other side is certain.")
    return words("They would lose the journey, but not the way back.")


def _way(verdict: Verdict, reader: Reader) -> Way:
    words, cause = reader.words, hangs_on(verdict)
    return Way(
        verdict.status.name.lower(),
        reader.status(verdict.status),
        ", ".join((reader.step(verdict.step), words.moment(verdict.step.at))),
        sentence_case(_why(verdict, reader)),
        cause.titled(words) if cause else "",
        words(STANDINGS[cause.standing]) if cause else "",
    )


def _why(verdict: Verdict, reader: Reader) -> str:
    words = reader.words
    if verdict.status is Status.UNKNOWN:
        missing = dict.fromkeys(_label(path, reader) for path in verdict.missing())
        return words("not recorded: {fact}", fact=words.both(missing)) if missing else words(NO_RULE)
    failing = dict.fromkeys(demand(finding.version, index, reader) for finding, index in verdict.failing_parts())
    return words("not met: {demands}", demands="; ".join(failing)) if failing else words("nothing stands in the way")


def _label(path: str, reader: Reader) -> str:
    fact = described(path)
    return reader.words(fact.label) if fact else path
