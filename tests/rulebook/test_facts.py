"""Facts: what is derived, what stays open, and what the two sides of a gate see."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.catalogue import CATALOGUE, Kind, described, paths
from rulebook.certlogic.values import NOT_RECORDED, access
from rulebook.facts import age_bounds, birth_bounds, build, full_months, minutes_between, passage
from rulebook.travellers import AgreedList, Clearance, Paper, Party, Position, Role, Step, Test, Vaccination, Visa
from tests.rulebook.making import NOON, make_step, make_traveller

ALMATY, TASHKENT = ZoneInfo("Asia/Almaty"), ZoneInfo("Asia/Tashkent")


def test_every_fact_of_the_catalogue_is_built_and_only_those():
    traveller = make_traveller(
        tests=(Test(),), vaccinations=(Vaccination(),), papers=(Paper(),), visas=(Visa(),), lists=(AgreedList("L"),)
    )
    facts = build(traveller, make_step(party=Party(clearances=(Clearance("MFA UZ", "transit", "yes"),))))
    built = {f"{head}.{name}" for head, group in facts.items() if isinstance(group, dict) for name in group}
    built |= {head for head, group in facts.items() if isinstance(group, list)}
    items = {f"{head}.N.{name}" for head, group in facts.items() if isinstance(group, list) for name in group[0]}
    assert built | items == set(paths())


def test_what_nobody_recorded_stays_open_and_what_is_asked_and_none_is_empty():
    facts = build(make_traveller(tests=()), make_step())
    assert facts["tests"] == []
    assert facts["papers"] is NOT_RECORDED
    assert facts["traveller"]["nationalities"] is NOT_RECORDED


def test_a_catalogue_fact_whose_absence_is_none_is_null_and_not_open():
    facts = build(make_traveller(), make_step())
    assert facts["traveller"]["quarantine_days"] is None


def test_a_sample_is_as_old_as_the_moments_say_whatever_the_zones():
    sampled = datetime(2020, 10, 29, 21, 0, tzinfo=ALMATY)
    crossing = datetime(2020, 10, 31, 12, 40, tzinfo=TASHKENT)
    assert minutes_between(sampled, crossing) == (15 + 24 + 40 / 60) * 60 + 60


def test_one_second_too_old_counts_as_a_whole_minute_in_both_directions():
    assert minutes_between(NOON, NOON + timedelta(hours=72, seconds=1)) == 72 * 60 + 1
    assert minutes_between(NOON + timedelta(seconds=1), NOON) == -1
    assert minutes_between(NOON, NOON) == 0


def test_a_night_with_a_change_of_daylight_saving_has_its_real_length():
    berlin = ZoneInfo("Europe/Berlin")
    before, after = datetime(2020, 10, 24, 12, tzinfo=berlin), datetime(2020, 10, 25, 12, tzinfo=berlin)
    assert minutes_between(before, after) == 25 * 60


@pytest.mark.parametrize(
    ("day", "end", "months"),
    [
        (date(2020, 10, 31), date(2020, 10, 31), 0),
        (date(2020, 10, 31), date(2020, 10, 30), -1),
        (date(2020, 10, 31), date(2020, 11, 30), 1),
        (date(2020, 10, 31), date(2020, 11, 29), 0),
        (date(2020, 10, 31), date(2021, 2, 28), 4),
        (date(2020, 8, 31), date(2021, 2, 27), 5),
        (date(2020, 2, 29), date(2021, 2, 28), 12),
        (date(2020, 10, 15), date(2024, 6, 30), 44),
    ],
)
def test_whole_months_end_on_the_same_day_or_the_last_of_a_shorter_month(day, end, months):
    assert full_months(day, end) == months


@given(st.dates(date(1990, 1, 1), date(2040, 1, 1)), st.integers(0, 400), st.integers(0, 4000))
def test_a_document_that_lasts_longer_never_has_fewer_months(day, days, more):
    end = day + timedelta(days=days)
    assert full_months(day, end) <= full_months(day, end + timedelta(days=more))


@pytest.mark.parametrize(
    ("known", "bounds"),
    [
        ({"born": "1986-10-31"}, (34, 34)),
        ({"born": "1986-11-01"}, (33, 33)),
        ({"born": "1986"}, (33, 34)),
        ({"born": "1986-10"}, (34, 34)),
        ({"born": "1986-11"}, (33, 33)),
        ({"born": "2008-02-29"}, (12, 12)),
        ({"born": "2021-01-01"}, (0, 0)),
        ({"age": 6}, (6, 6)),
        ({"age": 6, "age_on": date(2020, 10, 31)}, (6, 6)),
        ({"age": 6, "age_on": date(2020, 10, 30)}, (6, 7)),
        ({"age": 6, "age_on": date(2018, 10, 30)}, (8, 9)),
        ({"age": 6, "age_on": date(2020, 11, 1)}, (5, 6)),
        ({"age": 0, "age_on": date(2020, 11, 1)}, (0, 0)),
        ({}, None),
    ],
)
def test_age_is_as_exact_as_the_records_and_no_more(known, bounds):
    assert age_bounds(make_traveller(**known), date(2020, 10, 31)) == bounds


def test_an_age_that_the_records_leave_open_is_not_recorded_but_its_bounds_are():
    traveller = build(make_traveller(born="1986"), make_step())["traveller"]
    assert (traveller["age"], traveller["age_min"], traveller["age_max"]) == (NOT_RECORDED, 33, 34)


def test_a_partial_date_of_birth_spans_its_whole_month_or_year():
    assert birth_bounds("2020-02") == (date(2020, 2, 1), date(2020, 2, 29))
    with pytest.raises(ValueError, match="day is out of range"):
        birth_bounds("2021-02-29")


def test_seats_are_rounded_up_so_that_a_shade_over_the_share_is_over():
    assert passage(make_step(party=Party(seats=49, seats_taken=34)))["vehicle"]["taken_permille"] == 694
    assert passage(make_step(party=Party(seats=10, seats_taken=0)))["vehicle"]["taken_permille"] == 0
    assert passage(make_step(party=Party(seats=0, seats_taken=0)))["vehicle"]["taken_permille"] is NOT_RECORDED


def test_a_clearance_without_an_end_outlasts_any_journey():
    party = Party(clearances=(Clearance("A", "transit", "yes"), Clearance("B", "exit", "yes", until=NOON)))
    without_end, ending = passage(make_step(party=party))["clearances"]
    assert without_end["minutes_left"] > 60 * 24 * 366
    assert ending["minutes_left"] == 0


def test_visas_count_days_from_both_ends_in_the_zone_of_the_post():
    step = make_step(at=datetime(2020, 11, 1, 0, 30, tzinfo=TASHKENT))
    visa = Visa("entry", "UZB", starts_on=date(2020, 11, 1), ends_on=date(2020, 11, 30))
    assert build(make_traveller(visas=(visa,)), step)["visas"] == [
        {"kind": "entry", "country": "UZB", "days_since_start": 0, "days_left": 29}
    ]


def test_a_vaccination_counts_days_from_its_last_dose():
    given_on = Vaccination("covid-19", "X", complete=True, given_on=date(2020, 10, 17))
    assert build(make_traveller(vaccinations=(given_on,)), make_step())["vaccinations"][0]["days_before"] == 14


def test_a_step_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="needs a zone"):
        Step("s", "UZB", Role.ENTRY, datetime(2020, 10, 31, 12, 0))  # noqa: DTZ001  # the very fault


def test_a_step_moves_and_keeps_everything_else():
    moved = make_step().moved_to(NOON + timedelta(hours=1))
    assert moved.at == NOON + timedelta(hours=1)
    assert moved.id == "uz-entry"


def test_a_person_is_between_the_posts_once_out_of_one_state_and_not_in_the_other():
    assert Position(left="KAZ").between_posts
    assert not Position(left="KAZ", entered="UZB").between_posts
    assert not Position(crossing="KZUZ-ZHB").between_posts


def test_the_catalogue_describes_items_by_any_index_and_nothing_else():
    found = described("tests.17.kind")
    assert found is not None
    assert found.kind is Kind.TEXT
    assert described("tests.0") is CATALOGUE["tests"]
    assert described("tests.x.kind") is None
    assert described("tests.0.colour") is None
    assert described("weather.wind") is None
    assert described("traveller.age") is CATALOGUE["traveller.age"]


def test_every_path_of_the_catalogue_can_be_read_from_built_facts():
    facts = build(make_traveller(nationalities=("TJK",)), make_step())
    assert access(facts, ("traveller", "nationalities"), "traveller.nationalities") == ("TJK",)
    assert facts["step"]["minute_of_day"] == 12 * 60
    assert facts["step"]["weekday"] == NOON.astimezone(UTC).isoweekday()
