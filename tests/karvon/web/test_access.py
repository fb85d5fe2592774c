"""Why can't I see this? The page says which role sees it and whom to ask, and never whether a thing exists."""

import re

import pytest
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path

from karvon.accounts.acting import SYSTEM, acting_as
from karvon.accounts.errors import NotAllowed
from karvon.accounts.models import Membership
from karvon.accounts.roles import Role
from karvon.core.words import sentence
from karvon.web.shell.access import AREAS, for_members
from tests.factories import make_member, make_organisation, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.karvon.web.test_access")]


@for_members(Role.COORDINATOR, Role.CONSULAR_OFFICER, shows="the seating plan")
def plan(_request: HttpRequest, which: str) -> HttpResponse:
    if which == "missing":
        raise Http404
    if which == "theirs":
        raise NotAllowed(sentence("Only an officer of Oybek decides."))
    return HttpResponse("the plan")


urlpatterns = [path("", include("karvon.config.urls")), path("plans/<str:which>", plan)]


def signed_in(*roles: Role, **fields: object) -> tuple[Client, Membership]:
    with acting_as(SYSTEM):
        member = make_member(*roles, **fields)
    client = Client()
    client.force_login(member.user, "allauth.account.auth_backends.AuthenticationBackend")
    return client, member


def test_whoever_has_not_signed_in_is_asked_to_and_comes_back():
    answer = Client().get("/plans/one?tab=2")
    assert (answer.status_code, answer["Location"]) == (302, "/sign-in?next=/plans/one%3Ftab%3D2")


def test_a_member_with_the_role_sees_the_page():
    client, _ = signed_in(Role.COORDINATOR)
    assert client.get("/plans/one").content == b"the plan"


def test_a_colleague_without_the_role_learns_who_has_it_and_whom_to_ask():
    client, registrar = signed_in(Role.REGISTRAR)
    with acting_as(SYSTEM):
        boss = make_member(Role.ADMINISTRATOR, organisation=registrar.organisation)
    answer = client.get("/plans/one")
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "This page shows the seating plan. It is seen by: duty coordinator, consular officer" in page
    assert f"You act for {registrar.organisation.name} as: field registrar." in page
    assert boss.user.email in page


def test_a_stranger_whose_body_never_has_the_role_is_sent_to_the_agency():
    client, donor = signed_in(Role.DONOR)
    with acting_as(SYSTEM):
        make_organisation(name="Agency in Tashkent")
        make_member(Role.ADMINISTRATOR, organisation=donor.organisation, user=make_user(email="own@example.org"))
    page = client.get("/plans/one").content.decode()
    assert "Nobody in your organisation sees it. Ask the migration agency" in page
    assert "Agency in Tashkent" in page
    assert "own@example.org" not in page


def test_what_is_not_there_and_what_is_anothers_look_the_same():
    client, _ = signed_in(Role.COORDINATOR)
    answer = client.get("/plans/missing")
    assert answer.status_code == 404
    assert "Karvon does not tell which of the two" in answer.content.decode()


def test_without_the_role_nobody_learns_whether_the_thing_exists():
    client, _ = signed_in(Role.REGISTRAR)
    told = [client.get(f"/plans/{which}") for which in ("one", "missing")]
    assert [answer.status_code for answer in told] == [403, 403]
    sections = [re.findall(r'<section class="trouble">.*</section>', one.content.decode(), re.DOTALL) for one in told]
    assert sections[0] == sections[1] != []


def test_a_rule_that_stands_in_the_way_is_said():
    client, _ = signed_in(Role.COORDINATOR)
    answer = client.get("/plans/theirs")
    assert answer.status_code == 403
    assert "Only an officer of Oybek decides." in answer.content.decode()


def test_a_user_who_acts_for_nobody_is_told_so_and_nothing_of_any_organisation():
    with acting_as(SYSTEM):
        user = make_user()
        make_organisation(name="Agency in Tashkent")
    client = Client()
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    page = client.get("/plans/one").content.decode()
    assert "You act for no organisation now." in page
    assert "Agency in Tashkent" not in page


def test_who_sees_what_lists_every_area_of_pages():
    client, _ = signed_in(Role.DONOR)
    assert AREAS
    page = client.get("/who-sees-what").content.decode()
    assert [str(area.shows) for area in AREAS if str(area.shows).lower() not in page.lower()] == []


def test_the_page_speaks_the_readers_language():
    client, _ = signed_in(Role.REGISTRAR)
    page = client.get("/plans/one", headers={"accept-language": "ru"}).content.decode()
    assert "дежурный координатор" in page
    assert "migration agency" not in page
