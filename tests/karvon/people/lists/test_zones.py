from datetime import UTC, datetime, timedelta, timezone

import pytest

from karvon.people.lists.zones import read_zone, settled
from tests.karvon.people.lists.making import ALMATY


@pytest.mark.parametrize("text", ["UTC", "z", "GMT", " (utc) "])
def test_universal_time_has_several_names(text):
    assert read_zone(text) is UTC


@pytest.mark.parametrize("text", ["+06:00", "UTC+6", "gmt +0600", "+6", "[+06:00]"])
def test_an_offset_is_a_zone(text):
    assert read_zone(text) == timezone(timedelta(hours=6))


def test_an_offset_west_of_greenwich_is_negative():
    assert read_zone("UTC−3:30") == timezone(-timedelta(hours=3, minutes=30))


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Asia/Almaty", "Asia/Almaty"), ("алматы", "Asia/Almaty"), ("время Алматы", "Asia/Almaty"),
        ("Tashkent time", "Asia/Tashkent"), ("мск", "Europe/Moscow"), ("московское время", "Europe/Moscow"),
        ("Душанбе", "Asia/Dushanbe"), ("New York", "America/New_York"),
    ],
)  # fmt: skip
def test_a_city_names_its_zone(text, zone):
    assert str(read_zone(text)) == zone


@pytest.mark.parametrize("text", ["Narnia", "+15:00", "+99", "", "local"])
def test_what_names_no_zone_is_none(text):
    assert read_zone(text) is None


def test_an_hour_that_the_clocks_skip_or_repeat_is_not_settled():
    day = datetime(2024, 2, 29, 22, 30, tzinfo=ALMATY)
    assert settled(day)
    assert not settled(day.replace(hour=23))
    assert settled(datetime(2024, 2, 29, 23, 30, tzinfo=timezone(timedelta(hours=6))))
