"""Open a file as a table: what kind of file, which sheet, which row is the header, which rows below it are rows."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from karvon.core.sheets.delimited import Delimited, open_delimited
from karvon.core.sheets.headers import HEADER_SEARCH, Header, KnownHeaders, Span, find_header
from karvon.core.sheets.limits import Limits
from karvon.core.sheets.opening import FileKind, file_kind
from karvon.core.sheets.refusals import FileEmpty, HeaderMissing, SheetRefused, TooLarge
from karvon.core.sheets.table import EXCEL_EPOCH, Column, Row, Table, column_letter
from karvon.core.sheets.workbooks import Workbook, open_workbook
from karvon.core.words import Sentence, counted, sentence

_DELIMITER_NAMES = {
    ",": sentence("commas"),
    ";": sentence("semicolons"),
    "\t": sentence("tabs"),
    "|": sentence("bars"),
}


def read_table(
    path: str | Path, *, sheet: str | None = None, limits: Limits | None = None, known: KnownHeaders | None = None
) -> Table:
    """Open a CSV or .xlsx file as a table; rows are then read one at a time, in bounded memory.

    `sheet` names a sheet of a workbook, else its first visible one that holds anything. `known` says how many texts
    of a row the caller knows as headers and so helps to find the header. Raises `SheetRefused`, also while reading.
    """
    path, limits = Path(path), limits or Limits()
    if file_kind(path, limits) is FileKind.WORKBOOK:
        opened = open_workbook(path, sheet, limits, HEADER_SEARCH, lambda book, head: _reads(book, head, known))
        return _workbook_table(*opened, limits, known)
    return _delimited_table(open_delimited(path, limits), limits, known)


def _reads(book: Workbook, head: Sequence[Row], known: KnownHeaders | None) -> bool:
    """Whether the first rows of a sheet have headers that the caller knows."""
    header = find_header(head, book.spans, known)
    return known is None or (header is not None and header.known > 0)


def _workbook_table(book: Workbook, head: Sequence[Row], limits: Limits, known: KnownHeaders | None) -> Table:
    """The table in a sheet of a workbook."""
    header = _header(book.path, head, book.spans, known)
    rows = _Rows(book, header, limits)
    merged = sum(first > header.row for ranges in book.merged.down.values() for first, _, _ in ranges)
    remarks = [*book.remarks, *_remarks_on_header(header)]
    if merged:
        remarks.append(
            counted(
                "One merged cell was read as holding its value in every row it covers.",
                "{count:n} merged cells were read as holding their value in every row they cover.",
                count=merged,
            )
        )
    return Table(
        path=book.path, kind="xlsx", sheet=book.sheet, header_row=header.row, columns=_columns(header),
        remarks=tuple(remarks), epoch=book.epoch, rows_expected=book.rows_expected, open_rows=rows.read,
    )  # fmt: skip


def _delimited_table(ways: Sequence[Delimited], limits: Limits, known: KnownHeaders | None) -> Table:
    """The table in a delimited file, cut by the delimiter under which its header reads best."""
    text, header = _best_way(ways, known)
    remarks = [text.encoding.remark] if text.encoding.remark else []
    if text.delimiter in _DELIMITER_NAMES and text.delimiter != ",":
        remarks.append(sentence("The cells are separated by {what}.", what=_DELIMITER_NAMES[text.delimiter]))
    return Table(
        path=text.path, kind="csv", sheet="", header_row=header.row, columns=_columns(header),
        remarks=(*remarks, *_remarks_on_header(header)), epoch=EXCEL_EPOCH, rows_expected=text.encoding.lines,
        open_rows=_Rows(text, header, limits).read,
    )  # fmt: skip


def _best_way(ways: Sequence[Delimited], known: KnownHeaders | None) -> tuple[Delimited, Header]:
    """The likeliest delimiter, unless the header reads better under another one."""
    text = ways[0]
    header = _header(text.path, list(islice(text.rows(), HEADER_SEARCH)), _no_spans, known)
    if known is None or header.known >= 2:
        return text, header
    for way in ways[1:]:
        try:
            other = find_header(list(islice(way.rows(), HEADER_SEARCH)), _no_spans, known)
        except SheetRefused:  # under the wrong delimiter cells run together beyond the limits
            continue
        if other is not None and other.known and other.score > header.score and not _uncut(other):
            text, header = way, other
    return text, header


def _uncut(header: Header) -> bool:
    """Whether a header was left whole that another delimiter would cut: then it is no list of one column."""
    return len(header.texts) == 1 and any(mark in header.texts[0] for mark in _DELIMITER_NAMES)


def _no_spans(_: int) -> Sequence[Span]:
    """Text files have no merged cells."""
    return ()


def _header(
    path: Path, head: Sequence[Row], spans: Callable[[int], Sequence[Span]], known: KnownHeaders | None
) -> Header:
    """The header among the first rows, or a refusal."""
    if not head:
        words = "The file “{file}” is empty: no row holds anything. Check that it was saved and copied whole."
        raise FileEmpty(sentence(words, file=path))
    header = find_header(head, spans, known)
    if header is None and len(head) == 1:
        words = "“{file}” has no rows below row {row}. Check that the list was saved whole."
        raise HeaderMissing(sentence(words, file=path, row=head[0].number))
    if header is None:
        words = "No row of “{file}” looks like a header. Put a row above the list that names each column."
        raise HeaderMissing(sentence(words, file=path))
    return header


def _columns(header: Header) -> tuple[Column, ...]:
    """The columns of a header with their letters."""
    return tuple(Column(index, column_letter(index), " ".join(text.split())) for index, text in enumerate(header.texts))


def _remarks_on_header(header: Header) -> list[Sentence]:
    """Say what was passed over to find the header."""
    if not header.passed_over:
        return []
    return [
        counted(
            "The header was found in row {row}; the row above it was passed over.",
            "The header was found in row {row}; {count:n} rows above it were passed over.",
            count=header.passed_over,
            row=header.row,
        )
    ]


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows below a header, within the limits."""

    source: Workbook | Delimited
    header: Header
    limits: Limits

    def read(self) -> Iterator[Row]:
        """Each row below the header that is not blank."""
        count = 0
        for row in self.source.rows():
            if row.number <= self.header.row:
                continue
            count += 1
            if count > self.limits.rows:
                words = "“{file}” has more than {limit:n} rows. Split it into several files."
                raise TooLarge(sentence(words, file=self.source.path, limit=self.limits.rows))
            yield row
