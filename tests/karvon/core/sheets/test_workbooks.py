import zipfile
from datetime import date, datetime, time

import pytest
from openpyxl import Workbook
from openpyxl.styles import numbers
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from karvon.core.sheets import CellError, Limits, SheetRefused, read_table
from tests.karvon.core.sheets.making import Rows, active_sheet, sheet_xml, with_part, workbook_file

SHEET = "xl/worksheets/sheet1.xml"
HEADINGS = ["name", "born", "number"]


def read(path, **options):
    table = read_table(path, **options)
    return table, list(table.rows())


def test_values_come_as_their_author_sees_them(tmp_path):
    path = workbook_file(
        tmp_path,
        [
            ["name", "born", "number", "sampled", "clock", "ratio", "yes", "failed", "long"],
            [
                "Karimov",
                date(1986, 7, 12),
                123456789.0,
                datetime(2020, 10, 29, 21, 5),
                time(21, 0),
                36.6,
                True,
                "#N/A",
                1e20,
            ],
        ],
    )
    _, rows = read(path)
    assert rows[0].values == (
        "Karimov", date(1986, 7, 12), 123456789, datetime(2020, 10, 29, 21, 5), time(21, 0), 36.6, True, "#N/A", 1e20,
    )  # fmt: skip
    assert isinstance(rows[0].values[7], CellError)
    assert isinstance(rows[0].values[2], int)


def test_a_moment_at_midnight_stays_a_moment(tmp_path):
    def at_midnight(sheet):
        sheet["B2"].number_format = "yyyy-mm-dd hh:mm"
        sheet["C2"].number_format = 'dd.mm.yyyy "h"'

    rows: Rows = [["name", "at", "on"], ["Karimov", datetime(2020, 10, 29), datetime(2020, 10, 29)]]
    _, read_rows = read(workbook_file(tmp_path, rows, change=at_midnight))
    assert read_rows[0].values[1:] == (datetime(2020, 10, 29), date(2020, 10, 29))


def test_dates_counted_from_1904_are_right(tmp_path):
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet = active_sheet(book)
    sheet.append(["name", "born"])
    sheet.append(["Karimov", date(1986, 7, 12)])
    book.save(tmp_path / "mac.xlsx")
    table, rows = read(tmp_path / "mac.xlsx")
    assert rows[0].values == ("Karimov", date(1986, 7, 12))
    assert table.epoch == date(1904, 1, 1)


def test_zeros_shown_by_the_format_belong_to_the_number(tmp_path):
    def padded(sheet):
        sheet["B2"].number_format = "000000000"
        sheet["C2"].number_format = numbers.FORMAT_NUMBER_00

    _, rows = read(workbook_file(tmp_path, [["name", "number", "sum"], ["Karimov", 12345, 5]], change=padded))
    assert rows[0].values == ("Karimov", "000012345", 5)


def test_a_title_and_blank_rows_keep_the_row_numbers_of_the_spreadsheet(tmp_path):
    path = workbook_file(
        tmp_path, [["List of 31 October"], [], HEADINGS, [], ["Karimov", None, 5], ["Boboev", None, 6]]
    )
    table, rows = read(path)
    assert table.header_row == 3
    assert [row.number for row in rows] == [5, 6]
    assert "The header was found in row 3; the row above it was passed over." in map(str, table.remarks)


def test_a_cell_merged_down_has_its_value_in_every_row(tmp_path):
    people: Rows = [["name", "family"], ["Karimov", "H1"], ["Kholiqova", None], ["Boboev", None], ["Saidov", "H2"]]
    path = workbook_file(tmp_path, people, change=lambda sheet: sheet.merge_cells("B2:B4"))
    table, rows = read(path)
    assert [row.values[1] for row in rows] == ["H1", "H1", "H1", "H2"]
    assert "One merged cell was read as holding its value in every row it covers." in map(str, table.remarks)


def test_blank_rows_under_a_merged_cell_stay_blank(tmp_path):
    people: Rows = [["family", "name"], ["H1", "Karimov"], [None, None], [None, "Boboev"]]
    _, rows = read(workbook_file(tmp_path, people, change=lambda sheet: sheet.merge_cells("A2:A4")))
    assert [(row.number, row.values) for row in rows] == [(2, ("H1", "Karimov")), (4, ("H1", "Boboev"))]


def test_a_header_of_two_lines_is_read_as_one(tmp_path):
    def merge(sheet):
        sheet.merge_cells("A1:A2")
        sheet.merge_cells("B1:C1")

    people: Rows = [["name", "PCR", None], [None, "date", "result"], ["Karimov", "2020-10-29", "negative"]]
    known = {"name", "PCR date", "PCR result"}
    table, rows = read(
        workbook_file(tmp_path, people, change=merge), known=lambda texts: float(sum(one in known for one in texts))
    )
    assert [column.header for column in table.columns] == ["name", "PCR date", "PCR result"]
    assert len(rows) == 1


