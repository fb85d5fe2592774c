"""Why people are stopped: for each demand that is not met who, by which version of what standing, and what mends it."""

from rich.text import Text

from karvon.cli.page.reasons import Cause, Mend, causes
from karvon.cli.page.rules import Rule, rule
from karvon.cli.table.rules import rule_line, source_lines
from karvon.cli.table.sheet import Sheet
from rulebook.summary import Reason, Summary


def write_reasons(summary: Summary, sheet: Sheet) -> None:
    """Write the reasons, numbered, in the order of the steps and the largest first."""
    if not summary.reasons:
        return
    sheet.heading(sheet.words("Why people are stopped, and what would help"))
    told: dict[tuple[str, int], int] = {}
    for cause, reason in zip(causes(summary, sheet.reader), summary.reasons, strict=True):
        first = told.setdefault((reason.version.id, reason.version.version), cause.number)
        _write_reason(cause, reason, first, summary.total, sheet)


def _write_reason(cause: Cause, reason: Reason, first: int, everybody: int, sheet: Sheet) -> None:
    words = sheet.words
    title = Text(cause.people, "bold")
    title.append(f" · {cause.step}: {cause.demand}", "not bold default")
    sheet.numbered(str(cause.number), title)
    pairs: list[tuple[str, str | Text]] = [
        *_origin(rule(reason.version, reason.step, sheet.reader), cause, first, sheet),
        (words("Example"), f"{sheet.person(cause.example)}: {cause.figures}"),
        *((words("Remedy"), remedy_line(one, sheet)) for one in cause.remedies),
    ]
    if not cause.remedies:
        pairs.append((words("Remedy"), words("none on record")))
    pairs.append((words("Enough?"), cause.alone))
    if cause.also:
        others = (words("{number} ({people})", number=one.number, people=one.people) for one in cause.also)
        pairs.append((words("Also"), words("they fail {reasons} too", reasons=words.both(others))))
    sheet.explained(pairs, reason.verdicts, everybody, str(cause.number))


def _origin(shown: Rule, cause: Cause, first: int, sheet: Sheet) -> list[tuple[str, str | Text]]:
    """Say once where a version comes from; later reasons by it point there."""
    words = sheet.words
    if first != cause.number:
        text = words("{id} version {n}, as in {number}", id=shown.id, n=shown.version, number=first)
        return [(words("Rule"), text)]
    return [
        (words("Rule"), rule_line(shown, sheet)),
        (words("In force"), shown.in_force),
        *((words("Source"), line) for line in source_lines(shown, sheet)),
    ]


def remedy_line(mend: Mend, sheet: Sheet) -> Text:
    """Say what would help, what it takes and costs, and whether it is in time."""
    words = sheet.words
    place = "" if mend.place in mend.action else mend.place
    facts = [place, words("takes {duration}", duration=mend.lead) if mend.lead else "", mend.cost]
    text = Text(", ".join(filter(None, (mend.action, *facts))))
    text.append(": ")
    text.append(mend.verdict, "green" if mend.in_time else "bold red")
    return text
