"""Whom nobody can judge yet, and what to ask: unknown never means free to pass."""

from dataclasses import dataclass, field

from rich.text import Text

from karvon.cli.page.reader import sentence_case
from karvon.cli.table.sheet import Sheet
from rulebook.summary import Summary, asked
from rulebook.verdicts import Verdict


@dataclass(slots=True)
class _Asked:
    """One question, at which steps it stands in the way, and one verdict for each person it is about."""

    steps: dict[str, str] = field(default_factory=dict)
    people: dict[int, Verdict] = field(default_factory=dict)


def write_questions(summary: Summary, sheet: Sheet) -> None:
    """Write each question once, with the steps it stands in the way of and the people it is about."""
    words = sheet.words
    if not summary.questions:
        return
    sheet.heading(words("Not known: what to ask"), "bold magenta")
    sheet.lines([words("Unknown does not mean free to pass: these people can be stopped.")], "dim")
    for number, (question, about) in enumerate(_gathered(summary, sheet).items(), 1):
        people = list(about.people.values())
        title = Text(question, "bold")
        title.append(f" · {sheet.reader.heads(len(people))} · {'; '.join(about.steps.values())}", "not bold default")
        sheet.numbered(f"?{number}", title)
        sheet.explained([], people, summary.total, f"?{number}")


def _gathered(summary: Summary, sheet: Sheet) -> dict[str, _Asked]:
    """Bring together what is one question to an officer: one fact at several steps, several facts of one name."""
    found: dict[str, _Asked] = {}
    for question in summary.questions:
        about = found.setdefault(sentence_case(asked(question, sheet.words)), _Asked())
        about.steps[question.step.id] = sheet.reader.step(question.step)
        for verdict in question.verdicts:
            # two rows of a list may bear one id and are two people
            about.people.setdefault(id(verdict.traveller), verdict)
    return found
