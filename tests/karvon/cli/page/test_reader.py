"""The reader: moments with year and place, ages, sums of money, names or pseudonyms, bars that show everybody."""

from datetime import timedelta

import pytest

from rulebook.rules import Status
from tests.karvon.cli.page.story import ALMATY, KNOWN_AT, make_reader, people, steps


def test_a_moment_has_its_year_and_the_place_of_its_zone():
    assert make_reader().dated(steps()[0].at) == "Sat 31 Oct 2020, 13:40 Almaty"
    assert make_reader("ru").dated(steps()[0].at) == "сб 31 окт. 2020, 13:40 Алматы"
    assert make_reader().clock(KNOWN_AT.astimezone(ALMATY)) == "14:00 Almaty"


@pytest.mark.parametrize(
    ("passed", "shown"),
    [
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=12), "12 min ago"),
        (timedelta(hours=71, minutes=5), "71 h 5 min ago"),
        (timedelta(days=3), "3 days ago"),
        (-timedelta(minutes=1), ""),
    ],
)
def test_an_age_is_told_in_the_unit_one_would_say(passed, shown):
    assert make_reader().age(KNOWN_AT - passed) == shown


@pytest.mark.parametrize(
    ("cents", "english", "russian"),
    [(2000, "US$20", "20\xa0$"), (272136, "US$2,721.36", "2\xa0721,36\xa0$"), (0, "US$0", "0\xa0$")],
)
def test_sums_have_cents_only_where_there_are_any(cents, english, russian):
    assert make_reader().dollars(cents) == english
    assert make_reader("ru").dollars(cents) == russian


def test_a_name_is_left_out_where_only_pseudonyms_may_be_shown():
    person = people(1)[0]
    assert make_reader().person(person).name == "Karimov Jamshed"
    assert (make_reader(pseudonyms=True).person(person).name, make_reader(pseudonyms=True).person(person).id) == (
        "",
        "P001",
    )


def test_a_bar_is_full_and_shows_one_person_of_many_gravest_first():
    shares = make_reader().shares({Status.OK: 4998, Status.BLOCKED: 1, Status.FIXABLE: 0, Status.UNKNOWN: 1})
    assert [(one.status, one.shown) for one in shares] == [("blocked", "1"), ("unknown", "1"), ("ok", "4,998")]
    widths = [float(one.width.rstrip("%")) for one in shares]
    assert sum(widths) == pytest.approx(100, abs=0.02)
    assert min(widths) > 1
    assert [float(one.start.rstrip("%")) for one in shares] == pytest.approx(
        [0, widths[0], widths[0] + widths[1]], abs=0.02
    )


def test_nobody_makes_no_bar():
    assert make_reader().shares(dict.fromkeys(Status, 0)) == ()
