import pytest

from karvon.core.sheets import Limits, SheetRefused, read_table
from tests.karvon.core.sheets.making import Rows, text_file, workbook_file

HEADERS = {"name", "born", "city"}


def known(texts):
    return float(sum(text.casefold() in HEADERS for text in texts))


def refusal(path, **options):
    with pytest.raises(SheetRefused) as caught:
        list(read_table(path, **options).rows())
    return caught.value


def headers(table):
    return [column.header for column in table.columns]


@pytest.mark.parametrize("text", ["5,6\n", "5"])
def test_a_single_row_is_no_list(tmp_path, text):
    refused = refusal(text_file(tmp_path, text))
    assert refused.code == "header-missing"
    assert str(refused) == f"“{tmp_path / 'list.csv'}” has no rows below row 1. Check that the list was saved whole."


def test_rows_of_numbers_have_no_header(tmp_path):
    refused = refusal(workbook_file(tmp_path, [[1, 2], [3, 4]]))
    assert refused.code == "header-missing"
    assert str(refused).endswith("looks like a header. Put a row above the list that names each column.")


def test_separators_without_anything_between_them_are_an_empty_file(tmp_path):
    refused = refusal(text_file(tmp_path, ",,\n,,\n"))
    assert refused.code == "file-empty"
    assert "no row holds anything" in str(refused)


def test_a_header_alone_is_a_table_without_rows(tmp_path):
    table = read_table(text_file(tmp_path, "name,born\n"), known=known)
    assert headers(table) == ["name", "born"]
    assert list(table.rows()) == []


def test_known_headers_decide_between_delimiters(tmp_path):
    text = "name;born, or year;city\nKarimov, J.;1986, July;Khujand, Sughd\nBoboev, S.;1990, May;Kulob, Khatlon\n"
    assert headers(read_table(text_file(tmp_path, text), known=known)) == ["name", "born, or year", "city"]


def test_a_list_of_one_column_is_not_cut_at_its_commas(tmp_path):
    table = read_table(text_file(tmp_path, "Name\nKarimov, Jamshed\nBoboev, Sukhrob\n"), known=known)
    assert [row.values for row in table.rows()] == [("Karimov, Jamshed",), ("Boboev, Sukhrob",)]


def test_a_header_that_a_delimiter_cuts_is_not_one_column(tmp_path):
    def knows_whole(texts):
        return float("id,name" in [text.casefold() for text in texts])

    table = read_table(text_file(tmp_path, "id,name\n1,Karimov\n"), known=knows_whole)
    assert headers(table) == ["id", "name"]


def test_a_delimiter_under_which_cells_run_together_is_passed_over(tmp_path):
    lines = f"{'x' * 20},{'y' * 20}\n" * 10
    table = read_table(text_file(tmp_path, f"who,what\n{lines}"), known=known, limits=Limits(cell_characters=30))
    assert headers(table) == ["who", "what"]


def test_text_in_two_bytes_per_letter_is_text(tmp_path):
    path = text_file(tmp_path, "name,born\nКаримов,1986\n", encoding="utf-16")
    assert [row.values for row in read_table(path).rows()] == [("Каримов", "1986")]


def test_more_rows_than_the_limit_are_refused(tmp_path):
    rows: Rows = [["name"], *([f"Karimov {number}"] for number in range(4))]
    assert "has more than 3 rows. Split it into several files." in str(
        refusal(workbook_file(tmp_path, rows), limits=Limits(rows=3))
    )
