"""The strip of the journey: order, local time on both sides of the gate, counts, conflicts."""

from zoneinfo import ZoneInfo

from karvon.cli.page.journey import stops
from tests.karvon.cli.page.story import judged, make_reader, people, steps


def test_each_step_stands_in_order_with_its_own_clock_and_its_distance_from_utc():
    shown = stops(judged(people(6)), make_reader())
    assert [(one.number, one.role, one.country, one.place) for one in shown[:2]] == [
        (1, "Exit", "Kazakhstan", "Zhibek Zholy"),
        (2, "Entry", "Uzbekistan", "Gisht Kuprik"),
    ]
    assert (shown[0].at, shown[0].offset) == ("Sat 31 Oct 2020, 13:40 Almaty", "UTC+6")
    assert (shown[1].at, shown[1].offset) == ("Sat 31 Oct 2020, 12:40 Tashkent", "UTC+5")
    assert shown[1].iso == "2020-10-31T12:40:00+05:00"


def test_the_two_sides_of_a_gate_show_each_others_time_where_it_differs():
    assert [one.elsewhere for one in stops(judged(people(6)), make_reader())] == [
        ("12:40 Tashkent",),
        ("13:40 Almaty",),
        (),
        (),
    ]


def test_a_zone_that_is_half_an_hour_off_is_shown_exactly():
    step = steps()[1]
    (shown,) = stops(
        judged(people(1), planned=(step.moved_to(step.at.astimezone(ZoneInfo("Asia/Kabul"))),)), make_reader()
    )
    assert (shown.at, shown.offset) == ("Sat 31 Oct 2020, 12:10 Kabul", "UTC+4:30")


def test_a_step_counts_its_people_and_says_where_sources_conflict():
    shown = stops(judged(people(102)), make_reader())
    assert [[(share.word, share.number) for share in one.shares] for one in shown] == [
        [("Unknown", 2), ("OK", 100)],
        [("Blocked", 102)],
        [("Unknown", 102)],
        [("Unknown", 2), ("OK", 100)],
    ]
    assert [one.status for one in shown] == ["unknown", "blocked", "unknown", "unknown"]
    assert [one.contested for one in shown] == ["", "Sources conflict for 102 people", "", ""]


def test_with_nobody_on_the_list_a_step_is_neither_open_nor_shut():
    assert {(one.status, one.shares) for one in stops(judged([]), make_reader())} == {("unknown", ())}