def test_the_first_visible_sheet_that_holds_anything_is_read_and_the_others_are_named(tmp_path):
    book = Workbook()
    active_sheet(book).title = "Empty"
    for title in ("Hidden", "People", "Old"):
        sheet = book.create_sheet(title)
        sheet.append(["name", "sheet"])
        sheet.append(["Karimov", title])
    book["Hidden"].sheet_state = "hidden"
    book.save(tmp_path / "list.xlsx")
    table, rows = read(tmp_path / "list.xlsx")
    assert rows[0].values == ("Karimov", "People")
    assert "The sheet “People” was read; left aside: Empty, Old." in map(str, table.remarks)
    named, rows = read(tmp_path / "list.xlsx", sheet="old ")
    assert (named.sheet, rows[0].values[1], named.remarks) == ("Old", "Old", ())


def test_a_sheet_that_is_not_there_is_answered_with_those_that_are(tmp_path):
    path = workbook_file(tmp_path, [HEADINGS, ["Karimov", None, 5]])
    with pytest.raises(SheetRefused) as caught:
        read_table(path, sheet="Лист1")
    assert caught.value.code == "sheet-missing"
    assert str(caught.value) == f"The workbook “{path}” has no sheet “Лист1”. It has: List."


def test_an_empty_workbook_is_said_to_be_empty(tmp_path):
    with pytest.raises(SheetRefused) as caught:
        read_table(workbook_file(tmp_path, []))
    assert caught.value.code == "file-empty"


def test_formulas_without_a_stored_result_are_counted_aloud(tmp_path):
    path = workbook_file(tmp_path, [["name", "number"], ["Karimov", "=1+1"], ["Boboev", "=2+2"]])
    table, rows = read(path)
    assert [row.values for row in rows] == [("Karimov",), ("Boboev",)]
    assert "2 formulas have no stored result and read as empty. Open the workbook, save it and try again." in map(
        str, table.remarks
    )


def test_a_formula_whose_result_is_an_empty_text_is_not_counted(tmp_path):
    xml = sheet_xml(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>name</t></is></c><c r="B1" t="inlineStr"><is><t>x</t></is></c></row>'
        '<row r="2"><c r="A2" t="inlineStr"><is><t>Karimov</t></is></c><c r="B2" t="str"><f>""</f><v></v></c></row>'
    )
    table, rows = read(with_part(workbook_file(tmp_path, [["x"]]), SHEET, xml))
    assert table.remarks == ()
    assert len(rows) == 1


def test_the_extent_that_a_sheet_states_does_not_hide_rows(tmp_path):
    path = workbook_file(tmp_path, [HEADINGS, ["Karimov", None, 5], ["Boboev", None, 6]])
    with zipfile.ZipFile(path) as archive:
        xml = archive.read(SHEET)
    assert b'<dimension ref="A1:C3"' in xml
    changed = with_part(path, SHEET, xml.replace(b'<dimension ref="A1:C3"', b'<dimension ref="A1:A1"'))
    assert len(read(changed)[1]) == 2


def test_a_cell_at_the_far_corner_is_refused_and_not_a_grid_of_billions(tmp_path):
    xml = sheet_xml(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>name</t></is></c></row>'
        '<row r="90000"><c r="XFD90000"><v>1</v></c></row>'
    )
    path = with_part(workbook_file(tmp_path, [["x"]]), SHEET, xml)
    with pytest.raises(SheetRefused) as caught:
        read(path)
    assert "row 90000 has 16,384 columns; at most 500 are read." in str(caught.value)


def test_a_bomb_is_refused_by_its_directory(tmp_path):
    path = with_part(workbook_file(tmp_path, [["x"]]), SHEET, bytes(400 * 1024 * 1024))
    assert path.stat().st_size < 1024 * 1024
    with pytest.raises(SheetRefused) as caught:
        read_table(path)
    assert caught.value.code == "too-large"
    assert "would unpack to 401 MB; at most 256 MB are read." in str(caught.value)


@pytest.mark.parametrize(
    ("part", "limits"),
    [("xl/styles.xml", Limits(part_bytes=10_000)), ("xl/sharedStrings.xml", Limits(strings_bytes=10_000))],
)
def test_a_part_that_is_kept_in_memory_has_a_limit_of_its_own(tmp_path, part, limits):
    path = with_part(workbook_file(tmp_path, [["x"]]), part, b" " * 20_000)
    with pytest.raises(SheetRefused, match="would unpack to"):
        read_table(path, limits=limits)


@pytest.mark.parametrize("xml", [b"<worksheet><sheetData><row r='1'><c r='A1'><v>1", b"no xml", b""])
def test_a_damaged_sheet_is_refused_as_damaged(tmp_path, xml):
    path = with_part(workbook_file(tmp_path, [["x"]]), SHEET, xml)
    with pytest.raises(SheetRefused) as caught:
        read(path)
    assert caught.value.code in {"workbook-broken", "file-empty"}


