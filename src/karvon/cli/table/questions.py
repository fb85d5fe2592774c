"""Whom nobody can judge yet, and what to ask: unknown never means free to pass."""

from rich.text import Text

from karvon.cli.page.reader import sentence_case
from karvon.cli.table.sheet import Sheet
from rulebook.summary import Question, Summary, asked


def write_questions(summary: Summary, sheet: Sheet) -> None:
    """Write one question for each fact that is missing at a step, with the people it is missing of."""
    words = sheet.words
    if not summary.questions:
        return
    sheet.heading(words("Not known: what to ask"), "bold magenta")
    sheet.lines([words("Unknown does not mean free to pass: these people can be stopped.")], "dim")
    for number, question in enumerate(summary.questions, 1):
        _write_question(f"?{number}", question, summary.total, sheet)


def _write_question(number: str, question: Question, everybody: int, sheet: Sheet) -> None:
    reader = sheet.reader
    title = Text(sentence_case(asked(question, sheet.words)), "bold")
    title.append(f" · {reader.heads(len(question.verdicts))} · {reader.step(question.step)}", "not bold default")
    sheet.numbered(number, title)
    sheet.explained([], question.verdicts, everybody, number)
