"""The shipped places reach the database, again and again without harm."""

import csv

import pytest

from karvon.accounts.acting import SYSTEM, acting_as
from karvon.places import gazetteer
from karvon.places.actions.seeding import seed_places
from karvon.places.models import Crossing, Hub, PlaceName, Post, PostHours, RouteLeg
from tests.factories import NOON
from tests.shared_data import shared_data

TABLES = (Crossing, Post, Hub, PlaceName, RouteLeg, PostHours)


@pytest.fixture
def seeded(db):
    with acting_as(SYSTEM):
        seed_places(at=NOON)
        yield


def test_crossings_hubs_and_legs_of_the_region_are_there(seeded):
    assert [model.objects.count() for model in (Crossing, Post, Hub, RouteLeg)] == [52, 104, 36, 65]


def test_each_side_of_zhibek_zholy_has_its_state_its_clock_and_its_name(seeded):
    sides = Post.objects.filter(crossing__code="KZUZ-ZHB").order_by("code")
    assert list(sides.values_list("code", "country", "zone", "name")) == [
        ("KZUZ-ZHB-KZ", "KAZ", "Asia/Almaty", "Zhibek Zholy"),
        ("KZUZ-ZHB-UZ", "UZB", "Asia/Tashkent", "G‘isht Ko‘prik"),
    ]


def test_far_ends_of_one_country_have_their_own_clocks(seeded):
    zones = dict(Post.objects.values_list("code", "zone"))
    assert zones["KZUZ-TAZ-KZ"] == "Asia/Aqtau"
    assert zones["KZRU-TAS-RU"] == "Europe/Saratov"
    assert zones["KZRU-SYR-RU"] == "Asia/Yekaterinburg"
    assert zones["UZTJ-SAR-UZ"] == "Asia/Samarkand"


def test_names_stand_in_their_scripts_with_former_names_marked(seeded):
    names = PlaceName.objects.filter(post__code="KZUZ-ZHB-KZ")
    assert [(name.text, name.kind) for name in names] == [
        ("Zhibek Zholy", "current"),
        ("Жібек жолы", "current"),
        ("Жибек Жолы", "current"),
        ("Zhybek-Zholy", "current"),
        ("Chernyaevka", "former"),
        ("Черняевка", "former"),
        ("KZUZ-ZHB", "code"),
    ]


def test_a_second_time_changes_nothing_and_what_people_recorded_stays(seeded):
    post = Post.objects.get(code="KZUZ-ZHB-UZ")
    PlaceName.objects.create(post=post, text="the old gate", key="the old gate", rank=99)
    PostHours.objects.filter(post=post).update(source="shift commander")
    before = [list(model.objects.order_by("id").values()) for model in TABLES]
    seed_places(at=NOON)
    assert [list(model.objects.order_by("id").values()) for model in TABLES] == before


def test_a_place_that_was_changed_by_mistake_is_as_shipped_again(seeded):
    Post.objects.filter(code="KZUZ-ZHB-UZ").update(zone="UTC", name="nonsense")
    seed_places(at=NOON)
    post = Post.objects.get(code="KZUZ-ZHB-UZ")
    assert (post.zone, post.name) == ("Asia/Tashkent", "G‘isht Ko‘prik")


def test_it_takes_few_statements(db, django_assert_max_num_queries):
    with acting_as(SYSTEM), django_assert_max_num_queries(20):
        seed_places(at=NOON)


def test_what_is_shipped_is_what_was_surveyed():
    with shared_data("geo", "bcp.csv").open(encoding="utf-8") as file:
        surveyed = {row["bcp_id"]: (row["lat"], row["lon"], row["coord_confidence"]) for row in csv.DictReader(file)}
    assert {row.code: (row.latitude, row.longitude, row.confidence) for row in gazetteer.crossings()} == surveyed
    with shared_data("geo", "hubs.csv").open(encoding="utf-8") as file:
        towns = {row["hub_id"]: (row["lat"], row["lon"], row["tz"]) for row in csv.DictReader(file)}
    assert {row.code: (row.latitude, row.longitude, row.zone) for row in gazetteer.hubs()} == towns
    with shared_data("geo", "legs.csv").open(encoding="utf-8") as file:
        ways = {(row["a"], row["b"], row["mode"], int(row["km_est"]), row["hours_net"]) for row in csv.DictReader(file)}
    assert {(row.start, row.end, row.mode, row.km, row.hours) for row in gazetteer.legs()} == ways
