import pytest

from karvon.core.sheets import read_table
from karvon.people.lists import ColumnsUnknown, Field, Heading, HeadingWrong
from karvon.people.lists.columns import map_columns, remarks_on_columns
from tests.karvon.core.sheets.making import text_file


def columns(folder, header, told=None):
    return map_columns(read_table(text_file(folder, f"{header}\n{',x' * (header.count(',') + 1)}\n")), told)


def test_each_column_keeps_its_letter_and_what_it_is_read_as(tmp_path):
    found = columns(tmp_path, "ФИО,Дата рожд.,Подпись")
    assert [(one.letter, one.field) for one in found] == [
        ("A", Field.FULL_NAME_FAMILY_FIRST),
        ("B", Field.BIRTH_DATE),
        ("C", None),
    ]


def test_columns_that_are_not_read_are_said_with_the_nearest_known_heading(tmp_path):
    found = columns(tmp_path, "Full name,Natioanlity,Signature,Full name,DOB,D.O.B.")
    assert [str(remark) for remark in remarks_on_columns(found)] == [
        "Columns not read, because their headings are not known: B “Natioanlity” (perhaps “nationality”), C “Signature”.",
        "Columns not read, because a column before them has the same meaning: D “Full name”, F “D.O.B.”.",
    ]


def test_nothing_is_said_where_every_column_is_read(tmp_path):
    assert remarks_on_columns(columns(tmp_path, "Full name,DOB")) == []


def test_many_unknown_columns_are_listed_in_short(tmp_path):
    found = columns(tmp_path, "Full name," + ",".join(f"Column {number}" for number in range(50)))
    assert "I “Column 7”, and 42 more." in str(remarks_on_columns(found)[0])


def test_fifty_wrong_columns_are_refused_in_one_sentence(tmp_path):
    with pytest.raises(ColumnsUnknown) as caught:
        columns(tmp_path, ",".join(f"Column {number}" for number in range(50)))
    assert str(caught.value) == (
        f"“{tmp_path / 'list.csv'}”, row 1: no column says who the travellers are; a name, an identifier or a document "
        "number is needed. Known columns: none. Not known: A “Column 0”, B “Column 1”, C “Column 2”, D “Column 3”, "
        "E “Column 4”, F “Column 5”, G “Column 6”, H “Column 7”, and 42 more. Rename the headings, for example to "
        "“Full name”; if row 1 is a traveller already, put a row of headings above it."
    )
    assert caught.value.say("ru").startswith(f"«{tmp_path / 'list.csv'}», строка 1: ни один столбец не говорит")


def test_known_columns_without_a_name_are_named_in_the_refusal(tmp_path):
    with pytest.raises(ColumnsUnknown, match=r"Known columns: DOB, Sex\. Not known: C “Who”\."):
        columns(tmp_path, "DOB,Sex,Who")


def test_no_nearest_heading_is_looked_for_in_hundreds_of_columns(tmp_path):
    found = columns(tmp_path, "Full name,Natioanlity," + ",".join(f"c{number}" for number in range(250)))
    assert found[1].nearest is None


def test_a_heading_or_letter_can_be_told(tmp_path):
    told = {"Who": "full_name", "b": "test_kind:2", "Sex": ""}
    found = columns(tmp_path, "Who,Kind,Sex", told)
    assert [one.heading for one in found] == [Heading(Field.FULL_NAME), Heading(Field.TEST_KIND, 2), None]


@pytest.mark.parametrize("value", ["name_of_all", "test_kind:two"])
def test_a_field_that_does_not_exist_is_refused_with_those_that_do(tmp_path, value):
    with pytest.raises(HeadingWrong, match=f"“{value}” is not a field of a list of travellers. Fields are: number, "):
        columns(tmp_path, "Who,Kind", {"who": value})
