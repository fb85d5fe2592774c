"""The list of places: found by any name, filtered, paged, taken away as a file."""

import csv
import io
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from karvon.accounts.acting import SYSTEM, acting_as, member
from karvon.accounts.roles import Role
from karvon.places.actions.seeding import seed_places
from karvon.places.actions.statuses import Said, report_status
from karvon.places.models import Post
from tests.factories import NOON, make_member
from tests.questions import asks_at_most


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def officer(db):
    with acting_as(SYSTEM):
        seed_places(at=NOON - timedelta(days=30))
        return make_member(Role.LIAISON_OFFICER)


@pytest.fixture
def said(officer):
    """Zhibek Zholy is closed on the Uzbek side for an hour, Oybek was open long ago."""
    posts = {post.code: post for post in Post.objects.all()}
    with acting_as(member(officer)):
        closed = Said("closed", "at_the_post", "shift commander")
        report_status(posts["KZUZ-ZHB-UZ"], closed, by=officer, at=NOON - timedelta(hours=1))
        opened = Said("open", "phone", "duty officer")
        report_status(posts["UZTJ-OYB-UZ"], opened, by=officer, at=NOON - timedelta(hours=30))


def look(client: Client, **query: str) -> str:
    answer = client.get("/places", query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_whoever_comes_sees_crossings_with_both_countries(client, officer):
    page = look(client)
    assert "Rows 1 to 30 of 52" in page
    assert "Ak-Zhol" in page
    assert "Kazakhstan – Kyrgyzstan" in page


def test_a_misspelt_name_in_another_script_finds_the_place(client, officer):
    page = look(client, q="Гишт-Купрык")
    assert "Zhibek Zholy – G‘isht Ko‘prik" in page
    assert "What sounds like “Гишт-Купрык”" in page


def test_a_town_is_found_with_its_clock(client, officer):
    page = look(client, q="Ташкент")
    assert ">Tashkent</a>" in page
    assert "12:00 Tashkent" in page


def test_a_name_that_no_place_has_gets_advice(client, officer):
    page = look(client, q="Reykjavík")
    assert "No place sounds like “Reykjavík”" in page
    assert "Try another spelling" in page


def test_the_reader_of_russian_finds_russian_names(client, officer):
    client.cookies["django_language"] = "ru"
    page = look(client, q="zhibek zholy")
    assert "Жибек Жолы – Гишт-Куприк" in page
    assert "Казахстан – Узбекистан" in page


def test_what_is_said_of_each_side_stands_there_with_its_age(client, said):
    page = look(client, q="Zhibek Zholy")
    assert 'closed</span> <span class="age">1 h ago' in page
    assert "not known" in page


@pytest.mark.parametrize(
    ("status", "code", "others"),
    [("closed", "KZUZ-ZHB", "UZTJ-OYB"), ("open", "UZTJ-OYB", "KZUZ-ZHB"), ("old", "UZTJ-OYB", "KZUZ-ZHB")],
)
def test_crossings_are_chosen_by_what_is_said_of_a_side(client, said, status, code, others):
    page = look(client, status=status)
    assert f"/places/{code}" in page
    assert f"/places/{others}" not in page


def test_crossings_are_chosen_by_country_and_by_what_is_not_known(client, said):
    page = look(client, country="afg", status="unknown")
    assert "Rows 1 to 2 of 2" in page
    assert "TJAF-PAN" in page


def test_filters_that_fit_nothing_say_so(client, said):
    assert "No crossing fits these filters" in look(client, country="CHN", status="closed")


@pytest.mark.parametrize(
    "query",
    [
        {"country": "'; --"},
        {"status": "nonsense"},
        {"order": "password"},
        {"page": "-1"},
        {"page": "9" * 30},
        {"q": "%_\\"},
        {"q": "a" * 5000},
        {"country": "\x00"},
        {"q": "\x00"},
    ],
)
def test_nonsense_in_the_address_breaks_nothing(client, officer, query):
    look(client, **query)


def test_without_places_the_page_says_what_to_do(client, db):
    assert "No places have been loaded yet" in look(client)


def test_the_second_page_has_the_rest_and_the_order_can_be_turned(client, officer):
    assert "Rows 31 to 52 of 52" in look(client, page="2")
    first, last = look(client, order="name"), look(client, order="-name")
    assert first.index("Ak-Tilek") > 0
    assert "Ak-Tilek" not in last


def test_the_list_is_taken_away_with_a_line_for_each_post(client, said):
    answer = client.get("/places", {"format": "csv", "country": "UZB"})
    lines = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert answer.headers["Content-Type"].startswith("text/csv")
    gate = next(line for line in lines if line["post"] == "KZUZ-ZHB-UZ")
    assert (gate["code"], gate["country"], gate["zone"]) == ("KZUZ-ZHB", "UZB", "Asia/Tashkent")
    assert (gate["status"], gate["last_confirmed_at"]) == ("closed", "2020-10-31T06:00:00+00:00")
    assert {line["status"] for line in lines if line["post"] == "KZUZ-ZHB-KZ"} == {"unknown"}


@pytest.mark.parametrize("query", [{}, {"q": "karasu"}, {"status": "unknown", "country": "UZB"}, {"format": "csv"}])
def test_a_page_asks_the_database_at_most_twelve_times(client, said, officer, query):
    client.force_login(officer.user)
    with asks_at_most(12):
        client.get("/places", query)
