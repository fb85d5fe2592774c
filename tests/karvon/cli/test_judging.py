"""From a list to verdicts: who is read, what is guessed, what cannot be read, and that nothing is skipped silently."""

import re
from pathlib import Path

import openpyxl
import pytest

from tests.karvon.cli.making import make_list, make_pack, make_requirement, make_step, make_steps
from tests.karvon.cli.running import PEOPLE, RULES, karvon

TESTED = "id,name,nationality,test_kind,test_result,test_sampled"


@pytest.fixture
def judge(tmp_path):
    """Judges a list by one requirement at one step."""
    pack, steps = make_pack(tmp_path, make_requirement()), make_steps(tmp_path)

    def by_one_requirement(people: Path, *words: str | Path, **given):
        known = ("--known-at", "2020-10-30T00:00Z")
        return karvon("check", people, "--rules", pack, "--steps", steps, *known, *words, **given)

    return by_one_requirement


@pytest.mark.parametrize(
    ("sampled", "result", "status", "left_with"),
    [
        ("2020-10-30T12:40+05:00", "negative", "OK", 0),
        ("2020-10-28T12:40+05:00", "negative", "OK", 0),
        ("2020-10-28T12:39+05:00", "negative", "BLOCKED", 1),
        ("2020-10-30T12:40+05:00", "positive", "BLOCKED", 1),
        ("2020-10-30", "negative", "UNKNOWN", 0),  # a day without an hour is no moment
        ("", "negative", "UNKNOWN", 0),
    ],
)
def test_the_exit_status_tells_whether_anybody_is_stopped(judge, tmp_path, sampled, result, status, left_with):
    told = judge(make_list(tmp_path, f"1,Karimov,TJK,pcr,{result},{sampled}", header=TESTED), "--json")
    assert (told.json["verdicts"][0]["status"], told.status) == (status, left_with)
    assert told.json["exit_status"] == left_with


def test_unknown_counts_as_stopped_where_one_is_strict(judge, tmp_path):
    people = make_list(tmp_path, "1,Karimov,TJK")
    assert (judge(people).status, judge(people, "--strict").status) == (0, 1)


def test_whoever_can_still_be_made_ready_is_fixable_and_counts_as_stopped(tmp_path):
    lead = {"action": "obtain_test", "lead": "5 h", "place": "Shymkent"}
    test = {"name": "test", "fresh_negative_test": {"kinds": ["pcr"], "within_hours": 72}, "remedies": [lead]}
    pack, steps = (
        make_pack(tmp_path, make_requirement(requires=[test])),
        make_steps(tmp_path, everyone={"tests": "none"}),
    )
    people = make_list(tmp_path, "1,Karimov,TJK")
    told = karvon("check", people, "--rules", pack, "--steps", steps, "--known-at", "2020-10-31T02:40Z")
    assert told.status == 1
    assert "1 in all: 0 BLOCKED 1 FIXABLE 0 UNKNOWN 0 OK" in told.flat
    assert "in time if begun by" in told.flat


def test_a_cell_that_cannot_be_read_is_told_and_the_status_says_so(judge, tmp_path):
    people = make_list(tmp_path, "1,Karimov,TJK,pcr,negative,2020-02-31", header=TESTED)
    told = judge(people)
    assert told.status == 2
    assert "What could not be read in the list" in told.out
    assert "2020-02-31" in told.flat


def test_of_many_alike_the_first_are_told_and_the_others_counted(judge, tmp_path):
    rows = [f"{number},Karimov,TJK,pcr,negative,2020-02-31" for number in range(20)]
    people = make_list(tmp_path, *rows, header=TESTED)
    assert "… and 12 more like this in column F." in judge(people).flat
    assert "… и ещё 12 таких случаев в столбце F." in judge(people, "--lang", "ru").flat


