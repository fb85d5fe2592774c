import codecs

import pytest

from karvon.core.sheets.encodings import find_encoding
from tests.karvon.core.sheets.making import text_file

LIST = "Фамилия;Имя;Гражданство\nКаримов;Джамшед;Таджикистан\nХоликова;Мадина;Таджикистан\n"


def first_line(path):
    encoding = find_encoding(path)
    return path.read_bytes().decode(encoding.name, errors="replace").splitlines()[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_needs_no_remark(tmp_path, encoding):
    path = text_file(tmp_path, LIST, encoding=encoding)
    assert first_line(path) == "Фамилия;Имя;Гражданство"
    assert find_encoding(path).remark is None


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_recognised_and_said(tmp_path, encoding):
    path = text_file(tmp_path, LIST, encoding=encoding)
    assert first_line(path) == "Фамилия;Имя;Гражданство"
    assert str(find_encoding(path).remark) == "The file has no mark of its encoding; it was read as UTF-16."


@pytest.mark.parametrize(("encoding", "name"), [("cp1251", "Windows-1251"), ("koi8-r", "KOI8-R"), ("cp866", "DOS 866")])
def test_a_cyrillic_code_page_is_recognised_and_said(tmp_path, encoding, name):
    path = text_file(tmp_path, LIST, encoding=encoding)
    assert first_line(path) == "Фамилия;Имя;Гражданство"
    assert str(find_encoding(path).remark) == (
        f"The file is not UTF-8; it was read as {name}. Check that the names look right."
    )


def test_one_name_far_down_a_latin_list_is_enough(tmp_path):
    path = text_file(tmp_path, "name\n" + "Karimov\n" * 200_000 + "Каримов Джамшед\n", encoding="cp1251")
    assert find_encoding(path).name == "cp1251"


def test_a_damaged_byte_does_not_turn_all_names_into_gibberish(tmp_path):
    path = tmp_path / "list.csv"
    path.write_bytes(LIST.encode() + b"\xff\xfe;x\n")
    encoding = find_encoding(path)
    assert encoding.name == "utf-8"
    assert "2 places in it are damaged" in str(encoding.remark)


def test_a_letter_cut_in_two_by_the_reading_is_not_damage(tmp_path):
    path = tmp_path / "list.csv"
    path.write_bytes(b"x" * (1024 * 1024 - 1) + "ж".encode() + b"\n")
    assert find_encoding(path).remark is None


def test_lines_are_counted_for_a_progress_bar(tmp_path):
    assert find_encoding(text_file(tmp_path, "a\nb\nc\n")).lines == 3
    assert find_encoding(text_file(tmp_path, "a\rb\rc\r")).lines == 3
    path = tmp_path / "wide.csv"
    path.write_bytes(codecs.BOM_UTF16_LE + "a\nb\n".encode("utf-16-le"))
    assert find_encoding(path).lines == 2
