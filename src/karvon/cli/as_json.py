"""The answer as one JSON document with stable keys; `docs/reference/check.schema.json` describes every one of them.

Statuses, standings, roles and kinds are the words of the code in every language; sentences are in the reader's.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TextIO

from karvon.cli.lifting import Term, lifted, missing_terms
from rulebook.requirements import Remedy, RequirementVersion, Source
from rulebook.rules import Finding, Status, in_reach
from rulebook.summary import Question, Reason, Side, Summary, asked
from rulebook.trap import Danger, Trap
from rulebook.travellers import Step
from rulebook.verdicts import Verdict
from rulebook.words import Words

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Particulars:
    """What the document says beside the verdicts."""

    karvon: str
    list: str
    rules: Sequence[str]
    known_at: datetime
    now: datetime
    exit_status: int
    notes: Sequence[str]
    remarks: Sequence[str]
    faults: Sequence[str]


def write_json(summary: Summary, file: TextIO, words: Words, told: Particulars) -> None:
    """Write the document, one item a line as it is made, so that a list of any length needs no copy of itself."""
    head = {
        "karvon_check": FORMAT,
        "karvon": told.karvon,
        "language": words.language,
        "list": told.list,
        "rules": list(told.rules),
        "known_at": told.known_at.isoformat(),
        "now": told.now.isoformat(),
        "exit_status": told.exit_status,
        "summary": _sum(summary),
    }
    lists: dict[str, Iterable[object]] = {
        "steps": (_step(step, summary) for step in summary.steps),
        "sides": (_side(one, words) for one in summary.sides),
        "reasons": (_reason(one, words) for one in summary.reasons),
        "missing_terms": (_term(one, words) for one in missing_terms(summary)),
        "questions": (_question(one, words) for one in summary.questions),
        "trapped": map(_trap, summary.trapped),
        "notes": told.notes,
        "remarks": told.remarks,
        "faults": told.faults,
        "verdicts": (told_verdict(verdict, words) for verdict in summary.verdicts),
    }
    file.write("{")
    file.writelines(f"\n {_text(name)}: {_text(value)}," for name, value in head.items())
    for place, (name, items) in enumerate(lists.items()):
        file.write(f"{',' if place else ''}\n {_text(name)}: [")
        file.writelines(f"{',' if number else ''}\n  {_text(item)}" for number, item in enumerate(items))
        file.write("\n ]")
    file.write("\n}\n")


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _sum(summary: Summary) -> dict[str, Any]:
    return {
        "people": summary.total,
        "steps": len(summary.steps),
        "by_status": _counts(summary.people),
        "stopped": summary.blocked,
        "in_danger": {danger.name: len(summary.by_danger(danger)) for danger in Danger},
    }


def _counts(counts: Mapping[Status, int]) -> dict[str, int]:
    return {status.value: counts[status] for status in Status}


def _step(step: Step, summary: Summary) -> dict[str, Any]:
    return {
        "id": step.id,
        "jurisdiction": step.jurisdiction,
        "role": step.role.value,
        "at": step.at.isoformat(),
        "at_utc": step.at.astimezone(UTC).isoformat(),
        "zone": str(step.at.tzinfo),
        "crossing": step.crossing,
        "post": step.post,
        "place": step.place or None,
        "counts": _counts(summary.at_step[step.id]),
    }


def _version(version: RequirementVersion) -> dict[str, Any]:
    return {
        "requirement": version.id,
        "version": version.version,
        "kind": version.kind.value,
        "standing": version.standing.value,
    }


def _side(side: Side, words: Words) -> dict[str, Any]:
    return {
        "step": side.step.id,
        **_version(side.supposing),
        "title": side.supposing.titled(words),
        "counted": side.counted,
        "counts": _counts(side.counts),
        "sources": [_source(one) for one in side.supposing.sources],
    }


def _source(source: Source) -> dict[str, Any]:
    return {
        "authority": source.authority,
        "channel": source.channel,
        "quote": source.quote,
        "heard_at": source.heard_at.isoformat(),
        "reference": source.reference,
    }


def _reason(reason: Reason, words: Words) -> dict[str, Any]:
    first, version = reason.verdicts[0], reason.version
    finding = next(one for one, index in first.failing_parts() if one.version is version and index == reason.index)
    return {
        "step": reason.step.id,
        **_version(version),
        "part": reason.part.name if reason.part else None,
        "title": version.titled(words),
        "demand": reason.part.text(words) if reason.part else words("passing is forbidden"),
        "people": len(reason.verdicts),
        "decides": reason.decides,
        "example": {"who": first.traveller.id, "reason": first.reason(finding, reason.index, words)},
        "remedies": [_remedy(one, first) for one in (reason.part.remedies if reason.part else ())],
        "sources": [_source(one) for one in version.sources],
        "who": [one.traveller.id for one in reason.verdicts],
    }


def _term(term: Term, words: Words) -> dict[str, Any]:
    return {
        "step": term.step.id,
        **_version(term.finding.version),
        "part": term.part.name,
        "demand": term.part.text(words),
        "known": term.finding.parts[term.index] is not None,
        "people": len(term.verdicts),
        "remedies": [_remedy(one, term.verdicts[0]) for one in term.part.remedies],
        "who": [one.traveller.id for one in term.verdicts],
    }


def _remedy(remedy: Remedy, verdict: Verdict) -> dict[str, Any]:
    return {
        "action": remedy.action,
        "place": remedy.place,
        "lead_minutes": None if remedy.lead is None else remedy.lead // timedelta(minutes=1),
        "cost_usd_cents": remedy.cost_usd_cents,
        "in_time": in_reach(remedy, verdict.step.at - verdict.now),
    }


def _question(question: Question, words: Words) -> dict[str, Any]:
    return {
        "step": question.step.id,
        "fact": question.path or None,
        "ask": asked(question, words),
        "people": len(question.verdicts),
        "who": [one.traveller.id for one in question.verdicts],
    }


def _trap(trap: Trap) -> dict[str, Any]:
    return {
        "who": trap.traveller.id,
        "name": trap.traveller.name,
        "danger": trap.danger.name,
        "certain": trap.surely,
        "forward": _way(trap.forward),
        "back": _way(trap.back),
    }


def _way(verdict: Verdict) -> dict[str, Any]:
    deciding = verdict.deciding
    return {
        "step": verdict.step.id,
        "jurisdiction": verdict.step.jurisdiction,
        "at": verdict.step.at.isoformat(),
        "status": verdict.status.value,
        "requirement": deciding.version.id if deciding else None,
        "version": deciding.version.version if deciding else None,
    }


def told_verdict(verdict: Verdict, words: Words) -> dict[str, Any]:
    """Tell one verdict: who, where, what, by which part of which version, why, and what would mend it."""
    failing = list(_failing(verdict, words))
    deciding = verdict.deciding
    first = failing[0] if failing else {"part": None, "reason": None}
    return {
        "who": verdict.traveller.id,
        "name": verdict.traveller.name,
        "step": verdict.step.id,
        "status": verdict.status.value,
        "contested": verdict.outcome.contested,
        "requirement": deciding.version.id if deciding else None,
        "version": deciding.version.version if deciding else None,
        "part": first["part"],
        "standing": deciding.version.standing.value if deciding else None,
        "reason": first["reason"],
        "views": [
            {"supposing": view.supposing.id, "status": view.status.value, "counted": view.counted}
            for view in verdict.outcome.views
            if view.supposing is not None
        ],
        "lifted_by": list(dict.fromkeys(exemption.id for _, exemption in lifted(verdict.outcome))),
        "also": failing[1:],
        "missing": list(verdict.missing()) if verdict.status is Status.UNKNOWN else [],
        "remedies": [_remedy(one, verdict) for one, _ in verdict.remedies()],
    }


def _failing(verdict: Verdict, words: Words) -> Iterator[dict[str, Any]]:
    for finding, index in verdict.failing_parts():
        yield {
            "requirement": finding.version.id,
            "version": finding.version.version,
            "part": _part(finding, index),
            "standing": finding.version.standing.value,
            "reason": verdict.reason(finding, index, words),
        }


def _part(finding: Finding, index: int) -> str | None:
    parts = finding.version.parts
    return parts[index].name if parts else None