def test_a_list_with_a_header_alone_is_refused(judge, tmp_path):
    told = judge(make_list(tmp_path))
    assert (told.status, told.out) == (2, "")
    assert told.err.endswith("list.csv” has a header and names nobody. Add the people, one row each.\n")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.csv", b"", "is empty"),
        ("picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(100), "is a PNG image"),
        ("letter.pdf", b"%PDF-1.4\n", "is a PDF document"),
        ("broken.xlsx", b"PK\x03\x04" + bytes(200), ""),
        ("wrong.csv", (",".join(f"c{number}" for number in range(50)) + "\n" + "," * 49 + "\n").encode(), ""),
    ],
)
def test_what_is_no_list_is_refused_in_a_sentence(judge, tmp_path, name, content, said):
    (tmp_path / name).write_bytes(content)
    told = judge(tmp_path / name)
    assert (told.status, told.out) == (2, "")
    assert said in told.err
    assert name in told.err
    assert told.err.count("\n") == 1


def test_a_workbook_is_read_by_the_name_of_its_sheet(judge, tmp_path):
    book = openpyxl.Workbook()
    book.create_sheet("Second").append(["id", "name", "nationality"])
    book["Second"].append(["7", "Karimov", "TJK"])
    book.worksheets[0].append(["id", "name", "nationality"])
    book.worksheets[0].append(["1", "Rahimov", "TJK"])
    book.save(tmp_path / "list.xlsx")
    told = judge(tmp_path / "list.xlsx", "--sheet", "Second", "--json")
    assert [one["who"] for one in told.json["verdicts"]] == ["7"]
    assert judge(tmp_path / "list.xlsx", "--sheet", "Third").status == 2


def test_a_sheet_of_a_file_that_has_none_is_a_mistake(judge, tmp_path):
    told = judge(make_list(tmp_path, "1,Karimov,TJK"), "--sheet", "Second")
    assert told.err.endswith("list.csv” is no workbook and has no sheets. Leave --sheet away.\n")
    assert told.status == 2


@pytest.mark.parametrize(("zone", "status"), [("Asia/Tashkent", "OK"), ("Asia/Tokyo", "BLOCKED"), ("+05:00", "OK")])
def test_moments_without_a_zone_take_that_of_the_list(judge, tmp_path, zone, status):
    people = make_list(tmp_path, "1,Karimov,TJK,pcr,negative,2020-10-28 13:00", header=TESTED)
    told = judge(people, "--list-zone", zone, "--json")
    assert told.json["verdicts"][0]["status"] == status


def test_two_answers_to_one_question_are_the_same(judge, tmp_path):
    given = (PEOPLE, "--rules", RULES, "--known-at", "2020-10-31T08:00Z", "--at", "2020-10-31T08:00Z")
    assert karvon("check", *given) == karvon("check", *given)


def test_a_position_that_no_step_knows_is_told_and_not_used(tmp_path):
    pack, steps = make_pack(tmp_path, make_requirement()), make_steps(tmp_path, make_step(post="KZUZ-ZHB-UZ"))
    people = make_list(
        tmp_path, "1,A,TJK,NOWHERE,entry", "2,B,TJK,NOWHERE,entry", header="id,name,nationality,post,side"
    )
    told = karvon("check", people, "--rules", pack, "--steps", steps)
    assert "The list says of 2 people that they stand at “NOWHERE”; no step has a post" in told.flat
    told = karvon("check", people, "--rules", pack, "--steps", steps, language="ru")
    assert "В списке о 2 людях сказано, что они стоят на «NOWHERE»" in told.flat


def test_people_without_an_id_are_named_by_their_row(judge, tmp_path):
    told = judge(make_list(tmp_path, "Karimov,TJK", "Rahimov,TJK", header="name,nationality"), "--json")
    assert [one["who"] for one in told.json["verdicts"]] == ["row-2", "row-3"]


def test_a_mistake_holds_no_more_of_a_person_than_its_place_needs(judge, tmp_path):
    people = make_list(tmp_path, "1,Karimov Jamshed,TJK,pcr,negative,2020-02-31", header=TESTED)
    told = judge(people, "--steps", make_steps(tmp_path, people=[{"who": "P9", "batch": "1"}]))
    assert told.status == 2
    assert not re.search("Karimov|Jamshed", told.err)
