"""What is wrong with a list, cell by cell: where it stands, what it says, and how its author can mend it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from karvon.core.sheets import Column
from karvon.core.words import Sentence, sentence

KEPT_OF_A_KIND = 100
"""How many faults of one kind in one column are kept to be shown; all are counted."""
_TEXT_SHOWN = 40


class Severity(StrEnum):
    """What a fault does to the row, which is always kept."""

    ERROR = "error"
    """What the cell was to say is left not recorded."""
    WARNING = "warning"
    """The cell was read, but a person should look at it."""


class Problem(NamedTuple):
    """What is wrong with a value, before it has a place."""

    severity: Severity
    code: str
    sentence: Sentence
    remedy: Sentence


class Reading(NamedTuple):
    """A value as read from a cell, None if it says nothing usable, and what is wrong with it."""

    value: Any
    problem: Problem | None = None


NOTHING = Reading(None)


def error(code: str, words: Sentence, remedy: Sentence) -> Problem:
    """A problem that leaves the fact not recorded."""
    return Problem(Severity.ERROR, code, words, remedy)


def warning(code: str, words: Sentence, remedy: Sentence) -> Problem:
    """A problem for a person to look at."""
    return Problem(Severity.WARNING, code, words, remedy)


def refused(code: str, words: Sentence, remedy: Sentence) -> Reading:
    """A cell that cannot be read."""
    return Reading(None, error(code, words, remedy))


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a list, with its place."""

    severity: Severity
    code: str
    row: int
    column: str
    """The letter of the column; empty where the fault is of the whole row."""
    header: str
    text: str
    """What the cell says, cut short."""
    sentence: Sentence
    remedy: Sentence

    @property
    def place(self) -> Sentence:
        """Where it is, as the spreadsheet shows it."""
        if not self.column:
            return sentence("row {row}", row=self.row)
        return sentence("row {row}, column {column} ({header})", row=self.row, column=self.column, header=self.header)

    def say(self, language: str = "en") -> str:
        """One line: place, what the cell says, what is wrong, how to mend it."""
        words = "{place} “{text}”: {words} {remedy}" if self.text else "{place}: {words} {remedy}"
        line = sentence(words, place=self.place, text=self.text, words=self.sentence, remedy=self.remedy).say(language)
        return line[0].upper() + line[1:]


@dataclass(frozen=True, slots=True)
class FaultCount:
    """How many faults of one kind there are in one column, kept or not."""

    severity: Severity
    code: str
    column: str
    header: str
    count: int


class FaultLog:
    """The faults of a list as it is read: every one counted, the first of each kind and column kept."""

    def __init__(self) -> None:
        """No faults yet."""
        self._kept: list[Fault] = []
        self._counts: dict[tuple[Severity, str, str, str], int] = {}

    def add(self, problem: Problem, row: int, column: Column | None, text: str) -> None:
        """Count a problem at its place, and keep it while there are few of its kind."""
        letter, header = (column.letter, column.header) if column else ("", "")
        key = (problem.severity, problem.code, letter, header)
        count = self._counts[key] = self._counts.get(key, 0) + 1
        if count <= KEPT_OF_A_KIND:
            shown = text if len(text) <= _TEXT_SHOWN else text[: _TEXT_SHOWN - 1] + "…"
            self._kept.append(
                Fault(problem.severity, problem.code, row, letter, header, shown, problem.sentence, problem.remedy)
            )

    def kept(self) -> tuple[Fault, ...]:
        """The faults kept, in the order of the list."""
        return tuple(self._kept)

    def counts(self) -> tuple[FaultCount, ...]:
        """How many faults there are of each kind and column, most frequent first."""
        return tuple(sorted(self._counted(), key=lambda counted: -counted.count))

    def total(self, severity: Severity) -> int:
        """How many faults of a severity there are."""
        return sum(count for key, count in self._counts.items() if key[0] is severity)

    def _counted(self) -> Iterator[FaultCount]:
        """The counts as records."""
        for key, count in self._counts.items():
            yield FaultCount(*key, count)
