"""Sources that contradict each other, side by side: what becomes of how many people if each of them holds."""

from rich.text import Text

from karvon.cli.page.conflicts import Side, conflicts
from karvon.cli.page.reader import Share
from karvon.cli.table.rules import rule_line, source_lines
from karvon.cli.table.sheet import STYLES, Sheet
from rulebook.rules import Status
from rulebook.summary import Summary


def write_conflicts(summary: Summary, sheet: Sheet) -> None:
    """Write every contradiction in the order of the steps."""
    words = sheet.words
    found = conflicts(summary, sheet.reader)
    if not found:
        return
    sheet.heading(words("Sources contradict each other"))
    sheet.lines([words("Both stay visible. The gravest answer counts until a named person resolves it.")], "dim")
    for conflict in found:
        sheet.put("", Text(f"{conflict.step}, {conflict.at}", "bold"))
        for side in conflict.sides:
            _write_side(side, sheet)


def _write_side(side: Side, sheet: Sheet) -> None:
    words = sheet.words
    text = Text("  ")
    text.append(words("If {id} holds:", id=side.rule.id), "bold")
    for share in side.shares:
        text.append_text(_share(share))
    if not side.counted:
        text.append(f"  ({words('a rumour, shown and not counted')})", "dim")
    sheet.put(text)
    sheet.labelled(
        [
            (words("Rule"), rule_line(side.rule, sheet)),
            *((words("Source"), line) for line in source_lines(side.rule, sheet)),
        ]
    )


def _share(share: Share) -> Text:
    text = Text(f" {share.shown} ")
    text.append(share.word.upper(), STYLES[Status[share.status.upper()]])
    return text
