"""Whether dates such as 03/04/2020 have the day or the month first: decided by the whole column, and said aloud."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from karvon.core.sheets import Table
from karvon.core.words import Sentence, sentence
from karvon.people.lists.columns import ListColumn
from karvon.people.lists.dates import DateOrder, order_shown

_WORDS = {
    DateOrder.DAY_FIRST: sentence("with the day first"),
    DateOrder.MONTH_FIRST: sentence("with the month first"),
}


_DAY, _MONTH, _SIGN = "(?:dd?|дд?)", "(?:mm?|мм?)", "[-./ ]?"
# Not after a year: YYYY-MM-DD says nothing about dates such as 03/04/2020.
_NOT_AFTER_YEAR = r"(?<![yг][-./ ])\b"
_YEAR = "(?:yy|y|гг|г)"
_IN_HEADING = {
    DateOrder.DAY_FIRST: re.compile(_NOT_AFTER_YEAR + _DAY + _SIGN + _MONTH + rf"(?:\b|{_YEAR})", re.IGNORECASE),
    DateOrder.MONTH_FIRST: re.compile(_NOT_AFTER_YEAR + _MONTH + _SIGN + _DAY + rf"(?:\b|{_YEAR})", re.IGNORECASE),
}


def order_in_heading(header: str) -> DateOrder | None:
    """The order that a heading such as "DOB (DD/MM/YYYY)" asks for; None if it asks for none."""
    found = [order for order, pattern in _IN_HEADING.items() if pattern.search(header)]
    return found[0] if len(found) == 1 else None


@dataclass(slots=True)
class _Evidence:
    """The first dates of a column that can only be read with the day first, or only with the month first."""

    rows: dict[DateOrder, tuple[int, str]] = field(default_factory=dict)

    def order(self) -> DateOrder | None:
        """The order that all of them show, None where they show none or both."""
        return next(iter(self.rows)) if len(self.rows) == 1 else None


class DateOrders:
    """The orders of the date columns of one list; the list is only looked through when a date needs it."""

    def __init__(self, table: Table, columns: Sequence[ListColumn], said: DateOrder | None) -> None:
        """For these columns of a table; `said` settles it for all."""
        self._table = table
        self._columns = columns
        self._said = said
        self._evidence: dict[int, _Evidence] | None = None
        self._decided: dict[int, DateOrder | None] = {}
        self.remarks: list[Sentence] = []

    def of(self, column: ListColumn) -> Callable[[], DateOrder | None]:
        """How to ask for the order of a column."""

        def order() -> DateOrder | None:
            if column.index not in self._decided:
                self._decided[column.index] = self._decide(column)
            return self._decided[column.index]

        return order

    def _decide(self, column: ListColumn) -> DateOrder | None:
        """As said; else as the dates of the column show; else as those of all columns show together."""
        place = {"letter": column.letter, "header": column.header}
        if self._said:
            words = "Column {letter} ({header}): dates such as 03/04/2020 are read {order}, as was said for this list."
            self.remarks.append(sentence(words, order=_WORDS[self._said], **place))
            return self._said
        if self._evidence is None:
            self._evidence = self._look_through()
        own = self._evidence[column.index]
        if len(own.rows) == 2:
            (one, first), (other, second) = own.rows[DateOrder.DAY_FIRST], own.rows[DateOrder.MONTH_FIRST]
            words = (
                "Column {letter} ({header}) has dates with the day first (“{first}” in row {one}) and with the month "
                "first (“{second}” in row {other}); those that can be either are not read."
            )
            self.remarks.append(sentence(words, first=first, one=one, second=second, other=other, **place))
            return None
        order, asked = own.order(), order_in_heading(column.header)
        if asked and order in {asked, None}:
            words = "Column {letter} ({header}): dates such as 03/04/2020 are read {order}, as its heading says."
            self.remarks.append(sentence(words, order=_WORDS[asked], **place))
            return asked
        rows = own.rows
        if order is None:
            together = _Evidence({key: row for one in self._evidence.values() for key, row in one.rows.items()})
            order, rows = together.order(), together.rows
        if order is not None:
            row, text = rows[order]
            words = (
                "Column {letter} ({header}): dates such as 03/04/2020 are read {order}, as “{text}” in row {row} shows."
            )
            self.remarks.append(sentence(words, order=_WORDS[order], text=text, row=row, **place))
        return order

    def _look_through(self) -> dict[int, _Evidence]:
        """Look through the date columns of the whole list."""
        evidence = {column.index: _Evidence() for column in self._columns}
        for row in self._table.rows():
            for index, found in evidence.items():
                value = row.value(index)
                if isinstance(value, str) and len(found.rows) < 2 and (order := order_shown(value)):
                    found.rows.setdefault(order, (row.number, value.strip()[:20]))
        return evidence
