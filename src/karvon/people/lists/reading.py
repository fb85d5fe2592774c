"""Read a list of travellers out of a file: every row once, every fault with its place, in bounded memory."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as made
from datetime import date, tzinfo
from pathlib import Path
from typing import Any

from karvon.core.sheets import Column, Limits, Row, Table, column_letter, read_table
from karvon.core.sheets.table import Value, text_of
from karvon.core.words import Sentence, sentence
from karvon.people.lists import vocabulary as words_of
from karvon.people.lists.assembly import Group, assemble
from karvon.people.lists.cells import DATES, Read, reader
from karvon.people.lists.columns import ListColumn, map_columns, remarks_on_columns
from karvon.people.lists.dates import DateOrder, DateRules
from karvon.people.lists.duplicates import Seen
from karvon.people.lists.faults import Fault, FaultCount, FaultLog, Problem, Reading, Severity, warning
from karvon.people.lists.fields import Field
from karvon.people.lists.headings import Heading, known_headings
from karvon.people.lists.orders import DateOrders
from karvon.people.lists.travellers import TravellerRow

ROWS_IN_MEMORY = Limits(rows=250_000)
"""The limits of `read_list`, which keeps every row; `open_list` passes them on one at a time and allows more."""
_CACHED = 20_000


@dataclass(frozen=True, slots=True)
class ListRead:
    """A list of travellers as read: the people, what the columns mean, what is wrong, and that nothing is missing."""

    path: Path
    sheet: str
    rows: tuple[TravellerRow, ...]
    columns: tuple[ListColumn, ...]
    faults: tuple[Fault, ...]
    """The first of each kind and column, in the order of the list; `fault_counts` has all."""
    fault_counts: tuple[FaultCount, ...]
    errors: int
    warnings: int
    remarks: tuple[Sentence, ...]
    """What was guessed, and what of the file was not read."""
    rows_read: int
    rows_blank: int
    rows_not_usable: int
    rows_of_header: int
    """Rows that repeat the header or number its columns."""

    def counts(self) -> Sentence:
        """How many rows there were, each accounted for."""
        if not self.rows_blank + self.rows_of_header + self.rows_not_usable:
            return sentence("Rows read: {read:n}; none was left out.", read=self.rows_read)
        words = (
            "Rows read: {read:n}; blank: {blank:n}; repeating the header: {header:n}; "
            "not used, as they name nobody: {unusable:n}."
        )
        return sentence(
            words, read=self.rows_read, blank=self.rows_blank, header=self.rows_of_header, unusable=self.rows_not_usable
        )


@dataclass(slots=True)
class _Slot:
    """One column being read, with the answers it has given before."""

    index: int
    column: Column
    of: Field
    group: Group | None
    read: Read
    answers: dict[object, Reading] = made(default_factory=dict)

    def reading(self, value: Value) -> Reading:
        """What a cell says that has not been met before; answers are kept, up to a bound, as most columns repeat."""
        answer = self.read(value)
        # Only texts: 1, 1.0 and True would be one key and are different cells.
        if type(value) is str and len(self.answers) < _CACHED:
            self.answers[value] = answer
        return answer


class OpenList:
    """A list of travellers whose columns are known and whose rows are read as they are asked for, once."""

    def __init__(
        self, table: Table, columns: tuple[ListColumn, ...], zone: tzinfo | None, list_day: date | None,
        orders: DateOrders,
    ) -> None:  # fmt: skip
        """Prepare to read; use `open_list`."""
        self.table = table
        self.columns = columns
        self.faults = FaultLog()
        self._zone = zone
        self._orders = orders
        self._slots = _slots(table, columns, zone, list_day, orders)
        self._places = {slot.of: slot.column for slot in reversed(self._slots)}
        self._unheaded = frozenset(column.index for column in columns if not column.header)
        self._seen = Seen()
        self._texts = tuple(column.header for column in table.columns)
        self.rows_read = self.rows_blank = self.rows_not_usable = self.rows_of_header = 0

    @property
    def rows_expected(self) -> int | None:
        """About how many rows there are, for a progress bar."""
        return self.table.rows_expected

    def __iter__(self) -> Iterator[TravellerRow]:
        """Every traveller of the list, in its order; faults and counts grow as they pass."""
        last = self.table.header_row
        for row in self.table.rows():
            self.rows_blank += row.number - last - 1
            last = row.number
            if self._repeats_header(row):
                self.rows_of_header += 1
                continue
            person = None if self._is_total(row) else self._traveller(row)
            if person is None:
                self.rows_not_usable += 1
                continue
            self.rows_read += 1
            self._look_for_duplicates(person)
            yield person

    def so_far(self, rows: Sequence[TravellerRow] = ()) -> ListRead:
        """What has been read until now, with the rows the caller kept; complete once all rows have passed."""
        remarks = [*self.table.remarks, *remarks_on_columns(self.columns)]
        remarks += [*self._remark_on_zone(), *self._orders.remarks]
        return ListRead(
            path=self.table.path, sheet=self.table.sheet, rows=tuple(rows), columns=self.columns,
            faults=self.faults.kept(), fault_counts=self.faults.counts(), errors=self.faults.total(Severity.ERROR),
            warnings=self.faults.total(Severity.WARNING), remarks=tuple(remarks), rows_read=self.rows_read,
            rows_blank=self.rows_blank, rows_not_usable=self.rows_not_usable, rows_of_header=self.rows_of_header,
        )  # fmt: skip

    def _traveller(self, row: Row) -> TravellerRow | None:
        """The traveller of a row, None where it does not say who that is."""
        facts: dict[Field, Any] = {}
        groups: dict[Group, dict[Field, Any]] = {}
        values, width = row.values, len(row.values)
        for slot in self._slots:
            value = values[slot.index] if slot.index < width else None
            if value is None:
                continue
            said, problem = slot.answers.get(value) or slot.reading(value)
            if problem is not None:
                self.faults.add(problem, row.number, slot.column, text_of(value))
            if said is None:
                continue
            if slot.group is None:
                facts[slot.of] = said
            else:
                groups.setdefault(slot.group, {})[slot.of] = said
        if width > len(self.columns) or self._unheaded:
            self._warn_of_unheaded(row)

        def report(of: Field, problem: Problem) -> None:
            column = self._places[of]
            self.faults.add(problem, row.number, column, text_of(row.value(column.index)))

        person = assemble(row.number, facts, groups, self._zone, report)
        if person.name:
            return person
        words = sentence("The row has no name, identifier or document number and is not used.")
        remedy = sentence("Add one of them if it stands for a traveller.")
        self._warn_of_row(row, warning("row-not-usable", words, remedy))
        return None

    def _repeats_header(self, row: Row) -> bool:
        """Whether a row repeats the header, as on each printed page, or numbers its columns, as printed forms do."""
        first = row.values[0]
        if first not in {"1", 1} and text_of(first).strip() != self._texts[0]:
            return False
        texts = [text_of(value).strip() for value in row.values]
        filled = [text for text in texts if text]
        if len(filled) >= 3 and filled == [str(number) for number in range(1, len(filled) + 1)]:
            return True
        return all(text == header for text, header in zip(texts, self._texts, strict=False)) and len(filled) > 1

    def _warn_of_unheaded(self, row: Row) -> None:
        """Warn of cells under no heading: they are not read."""
        for index, value in enumerate(row.values):
            if value is None or (index < len(self.columns) and index not in self._unheaded):
                continue
            words = sentence("This cell stands under no heading and is not read.")
            problem = warning("no-heading", words, sentence("Give the column a heading."))
            self.faults.add(problem, row.number, Column(index, column_letter(index), "—"), text_of(value))

    def _is_total(self, row: Row) -> bool:
        """Whether a row counts the others; said aloud, because it is not used."""
        first = next(value for value in row.values if value is not None)
        if not isinstance(first, str) or not words_of.TOTALS.fullmatch(first.strip()):
            return False
        words = sentence("The row counts the others and is not used.")
        self._warn_of_row(row, warning("row-is-total", words, sentence("Write the name first if it is a traveller.")))
        return True

    def _warn_of_row(self, row: Row, problem: Problem) -> None:
        """Warn of a row as a whole."""
        text = " ".join(text_of(value) for value in row.values if value is not None)
        self.faults.add(problem, row.number, None, text)

    def _look_for_duplicates(self, person: TravellerRow) -> None:
        """Warn where a row may repeat another."""
        for of, text, problem in self._seen.look(person):
            names = (Field.FULL_NAME_FAMILY_FIRST, Field.FULL_NAME, of) if of is Field.FAMILY_NAME else (of,)
            column = next((self._places[name] for name in names if name in self._places), None)
            self.faults.add(problem, person.row, column, text)

    def _remark_on_zone(self) -> list[Sentence]:
        """Say which zone times without one are given."""
        columns = tuple(slot.column.letter for slot in self._slots if slot.of in {Field.TEST_SAMPLED, Field.TEST})
        if self._zone is None or not columns:
            return []
        words = "Times without a zone in column {columns} are read as of the zone {zone}."
        return [sentence(words, columns=columns, zone=str(self._zone))]


def open_list(
    path: str | Path,
    *,
    sheet: str | None = None,
    zone: tzinfo | None = None,
    list_day: date | None = None,
    date_order: DateOrder | None = None,
    headings: Mapping[str, str] | None = None,
    limits: Limits | None = None,
) -> OpenList:
    """Open a list of travellers: find its table and the meaning of its columns, then read rows as they are asked for.

    `zone` is that of times written without one; `list_day` the day on which ages hold; `date_order` settles dates such
    as 03/04/2020, which otherwise the whole list decides; `headings` gives the field of a heading or column letter.
    Raises `Refused`, also while reading.
    """
    table = read_table(path, sheet=sheet, limits=limits, known=known_headings)
    columns = map_columns(table, headings)
    dates = tuple(column for column in columns if column.field in DATES)
    return OpenList(table, columns, zone, list_day, DateOrders(table, dates, date_order))


def read_list(
    path: str | Path,
    *,
    sheet: str | None = None,
    zone: tzinfo | None = None,
    list_day: date | None = None,
    date_order: DateOrder | None = None,
    headings: Mapping[str, str] | None = None,
    limits: Limits = ROWS_IN_MEMORY,
) -> ListRead:
    """Read a whole list of travellers into memory; the parameters are those of `open_list`."""
    opened = open_list(
        path, sheet=sheet, zone=zone, list_day=list_day, date_order=date_order, headings=headings, limits=limits
    )
    rows = tuple(opened)
    return opened.so_far(rows)


def _slots(
    table: Table, columns: Sequence[ListColumn], zone: tzinfo | None, list_day: date | None, orders: DateOrders
) -> list[_Slot]:
    """How each column that is read is read."""
    apart = {
        _group(column.heading)
        for column in columns
        if column.heading and column.heading.field in {Field.TEST_CLOCK, Field.TEST_ZONE}
    }
    slots = []
    for column in columns:
        heading = column.heading
        if heading is None:
            continue
        rules = DateRules(orders.of(column), table.epoch, table.kind == "xlsx", zone)
        read = reader(heading.field, rules, list_day, local=_group(heading) in apart)
        place = Column(column.index, column.letter, column.header)
        slots.append(_Slot(column.index, place, heading.field, _group(heading), read))
    return slots


def _group(heading: Heading) -> Group | None:
    """Which test, paper, vaccination or visa a heading belongs to."""
    return (heading.subject, heading.place, heading.implied) if heading.subject else None
