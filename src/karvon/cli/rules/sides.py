"""The two sides of a comparison: packs, or two versions of one requirement that the packs hold beside each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from karvon.cli.packs import read_book
from karvon.core.refusals import Refused
from karvon.core.words import sentence
from rulebook.book import RequirementBook
from rulebook.requirements import RequirementVersion


class VersionMissing(Refused):
    """The packs hold no such version."""

    code = "version-missing"


@dataclass(frozen=True, slots=True)
class _Named:
    """A version as one names it on the command line: R-UZ-2@1."""

    id: str
    number: int

    def __str__(self) -> str:
        """Write it as it was given."""
        return f"{self.id}@{self.number}"

    def of(self, book: RequirementBook) -> RequirementVersion:
        """Return the version; of several recorded under one number the last."""
        for one in reversed(book.history(self.id)):
            if one.version == self.number:
                return one
        known = [f"{self.id}@{one.version}" for one in book.history(self.id)] or book.ids
        words = "There is no version “{name}” in these packs. They hold: {known}."
        raise VersionMissing(sentence(words, name=str(self), known=tuple(known)))


def sides(old: str, new: str, packs: Sequence[Path]) -> tuple[RequirementBook, RequirementBook]:
    """Return the books of both sides.

    Two versions, written ID@NUMBER, are looked up in `packs` and stand alone among all that these packs hold else.
    """
    versions = _named(old), _named(new)
    if versions[0] is None or versions[1] is None:
        return read_book([Path(old), *packs]), read_book([Path(new), *packs])
    if not packs:
        words = "“{old}” and “{new}” name versions. Add the packs that hold them with --rules."
        raise VersionMissing(sentence(words, old=old, new=new))
    book = read_book(packs)
    others = [one for one in book.versions if one.id not in (versions[0].id, versions[1].id)]
    before, after = (RequirementBook([*others, one.of(book)]) for one in versions if one)
    return before, after


def _named(text: str) -> _Named | None:
    """Read a name of a version; a file that is called so comes first."""
    id_, at, number = text.rpartition("@")
    return _Named(id_, int(number)) if at and number.isdecimal() and not Path(text).exists() else None
