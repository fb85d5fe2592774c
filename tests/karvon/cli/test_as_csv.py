"""The spreadsheet: one row for each person and step, readable by Excel, and harmless whatever a list holds."""

import csv
import io

import pytest

from karvon.cli.as_csv import COLUMNS
from tests.karvon.cli.making import make_list, make_pack, make_requirement, make_step, make_steps
from tests.karvon.cli.running import check, karvon


def rows(told):
    """The rows of a spreadsheet on stdout."""
    return list(csv.DictReader(io.StringIO(told.out, newline="")))


def test_there_is_a_row_for_each_person_and_step_in_their_order():
    told = check("--csv", "-")
    assert told.status == 1
    found = rows(told)
    assert len(found) == 408
    assert [row["step"] for row in found[:4]] == ["kz-exit", "uz-entry", "uz-exit", "tj-entry"]
    assert tuple(found[0]) == COLUMNS
    assert {row["danger"] for row in found[: 34 * 4]} == {"TRAPPED"}
    assert {row["danger"] for row in found[34 * 4 :]} == {"WOULD_BE_TRAPPED"}


def test_a_row_tells_why_and_what_would_help():
    row = rows(check("--csv", "-"))[1]
    assert (row["status"], row["contested"], row["requirement"], row["version"], row["part"], row["standing"]) == (
        "BLOCKED", "yes", "R-UZ-2", "1", "test", "stated"
    )  # fmt: skip
    assert row["reason"].startswith("has no test; demanded:")
    assert row["also"].startswith("R-UZ-1 test: none of these holds")
    assert "; R-UZ-1 quarantine: 14 days" in row["also"]
    assert row["remedies"] == "obtain_test (too late); obtain_test (too late); arrange_quarantine (too late)"
    assert rows(check("--csv", "-"))[3]["reason"] == ""


def test_remedies_in_time_and_missing_facts_are_told():
    later = rows(check("--csv", "-", "--at", "2020-10-31T12:00Z"))
    assert "obtain_test (in time)" in later[1]["remedies"]
    assert later[0]["status"] == "UNKNOWN"


def test_codes_stay_english_and_sentences_are_in_the_language_of_the_reader():
    row = rows(check("--csv", "-", "--lang", "ru"))[1]
    assert row["status"] == "BLOCKED"
    assert row["reason"].startswith("теста нет")


def test_a_file_begins_with_the_mark_that_excel_needs_and_a_stream_does_not(tmp_path):
    check("--csv", tmp_path / "out.csv")
    written = (tmp_path / "out.csv").read_bytes()
    assert written.startswith(b"\xef\xbb\xbfperson_id,")
    assert written.count(b"\r\n") == 409
    assert check("--csv", "-").out.encode() == written.removeprefix(b"\xef\xbb\xbf")


@pytest.mark.parametrize("name", ["=cmd|' /C calc'!A0", "+1+2", "-1-2", "@SUM(A1)", "＝1", "\t=1"])
def test_what_a_spreadsheet_would_run_is_disarmed(tmp_path, name):
    pack, steps = make_pack(tmp_path, make_requirement()), make_steps(tmp_path)
    people = make_list(tmp_path, f'1,"{name}",TJK')
    (row,) = rows(karvon("check", people, "--rules", pack, "--steps", steps, "--csv", "-"))
    assert row["name"].startswith("'")
    assert row["name"].removeprefix("'").strip() == name.strip()


def test_of_two_people_with_one_id_only_the_one_in_danger_is_called_so(tmp_path):
    closed = {"kind": "prohibition", "requires": None, "scope": {"nationalities": ["TJK"]}}
    examples = [{"name": "one", "passes": False, "facts": {"traveller": {"nationalities": ["TJK"]}}}]
    pack = make_pack(tmp_path, *(make_requirement(state, jurisdiction=state, examples=examples, **closed) for state in ("UZB", "KAZ")),
                     make_requirement("FREE", requires=[{"name": "who", "nationality": {"any_of": ["KGZ"]}}], examples=[
                         {"name": "kgz", "passes": True, "facts": {"traveller": {"nationalities": ["KGZ"]}}},
                         {"name": "uzb", "passes": False, "facts": {"traveller": {"nationalities": ["UZB"]}}}],
                         scope={"nationalities": ["KGZ", "UZB"]}))  # fmt: skip
    kz_exit = make_step("kz", jurisdiction="KAZ", role="exit", at="2020-10-31 13:00 Asia/Almaty", crossing="ZHB")
    steps = make_steps(tmp_path, kz_exit, make_step(crossing="ZHB"))
    told = karvon("check", make_list(tmp_path, "1,Karimov,TJK", "1,Asanov,KGZ"), "--rules", pack, "--steps", steps,
                  "--known-at", "2020-10-31T06:00Z", "--csv", "-")  # fmt: skip
    assert {(row["name"], row["danger"]) for row in rows(told)} == {("Karimov", "WOULD_BE_TRAPPED"), ("Asanov", "")}