def test_a_billion_laughs_are_not_laughed(tmp_path):
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(10))
    xml = f"<!DOCTYPE x [{entities}]><worksheet><sheetData>&l9;</sheetData></worksheet>".encode()
    with pytest.raises(SheetRefused):
        read(with_part(workbook_file(tmp_path, [["x"]]), SHEET, xml))


def test_merging_without_end_is_refused(tmp_path):
    merges = "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, 40))
    xml = sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>', f"<mergeCells>{merges}</mergeCells>")
    path = with_part(workbook_file(tmp_path, [["x"]]), SHEET, xml)
    with pytest.raises(SheetRefused, match="more than 20 merged cells"):
        read_table(path, limits=Limits(merged_ranges=20))


def test_a_cell_longer_than_the_limit_is_refused_with_its_row(tmp_path):
    path = workbook_file(tmp_path, [HEADINGS, ["x" * 200, None, 1]])
    with pytest.raises(SheetRefused, match="row 2: the cell that begins “xxx"):
        read(path, limits=Limits(cell_characters=100))


def test_the_first_sheet_that_reads_like_the_table_is_taken(tmp_path):
    book = Workbook()
    notes = active_sheet(book)
    notes.append(["How to fill in this form", "in Latin letters"])
    notes.append(["and with four digits of the year", "please"])
    people = book.create_sheet("People")
    people.append(["name", "born"])
    people.append(["Karimov", 1986])
    hidden = book.create_sheet("Lists")
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "list.xlsx")

    def known(texts):
        return float(sum(text in {"name", "born"} for text in texts))

    table, _ = read(tmp_path / "list.xlsx", known=known)
    assert table.sheet == "People"
    assert [str(remark) for remark in table.remarks] == [
        "The sheet “People” was read; left aside: Sheet.",
        "Hidden sheets were left aside: Lists.",
    ]
    assert read(tmp_path / "list.xlsx", known=lambda _: 0.0)[0].sheet == "Sheet"


def test_a_workbook_whose_parts_are_encrypted_asks_for_one_without_a_password(tmp_path):
    path = workbook_file(tmp_path, [["name"], ["Karimov"]])
    content = bytearray(path.read_bytes())
    entry = content.find(b"PK\x01\x02")
    while entry >= 0:
        content[entry + 8] |= 1
        entry = content.find(b"PK\x01\x02", entry + 1)
    path.write_bytes(content)
    with pytest.raises(SheetRefused) as caught:
        read(path)
    assert caught.value.code == "password-needed"


def test_parts_beside_the_list_do_not_matter(tmp_path):
    path = with_part(workbook_file(tmp_path, [["name"], ["Karimov"]]), "docProps/thumbnail.jpeg", bytes(10))
    assert read(path)[1][0].values == ("Karimov",)


def test_whole_numbers_are_whole_however_they_are_stored(tmp_path):
    cells = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>name</t></is></c></row><row r="2"><c r="A2"><v>1.25E3</v></c></row>'
    )
    path = with_part(workbook_file(tmp_path, [["name"], ["x"]]), SHEET, sheet_xml(cells))
    values = read(path)[1][0].values
    assert values == (1250,)
    assert isinstance(values[0], int)


def test_a_text_of_several_fonts_has_its_limit_as_a_whole(tmp_path):
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    run = f"<r><t>{'x' * 20_000}</t></r>"
    texts = f'<sst xmlns="{space}"><si>{run}{run}</si><si>{run}</si></sst>'
    cells = '<row r="1"><c r="A1" t="inlineStr"><is><t>name</t></is></c></row><row r="2"><c r="A2" t="s"><v>{text}</v></c></row>'
    path = with_shared_texts(workbook_file(tmp_path, [["name"], ["x"]]), texts)
    short = with_part(path.rename(tmp_path / "short.xlsx"), SHEET, sheet_xml(cells.format(text=1)))
    assert read(short)[1][0].values == ("x" * 20_000,)
    long = with_part(short.rename(tmp_path / "long.xlsx"), SHEET, sheet_xml(cells.format(text=0)))
    with pytest.raises(SheetRefused, match="row 2: the cell that begins “xxx"):
        read(long)


def with_shared_texts(path, texts):
    """A workbook with a part of shared texts, as spreadsheet programs write them."""
    part = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    with zipfile.ZipFile(path) as archive:
        types = archive.read("[Content_Types].xml").decode()
    named = types.replace("</Types>", f'<Override PartName="/xl/sharedStrings.xml" ContentType="{part}"/></Types>')
    path = with_part(path, "xl/sharedStrings.xml", texts.encode())
    return with_part(path.rename(path.with_name("texts.xlsx")), "[Content_Types].xml", named.encode())
