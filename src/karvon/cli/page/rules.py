"""The requirements that were applied: demand, standing, both clocks, and sources in their own words with their age."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo

from karvon.cli.page.reader import Reader
from rulebook.clauses.base import MODES
from rulebook.requirements import KINDS, STANDINGS, RequirementVersion, Scope, Source
from rulebook.summary import Summary
from rulebook.travellers import Step
from rulebook.verdicts import Verdict
from rulebook.words import N_, Words

CHANNELS = {
    "gate_officer": N_("gate officer"),
    "phone": N_("telephone"),
    "note_verbale": N_("note verbale"),
    "gazette": N_("official gazette"),
    "press": N_("press"),
    "website": N_("website"),
    "letter": N_("letter"),
    "meeting": N_("meeting"),
    "practice": N_("practice"),
}


@dataclass(frozen=True, slots=True)
class Quoted:
    """A source as a page shows it."""

    authority: str
    channel: str
    quote: str
    heard: str
    age: str
    reference: str
    posts: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A version of a requirement as a page shows it; `standing` is the key, `standing_word` the word."""

    id: str
    version: int
    title: str
    kind: str
    standing: str
    standing_word: str
    whom: tuple[str, ...]
    demands: tuple[str, ...]
    in_force: str
    recorded: str
    confirmed: str
    stale: bool
    overrides: tuple[str, ...]
    conflicts: tuple[str, ...]
    sources: tuple[Quoted, ...]
    steps: tuple[str, ...] = ()


def rule(version: RequirementVersion, step: Step, reader: Reader, steps: tuple[str, ...] = ()) -> Rule:
    """Show a version with its moments on the clock of the step at which it was applied."""
    words, zone = reader.words, step.at.tzinfo
    return Rule(
        version.id,
        version.version,
        version.titled(words),
        words(KINDS[version.kind]),
        version.standing.value,
        words(STANDINGS[version.standing]),
        tuple(_whom(version, words)),
        tuple(part.text(words) for part in version.parts) or (words("nobody passes"),),
        _in_force(version, zone, reader),
        _with_age(version.recorded_at, zone, reader),
        _with_age(version.last_confirmed_at, zone, reader) if version.last_confirmed_at else "",
        version.is_stale(reader.known_at),
        version.overrides,
        version.conflicts_with,
        tuple(_quoted(source, zone, reader) for source in version.sources),
        steps,
    )


def _in_force(version: RequirementVersion, zone: tzinfo | None, reader: Reader) -> str:
    start = reader.dated(version.valid_from.astimezone(zone))
    if version.valid_to is None:
        return reader.words("from {start} until further notice", start=start)
    return reader.words("from {start} until {end}", start=start, end=reader.dated(version.valid_to.astimezone(zone)))


def _with_age(at: datetime, zone: tzinfo | None, reader: Reader) -> str:
    return ", ".join(filter(None, (reader.dated(at.astimezone(zone)), reader.age(at))))


def _quoted(source: Source, zone: tzinfo | None, reader: Reader) -> Quoted:
    words, heard = reader.words, source.heard_at.astimezone(zone)
    return Quoted(
        source.authority,
        words(CHANNELS.get(source.channel, source.channel.replace("_", " "))),
        source.quote,
        reader.dated(heard),
        reader.age(heard),
        source.reference or "",
        words("speaks only of {posts}", posts=words.both(source.posts)) if source.posts else "",
    )


def _whom(version: RequirementVersion, words: Words) -> Iterator[str]:
    """Say whom a version concerns; nothing for everybody."""
    yield from _of_scope(version.scope, words)
    if version.modes:
        yield words("travelling by {modes}", modes=words.either(words(MODES.get(one, one)) for one in version.modes))
    if version.posts:
        yield words("at {posts}", posts=words.either(version.posts))
    if version.when is not None:
        yield version.when.demand(words)


def _of_scope(scope: Scope, words: Words) -> Iterator[str]:
    if scope.nationalities:
        yield words("nationals of {countries}", countries=words.either(map(words.country, scope.nationalities)))
    if scope.except_nationalities:
        countries = words.both(map(words.country, scope.except_nationalities))
        yield words("not nationals of {countries}", countries=countries)
    if scope.purposes:
        yield words("travelling for {purposes}", purposes=words.either(scope.purposes))
    if scope.coming_from:
        yield words("coming from {countries}", countries=words.either(map(words.country, scope.coming_from)))
    if scope.groups:
        yield words("in groups of {groups}", groups=words.either(scope.groups))
    if scope.agreed_list:
        yield words("named on the list {list}", list=scope.agreed_list)


@dataclass(slots=True)
class Use:
    """Where a version was found in force, and whether it concerns anybody there."""

    version: RequirementVersion
    steps: dict[str, Step]
    concerns: bool = False


def used(summary: Summary) -> list[Use]:
    """Return every version in force at some step or way back of the list, in the order of the steps."""
    uses: dict[int, Use] = {}
    for verdict in _telling_verdicts(summary):
        for view in verdict.outcome.views:
            for finding in view.findings:
                use = uses.setdefault(id(finding.version), Use(finding.version, {}))
                if finding.applies is not False:
                    use.concerns = True
                    use.steps.setdefault(verdict.step.id, verdict.step)
    return list(uses.values())


def _telling_verdicts(summary: Summary) -> list[Verdict]:
    """Return one verdict for each answer at each step and way back: people with the same answer share its object."""
    found: dict[tuple[str, int], Verdict] = {}
    for verdict in (*summary.verdicts, *(trap.back for trap in summary.trapped)):
        found.setdefault((verdict.step.id, id(verdict.outcome)), verdict)
    order = {step.id: place for place, step in enumerate(summary.steps)}
    return sorted(found.values(), key=lambda one: order.get(one.step.id, len(order)))


def shown(use: Use, reader: Reader) -> Rule:
    """Show a version that concerns somebody, with the steps at which it does."""
    steps = tuple(use.steps.values())
    return rule(use.version, steps[0], reader, tuple(dict.fromkeys(reader.step(one) for one in steps)))
