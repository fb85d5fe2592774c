"""A rule and its sources as lines of text: which version, how sure, since when, who said it and how long ago."""

from karvon.cli.page.rules import Quoted, Rule
from karvon.cli.table.sheet import Sheet


def rule_line(rule: Rule, sheet: Sheet) -> str:
    """Name a version with its kind, standing and title."""
    words = sheet.words
    stale = words("stale: nobody has confirmed it for too long") if rule.stale else ""
    facts = ", ".join(filter(None, (rule.kind, rule.standing_word.upper(), stale)))
    return words("{id} version {n}, {facts}: {title}", id=rule.id, n=rule.version, facts=facts, title=rule.title)


def source_lines(rule: Rule, sheet: Sheet) -> list[str]:
    """Say for each source who said what, through which channel, when, and how long ago."""
    return [_source(one) for one in rule.sources] or [sheet.words("no source on record")]


def _source(source: Quoted) -> str:
    facts = (source.authority, source.channel, source.reference, source.heard, source.age)
    quote = f": “{source.quote}”" if source.quote else ""
    return ", ".join(filter(None, facts)) + quote
