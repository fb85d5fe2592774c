import tracemalloc
from datetime import date

import pytest

from karvon.core.sheets import Limits, SheetRefused
from karvon.people.lists import Severity, open_list, read_list
from tests.karvon.core.sheets.making import Rows, text_file, workbook_file
from tests.karvon.people.lists.making import ALMATY, faults, read_rows, read_text, remarks


def names(read):
    return [person.name for person in read.rows]


def test_every_row_is_accounted_for(tmp_path):
    read = read_text(
        tmp_path,
        "№,ФИО,Дата рожд.\n1,2,3\n\n1,Каримов Джамшед,12.07.1986\n,,\n№,ФИО,Дата рожд.\n2,,\nИтого: 2 чел.,,\n"
        "3,Холикова Мадина,1989\n",
    )
    assert names(read) == ["Каримов Джамшед", "Холикова Мадина"]
    assert (read.rows_read, read.rows_blank, read.rows_of_header, read.rows_not_usable) == (2, 2, 2, 2)
    assert str(read.counts()) == "Rows read: 2; blank: 2; repeating the header: 2; not used, as they name nobody: 2."
    assert faults(read) == [
        "Row 7 “2”: The row has no name, identifier or document number and is not used. Add one of them if it stands for a traveller.",
        "Row 8 “Итого: 2 чел.”: The row counts the others and is not used. Write the name first if it is a traveller.",
    ]


def test_a_list_without_anything_left_out_says_so(tmp_path):
    read = read_text(tmp_path, "ФИО\nКаримов Джамшед\n")
    assert str(read.counts()) == "Rows read: 1; none was left out."
    assert read.counts().say("ru") == "Прочитано строк: 1; ни одна не пропущена."


def test_a_row_of_numbers_or_one_that_begins_like_the_header_is_not_passed_over(tmp_path):
    read = read_text(tmp_path, "ID,Full name,Seat\n1,Karimov Jamshed,3\nID,Boboev Sukhrob,4\n1,2,\n")
    assert names(read) == ["Karimov Jamshed", "Boboev Sukhrob", "2"]
    assert read.rows_of_header == 0


def test_a_person_called_jami_is_a_person(tmp_path):
    assert names(read_text(tmp_path, "Full name\nJami Ahmad\nJami: 1\n")) == ["Jami Ahmad"]


def test_a_total_may_stand_under_any_first_column(tmp_path):
    read = read_rows(tmp_path, [["№", "ФИО"], [1, "Каримов Джамшед"], [None, "Всего: 1"]])
    assert names(read) == ["Каримов Джамшед"]
    assert read.rows_not_usable == 1


def test_cells_under_no_heading_are_told_and_not_read(tmp_path):
    read = read_text(tmp_path, "Full name,,DOB\nKarimov Jamshed,x,1986-07-12,y\nBoboev Sukhrob,,1990-01-01\n")
    assert faults(read) == [
        "Row 2, column B (—) “x”: This cell stands under no heading and is not read. Give the column a heading.",
        "Row 2, column D (—) “y”: This cell stands under no heading and is not read. Give the column a heading.",
    ]


def test_a_row_shorter_than_the_header_leaves_the_rest_not_recorded(tmp_path):
    assert read_text(tmp_path, "Full name,DOB\nKarimov Jamshed\n").rows[0].birth_date is None


def test_a_fault_has_its_row_column_heading_and_remedy_in_both_languages(tmp_path):
    read = read_text(tmp_path, "ФИО;Дата рожд.\nКаримов Джамшед;31.02.1986\n")
    assert faults(read) == [
        "Row 2, column B (Дата рожд.) “31.02.1986”: There is no such day in the calendar. Correct the day or the month."
    ]
    assert faults(read, "ru") == [
        "Строка 2, столбец B (Дата рожд.) «31.02.1986»: Такого дня нет в календаре. Исправьте день или месяц."
    ]
    assert remarks(read) == ["The cells are separated by semicolons."]
    assert read.errors == 1
    assert read.fault_counts[0].severity is Severity.ERROR


def test_the_same_mistake_in_many_rows_is_counted_in_full(tmp_path):
    rows = "".join(f"Person {'x' * (number % 50)},31.02.1986\n" for number in range(500))
    read = read_text(tmp_path, f"Full name,DOB\n{rows}")
    assert [one.count for one in read.fault_counts if one.code == "no-such-day"] == [500]
    assert read.errors == 500
    assert len([fault for fault in read.faults if fault.code == "no-such-day"]) == 100


def test_one_and_true_are_different_cells(tmp_path):
    read = read_rows(tmp_path, [["Full name", "Age"], ["A B", 1], ["C D", True], ["E F", 1.0]])
    assert [person.age and person.age.years for person in read.rows] == [1, None, 1]


