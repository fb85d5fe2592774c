"""`karvon rules diff`: what changed between two sets of packs, in words, and whose verdict changes by it."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.text import Text

from karvon.cli.asking import Clocks, clocks
from karvon.cli.journeys import plan_of
from karvon.cli.judging import Gathered, gather, judge_of
from karvon.cli.page.reasons import figures
from karvon.cli.refusing import refusing
from karvon.cli.rules.sides import sides
from karvon.cli.speaking import reader_of
from karvon.cli.table.sheet import Sheet
from rulebook.book import RequirementBook
from rulebook.differences import ChangedVerdict, changed_verdicts, differences
from rulebook.requirements import RequirementVersion
from rulebook.verdicts import Verdict
from rulebook.words import Words


def diff(
    *,
    old: str,
    new: str,
    packs: Sequence[Path],
    file: Path | None,
    steps: Path | None,
    at: str | None,
    known_at: str | None,
    now: str | None,
    list_zone: str | None,
    language: str,
    limit: int,
) -> None:
    """Print the changes from OLD to NEW; with a list also who changes verdict, from what to what, and why."""
    with refusing(language):
        before, after = sides(old, new, packs)
        asked = clocks(at, known_at, now)
        sheet = Sheet(reader_of(language, asked.known_at), limit=limit)
        _write_changes(before, after, sheet)
        if file is not None:
            plan = plan_of(steps, RequirementBook([*before.versions, *after.versions]), asked)
            gathered = gather(file, plan, list_zone=list_zone, sheet=None, words=sheet.words)
            _write_changed(list(_changed(gathered, before, after, asked)), len(gathered.travellers), sheet)


def _write_changes(before: RequirementBook, after: RequirementBook, sheet: Sheet) -> None:
    """Write one paragraph for each requirement that is new, gone or changed."""
    found = False
    for id_ in sorted({*before.ids, *after.ids}):
        old, new = before.history(id_), after.history(id_)
        if set(old) != set(new):
            found = True
            _write_change(_highest(old), _highest(new), sheet)
    if not found:
        sheet.lines([sheet.words("Nothing changed.")])


def _highest(versions: Sequence[RequirementVersion]) -> RequirementVersion | None:
    return max(versions, key=lambda one: (one.version, one.recorded_at), default=None)


def _write_change(old: RequirementVersion | None, new: RequirementVersion | None, sheet: Sheet) -> None:
    words = sheet.words
    shown = new or old
    assert shown is not None
    sheet.put("", Text(f"{shown.id}  {shown.titled(words)}", "bold"))
    if new is None:
        sheet.lines([words("No longer there. It demanded:")], indent=2)
        sheet.listed(_demands(shown, words), indent=2)
    elif old is None:
        sheet.lines([words("New, version {n}. It demands:", n=new.version)], indent=2)
        sheet.listed(_demands(new, words), indent=2)
    else:
        changes = differences(old, new, words)
        sheet.lines([words("Version {old} becomes version {new}:", old=old.version, new=new.version)], indent=2)
        sheet.listed(changes or [words("the same in every matter")], indent=2)


def _demands(version: RequirementVersion, words: Words) -> list[str]:
    return [part.text(words) for part in version.parts] or [words("nobody passes")]


def _changed(
    gathered: Gathered, before: RequirementBook, after: RequirementBook, asked: Clocks
) -> Iterator[ChangedVerdict]:
    """Judge everybody under both, person by person."""
    journey = gathered.journey
    return changed_verdicts(
        judge_of(before, asked).verdicts(gathered.travellers, journey),
        judge_of(after, asked).verdicts(gathered.travellers, journey),
    )


def _write_changed(changed: Sequence[ChangedVerdict], everybody: int, sheet: Sheet) -> None:
    words = sheet.words
    people = {one.after.traveller.id for one in changed}
    sheet.heading(words.count("{n} person changes verdict", "{n} people change verdict", len(people)))
    groups: dict[tuple[str, ...], list[ChangedVerdict]] = {}
    for one in changed:
        key = (one.after.step.id, one.before.status.value, one.after.status.value, _cause(one))
        groups.setdefault(key, []).append(one)
    for number, group in enumerate(groups.values(), 1):
        _write_group(str(number), group, everybody, sheet)


def _write_group(number: str, group: Sequence[ChangedVerdict], everybody: int, sheet: Sheet) -> None:
    words, first = sheet.words, group[0]
    title = Text(f"{sheet.reader.heads(len(group))} · {sheet.reader.step(first.after.step)}: ", "bold")
    title.append_text(sheet.status(first.before.status))
    title.append(f" {words('becomes')} ")
    title.append_text(sheet.status(first.after.status))
    sheet.numbered(number, title)
    pairs = [(words("By"), _cause(first)), *_why(first, sheet)]
    sheet.explained(pairs, [one.after for one in group], everybody, number)


def _cause(change: ChangedVerdict) -> str:
    """Name the requirement by which a verdict changes; one that is new and met has decided nothing before."""
    deciding = change.after.deciding or change.before.deciding
    assert deciding is not None
    return change.cause or deciding.version.id


def _why(change: ChangedVerdict, sheet: Sheet) -> list[tuple[str, str | Text]]:
    """Show the figures of one of them: why they are stopped now, or were stopped before."""
    words = sheet.words
    for label, verdict in ((words("Now"), change.after), (words("Before"), change.before)):
        reason = _reason(verdict, sheet)
        if reason:
            return [(label, f"{sheet.person(sheet.reader.person(verdict.traveller))}: {reason}")]
    return []


def _reason(verdict: Verdict, sheet: Sheet) -> str:
    finding = verdict.deciding
    if finding is None or not finding.failing:
        return ""
    return figures(verdict, finding.version, finding.failing[0], sheet.reader)
