"""The answer as one row per person and step, for spreadsheets: codes in English, sentences in the reader's language."""

import csv
import sys
from datetime import UTC
from typing import TextIO

from karvon.cli.as_json import told_verdict
from rulebook.summary import Summary
from rulebook.verdicts import Verdict
from rulebook.words import Words

COLUMNS = (
    "person_id", "name", "batch", "household", "step", "jurisdiction", "role", "place", "at_local", "at_utc", "status",
    "contested", "requirement", "version", "part", "standing", "reason", "also", "missing", "remedies", "lifted_by", "danger",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


def write_csv(summary: Summary, file: TextIO, words: Words) -> None:
    """Write the rows in the order of the list; values that a spreadsheet would run as a formula are disarmed.

    A file begins with the mark by which Excel knows UTF-8; programs that read a stream would take it for a letter.
    """
    if file is not sys.stdout:
        file.write("\ufeff")
    # two rows of a list may bear one id and are two people
    dangers = {id(trap.traveller): trap.danger.name for trap in summary.trapped}
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    for verdict in summary.verdicts:
        row = _row(verdict, words)
        writer.writerow([_harmless(value) for value in (*row, dangers.get(id(verdict.traveller), ""))])


def _row(verdict: Verdict, words: Words) -> list[object]:
    person, step, told = verdict.traveller, verdict.step, told_verdict(verdict, words)
    return [
        person.id,
        person.name,
        person.batch,
        person.household,
        step.id,
        step.jurisdiction,
        step.role.value,
        step.place,
        step.at.isoformat(),
        step.at.astimezone(UTC).isoformat(),
        told["status"],
        "yes" if told["contested"] else "no",
        told["requirement"],
        told["version"],
        told["part"],
        told["standing"],
        told["reason"],
        "; ".join(f"{one['requirement']} {one['part'] or ''}: {one['reason']}" for one in told["also"]),
        "; ".join(told["missing"]),
        "; ".join(f"{one['action']} ({'in time' if one['in_time'] else 'too late'})" for one in told["remedies"]),
        "; ".join(told["lifted_by"]),
    ]


def _harmless(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
