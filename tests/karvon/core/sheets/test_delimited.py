import tracemalloc

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from karvon.core.sheets import Limits, SheetRefused, read_table
from karvon.core.sheets.delimited import find_delimiter
from tests.karvon.core.sheets.making import text_file


def read(folder, text, **options):
    table = read_table(text_file(folder, text), **options)
    return table, list(table.rows())


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_each_delimiter_and_line_end_is_understood(tmp_path, mark, end):
    lines = [mark.join(line) for line in (("name", "age", "city"), ("Karimov", "34", "Khujand"), ("Boboev", "3", ""))]
    table, rows = read(tmp_path, end.join(lines) + end)
    assert [column.header for column in table.columns] == ["name", "age", "city"]
    assert [(row.number, row.values) for row in rows] == [
        (2, ("Karimov", "34", "Khujand")),
        (3, ("Boboev", "3", None)),
    ]


def test_a_delimiter_other_than_the_comma_is_said(tmp_path):
    table, _ = read(tmp_path, "name;age\nKarimov;34\n")
    assert "The cells are separated by semicolons." in map(str, table.remarks)


def test_the_hint_that_spreadsheet_programs_write_is_obeyed(tmp_path):
    table, rows = read(tmp_path, "sep=;\nname;age, years\nKarimov;34\n")
    assert [column.header for column in table.columns] == ["name", "age, years"]
    assert rows[0].number == 3


def test_quotes_hold_delimiters_quotes_and_line_ends(tmp_path):
    _, rows = read(tmp_path, 'name,note\n"Karimov, J.","said ""yes""\nand left"\nBoboev,\n')
    assert rows[0].values == ("Karimov, J.", 'said "yes"\nand left')
    assert [row.number for row in rows] == [2, 3]


def test_blank_rows_are_passed_over_and_keep_their_numbers(tmp_path):
    _, rows = read(tmp_path, "name,age\n\nKarimov,34\n ,\u00a0\n,,\nBoboev,3\n")
    assert [row.number for row in rows] == [3, 6]


def test_a_name_with_a_comma_under_one_known_heading_stays_whole(tmp_path):
    table, rows = read(
        tmp_path, "Full name\nKarimov, Jamshed\nBoboev, Sukhrob\n", known=lambda texts: float("Full name" in texts)
    )
    assert len(table.columns) == 1
    assert rows[0].values == ("Karimov, Jamshed",)


def test_a_quotation_mark_left_open_is_found_at_the_end_of_the_file(tmp_path):
    with pytest.raises(SheetRefused) as caught:
        read(tmp_path, 'name,age\nKarimov,34\n"Boboev,3\nSaidov,5\n')
    assert caught.value.code == "quote-never-closed"
    assert 'row 3: the quotation mark in “"Boboev,3” is not closed in its cell' in str(caught.value)


def test_a_quotation_mark_that_swallows_rows_until_the_next_one_is_found(tmp_path):
    text = 'a,b,c\nx,1,2\n"y,1,2\nz,1,2\nw,1,2\nv,1,"2"\nu,1,2\n'
    with pytest.raises(SheetRefused) as caught:
        read(tmp_path, text)
    assert "row 3" in str(caught.value)


def test_a_quotation_mark_open_over_a_large_file_is_found_early(tmp_path):
    text = 'name,age\n"Karimov,34\n' + "Boboev,3\n" * 50_000
    with pytest.raises(SheetRefused) as caught:
        read(tmp_path, text)
    assert caught.value.code == "quote-never-closed"


@pytest.mark.parametrize(
    ("text", "limits", "words"),
    [
        ("a,b\n" + "1,2\n" * 11, Limits(rows=10), "has more than 10 rows. Split it into several files."),
        ("a,b\n" + "1," * 30 + "1\n", Limits(columns=20), "row 2 has 31 columns; at most 20 are read."),
        ("a,b\n" + "x" * 200 + ",1\n", Limits(cell_characters=100), "row 2: the cell that begins “xxx"),
        ("a,b\n1,2\n" + "x" * 300_000 + "\n", Limits(), "line 3 has more than 131,072 characters"),
    ],
)
def test_what_is_beyond_a_limit_is_refused_with_its_place(tmp_path, text, limits, words):
    with pytest.raises(SheetRefused) as caught:
        read(tmp_path, text, limits=limits)
    assert caught.value.code == "too-large"
    assert words in str(caught.value)


def test_many_empty_cells_at_the_end_are_not_columns(tmp_path):
    _, rows = read(tmp_path, "a,b\n1,2" + "," * 700 + "\n")
    assert rows[0].values == ("1", "2")


def test_a_long_file_is_read_in_bounded_memory(tmp_path):
    path = tmp_path / "list.csv"
    with path.open("w") as file:
        file.write("name,age,city\n")
        file.writelines(f"Karimov {number},34,Khujand\n" for number in range(200_000))
    tracemalloc.start()
    count = sum(1 for _ in read_table(path).rows())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 200_000
    assert peak < 8 * 1024 * 1024


cells = st.text(
    st.characters(codec="utf-8", exclude_characters="\x00\r\n\ufeff", exclude_categories=["Cc"]), max_size=12
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.lists(st.tuples(cells, cells, cells), min_size=1, max_size=8))
def test_what_is_written_comes_back(tmp_path, lines):
    quoted = "\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in line) for line in lines)
    table, rows = read(tmp_path, "alpha,beta,gamma\n" + quoted + "\n", known=lambda texts: 3.0 * ("alpha" in texts))
    assert [column.header for column in table.columns] == ["alpha", "beta", "gamma"]
    expected = [tuple(cell if cell and not cell.isspace() else None for cell in line) for line in lines]
    assert [row.values for row in rows] == [line for line in expected if any(line)]


def test_a_sample_that_nothing_cuts_falls_back_to_the_comma():
    assert find_delimiter(["Karimov\n", "Boboev\n"]) == ","


def test_a_quotation_mark_before_long_lines_is_refused_with_its_row(tmp_path):
    text = 'name,note\nKarimov,"open\n' + ("x" * 9_000 + "\n") * 40
    with pytest.raises(SheetRefused) as caught:
        read(tmp_path, text)
    assert caught.value.code == "quote-never-closed"
    assert "row 2: a cell begins there that does not end within 32,767 characters." in str(caught.value)


def test_millions_of_blank_lines_are_not_waited_for(tmp_path):
    with pytest.raises(SheetRefused, match="has more than 100 rows"):
        read(tmp_path, "name,age\nKarimov,34\n" + "\n" * 100, limits=Limits(stored_rows=100))
