"""The frame that a member sees: who acts, the ways that serve their role, another organisation, the world's clock."""

from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.module_loading import import_string

from karvon.accounts.acting import SYSTEM, acting_as
from karvon.accounts.models import Membership
from karvon.accounts.roles import Role
from karvon.core.clock import now, set_world_clock
from karvon.partners.models import Organisation
from karvon.web.shell.navigation import Way
from tests.factories import make_member, make_organisation

pytestmark = pytest.mark.django_db
REFUSAL = datetime(2020, 10, 31, 7, 52, tzinfo=UTC)
WAYS = (
    Way("front_page", "Front"),
    Way("design", "Parts", (Role.COORDINATOR,)),
    Way("health", "What donors read", (Role.DONOR,)),
)


@pytest.fixture
def officer() -> Membership:
    with acting_as(SYSTEM):
        return make_member(
            Role.COORDINATOR, Role.LIAISON_OFFICER, organisation=make_organisation(name="Office Tashkent")
        )


@pytest.fixture
def client(officer: Membership) -> Client:
    signed_in = Client()
    signed_in.force_login(officer.user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    return signed_in


def page(client: Client) -> str:
    return client.get("/design").content.decode()


def test_it_says_who_acts_for_whom_in_which_roles(client, officer):
    seen = page(client)
    assert officer.user.name in seen
    assert "Office Tashkent" in seen
    assert "duty coordinator, border liaison officer" in seen


def test_it_leads_only_to_what_serves_the_role_and_marks_where_one_is(client, settings):
    settings.WAYS = f"{__name__}.WAYS"
    seen = page(client)
    assert '<a href="/design" aria-current="page">Parts</a>' in seen
    assert '<a href="/">Front</a>' in seen
    assert "What donors read" not in seen


def test_every_way_of_the_menu_leads_somewhere():
    assert [reverse(way.name) for way in import_string(settings.WAYS)] != []


def test_somebody_with_one_membership_is_offered_no_other(client):
    assert "Act for another organisation" not in page(client)


def test_a_member_of_two_bodies_chooses_for_which_to_act(client, officer):
    with acting_as(SYSTEM):
        other = make_member(Role.REGISTRAR, user=officer.user, organisation=make_organisation(name="Office Dushanbe"))
    assert "Act for another organisation" in page(client)
    assert client.post("/act-for", {"membership": other.id}).status_code == 302
    assert "<br>field registrar<br>Office Dushanbe" in page(client)


def test_nobody_acts_in_the_membership_of_another(client):
    with acting_as(SYSTEM):
        stranger = make_member(Role.ADMINISTRATOR)
    assert client.post("/act-for", {"membership": stranger.id}).status_code == 403
    assert client.post("/act-for", {"membership": "nonsense"}).status_code == 403
    assert client.get("/act-for").status_code == 405


def test_a_stranger_chooses_nothing_and_sets_no_clock(settings):
    settings.DEMONSTRATION = True
    assert Client().post("/act-for", {"membership": "x"}).status_code == 403
    assert Client().post("/clock", {"advance": "5"}).status_code == 403


@pytest.fixture
def world(settings):
    settings.DEMONSTRATION = True
    with acting_as(SYSTEM):
        set_world_clock(REFUSAL)


def minutes_later() -> int:
    return round((now() - REFUSAL).total_seconds() / 60)


def test_the_clock_of_a_demonstration_is_shown_on_both_sides_of_the_gate(client, world):
    assert "12:52 Tashkent / 13:52 Almaty" in page(client)


def test_the_clock_is_advanced_and_the_page_comes_again(client, world):
    answer = client.post("/clock", {"advance": "60", "next": "/design?order=name"})
    assert (answer.status_code, answer["Location"]) == (302, "/design?order=name")
    assert minutes_later() == 60


def test_the_clock_is_set_also_back(client, world):
    client.post("/clock", {"at": "2020-10-31T06:52"})
    assert minutes_later() == -60


@pytest.mark.parametrize(
    "words", [{"at": "noon"}, {"advance": "soon"}, {"advance": "99999999999"}, {"at": "9999-99-99"}, {}]
)
def test_what_is_no_time_changes_nothing(client, world, words):
    assert client.post("/clock", words).status_code == 302
    assert minutes_later() == 0


def test_the_way_back_leads_to_no_other_host(client, world):
    assert client.post("/clock", {"advance": "5", "next": "https://example.com/"})["Location"] == "/"


def test_outside_of_a_demonstration_there_is_no_clock_to_set(client):
    assert client.post("/clock", {"advance": "5"}).status_code == 404
    assert "Demonstration." not in page(client)


def test_the_frame_asks_the_database_for_nothing_of_its_own(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):  # session, user, memberships, and who acts before and after
        page(client)
    assert Organisation.objects.count() == 0  # and nobody acts when the page is done
