"""Lists that are ordered and cut into pages by the database; what a list shows stands in its address."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse

ORDER, PAGE, FORMAT = "order", "page", "format"
PER_PAGE = 50
COUNTED = 10_000  # beyond this nobody reads on, and counting a million rows costs more than showing fifty
_RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r")

Row_co = TypeVar("Row_co", covariant=True)
M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Listing(Generic[Row_co]):
    """One page of a list: its rows, its number, the order, and how many rows there are, if not too many to count."""

    rows: Sequence[Row_co]
    page: int
    order: str
    total: int
    goes_on: bool
    per_page: int = PER_PAGE

    @property
    def more_than_counted(self) -> bool:
        """Whether there are more rows than were counted."""
        return self.total > COUNTED

    @property
    def last_known(self) -> int:
        """The number of the last page, as far as rows were counted."""
        return max(1, -(-min(self.total, COUNTED) // self.per_page), self.page)

    @property
    def first_row(self) -> int:
        """The number of the first row shown, from 1."""
        return (self.page - 1) * self.per_page + 1

    @property
    def last_row(self) -> int:
        """The number of the last row shown."""
        return self.first_row + len(self.rows) - 1


def listing(
    request: HttpRequest,
    rows: QuerySet[M],
    *,
    orders: Mapping[str, Sequence[str]],
    usual: str,
    per_page: int = PER_PAGE,
) -> Listing[M]:
    """The page of `rows` that the address asks for, in two queries.

    `orders` says for each word in the address by which fields it orders, `usual` is the word where the address has
    none; the key makes every order complete.
    """
    order = _order(request.GET.get(ORDER, ""), orders, usual)
    total = rows.order_by()[: COUNTED + 1].count()
    page = _page(request.GET.get(PAGE, ""), total, per_page)
    start = (page - 1) * per_page
    found = list(ordered(rows, order, orders)[start : start + per_page + 1])
    return Listing(found[:per_page], page, order, total, len(found) > per_page, per_page)


def ordered(rows: QuerySet[M], order: str, orders: Mapping[str, Sequence[str]]) -> QuerySet[M]:
    """The rows in the order that a word asks for; a minus before it turns all its fields round."""
    fields = [*orders[order.removeprefix("-")], "pk"]
    return rows.order_by(*(_turned(field) for field in fields) if order.startswith("-") else fields)


def as_csv(name: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """A list as a file that spreadsheets open rightly: in any script, and no cell is taken for a formula."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(heads)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    answer = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


def wants_csv(request: HttpRequest) -> bool:
    """Whether the address asks for the list as a file."""
    return request.GET.get(FORMAT) == "csv"


def _order(asked: str, orders: Mapping[str, Sequence[str]], usual: str) -> str:
    return asked if asked.removeprefix("-") in orders else usual


def _page(asked: str, total: int, per_page: int) -> int:
    """The number of the page asked for; the last one for a number beyond it."""
    last = max(1, -(-total // per_page))
    return min(max(int(asked), 1), last) if asked.isascii() and asked.isdecimal() and len(asked) < 10 else 1


def _turned(field: str) -> str:
    return field[1:] if field.startswith("-") else f"-{field}"


def _harmless(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_RUN_BY_SPREADSHEETS) else cell
