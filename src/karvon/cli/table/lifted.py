"""What binds people no more, and by which exemption; and what is missing for an exemption to lift what stops them."""

from itertools import groupby

from rich.text import Text

from karvon.cli.lifting import Lifted, Term, all_lifted, missing_terms
from karvon.cli.page.reader import sentence_case
from karvon.cli.page.reasons import mend
from karvon.cli.page.rules import rule
from karvon.cli.table.reasons import remedy_line
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


def write_missing_terms(summary: Summary, sheet: Sheet) -> None:
    """Write each exemption that would lift what people fail, and each of its terms that is not met."""
    terms = missing_terms(summary)
    if not terms:
        return
    sheet.heading(sheet.words("What would lift it, and what is missing for that"))
    for _, group in groupby(terms, lambda one: (one.step.id, one.finding.version.id, one.finding.version.version)):
        _write_exemption(list(group), sheet)


def _write_exemption(terms: list[Term], sheet: Sheet) -> None:
    words, version, step = sheet.words, terms[0].finding.version, terms[0].step
    people = {id(verdict.traveller) for term in terms for verdict in term.verdicts}
    title = Text(f"{sheet.reader.heads(len(people))} · {sheet.reader.step(step)}: ", "bold")
    title.append(words("{id} lifts nothing for them", id=version.id), "not bold default")
    sheet.put("", title)
    shown = rule(version, step, sheet.reader)
    pairs: list[tuple[str, str | Text]] = [
        (words("Rule"), rule_line(shown, sheet)),
        (words("In force"), shown.in_force),
    ]
    for term in terms:
        pairs += _term(term, sheet)
    sheet.labelled(pairs)


def _term(term: Term, sheet: Sheet) -> list[tuple[str, str | Text]]:
    words, reader, first = sheet.words, sheet.reader, term.verdicts[0]
    demand, number = sentence_case(term.part.text(words)), len(term.verdicts)
    if term.finding.parts[term.index] is None:
        return [(words("Not known"), f"{demand} ({reader.heads(number)})")]
    reason = first.reason(term.finding, term.index, words)
    remedies = (remedy_line(mend(one, first, number, reader), sheet) for one in term.part.remedies)
    return [
        (words("Not met"), f"{demand} ({reader.heads(number)}): {reason}"),
        *((words("Remedy"), line) for line in remedies),
    ]
