from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karvon.core.sheets import CellError, Row, column_letter
from karvon.core.sheets.table import Kind


def test_columns_have_the_letters_a_spreadsheet_shows():
    assert [column_letter(index) for index in (0, 25, 26, 51, 52, 701, 702, 16383)] == [
        "A", "Z", "AA", "AZ", "BA", "ZZ", "AAA", "XFD",
    ]  # fmt: skip


@given(st.integers(0, 20_000), st.integers(0, 20_000))
def test_no_two_columns_share_a_letter(one, other):
    assert (column_letter(one) == column_letter(other)) == (one == other)


@pytest.mark.parametrize(
    ("value", "text", "kind"),
    [
        (None, "", Kind.EMPTY),
        ("Каримов", "Каримов", Kind.TEXT),
        (True, "True", Kind.TEXT),
        (34, "34", Kind.NUMBER),
        (123456789.0, "123456789", Kind.NUMBER),
        (36.6, "36.6", Kind.NUMBER),
        (date(2020, 10, 31), "2020-10-31", Kind.DATE),
        (datetime(2020, 10, 31, 21, 5), "2020-10-31 21:05", Kind.DATETIME),
        (time(21, 5), "21:05", Kind.TIME),
        (timedelta(hours=30), "1 day, 6:00:00", Kind.TIME),
        (CellError("#N/A"), "#N/A", Kind.ERROR),
    ],
)
def test_a_cell_has_its_text_kind_and_place(value, text, kind):
    assert Row(7, ("x", value)).cell(1) == (value, text, kind, 7, "B")


def test_a_row_has_nothing_beyond_its_end():
    assert Row(7, ("x",)).value(3) is None
