"""Judges a list: rows to travellers, travellers and steps to verdicts, verdicts to a summary."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from karvon.cli.asking import Clocks, zone
from karvon.cli.files import readable
from karvon.cli.packs import refuse_faults
from karvon.cli.progress import with_progress
from karvon.cli.steps import Plan
from karvon.cli.travellers import Travellers, most_used
from karvon.core.refusals import Refused
from karvon.core.words import counted, sentence
from karvon.people.lists import Fault, ListRead, Severity, open_list
from karvon.people.lists.reading import ROWS_IN_MEMORY
from rulebook.book import RequirementBook
from rulebook.summary import Summary, summarise
from rulebook.trap import traps_among
from rulebook.travellers import Journey, Traveller
from rulebook.verdicts import Judge
from rulebook.words import Words

_SHOWN_OF_A_KIND = 8  # lines; the number of the others is told


class NobodyListed(Refused):
    """A list has a header and no people."""

    code = "nobody-listed"


class NoSheets(Refused):
    """A sheet was asked for of a list that has none."""

    code = "no-sheets"


@dataclass(frozen=True, slots=True)
class Gathered:
    """The people of a list on a journey, what was guessed while reading, and what could not be read."""

    travellers: Sequence[Traveller]
    journey: Journey
    faults: tuple[str, ...]
    remarks: tuple[str, ...]
    unread: int
    """How many cells say something that could not be read: those facts stand as not recorded."""


def gather(file: Path, plan: Plan, *, list_zone: str | None, sheet: str | None, words: Words) -> Gathered:
    """Read a list and add what the plan tells of some of the people."""
    of_list = zone(list_zone, "--list-zone") if list_zone else None
    makes = Travellers(plan.journey)
    with readable(file) as path:
        # everybody is kept for the summary, so the list may be as long as one that is read into memory
        people = open_list(path, zone=of_list, sheet=sheet, limits=ROWS_IN_MEMORY)
        if sheet and not people.table.sheet:
            raise NoSheets(sentence("“{file}” is no workbook and has no sheets. Leave --sheet away.", file=file))
        rows = with_progress(people, words("reading"), people.rows_expected)
        travellers = [makes.traveller(row) for row in rows]
    if not travellers:
        raise NobodyListed(sentence("“{file}” has a header and names nobody. Add the people, one row each.", file=file))
    placed, faults = plan.applied(travellers)
    refuse_faults(faults)
    read = people.so_far()
    remarks = (*_remarks(read, words.language), *_unplaced(makes, words.language))
    return Gathered(placed, plan.journey, tuple(_lines(read, Severity.ERROR, words.language)), remarks, read.errors)


def _lines(read: ListRead, severity: Severity, language: str) -> Iterator[str]:
    """Say what is wrong, kind by kind and column by column; of many alike the first, and how many more there are."""
    groups: dict[tuple[str, str, str], list[Fault]] = {}
    for fault in read.faults:
        if fault.severity is severity:
            groups.setdefault((fault.code, fault.column, fault.header), []).append(fault)
    counts = {(one.code, one.column, one.header): one.count for one in read.fault_counts if one.severity is severity}
    for key, faults in groups.items():
        yield from (fault.say(language) for fault in faults[:_SHOWN_OF_A_KIND])
        more = counts[key] - len(faults[:_SHOWN_OF_A_KIND])
        if more:
            column = key[1]
            yield counted("… and {count:n} more like this in column {column}.",
                          "… and {count:n} more like this in column {column}.",
                          count=more, column=column or "–").say(language)  # fmt: skip


def _remarks(read: ListRead, language: str) -> Iterator[str]:
    yield read.counts().say(language)
    yield from (remark.say(language) for remark in read.remarks)
    yield from _lines(read, Severity.WARNING, language)


def _unplaced(makes: Travellers, language: str) -> Iterator[str]:
    """Say of how many people the list tells where they stand in words that no step knows."""
    for post, number in most_used(makes.unplaced)[:_SHOWN_OF_A_KIND]:
        words = (
            "The list says of {count:n} person that they stand at “{post}”; no step has a post or crossing of that id, "
            "so their position is not used. Write the id of the post, or tell it in the steps file."
        )
        many = words.replace("person that they stand", "people that they stand")
        yield counted(words, many, count=number, post=post).say(language)


def judge_of(book: RequirementBook, asked: Clocks) -> Judge:
    """Return the judge for a question."""
    return Judge(book, known_at=asked.known_at, now=asked.now)


def judged(gathered: Gathered, judge: Judge, words: Words) -> Summary:
    """Judge everybody at every step, and look for the trap."""
    journey = gathered.journey
    total = len(gathered.travellers) * len(journey.steps)
    verdicts = list(with_progress(judge.verdicts(gathered.travellers, journey), words("judging"), total))
    return summarise(journey.steps, verdicts, traps_among(judge, verdicts, journey))
