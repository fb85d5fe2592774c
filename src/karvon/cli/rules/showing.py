"""`karvon rules show`: one requirement as a lawyer wants it, with its sources and every version under two clocks."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path

from rich.text import Text

from karvon.cli.asking import clocks
from karvon.cli.packs import read_book
from karvon.cli.page.reader import sentence_case
from karvon.cli.page.rules import Rule, rule
from karvon.cli.refusing import refusing
from karvon.cli.speaking import reader_of
from karvon.cli.table.rules import source_lines
from karvon.cli.table.sheet import Sheet
from karvon.core.refusals import Refused
from karvon.core.words import sentence
from rulebook.book import RequirementBook
from rulebook.certlogic.reading import write
from rulebook.clauses.base import ACTIONS
from rulebook.differences import ROLES
from rulebook.requirements import Remedy, RequirementVersion, Standing
from rulebook.travellers import Step

_NAMED = 8  # ids that are offered where one is not found


class RequirementMissing(Refused):
    """The packs hold no requirement of that name."""

    code = "requirement-missing"


def show(
    *, requirement: str, packs: Sequence[Path], at: str | None, known_at: str | None, language: str, logic: bool
) -> None:
    """Print one requirement: the version in force at a moment as known at a moment, and all its versions."""
    with refusing(language):
        book = read_book(packs)
        id_ = found(requirement, book)
        asked = clocks(at, known_at)
        sheet = Sheet(reader_of(language, asked.known_at), limit=0)
        shown = _Shown(book, id_, asked.at or asked.known_at, asked.known_at, sheet)
        shown.write(logic=logic)


def found(name: str, book: RequirementBook) -> str:
    """Return the id of a requirement, however its letters are written."""
    if name in book.ids:
        return name
    alike = {id_.casefold(): id_ for id_ in book.ids}
    if name.casefold() in alike:
        return alike[name.casefold()]
    near = get_close_matches(name, book.ids, n=_NAMED) or book.ids[:_NAMED]
    words = "There is no requirement “{id}” in these packs. They hold {number:n}, among them: {ids}."
    raise RequirementMissing(sentence(words, id=name, number=len(book.ids), ids=near))


@dataclass(frozen=True, slots=True)
class _Shown:
    """One requirement of a book, asked for at a moment as known at a moment."""

    book: RequirementBook
    id: str
    at: datetime
    known_at: datetime
    sheet: Sheet

    def write(self, *, logic: bool) -> None:
        """Print the version that answers, and the history."""
        version = self.book.version(self.id, self.at, self.known_at)
        history = self.book.history(self.id)
        if version is None:
            self._say_not_in_force(history)
        shown = version or history[-1]
        self._write_version(shown, in_force=version is not None)
        self._write_history(history, version)
        if logic:
            self._write_logic(shown)

    def _say_not_in_force(self, history: Sequence[RequirementVersion]) -> None:
        words, reader = self.sheet.words, self.sheet.reader
        given = {"id": self.id, "at": reader.dated(self.at), "known": reader.dated(self.known_at)}
        text = words("No version of {id} is in force at {at}, as known at {known}. The last one recorded:", **given)
        first = min(one.recorded_at for one in history)
        if first > self.known_at:
            text = words("Nothing was known of {id} at {known}. The last version recorded since:", **given)
        self.sheet.lines([text], "bold")

    def _write_version(self, version: RequirementVersion, *, in_force: bool) -> None:
        words, sheet = self.sheet.words, self.sheet
        shown = rule(version, self._step(version), sheet.reader)
        sheet.put("", Text(f"{version.id}  {shown.title}", "bold"))
        sheet.put(Text(words("version {n}, {kind}, {standing}", n=shown.version, kind=shown.kind,
                             standing=shown.standing_word.upper())))  # fmt: skip
        if version.standing is Standing.WITHDRAWN and in_force:
            sheet.lines([words("It is withdrawn: nobody is held to it.")], "bold")
        sheet.put("")
        sheet.labelled([*self._matters(version, shown), *self._links(version)], indent=2)
        sheet.heading(words("What it demands"))
        self._write_demands(version)
        sheet.heading(words("Sources"))
        sheet.lines(source_lines(shown, sheet), indent=2)

    def _step(self, version: RequirementVersion) -> Step:
        """The moments of a version are shown on the clock of the moment that was asked for."""
        return Step(version.id, version.jurisdiction, next(iter(version.roles)), self.at)

    def _matters(self, version: RequirementVersion, shown: Rule) -> Iterator[tuple[str, str]]:
        words = self.sheet.words
        roles = words.both(sorted(words(ROLES[role]) for role in version.roles))
        yield words("State"), words("{country}: {roles}", country=words.country(version.jurisdiction), roles=roles)
        yield words("Whom"), "; ".join(shown.whom) or words("everybody, at the whole border")
        yield words("In force"), shown.in_force
        yield words("Recorded"), shown.recorded
        confirmed = shown.confirmed or words("never since it was recorded")
        stale = words("stale: nobody has confirmed it for too long") if shown.stale else ""
        yield words("Confirmed"), "; ".join(filter(None, (confirmed, stale)))

    def _links(self, version: RequirementVersion) -> Iterator[tuple[str, str]]:
        """Say which requirements it lifts, which lift it, and which it cannot hold together with."""
        words = self.sheet.words
        others = [one for id_ in self.book.ids if id_ != version.id and (one := self._last_known(id_)) is not None]
        lifters = [one.id for one in others if version.id in one.overrides]
        rivals = {*version.conflicts_with, *(one.id for one in others if version.id in one.conflicts_with)}
        named = ((words("Overrides"), version.overrides), (words("Overridden by"), lifters),
                 (words("Conflicts with"), sorted(rivals)))  # fmt: skip
        for label, ids in named:
            yield from ((label, self._named(id_)) for id_ in ids)

    def _last_known(self, id_: str) -> RequirementVersion | None:
        known = [one for one in self.book.history(id_) if one.recorded_at <= self.known_at]
        return known[-1] if known else None

    def _named(self, id_: str) -> str:
        history = self.book.history(id_)
        if not history:
            return self.sheet.words("{id} (not in these packs)", id=id_)
        return f"{id_}  {history[-1].titled(self.sheet.words)}"

    def _write_demands(self, version: RequirementVersion) -> None:
        sheet = self.sheet
        if not version.parts:
            sheet.lines([sheet.words("nothing") if not version.demands else sheet.words("nobody passes")], indent=2)
        for part in version.parts:
            sheet.put(Text(f"  {part.name}", "bold"))
            own, clause = part.text(sheet.words), part.clause.demand(sheet.words)
            sheet.lines([own], indent=4)
            judged = [(sheet.words("Judged"), clause)] if clause != own else []
            sheet.labelled([*judged, *((sheet.words("Remedy"), self._remedy(one)) for one in part.remedies)])

    def _remedy(self, remedy: Remedy) -> str:
        words, cost = self.sheet.words, remedy.cost_usd_cents
        action = remedy.texts.get(words.language) or words(ACTIONS.get(remedy.action, remedy.action))
        minutes = None if remedy.lead is None else int(remedy.lead.total_seconds()) // 60
        facts = (
            sentence_case(action),
            remedy.place if remedy.place and remedy.place not in action else None,
            words("takes {duration}", duration=words.hours(minutes)) if minutes is not None else None,
            words("{sum} a person", sum=self.sheet.reader.dollars(cost)) if cost is not None else None,
        )
        return ", ".join(filter(None, facts))

    def _write_history(self, history: Sequence[RequirementVersion], answering: RequirementVersion | None) -> None:
        words, sheet = self.sheet.words, self.sheet
        sheet.heading(words("Versions, in the order in which they became known"))
        pairs: list[tuple[str, str | Text]] = []
        for one in history:
            shown = rule(one, self._step(one), sheet.reader)
            text = Text(words("{standing}, {in_force}, known since {moment}", standing=shown.standing_word,
                              in_force=shown.in_force, moment=shown.recorded))  # fmt: skip
            text.append(f" ({words('answers here')})" if one is answering else "", "bold")
            pairs.append((words("version {n}", n=one.version), text))
        sheet.labelled(pairs, indent=2)

    def _write_logic(self, version: RequirementVersion) -> None:
        sheet = self.sheet
        sheet.heading(sheet.words("CertLogic"))
        expressions = {"applies_when": version.applies_when}
        names = [part.name for part in version.parts] or ["requires"]
        expressions |= dict(zip(names, version.demands, strict=False))
        for name, expression in expressions.items():
            sheet.lines([f"{name}: {json.dumps(write(expression), ensure_ascii=False)}"], indent=2)
