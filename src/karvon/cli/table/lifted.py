"""What binds people no more, and by which exemption: until when it holds, and how sure that is."""

from rich.text import Text

from karvon.cli.lifting import Lifted, all_lifted
from karvon.cli.page.rules import rule
from karvon.cli.table.rules import rule_line, source_lines
from karvon.cli.table.sheet import Sheet
from rulebook.summary import Summary


def write_lifted(summary: Summary, sheet: Sheet) -> None:
    """Write each requirement that is lifted, and its exemptions in full where they come first."""
    found = all_lifted(summary)
    if not found:
        return
    sheet.heading(sheet.words("What is lifted, and by what"))
    told = set()
    for one in found:
        exemption = one.exemption.id, one.exemption.version
        _write(one, sheet, in_full=exemption not in told)
        told.add(exemption)


def _write(one: Lifted, sheet: Sheet, *, in_full: bool) -> None:
    words = sheet.words
    title = Text(f"{sheet.reader.heads(one.people)} · {sheet.reader.step(one.step)}: ", "bold")
    title.append(words("{id} is not met and does not bind", id=one.version.id), "not bold default")
    sheet.put("", title)
    shown = rule(one.exemption, one.step, sheet.reader)
    if in_full:
        sources = ((words("Source"), line) for line in source_lines(shown, sheet))
        sheet.labelled([(words("By"), rule_line(shown, sheet)), (words("In force"), shown.in_force), *sources])
    else:
        sheet.labelled([(words("By"), words("{id} version {n}", id=shown.id, n=shown.version))])
