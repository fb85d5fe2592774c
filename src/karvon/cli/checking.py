"""`karvon check`: judges a list and tells the answer in the terminal, as JSON, as CSV and as a page."""

import gc
import sys
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from karvon.cli import as_json
from karvon.cli.as_csv import write_csv
from karvon.cli.as_json import write_json
from karvon.cli.asking import Clocks, clocks
from karvon.cli.files import STDIN, STDOUT, check_outs, refusing_to_write, written
from karvon.cli.journeys import plan_of
from karvon.cli.judging import Gathered, gather, judge_of, judged
from karvon.cli.packs import read_book_and_warnings
from karvon.cli.page import write_page
from karvon.cli.page.reader import Reader
from karvon.cli.refusing import BAD_INPUT, refusing
from karvon.cli.speaking import reader_of
from karvon.cli.streams import results
from karvon.cli.table import Told, write_table
from karvon.cli.table.sheet import Sheet
from rulebook.rules import Status
from rulebook.summary import Summary

ALL_WELL, STOPPED = 0, 1

# Travellers and verdicts hold no cycles, so that looking for them among a million objects is work for nothing:
# 8 % of the time for a list of 100,000.
gc.set_threshold(200_000, 20, 100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What was asked for, as `karvon check` takes it."""

    file: Path
    packs: Sequence[Path]
    at: str | None
    known_at: str | None
    now: str | None
    steps: Path | None
    list_zone: str | None
    sheet: str | None
    language: str
    json_out: str | None
    csv_out: str | None
    html_out: str | None
    limit: int
    strict: bool

    @property
    def outs(self) -> tuple[str, ...]:
        """Where results go, beside the table."""
        return tuple(out for out in (self.json_out, self.csv_out, self.html_out) if out is not None)

    @property
    def listed(self) -> str:
        """How the list is called."""
        return "stdin" if str(self.file) == STDIN else str(self.file)

    @property
    def inputs(self) -> tuple[Path, ...]:
        """What the answer is made from."""
        return (self.file, *self.packs, *([self.steps] if self.steps else []))


@dataclass(frozen=True, slots=True)
class Answer:
    """The judged list with everything its reports say beside the verdicts."""

    request: Request
    asked: Clocks
    gathered: Gathered
    summary: Summary
    reader: Reader
    notes: tuple[str, ...]
    remarks: tuple[str, ...]
    """What is odd about the list and the packs without being wrong."""

    @property
    def exit_status(self) -> int:
        """1 where somebody is stopped, 2 where cells of the list could not be read, 0 where all is well."""
        strictly = self.request.strict and self.summary.people[Status.UNKNOWN]
        if self.summary.blocked or strictly:
            return STOPPED
        return BAD_INPUT if self.gathered.unread else ALL_WELL

    @property
    def title(self) -> str:
        """The movement and the list."""
        return " · ".join(filter(None, (self.gathered.journey.id, Path(self.request.listed).name)))


def check(**given: object) -> None:
    """Judge a list, tell the answer, and leave with its exit status."""
    request = Request(**given)  # type: ignore[arg-type]  # the options of the command, by name
    with refusing(request.language):
        check_outs(request.outs, request.inputs)
        answer = _answer(request)
        _write(answer)
    sys.exit(answer.exit_status)


def _answer(request: Request) -> Answer:
    asked = clocks(request.at, request.known_at, request.now)
    reader = reader_of(request.language, asked.known_at)
    book, warnings = read_book_and_warnings(request.packs)
    plan = plan_of(request.steps, book, asked)
    gathered = gather(request.file, plan, list_zone=request.list_zone, sheet=request.sheet, words=reader.words)
    summary = judged(gathered, judge_of(book, asked), reader.words)
    notes, remarks = tuple(_notes(summary, asked, reader)), (*gathered.remarks, *warnings)
    return Answer(request, asked, gathered, summary, reader, notes, remarks)


def _notes(summary: Summary, asked: Clocks, reader: Reader) -> Iterator[str]:
    """Say what a reader could otherwise take amiss."""
    words = reader.words
    last = max(step.at for step in summary.steps)
    if not asked.told and last < asked.known_at:
        yield words("The journey is over, and it is judged by all that is known today. "
                    "--known-at tells what was known then, and from when remedies count.")  # fmt: skip
    if summary.people[Status.UNKNOWN]:
        yield words.count("{n} person is UNKNOWN: that does not mean free to pass. See what to ask below.",
                          "{n} people are UNKNOWN: that does not mean free to pass. See what to ask below.",
                          summary.people[Status.UNKNOWN])  # fmt: skip


def _write(answer: Answer) -> None:
    """Write the files that were asked for, then the table where stdout is free."""
    request, words = answer.request, answer.reader.words
    if request.json_out is not None:
        with written(request.json_out) as file:
            write_json(answer.summary, file, words, _for_json(answer))
    if request.csv_out is not None:
        with written(request.csv_out) as file:
            write_csv(answer.summary, file, words)
    if request.html_out is not None:
        _write_page(answer, request.html_out)
    if STDOUT not in request.outs:
        told = Told(answer.title, answer.asked.now, answer.notes, answer.remarks, answer.gathered.faults)
        write_table(answer.summary, Sheet(answer.reader, limit=request.limit), told)
    for out in request.outs:
        if out != STDOUT:
            print(words("written: {out}", out=out), file=sys.stderr)


def _for_json(answer: Answer) -> as_json.Particulars:
    return as_json.Particulars(
        karvon=version("karvon"),
        list=answer.request.listed,
        rules=[str(pack) for pack in answer.request.packs],
        known_at=answer.asked.known_at,
        now=answer.asked.now,
        exit_status=answer.exit_status,
        notes=answer.notes,
        remarks=answer.remarks,
        faults=answer.gathered.faults,
    )


def _write_page(answer: Answer, out: str) -> None:
    with nullcontext() if out == STDOUT else refusing_to_write(out):
        write_page(
            answer.summary,
            results() if out == STDOUT else Path(out),
            words=answer.reader.words,
            title=answer.title,
            source=answer.request.listed,
            known_at=answer.asked.known_at,
            now=answer.asked.now,
            generated_by=f"karvon {version('karvon')}",
            remarks=(*answer.notes, *answer.gathered.faults, *answer.remarks),
        )
