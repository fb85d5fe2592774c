"""Judges a list: rows to travellers, travellers and steps to verdicts, verdicts to a summary."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from karvon.cli.asking import Clocks
from karvon.cli.packs import refuse_faults
from karvon.cli.progress import with_progress
from karvon.cli.steps import Plan
from karvon.cli.travellers import Travellers
from karvon.core.refusals import Refused
from karvon.core.words import sentence
from karvon.people.lists import open_list
from rulebook.book import RequirementBook
from rulebook.summary import Summary, summarise
from rulebook.trap import traps
from rulebook.travellers import Journey, Traveller
from rulebook.verdicts import Judge, Verdict
from rulebook.words import Words


class NobodyListed(Refused):
    """A list has a header and no people."""

    code = "nobody-listed"


@dataclass(frozen=True, slots=True)
class Gathered:
    """The people of a list on a journey, what was guessed while reading, and what could not be read."""

    travellers: Sequence[Traveller]
    journey: Journey
    remarks: tuple[str, ...]
    faults: tuple[str, ...]
    unread: int
    """How many cells say something that could not be read: those facts stand as not recorded."""


def gather(file: Path, plan: Plan, *, list_zone: str | None, sheet: str | None, words: Words) -> Gathered:
    """Read a list and add what the plan tells of some of the people."""
    people = open_list(file, zone=list_zone, sheet=sheet)
    makes = Travellers(plan.journey)
    rows = with_progress(people.rows(), words("reading"), people.table.rows_expected)
    travellers = [makes.traveller(row) for row in rows]
    if not travellers:
        raise NobodyListed(sentence("“{file}” has a header and names nobody. Add the people, one row each.", file=file))
    placed, faults = plan.applied(travellers)
    refuse_faults(faults)
    return Gathered(placed, plan.journey, (), (), 0)


def judge_of(book: RequirementBook, asked: Clocks) -> Judge:
    """Return the judge for a question."""
    return Judge(book, known_at=asked.known_at, now=asked.now)


def judged(gathered: Gathered, judge: Judge, words: Words) -> Summary:
    """Judge everybody at every step, and look for the trap."""
    journey = gathered.journey
    verdicts = judge.verdicts(gathered.travellers, journey)
    total = len(gathered.travellers) * len(journey.steps)
    shown: Iterator[Verdict] = with_progress(verdicts, words("judging"), total)
    return summarise(journey.steps, shown, traps(judge, gathered.travellers, journey))
