"""Writes the whole answer: headline, steps, conflicts of sources, reasons, exemptions, the trap by name, questions, remarks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from rich.text import Text

from karvon.cli.page.headline import headline
from karvon.cli.page.knowledge import knowledge
from karvon.cli.page.reader import STATUSES
from karvon.cli.page.rules import used
from karvon.cli.table.conflicts import write_conflicts
from karvon.cli.table.dangers import write_dangers
from karvon.cli.table.lifted import write_lifted, write_missing_terms
from karvon.cli.table.questions import write_questions
from karvon.cli.table.reasons import write_reasons
from karvon.cli.table.sheet import STYLES, Sheet
from karvon.cli.table.steps import write_steps
from rulebook.rules import Status
from rulebook.summary import Summary


@dataclass(frozen=True, slots=True)
class Told:
    """What the table says beside the verdicts: what was judged, from when remedies count, remarks and faults."""

    title: str
    now: datetime
    notes: Sequence[str] = ()
    remarks: Sequence[str] = ()
    faults: Sequence[str] = ()


def write_table(summary: Summary, sheet: Sheet, told: Told) -> None:
    """Write the answer for a judged list."""
    _write_answer(summary, sheet, told)
    write_steps(summary, sheet)
    write_conflicts(summary, sheet)
    write_reasons(summary, sheet)
    write_missing_terms(summary, sheet)
    write_lifted(summary, sheet)
    write_dangers(summary, sheet)
    write_questions(summary, sheet)
    _write_remarks(told, sheet)


def _write_answer(summary: Summary, sheet: Sheet, told: Told) -> None:
    words, answer = sheet.words, headline(summary, sheet.reader)
    uses = [use for use in used(summary) if use.concerns]
    known = knowledge(uses, summary.steps, told.now, sheet.reader)
    sheet.lines([told.title], "dim")
    sheet.lines([answer.sentence], STYLES[Status[answer.status.upper()]])
    sheet.listed(answer.more)
    clocks = "".join(f" = {clock}" for clock in known.clocks)
    pairs: list[tuple[str, str | Text]] = [
        (words("People"), _people(summary, sheet)),
        (words("Known at"), f"{known.known}{clocks}"),
    ]
    if known.counted_from:
        pairs.append((words("Counted"), words("remedies from {moment}", moment=known.counted_from)))
    if known.doubts:
        pairs.append((words("How sure"), "; ".join(known.doubts)))
    sheet.put("")
    sheet.labelled(pairs, indent=0)
    sheet.lines(told.notes, "bold")


def _people(summary: Summary, sheet: Sheet) -> Text:
    """Count the people under the gravest of their verdicts."""
    text = Text(sheet.words.count("{n} in all:", "{n} in all:", summary.total))
    for status in STATUSES:
        text.append(f"  {sheet.reader.number(summary.people[status])} ")
        text.append(sheet.status(status) if summary.people[status] else Text(sheet.status(status).plain, "dim"))
    return text


def _write_remarks(told: Told, sheet: Sheet) -> None:
    words = sheet.words
    if told.faults:
        sheet.heading(words("What could not be read in the list"), "bold red")
        sheet.lines(told.faults, indent=2)
    sheet.heading(words("Remarks"))
    sheet.lines(told.remarks, indent=2)
