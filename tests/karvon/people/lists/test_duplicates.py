from karvon.people.lists import Severity
from tests.karvon.people.lists.making import faults, read_text


def duplicates(folder, header, *rows, **options):
    read = read_text(folder, "\n".join([header, *rows]) + "\n", **options)
    assert len(read.rows) == len(rows)
    assert read.errors == 0
    assert all(fault.severity is Severity.WARNING for fault in read.faults)
    return faults(read)


BOTH_KEPT = "Both rows are kept; remove one if they are one person."


def test_the_same_person_twice_is_told_once_by_paper_and_once_by_name(tmp_path):
    row = "Karimov Jamshed,1986-07-12,400123456"
    assert duplicates(tmp_path, "Full name,DOB,Passport no", row, row) == [
        f"Row 3, column C (Passport no) “400123456”: The same document number stands in row 2. {BOTH_KEPT}",
        f"Row 3, column A (Full name) “Karimov Jamshed”: The same name and date of birth stand in row 2. {BOTH_KEPT}",
    ]


def test_one_document_number_with_two_names_is_told_as_such(tmp_path):
    rows = ("Karimov Jamshed,АA 1234567", "Kholiqova Madina,AA1234567")
    assert duplicates(tmp_path, "Full name,Passport no", *rows)[-1] == (
        "Row 3, column B (Passport no) “AA1234567”: The same document number stands in row 2 under another name. "
        "Both rows are kept; correct the number, or remove one row if they are one person."
    )


def test_the_same_identifier_is_told(tmp_path):
    assert duplicates(tmp_path, "ID,Full name", "P1,Karimov Jamshed", "P1,Boboev Sukhrob") == [
        f"Row 3, column A (ID) “P1”: The same identifier stands in row 2. {BOTH_KEPT}"
    ]


def test_names_are_compared_across_columns_cases_and_alphabets(tmp_path):
    header = "Фамилия,Имя,Дата рождения"
    found = duplicates(tmp_path, header, "КАРИМОВ,Аслам,12.07.1986", "Karimov,Aslam,1986-07-12")
    assert found == [
        f"Row 3, column A (Фамилия) “Karimov Aslam”: The same name and date of birth stand in row 2. {BOTH_KEPT}"
    ]


def test_the_same_name_with_nothing_to_tell_the_two_apart_is_told(tmp_path):
    assert duplicates(tmp_path, "Full name,Age", "Karimov Jamshed,34", "Karimov Jamshed,34") == [
        "Row 3, column A (Full name) “Karimov Jamshed”: The same name stands in row 2, and nothing tells the two apart. "
        + BOTH_KEPT
    ]


def test_namesakes_with_papers_ages_or_birth_dates_of_their_own_are_two_people(tmp_path):
    assert not duplicates(tmp_path, "Full name,Passport no", "Karimov Jamshed,400123456", "Karimov Jamshed,400123457")
    assert not duplicates(tmp_path, "Full name,Age", "Karimov Jamshed,34", "Karimov Jamshed,9")
    assert not duplicates(tmp_path, "Full name,DOB", "Karimov Jamshed,1986-07-12", "Karimov Jamshed,1987-07-12")


def test_a_single_word_and_rows_without_a_name_are_not_compared(tmp_path):
    assert not duplicates(tmp_path, "Given name,Seat", "Jamshed,1", "Jamshed,2")
    assert not duplicates(tmp_path, "ID,Age", "P1,34", "P2,34")


def test_two_papers_of_one_person_may_have_one_number(tmp_path):
    assert not duplicates(tmp_path, "Full name,Passport 1,Passport 2", "Karimov Jamshed,400123456,400123456")


def test_a_number_without_names_is_told_plainly(tmp_path):
    assert duplicates(tmp_path, "Passport no", "400123456", "400123456") == [
        f"Row 3, column A (Passport no) “400123456”: The same document number stands in row 2. {BOTH_KEPT}"
    ]
