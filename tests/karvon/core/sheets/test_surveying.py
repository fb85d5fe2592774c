import zipfile

import pytest

from karvon.core.sheets import Limits, SheetRefused, read_table
from karvon.core.sheets.limits import MIB
from tests.karvon.core.sheets.making import sheet_xml, with_part, workbook_file

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
HEADER = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>name</t></is></c><c r="B1" t="inlineStr"><is><t>age</t></is></c></row>'
)
PERSON = '<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>Karimov</t></is></c></row>'


def changed(folder, part, content):
    return with_part(workbook_file(folder, [["name", "age"], ["Karimov", 34]]), part, content)


def with_rows(folder, rows, after=""):
    return changed(folder, SHEET, sheet_xml(HEADER + rows, after))


def read(path, **options):
    table = read_table(path, **options)
    return table, list(table.rows())


def refusal(path, **options):
    with pytest.raises(SheetRefused) as caught:
        read(path, **options)
    return caught.value


def test_a_row_far_below_costs_nothing_and_keeps_its_number(tmp_path):
    _, rows = read(with_rows(tmp_path, PERSON.format(row=1_048_576)))
    assert [(row.number, row.values) for row in rows] == [(1_048_576, ("Karimov",))]


def test_a_row_below_the_last_of_a_sheet_is_refused_before_anything_is_read(tmp_path):
    refused = refusal(with_rows(tmp_path, PERSON.format(row=999_999_999)))
    assert refused.code == "too-large"
    assert "has more than 1,048,576 rows. Split it into several files." in str(refused)


def test_more_rows_than_a_sheet_can_have_are_refused_though_they_are_empty(tmp_path):
    refused = refusal(with_rows(tmp_path, "<row/>" * 100), limits=Limits(stored_rows=100))
    assert "has more than 100 rows" in str(refused)


def test_empty_cells_far_to_the_right_cost_nothing(tmp_path):
    wide = "".join(f'<row r="{row}"><c r="XFD{row}" s="0"/></row>' for row in range(3, 2000))
    _, rows = read(with_rows(tmp_path, PERSON.format(row=2) + wide))
    assert len(rows) == 1


@pytest.mark.parametrize(
    "rows",
    [
        PERSON.format(row=3) + PERSON.format(row=2),
        PERSON.format(row=2) + PERSON.format(row=2),
        "<row>" + "<c/>" * 140_000 + "</row>",
        f'<row r="2" x="{"x" * 3 * MIB}"/>',
        "<row>" + "<x>" * 70 + "</x>" * 70 + "</row>",
        "<row r='2'><c></row>",
    ],
    ids=["backwards", "twice", "endless row", "endless tag", "deep", "not closed"],
)
def test_what_no_spreadsheet_program_writes_is_damaged(tmp_path, rows):
    refused = refusal(with_rows(tmp_path, rows))
    assert refused.code == "workbook-broken"
    assert "is damaged or was not saved whole. Open it, save it again as .xlsx and try again." in str(refused)


def test_hundreds_of_thousands_of_formats_beside_the_rows_are_damaged(tmp_path):
    assert refusal(with_rows(tmp_path, PERSON.format(row=2), after="<x/>" * 500_001)).code == "workbook-broken"


def test_entities_are_not_unfolded(tmp_path):
    laughs = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>' + sheet_xml(HEADER)
    assert refusal(changed(tmp_path, SHEET, laughs)).code == "workbook-broken"


def test_a_cell_without_end_is_refused_with_its_row(tmp_path):
    refused = refusal(with_rows(tmp_path, PERSON.format(row=7).replace("Karimov", "x" * 2 * MIB)))
    assert refused.code == "too-large"
    assert "row 7: the cell that begins “xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx” has more than 32,767 characters" in str(
        refused
    )


def test_a_long_text_that_comes_in_pieces_is_read_whole(tmp_path):
    text = "x" * 9_000 + "&amp;" + "y" * 9_000
    _, rows = read(with_rows(tmp_path, PERSON.format(row=2).replace("Karimov", text)))
    assert rows[0].values == (text.replace("&amp;", "&"),)


def test_shared_texts_have_their_bounds_too(tmp_path):
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    texts = f"<sst {space}>{'<si><r><t/></r></si>' * 100}</sst>".encode()
    refused = refusal(changed(tmp_path, STRINGS, texts), limits=Limits(strings=50))
    assert refused.code == "too-large"
    assert "holds more than 50 texts. Save only the list, as .csv." in str(refused)


def test_a_part_of_a_million_formats_is_not_made_into_objects(tmp_path):
    assert refusal(changed(tmp_path, "xl/styles.xml", b"<a/>" * 1_000_001)).code == "workbook-broken"


def test_pictures_are_not_looked_at(tmp_path):
    path = changed(tmp_path, "xl/media/image1.png", bytes(100))
    with_drawing = with_part(path.rename(tmp_path / "one.xlsx"), "xl/drawings/drawing1.xml", b"not read")
    assert read(with_drawing)[1][0].values == ("Karimov", 34)


def test_rows_hidden_by_a_filter_are_read_and_told(tmp_path):
    hidden = PERSON.format(row=2).replace("<row", '<row hidden="1"')
    empty = '<row r="4" hidden="1"><c r="A4"/></row>'
    table, rows = read(with_rows(tmp_path, hidden + PERSON.format(row=3) + empty))
    assert len(rows) == 2
    assert [str(remark) for remark in table.remarks] == [
        "One row is hidden in the workbook; it was read like the others."
    ]


def test_a_formula_is_not_calculated_only_where_nothing_was_stored(tmp_path):
    cells = (
        '<c r="A2"><f>1+1</f></c>',
        '<c r="B2"><f>1+1</f><v></v></c>',
        '<c r="C2"><f>1+1</f><v>2</v></c>',
        '<c r="D2" t="str"><f>""</f><v></v></c>',
        '<c r="E2"><v>5</v></c>',
    )
    table, rows = read(with_rows(tmp_path, f'<row r="2">{"".join(cells)}</row>' + PERSON.format(row=3)))
    assert rows[0].values == (None, None, 2, None, 5)
    assert str(table.remarks[0]).startswith("2 formulas have no stored result and read as empty.")


def test_a_merged_range_of_one_cell_is_passed_over(tmp_path):
    merged = '<mergeCells><mergeCell ref="A2"/><mergeCell ref="B2:B3"/></mergeCells>'
    table, _ = read(with_rows(tmp_path, PERSON.format(row=2), after=merged))
    assert str(table.remarks[0]) == "One merged cell was read as holding its value in every row it covers."


def test_more_merged_cells_than_anybody_makes_are_refused(tmp_path):
    merged = "<mergeCells>" + '<mergeCell ref="A2:A3"/>' * 11 + "</mergeCells>"
    refused = refusal(with_rows(tmp_path, PERSON.format(row=2), after=merged), limits=Limits(merged_ranges=10))
    assert "has more than 10 merged cells. Undo the merging and save it again." in str(refused)


@pytest.mark.parametrize("packing", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2, zipfile.ZIP_DEFLATED])
def test_damage_is_told_however_the_parts_are_packed(tmp_path, packing):
    path = workbook_file(tmp_path, [["name", "age"], *([f"Karimov {number}", number] for number in range(500))])
    packed = tmp_path / "packed.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(packed, "w", packing) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        start = new.getinfo(SHEET).header_offset + 200
    assert len(read(packed)[1]) == 500
    content = bytearray(packed.read_bytes())
    content[start : start + 40] = b"\xff" * 40
    packed.write_bytes(content)
    assert refusal(packed).code in {"workbook-broken", "file-unreadable"}
