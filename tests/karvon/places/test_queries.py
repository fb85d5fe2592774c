"""What is known of hours, quotas and ways, by two clocks."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from karvon.accounts.acting import SYSTEM, acting_as
from karvon.places.hours import Works
from karvon.places.models import Crossing, Hub, Post, PostHours, PostQuota, RouteLeg
from karvon.places.queries import hours_of, is_open, legs_around, quotas_of
from tests.factories import NOON, make_post

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
EVERY_DAY = [1, 2, 3, 4, 5, 6, 7]


@pytest.fixture
def gate(db):
    with acting_as(SYSTEM):
        yield make_post(country="UZB", zone="Asia/Tashkent")


def add_hours(post, opens, closes, **fields):
    values = {"weekdays": EVERY_DAY, "source": "gazette", "recorded_at": NOON - DAY}
    return PostHours.objects.create(post=post, opens=time(opens), closes=time(closes), **values | fields)


def test_of_a_post_without_hours_nobody_knows_whether_it_works(gate):
    assert is_open(gate, NOON).works is Works.UNKNOWN


def test_the_hours_are_taken_in_the_clock_of_the_post(gate):
    add_hours(gate, 8, 20)
    morning = datetime(2020, 10, 31, 2, 59, tzinfo=UTC)  # a minute before eight in Tashkent
    assert is_open(gate, morning).works is Works.NO
    assert is_open(gate, morning + timedelta(minutes=1)).works is Works.YES
    assert is_open(gate, NOON).changes_at == datetime(2020, 10, 31, 15, tzinfo=UTC)


def test_a_post_that_closes_after_midnight_works_then(gate):
    add_hours(gate, 20, 2)
    assert is_open(gate, datetime(2020, 10, 31, 20, 30, tzinfo=UTC)).works is Works.YES  # 01:30 on Sunday
    assert is_open(gate, NOON).works is Works.NO


def test_hours_recorded_later_take_the_place_of_all_earlier_ones(gate):
    add_hours(gate, 8, 20, weekdays=[1, 2, 3, 4, 5])
    add_hours(gate, 9, 18, weekdays=[6, 7])
    add_hours(gate, 6, 11, recorded_at=NOON)
    assert is_open(gate, NOON, NOON - HOUR).works is Works.YES
    assert [(row.opens.hour, row.closes.hour) for row in hours_of([gate], NOON, NOON)[gate.pk]] == [(6, 11)]
    assert is_open(gate, NOON).works is Works.NO


def test_hours_for_a_time_give_way_when_it_is_over(gate):
    add_hours(gate, 8, 20)
    add_hours(gate, 14, 20, window=(NOON - HOUR, NOON + DAY), recorded_at=NOON - HOUR)
    assert is_open(gate, NOON).works is Works.NO
    assert is_open(gate, NOON + DAY, NOON).works is Works.YES


def test_of_quotas_the_one_known_last_counts(gate):
    PostQuota.objects.create(post=gate, people_a_day=100, source="gazette", recorded_at=NOON - DAY)
    PostQuota.objects.create(post=gate, people_a_day=50, source="phone", recorded_at=NOON)
    said = [quotas_of([gate], NOON, known_at)[gate.pk].people_a_day for known_at in (NOON - HOUR, NOON)]
    assert said == [100, 50]
    assert quotas_of([gate], NOON, NOON - 2 * DAY) == {}


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"weekdays": [0]}, "hours_on_weekdays"),
        ({"weekdays": []}, "hours_on_weekdays"),
        ({"window": (NOON, NOON)}, "hours_last"),
    ],
)
def test_hours_that_make_no_sense_are_not_kept(gate, fields, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        add_hours(gate, 8, 20, **fields)


def test_karvon_loads_its_places_when_it_starts_and_again_without_harm(db):
    for _ in range(2):
        call_command("seed_places")
    assert (Crossing.objects.count(), Hub.objects.count(), RouteLeg.objects.count()) == (52, 36, 65)
    gate = Post.objects.get(code="KZUZ-ZHB-UZ")
    assert is_open(gate, NOON).works is Works.YES


def test_hours_that_are_known_since_2025_are_not_known_in_2020(db):
    call_command("seed_places")
    kaplanbek = Post.objects.get(code="KZUZ-KAP-KZ")
    assert is_open(kaplanbek, NOON).works is Works.UNKNOWN
    assert is_open(kaplanbek, datetime(2025, 6, 2, 7, tzinfo=UTC)).works is Works.YES


def test_the_legs_around_a_place_are_found_from_either_end_the_shortest_first(db):
    call_command("seed_places")
    gate, tashkent = Crossing.objects.get(code="KZUZ-ZHB"), Hub.objects.get(code="TAS")
    assert [leg.km for leg in legs_around(gate)] == [28, 115, 118]
    around = legs_around(tashkent)
    assert gate in {leg.from_crossing for leg in around}
    assert [leg.km for leg in around] == sorted(leg.km for leg in around)