def test_the_zone_of_the_list_is_said(tmp_path):
    text = "ФИО,Тест ПЦР (дата и время)\nКаримов Джамшед,29.10.2020 21:00\n"
    read = read_text(tmp_path, text, zone=ALMATY)
    assert remarks(read) == ["Times without a zone in column B are read as of the zone Asia/Almaty."]
    assert remarks(read_text(tmp_path, "ФИО,Пол\nКаримов Джамшед,м\n", zone=ALMATY)) == []


def test_ages_hold_on_the_day_of_the_list(tmp_path):
    read = read_text(tmp_path, "ФИО,Возраст\nКаримов Джамшед,34\n", list_day=date(2020, 10, 31))
    age = read.rows[0].age
    assert age is not None
    assert (age.years, age.on) == (34, date(2020, 10, 31))


def test_a_birth_date_that_is_only_a_year_is_kept_as_that(tmp_path):
    read = read_rows(tmp_path, [["ФИО", "Дата рожд."], ["Каримов Джамшед", 1986], ["Холикова Мадина", "1989 г.р."]])
    assert [person.birth_date for person in read.rows] == ["1986", "1989"]
    assert faults(read) == []


def test_a_list_can_be_read_as_its_rows_are_asked_for(tmp_path):
    opened = open_list(text_file(tmp_path, "Full name\nKarimov Jamshed\nBoboev Sukhrob\n"))
    assert opened.rows_expected == 3
    rows = iter(opened)
    assert next(rows).name == "Karimov Jamshed"
    assert opened.so_far().rows_read == 1
    assert [person.name for person in rows] == ["Boboev Sukhrob"]
    assert opened.so_far().rows_read == 2
    assert opened.so_far().rows == ()


def test_a_sheet_can_be_named_and_headings_told(tmp_path):
    path = workbook_file(tmp_path, [["Who", "Where"], ["Karimov Jamshed", "x"]])
    read = read_list(path, sheet="list", headings={"Who": "full_name"})
    assert read.sheet == "List"
    assert names(read) == ["Karimov Jamshed"]


def test_a_list_longer_than_may_be_kept_is_refused(tmp_path):
    with pytest.raises(SheetRefused, match="has more than 2 rows"):
        read_text(tmp_path, "Full name\nA B\nC D\nE F\n", limits=Limits(rows=2))


PRINTED: Rows = [
    ["УТВЕРЖДАЮ"],
    ["Список граждан Республики Таджикистан, следующих через пункт пропуска «Гишт Куприк»"],
    ["31 октября 2020 г."],
    [],
    ["№\nп/п", "Фамилия,\nимя,\nотчество", "Дата\nрождения", "Паспорт\n(серия, №)", "ПЦР", None, "Подпись"],
    [None, None, None, None, "дата и время", "результат", None],
    [1, 2, 3, 4, 5, 6, 7],
    [1, "Каримов Джамшед Рахимович", date(1986, 7, 12), "А 400123456", "29.10.2020 21:00", "отр.", None],
    [2, "Холикова Мадина", 1989, 400123457, "29.10.2020 22:00", "отрицательный", None],
    [None, "Итого: 2 чел."],
]  # fmt: skip


def test_a_printed_form_with_titles_groups_and_numbered_columns_is_read(tmp_path):
    def merge(sheet):
        sheet.merge_cells("A1:G1")
        sheet.merge_cells("E5:F5")
        for column in "ABCDG":
            sheet.merge_cells(f"{column}5:{column}6")

    read = read_list(workbook_file(tmp_path, PRINTED, change=merge), zone=ALMATY)
    assert names(read) == ["Каримов Джамшед Рахимович", "Холикова Мадина"]
    assert [person.tests[0].result.value for person in read.rows if person.tests and person.tests[0].result] == [
        "negative",
        "negative",
    ]
    assert [person.birth_date for person in read.rows] == ["1986-07-12", "1989"]
    assert [person.documents[0].number for person in read.rows if person.documents] == ["А 400123456", "400123457"]
    assert remarks(read)[:2] == [
        "The header was found in row 6; 3 rows above it were passed over.",
        "Columns not read, because their headings are not known: G “Подпись”.",
    ]
    assert (read.rows_of_header, read.rows_not_usable, read.errors) == (1, 1, 0)


def test_a_long_list_is_read_in_bounded_memory(tmp_path):
    def peak_of(count):
        rows = "".join(f"{number},Karimov Jamshed,12.07.1986,{400_000_000 + number}\n" for number in range(count))
        opened = open_list(text_file(tmp_path, "№,Full name,DOB,Passport no\n" + rows))
        tracemalloc.start()
        assert sum(1 for _ in opened) == count
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    # Only what tells duplicates apart is kept of a row.
    assert (peak_of(3_000) - peak_of(1_000)) / 2_000 < 1_024
