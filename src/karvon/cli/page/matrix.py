"""The matrix of people and steps: one row a person, batches and households together, each cell a status and its why."""

from collections.abc import Iterable
from dataclasses import dataclass

from karvon.cli.page.reader import Named, Reader, Share
from rulebook.rules import SEVERITY, Status
from rulebook.summary import Summary
from rulebook.trap import Danger
from rulebook.travellers import Traveller
from rulebook.verdicts import Verdict

ROWS_SHOWN = 500

_BETWEEN = (Danger.TRAPPED, Danger.WAITING_BETWEEN)


@dataclass(frozen=True, slots=True)
class Reference:
    """The number of a reason or question further up, and its anchor."""

    shown: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One person at one step."""

    status: str
    word: str
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One person; `first` and `last` tell the place in the household."""

    person: Named
    between: bool
    first: bool
    last: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """People who travel in one batch; `name` is empty where the list has none."""

    name: str
    people: str
    shares: tuple[Share, ...]
    all_between: bool
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """All batches, and how many people are left out because the list is long."""

    batches: tuple[Batch, ...]
    shown: int
    left_out: int
    total: int


_Judged = tuple[Traveller, list[Verdict]]


def matrix(summary: Summary, reader: Reader) -> Matrix:
    """Lay out everybody, or of a long list those who are stopped first."""
    people = summary.by_person()
    shown = people
    if len(people) > ROWS_SHOWN:
        shown = sorted(people, key=lambda one: -_severity(one))[:ROWS_SHOWN]
    sheet = _Sheet(
        _references(summary, {id(verdict) for _, verdicts in shown for verdict in verdicts}),
        {one.traveller.id for one in summary.trapped if one.danger in _BETWEEN},
        reader,
    )
    batches: dict[str, list[_Judged]] = {}
    for one in shown:
        batches.setdefault(one[0].batch or "", []).append(one)
    return Matrix(
        tuple(sheet.batch(name, group) for name, group in batches.items()),
        len(shown),
        len(people) - len(shown),
        len(people),
    )


def _severity(judged: _Judged) -> int:
    return max((SEVERITY[verdict.status] for verdict in judged[1]), default=0)


def _references(summary: Summary, wanted: set[int]) -> dict[int, list[Reference]]:
    """Return for each verdict shown the reasons and questions that speak of it."""
    found: dict[int, list[Reference]] = {}
    for place, reason in enumerate(summary.reasons, 1):
        _refer(found, wanted, reason.verdicts, Reference(str(place), f"reason-{place}"))
    for place, question in enumerate(summary.questions, 1):
        _refer(found, wanted, question.verdicts, Reference(f"?{place}", f"question-{place}"))
    return found


def _refer(
    found: dict[int, list[Reference]], wanted: set[int], verdicts: Iterable[Verdict], reference: Reference
) -> None:
    for verdict in verdicts:
        if id(verdict) in wanted:
            found.setdefault(id(verdict), []).append(reference)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What every row needs: the numbers of reasons by verdict, who stands between the posts, and the reader."""

    references: dict[int, list[Reference]]
    between: set[str]
    reader: Reader

    def batch(self, name: str, group: list[_Judged]) -> Batch:
        """Lay out one batch with its households together, each where its first member stands on the list."""
        gravest = [max((one.status for one in verdicts), key=SEVERITY.__getitem__) for _, verdicts in group if verdicts]
        homes: dict[str, list[_Judged]] = {}
        for place, one in enumerate(group):
            homes.setdefault(one[0].household or f"\0{place}", []).append(one)
        rows = tuple(
            self.row(judged, first=place == 0, last=place == len(home) - 1)
            for home in homes.values()
            for place, judged in enumerate(home)
        )
        counts = {status: gravest.count(status) for status in Status}
        between = bool(name) and all(row.between for row in rows)
        return Batch(name, self.reader.heads(len(group)), self.reader.shares(counts), between, rows)

    def row(self, judged: _Judged, *, first: bool, last: bool) -> Row:
        """Lay out one person; `first` and `last` tell the place in the household."""
        person, verdicts = judged
        cells = tuple(
            Cell(one.status.name.lower(), self.reader.status(one.status), tuple(self.references.get(id(one), ())))
            for one in verdicts
        )
        return Row(self.reader.person(person), person.id in self.between, first, last, cells)
