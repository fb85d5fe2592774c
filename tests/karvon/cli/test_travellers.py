"""A row of a list becomes a traveller: what it does not say stays not recorded, and where people stand is believed."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from karvon.cli.travellers import Travellers, most_used
from karvon.people.lists import open_list
from rulebook.travellers import Journey, Paper, Position, Role, Step, Test, Traveller, Vaccination, Visa
from tests.karvon.cli.making import make_list

AT = datetime(2020, 10, 31, 7, 40, tzinfo=UTC)
OUT = Step("kz", "KAZ", Role.EXIT, AT, crossing="ZHB", post="ZHB-KZ")
IN = Step("uz", "UZB", Role.ENTRY, AT, crossing="ZHB", post="ZHB-UZ")


@pytest.fixture
def read(tmp_path):
    """The traveller of a list of one."""

    def traveller(header: str, row: str, *steps: Step, makes: Travellers | None = None) -> Traveller:
        people = open_list(make_list(tmp_path, row, header=header), zone=ZoneInfo("Asia/Tashkent"))
        makes = makes or Travellers(Journey("", steps or (OUT, IN)))
        return makes.traveller(next(iter(people)))

    return traveller


def test_what_a_row_does_not_say_is_not_recorded(read):
    person = read("id,name", "1,Karimov")
    told = {name: value for name in Traveller.__slots__ if (value := getattr(person, name)) is not None}
    assert {name: value for name, value in told.items() if value not in ("", ())} == {"id": "1", "name": "Karimov"}
    assert (person.tests, person.papers, person.visas, person.vaccinations, person.position) == (None,) * 5


@pytest.mark.parametrize(
    ("header", "row", "field", "value"),
    [
        ("id,nationality", "1,TJK", "nationalities", ("TJK",)),
        ("id,residence", "1,KAZ", "residences", ("KAZ",)),
        ("id,sex", "1,F", "sex", "F"),
        ("id,birth_date", "1,2001-05-04", "born", "2001-05-04"),
        ("id,age", "1,40", "age", 40),
        ("id,temperature", "1,36.6", "temperature", 366),
        ("id,household,batch", "1,H1,2", "household", "H1"),
        ("id,household,batch", "1,H1,2", "batch", "2"),
        ("id,doc_type,doc_no,doc_expiry", "1,P,AB1,2024-01-01", "papers", (Paper("passport", "AB1", None, date(2024, 1, 1)),)),
        ("id,doc_type,doc_no", "1,diplomatic passport,AB1", "papers", (Paper("passport", "AB1"),)),
        ("id,doc_type,doc_no", "1,id card,AB1", "papers", (Paper("national_id", "AB1"),)),
        ("id,test_kind,test_result,test_sampled", "1,pcr,negative,2020-10-30 10:00", "tests",
         (Test("pcr", "negative", datetime(2020, 10, 30, 10, tzinfo=ZoneInfo("Asia/Tashkent"))),)),
        ("id,test_kind,test_result,test_sampled", "1,pcr,negative,2020-10-30", "tests", (Test("pcr", "negative"),)),
        ("id,pcr,rapid,antibody", "1,no,no,no", "tests", ()),
        ("id,name,pcr", "1,A,no", "tests", None),
        ("id,visa_type,visa_country,visa_until", "1,Transit,UZB,2020-12-01", "visas",
         (Visa("transit", "UZB", None, date(2020, 12, 1)),)),
        ("id,name,visa_country", "1,A,UZB", "visas", (Visa(None, "UZB", None, None),)),
        ("id,vaccine,dose,vaccination_date", "1,Sputnik V,2/2,2021-03-01", "vaccinations",
         (Vaccination(product="Sputnik V", complete=True, given_on=date(2021, 3, 1)),)),
        ("id,vaccine,dose", "1,Sputnik V,1/2", "vaccinations", (Vaccination(product="Sputnik V", complete=False),)),
        ("id,name,vaccine", "1,A,Sputnik V", "vaccinations", (Vaccination(product="Sputnik V"),)),
    ],
)  # fmt: skip
def test_what_a_row_says_counts(read, header, row, field, value):
    assert getattr(read(header, row), field) == value


def test_a_paper_that_never_expires_is_valid_to_the_end_of_days(read):
    assert read("id,doc_type,doc_no,doc_expiry", "1,P,AB1,бессрочно").papers == (
        Paper("passport", "AB1", None, date.max),
    )


@pytest.mark.parametrize(("row", "id_"), [("7,1,A", "7"), (",1,A", "1"), (",,A", "row-2")])
def test_a_person_goes_by_their_id_else_their_number_else_their_row(read, row, id_):
    assert read("person_id,no,name", row).id == id_


@pytest.mark.parametrize(
    ("row", "position"),
    [
        ("1,ZHB,,yes", Position("ZHB", left="KAZ")),
        ("1,ZHB-UZ,exit,yes", Position("ZHB", left="KAZ")),
        ("1,ZHB,exit,no", Position("ZHB")),
        ("1,ZHB,exit,", Position("ZHB")),
        ("1,ZHB,entry,yes", Position("ZHB", left="KAZ", entered="UZB")),
        ("1,ZHB,,", None),
        ("1,,,", None),
        ("1,ZHB-KZ,exit,yes", None),
    ],
)
def test_where_somebody_stands_is_told_by_the_step_into_the_next_state(read, row, position):
    assert read("id,post,side,stamped_out", row).position == position


def test_the_state_they_left_is_that_from_which_the_step_leads(read):
    leads = Step("uz", "UZB", Role.ENTRY, AT, crossing="ZHB", coming_from="TKM")
    unknown = Step("uz", "UZB", Role.ENTRY, AT, crossing="ZHB")
    assert read("id,post,stamped_out", "1,ZHB,yes", OUT, leads).position == Position("ZHB", left="TKM")
    assert read("id,post,stamped_out", "1,ZHB,yes", unknown).position == Position("ZHB")


def test_posts_that_no_step_has_are_remembered_most_used_first(read):
    makes = Travellers(Journey("", (OUT, IN)))
    for post in ("A", "B", "B", ""):
        assert read("id,post,stamped_out", f"1,{post},yes", makes=makes).position is None
    assert list(most_used(makes.unplaced)) == [("B", 2), ("A", 1), ("", 1)]
