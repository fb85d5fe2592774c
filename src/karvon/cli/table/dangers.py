"""People in the trap between two posts, or close to it, by name, with the answer forward and the answer back."""

from rich.text import Text

from karvon.cli.page.dangers import Peril, Way, perils
from karvon.cli.table.sheet import STYLES, Sheet
from rulebook.rules import Status
from rulebook.summary import Summary
from rulebook.trap import Danger
from rulebook.words import Words

_NOW = (Danger.TRAPPED.name.lower(), Danger.WAITING_BETWEEN.name.lower())


def write_dangers(summary: Summary, sheet: Sheet) -> None:
    """Write each group that shares its danger and both its answers, gravest first."""
    words = sheet.words
    found, left_out = perils(summary, sheet.reader)
    if not found:
        return
    sheet.heading(words("Between the posts: who is trapped, and who would be"), "bold red")
    for peril in found:
        _write_peril(peril, sheet)
    if left_out:
        sheet.lines([words.count("{n} more in smaller groups: --csv names everybody",
                                 "{n} more in smaller groups: --csv names everybody", left_out)], indent=2)  # fmt: skip


def _write_peril(peril: Peril, sheet: Sheet) -> None:
    words = sheet.words
    doubt = "" if peril.sure else words("One of the two ways is not known for certain, which is no way out.")
    sheet.put("", Text(peril.title, "bold red" if peril.danger in _NOW else "bold"))
    sheet.lines([" ".join(filter(None, (peril.advice, doubt)))], indent=2)
    sheet.labelled([(words("Forward"), _way(peril.forward, words)), (words("Back"), _way(peril.back, words))], indent=2)
    sheet.names(peril.names)
    if peril.left_out:
        sheet.lines([words.count("and {n} more: --csv names everybody",
                                 "and {n} more: --csv names everybody", peril.left_out)], indent=4)  # fmt: skip


def _way(way: Way, words: Words) -> Text:
    text = Text(way.word.upper(), STYLES[Status[way.status.upper()]])
    text.append(f" {way.step}. {way.why}", "not bold default")
    if way.rule:
        hangs = words("It hangs on: {rule}, {standing}.", rule=way.rule, standing=way.standing_word)
        text.append(f". {hangs}", "not bold default")
    return text
