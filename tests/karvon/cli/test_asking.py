"""Moments and zones on the command line: with a zone, on the calendar, or a sentence that says how to write them."""

from datetime import UTC, datetime

import pytest
import time_machine

from karvon.cli.asking import MomentUnclear, clock, clocks, moment, zone
from tests.karvon.cli.running import check

NOON = datetime(2020, 10, 31, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "2020-02-31 12:00 Asia/Almaty",
            "2020-02-31 12:00 is on no calendar and no clock; correct the day or the time",
        ),
        ("2020-10-31T12:00", "has no zone; write"),
        ("31.10.2020", "is not a moment; write it as"),
        ("", "is not a moment; write it as"),
        ("2020-10-31 12:00 Asia/Almati", "is no zone of the tz database; did you mean Asia/Almaty?"),
        ("2020-10-31 12:00 Mars/Base", "is no zone of the tz database"),
    ],
)
@pytest.mark.parametrize("option", ["--at", "--known-at", "--now"])
def test_a_moment_that_is_none_is_told_with_its_option(option, text, sentence):
    told = check(option, text) if text else check(option, " ")
    assert (told.status, told.out) == (2, "")
    assert told.err.startswith(f"{option}: ")
    assert sentence in told.err
    assert told.err.count("\n") == 1


def test_a_moment_stays_in_the_zone_it_is_written_in():
    assert str(moment(" 2020-10-31 12:40 Asia/Tashkent ", "--at").tzinfo) == "Asia/Tashkent"
    assert moment("2020-10-31T12:40+05:00", "--at") == moment("2020-10-31T07:40Z", "--at")


@pytest.mark.parametrize("name", ["Asia/Almaty", "Almaty", "+06:00", "UTC+6"])
def test_a_zone_is_known_by_its_town_its_name_or_its_distance(name):
    assert NOON.astimezone(zone(name, "--list-zone")).hour in {17, 18}  # Almaty went from +06 to +05 in 2024


def test_an_unknown_zone_is_told():
    with pytest.raises(MomentUnclear, match="--list-zone: there is no zone “Mars”"):
        zone("Mars", "--list-zone")


@time_machine.travel(NOON, tick=False)
def test_what_is_not_given_is_now():
    asked = clocks(None, None)
    assert (asked.at, asked.known_at, asked.now, asked.told) == (None, NOON, NOON, False)
    assert clock() == NOON


def test_remedies_are_counted_from_what_was_known_unless_another_moment_is_given():
    known = clocks("2020-11-01T00:00Z", "2020-10-31T08:00Z")
    assert (known.now, known.told) == (moment("2020-10-31T08:00Z", "--now"), True)
    assert clocks(None, "2020-10-31T08:00Z", "2020-10-31T09:00Z").now == moment("2020-10-31T09:00Z", "--now")


@pytest.mark.parametrize(("now", "in_time"), [("2020-10-31T12:15Z", True), ("2020-10-31T12:15:01Z", False)])
def test_a_remedy_of_half_an_hour_needs_half_an_hour(now, in_time):
    answer = check("--at", "2020-10-31T12:00Z", "--now", now, "--json").json  # 12:45 at the gate
    remedies = next(one for one in answer["verdicts"] if one["step"] == "uz-entry")["remedies"]
    assert [one["in_time"] for one in remedies if one["lead_minutes"] == 30] == [in_time]
