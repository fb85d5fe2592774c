"""Hours, quotas, clocks and names as words, in the reader's language."""

from datetime import time

import pytest
from django.utils.translation import override

from karvon.places.models import PlaceName, Post, PostHours, PostQuota
from karvon.web.places.showing import Side, hours_in_words, in_words, title_of
from tests.factories import NOON


def names(*texts):
    return [PlaceName(text=text) for text in texts]


@pytest.mark.parametrize(
    ("weekdays", "words"),
    [
        ([1, 2, 3, 4, 5, 6, 7], "every day, 08:00–20:30"),
        ([5, 3, 1, 4], "Mon, Wed–Fri, 08:00–20:30"),
        ([7], "Sun, 08:00–20:30"),
        ([1, 3, 7], "Mon, Wed, Sun, 08:00–20:30"),
    ],
)
def test_hours_are_told_as_on_a_door(weekdays, words):
    assert hours_in_words(PostHours(weekdays=weekdays, opens=time(8), closes=time(20, 30))) == words


def test_hours_that_never_end_are_told_so_in_each_language():
    always = PostHours(weekdays=[1, 2], opens=time(0), closes=time(0))
    assert hours_in_words(always) == "Mon–Tue, around the clock"
    with override("ru"):
        assert hours_in_words(always) == "пн–вт, круглосуточно"


def test_quotas_are_counted_in_the_plural_of_each_language():
    assert in_words(PostQuota(people_a_day=1)) == "1 person a day"
    assert in_words(PostQuota(vehicles_a_day=500)) == "500 vehicles a day"
    with override("ru"):
        assert in_words(PostQuota(people_a_day=1200, vehicles_a_day=2)) == "1\u00a0200 человек в день, 2 машины в день"


@pytest.mark.parametrize(
    ("zone", "offset"),
    [("Asia/Kabul", "UTC+4:30"), ("America/New_York", "UTC-4"), ("UTC", "UTC+0"), ("Asia/Almaty", "UTC+6")],
)
def test_the_clock_of_a_post_tells_how_far_it_is_from_the_worlds(zone, offset):
    assert Side(Post(zone=zone), "", (), "", NOON).offset == offset


def test_a_place_is_named_in_the_alphabet_of_the_reader_where_it_has_such_a_name():
    gate = names("Zhibek Zholy", "Жібек жолы", "Жибек Жолы")
    assert title_of(gate, "Zhibek Zholy") == "Zhibek Zholy"
    with override("ru"):
        assert title_of(gate, "Zhibek Zholy") == "Жибек Жолы"
        assert title_of(names("Köneürgenç"), "Köneürgenç") == "Köneürgenç"
