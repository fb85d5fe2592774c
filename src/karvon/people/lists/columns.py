"""The columns of one list: what each is read as, and one sentence about all that are not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from karvon.core.refusals import Refused
from karvon.core.sheets import Column, Table
from karvon.core.words import Sentence, sentence
from karvon.people.lists.fields import IDENTIFYING, Field
from karvon.people.lists.headings import Heading, nearest_heading, normalised, read_heading, settle

_LISTED = 8


class ColumnsUnknown(Refused):
    """No column of the file says who the travellers are."""

    code = "columns-unknown"


class HeadingWrong(Refused):
    """A heading was said to mean a field that does not exist."""

    code = "heading-wrong"


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column of a list and what it was read as."""

    index: int
    letter: str
    header: str
    heading: Heading | None
    """None where the column is not read."""
    nearest: str | None = None
    """The known heading most like this one, where it is not known."""
    repeats: bool = False
    """Known, but not read because a column before it already says this."""

    @property
    def field(self) -> Field | None:
        """What the column holds."""
        return self.heading.field if self.heading else None


def map_columns(table: Table, said: Mapping[str, str] | None = None) -> tuple[ListColumn, ...]:
    """What each column of a table is read as; `said` gives the field of a heading or letter, empty for none."""
    told = {normalised(key): value for key, value in (said or {}).items()}
    first = [_heading(column, told) for column in table.columns]
    settled = settle(first)
    columns = tuple(
        ListColumn(
            column.index,
            column.letter,
            column.header,
            heading,
            nearest=nearest_heading(column.header) if column.header and before is None and len(first) <= 200 else None,
            repeats=heading is None and before is not None,
        )
        for column, before, heading in zip(table.columns, first, settled, strict=True)
    )
    if not any(column.field in IDENTIFYING for column in columns):
        _refuse(table, columns)
    return columns


def _heading(column: Column, told: Mapping[str, str]) -> Heading | None:
    """What a heading means: as told, else by its words."""
    for key in (normalised(column.header), column.letter.casefold()):
        if key and key in told:
            return _told_heading(told[key])
    return read_heading(column.header[:200]) if column.header else None


def _told_heading(value: str) -> Heading | None:
    """A field as told, with its number if there are several: `test_kind:2`; none for the empty text."""
    name, _, place = value.partition(":")
    if not name:
        return None
    try:
        return Heading(Field(name), int(place or 1))
    except ValueError as error:
        words = "“{value}” is not a field of a list of travellers. Fields are: {fields}."
        raise HeadingWrong(sentence(words, value=value, fields=tuple(field.value for field in Field))) from error


def _refuse(table: Table, columns: Sequence[ListColumn]) -> None:
    """Say in one sentence which columns were found, which were not, and what may have been meant."""
    known = tuple(column.header for column in columns if column.heading)
    words = (
        "“{file}”, row {row}: no column says who the travellers are; a name, an identifier or a document number "
        "is needed. Known columns: {known}. Not known: {unknown}. Rename the headings, for example to “Full name”; "
        "if row {row} is a traveller already, put a row of headings above it."
    )
    raise ColumnsUnknown(
        sentence(
            words,
            file=table.path,
            row=table.header_row,
            known=known[:_LISTED] or sentence("none"),
            unknown=named(tuple(column for column in columns if column.header and not column.heading)),
        )
    )


def named(columns: Sequence[ListColumn]) -> tuple[Sentence, ...]:
    """Columns by letter and heading with the nearest known one, cut short where there are many."""
    listed: list[Sentence] = []
    for column in columns[:_LISTED]:
        words = "{letter} “{header}”" if column.nearest is None else "{letter} “{header}” (perhaps “{nearest}”)"
        listed.append(sentence(words, letter=column.letter, header=column.header[:30], nearest=column.nearest or ""))
    if len(columns) > _LISTED:
        listed.append(sentence("and {count:n} more", count=len(columns) - _LISTED))
    return tuple(listed)


def remarks_on_columns(columns: Sequence[ListColumn]) -> list[Sentence]:
    """Say which columns are not read."""
    remarks: list[Sentence] = []
    if unknown := tuple(column for column in columns if column.header and not column.heading and not column.repeats):
        remarks.append(
            sentence("Columns not read, because their headings are not known: {columns}.", columns=named(unknown))
        )
    if repeated := tuple(column for column in columns if column.repeats):
        remarks.append(
            sentence(
                "Columns not read, because a column before them has the same meaning: {columns}.",
                columns=named(repeated),
            )
        )
    return remarks
