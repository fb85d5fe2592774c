import os
import zipfile

import pytest

from karvon.core.sheets import Limits, SheetRefused, read_table
from tests.karvon.core.sheets.making import text_file, with_part, workbook_file

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refusal(path, **options):
    with pytest.raises(SheetRefused) as caught:
        list(read_table(path, **options).rows())
    return caught.value


def test_a_missing_file_is_named(tmp_path):
    refused = refusal(tmp_path / "gone.csv")
    assert refused.code == "file-missing"
    assert str(refused) == f"There is no file “{tmp_path / 'gone.csv'}”. Check the folder and the spelling of the name."


def test_what_the_system_says_about_a_file_is_passed_on(tmp_path):
    refused = refusal(tmp_path / ("x" * 300))
    assert refused.code == "file-unreadable"
    assert "cannot be read (File name too long). Copy it to this machine and try again." in str(refused)


def test_a_file_used_as_a_folder_is_missing(tmp_path):
    assert refusal(text_file(tmp_path, "a") / "list.csv").code == "file-missing"


def test_a_folder_is_not_a_list(tmp_path):
    refused = refusal(tmp_path)
    assert refused.code == "not-a-file"
    assert str(refused) == f"“{tmp_path}” is a folder, not a file. Name the list inside it."


def test_a_pipe_is_refused_without_waiting_for_it(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert refusal(tmp_path / "pipe").code == "not-a-file"


def test_a_file_of_another_user_is_forbidden(tmp_path):
    path = text_file(tmp_path, "name\nKarimov\n")
    path.chmod(0)
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    try:
        refused = refusal(path)
    finally:
        os.seteuid(user)
    assert refused.code == "file-forbidden"
    assert "may not be read by this user" in str(refused)


@pytest.mark.parametrize("content", [b"", b"\n \r\n\t", b"\xef\xbb\xbf", b"\x00\x00"])
def test_an_empty_file_is_said_to_be_empty(tmp_path, content):
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    refused = refusal(path)
    assert refused.code == "file-empty"
    assert str(refused) == f"The file “{path}” is empty. Check that it was saved and copied whole."


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "a PNG image"),
        (b"\xff\xd8\xff\xe0" + bytes(100), "a JPEG image"),
        (b"%PDF-1.7\n", "a PDF document"),
        (b"name\x00\x01\x02\x03" * 20, "a binary file"),
        (bytes(range(1, 32)) * 20, "a binary file"),
        (b"\x1f\x8b\x08\x00" + bytes(100), "a gzip archive"),
        (b"BZh91AY&SY", "a bzip2 archive"),
    ],
)
def test_what_is_no_table_is_named_whatever_the_file_is_called(tmp_path, content, what):
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    refused = refusal(path)
    assert refused.code == "not-a-table"
    assert str(refused) == f"“{path}” is {what}, not a table. Save the list itself as .xlsx or .csv."


@pytest.mark.parametrize(
    ("content", "line"), [(b"name\nKari\x00mov\n", 2), (b"name\n" + b"Karimov\n" * 200_000 + b"Bob\x00oev\n", 200_002)]
)
def test_a_zero_byte_in_a_list_is_told_with_its_line(tmp_path, content, line):
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    refused = refusal(path)
    assert refused.code == "not-a-table"
    assert str(refused).startswith(f"“{path}”: line {line} holds a zero byte, which no text has. Save the list again")


def test_a_web_page_called_a_spreadsheet_can_be_converted(tmp_path):
    refused = refusal(text_file(tmp_path, "<html><table><tr><td>x</td></tr></table></html>", name="list.xls"))
    assert refused.code == "format-not-read"
    assert "is a web page or XML file. Open it in a spreadsheet program and save it as .xlsx or .csv." in str(refused)


def test_a_protected_workbook_asks_for_one_without_a_password(tmp_path):
    path = tmp_path / "list.xlsx"
    path.write_bytes(OLE + bytes(2000) + "EncryptedPackage".encode("utf-16-le") + bytes(500))
    refused = refusal(path)
    assert refused.code == "password-needed"
    assert str(refused) == f"The workbook “{path}” is protected by a password. Save it without one and try again."


def test_an_old_workbook_can_be_converted(tmp_path):
    path = tmp_path / "list.xls"
    path.write_bytes(OLE + bytes(2000))
    assert "an old Excel workbook or document (.xls, .doc)" in str(refusal(path))


@pytest.mark.parametrize("cut", [40, 400])
def test_a_workbook_copied_by_half_is_damaged(tmp_path, cut):
    path = workbook_file(tmp_path, [["name"], ["Karimov"]])
    path.write_bytes(path.read_bytes()[:-cut])
    refused = refusal(path)
    assert refused.code == "workbook-broken"
    assert "is damaged or was not copied whole" in str(refused)


@pytest.mark.parametrize(
    ("part", "code", "what"),
    [
        ("word/document.xml", "not-a-table", "a Word document"),
        ("photo.jpg", "not-a-table", "a zip archive"),
        ("content.xml", "format-not-read", "an OpenDocument file (.ods)"),
        ("xl/workbook.bin", "format-not-read", "a binary Excel workbook (.xlsb)"),
    ],
)
def test_a_zip_archive_is_named_by_what_it_holds(tmp_path, part, code, what):
    path = tmp_path / "list.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(part, "x")
    refused = refusal(path)
    assert refused.code == code
    assert what in str(refused)


def test_a_strict_workbook_is_not_taken_for_an_empty_one(tmp_path):
    path = workbook_file(tmp_path, [["name"], ["Karimov"]])
    strict = b'<workbook xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"/>'
    refused = refusal(with_part(path, "xl/workbook.xml", strict))
    assert refused.code == "format-not-read"
    assert "is a workbook in the format “Strict Open XML”. Open it in a spreadsheet program and save it" in str(refused)


def test_a_workbook_called_csv_is_read_as_what_it_is(tmp_path):
    path = workbook_file(tmp_path, [["name", "age"], ["Karimov", 34]])
    renamed = path.rename(tmp_path / "list.csv")
    assert read_table(renamed).kind == "xlsx"


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "list.csv"
    path.write_bytes(b"name\n" + b"Karimov\n" * 300_000)
    refused = refusal(path, limits=Limits(delimited_bytes=2 * 1024 * 1024))
    assert refused.code == "too-large"
    assert "has 3 MB; a file of this kind may have at most 2 MB. Split it or remove what is not needed." in str(refused)


def test_a_refusal_is_said_in_russian(tmp_path):
    refused = refusal(tmp_path / "gone.csv")
    assert refused.say("ru") == f"Файла «{tmp_path / 'gone.csv'}» нет. Проверьте папку и написание имени."
