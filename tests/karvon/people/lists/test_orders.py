from datetime import date

import pytest

from karvon.people.lists import DateOrder
from karvon.people.lists.orders import order_in_heading
from tests.karvon.people.lists.making import faults, read_rows, read_text, remarks


def born(read):
    return [person.birth_date for person in read.rows]


def test_one_date_shows_the_order_of_its_column(tmp_path):
    read = read_text(tmp_path, "Full name,DOB\nA B,03/04/1986\nC D,13/04/1986\n")
    assert born(read) == ["1986-04-03", "1986-04-13"]
    assert remarks(read) == [
        "Column B (DOB): dates such as 03/04/2020 are read with the day first, as “13/04/1986” in row 3 shows."
    ]


def test_the_other_columns_are_asked_where_one_shows_nothing(tmp_path):
    read = read_text(tmp_path, "Full name,DOB,Expiry\nA B,03/04/1986,06/30/2024\nC D,03/05/1986,\n")
    assert born(read) == ["1986-03-04", "1986-03-05"]
    assert remarks(read) == [
        "Column B (DOB): dates such as 03/04/2020 are read with the month first, as “06/30/2024” in row 2 shows."
    ]


def test_an_order_that_no_date_shows_is_never_guessed(tmp_path):
    read = read_text(tmp_path, "Full name,DOB,Expiry\nA B,03/04/1986,2024-06-30\n")
    assert born(read) == [None]
    assert remarks(read) == []
    assert faults(read)[0] == (
        "Row 2, column B (DOB) “03/04/1986”: This can be two days, and no date of the list shows whether the day or "
        "the month comes first. Write 1986-04-03 or 1986-03-04, or add DD/MM/YYYY or MM/DD/YYYY to the heading of the "
        "column."
    )


def test_a_column_with_both_orders_is_read_only_where_it_is_certain(tmp_path):
    read = read_text(tmp_path, "Full name,DOB\nA B,13/04/1986\nC D,04/13/1986\nE F,03/04/1986\n")
    assert born(read) == ["1986-04-13", "1986-04-13", None]
    assert remarks(read)[0] == (
        "Column B (DOB) has dates with the day first (“13/04/1986” in row 2) and with the month first (“04/13/1986” in "
        "row 3); those that can be either are not read."
    )


def test_columns_that_contradict_each_other_decide_nothing_for_a_third(tmp_path):
    text = "Full name,DOB,Passport expiry,Visa until,Visa from\nA B,03/04/1986,13/04/2024,04/13/2024,03/04/2020\n"
    read = read_text(tmp_path, text)
    assert born(read) == [None]
    assert [fault.column for fault in read.faults] == ["B", "E"]


def test_a_heading_can_tell_the_order(tmp_path):
    read = read_text(tmp_path, "Full name,DOB (MM/DD/YYYY)\nA B,03/04/1986\n")
    assert born(read) == ["1986-03-04"]
    assert remarks(read) == [
        "Column B (DOB (MM/DD/YYYY)): dates such as 03/04/2020 are read with the month first, as its heading says."
    ]


def test_dates_that_contradict_the_heading_are_believed_before_it(tmp_path):
    read = read_text(tmp_path, "Full name,DOB (MM/DD/YYYY)\nA B,03/04/1986\nC D,13/04/1986\n")
    assert born(read) == ["1986-04-03", "1986-04-13"]


def test_an_order_can_be_told_for_the_whole_list(tmp_path):
    read = read_text(tmp_path, "Full name,DOB\nA B,03/04/1986\n", date_order=DateOrder.MONTH_FIRST)
    assert born(read) == ["1986-03-04"]
    assert remarks(read) == [
        "Column B (DOB): dates such as 03/04/2020 are read with the month first, as was said for this list."
    ]


def test_dates_of_a_spreadsheet_beside_texts_need_no_order_and_show_none(tmp_path):
    read = read_rows(tmp_path, [["Full name", "DOB"], ["A B", date(1986, 4, 13)], ["C D", "03/04/1986"]])
    assert born(read) == ["1986-04-13", None]


@pytest.mark.parametrize(
    ("header", "order"),
    [
        ("DOB (dd/mm/yyyy)", DateOrder.DAY_FIRST), ("Дата (ДД.ММ.ГГГГ)", DateOrder.DAY_FIRST),
        ("Date DDMMYYYY", DateOrder.DAY_FIRST), ("Date, m/d/y", DateOrder.MONTH_FIRST),
        ("MM-DD-YYYY", DateOrder.MONTH_FIRST), ("Date (YYYY-MM-DD)", None), ("DD/MM or MM/DD", None), ("DOB", None),
        ("Admitted", None),
    ],
)  # fmt: skip
def test_an_order_in_a_heading_is_found(header, order):
    assert order_in_heading(header) is order
