"""Recording a demand: one form, one look, one button; what was typed is kept whatever happens."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.test import Client

from karvon.accounts.acting import SYSTEM, acting_as
from karvon.accounts.models import Membership
from karvon.accounts.roles import Role
from karvon.core.ids import new_id
from karvon.partners.models import Organisation
from karvon.places.models import Channel, Post, PostStatus
from karvon.requirements.models import Draft, RequirementVersion
from karvon.requirements.seed import seed_requirements
from tests.factories import NOON, make_organisation
from tests.karvon.requirements.making import make_gate
from tests.karvon.web.requirements.signing import at_most_questions, client_of, sign_in, stop_clock

pytestmark = pytest.mark.django_db
AT = NOON + timedelta(minutes=52)
SAID = {
    "quote": "No Tajik citizen passes without a negative test, transit or not.",
    "what": "test",
    "hours": "72",
    "nationalities": ["TJK"],
    "post": "KZUZ-ZHB-UZ",
    "authority": "shift commander",
    "channel": "gate_officer",
    "passing": "in",
    "heard_time": "12:40",
}


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch, AT)


@pytest.fixture
def gate() -> Post:
    with acting_as(SYSTEM):
        return make_gate()


@pytest.fixture
def officer(gate: Post) -> Membership:
    _, officer = sign_in(post=gate)
    with acting_as(SYSTEM):
        seed_requirements(by=officer, at=AT)
    return officer


@pytest.fixture
def client(officer: Membership) -> Client:
    return client_of(officer)


def send(client: Client, **otherwise: Any) -> Any:
    return client.post("/requirements/record", {"draft": str(new_id()), **SAID, **otherwise})


def only_draft() -> Draft:
    with acting_as(SYSTEM):
        return Draft.objects.get()


def versions() -> list[RequirementVersion]:
    with acting_as(SYSTEM):
        heard = RequirementVersion.objects.filter(standing="stated")
        return list(heard.select_related("requirement").order_by("recorded_at"))


def test_the_form_is_small_needs_no_scripts_and_begins_at_the_officers_own_post(client):
    with at_most_questions(12):
        page = client.get("/requirements/record").content.decode()
    assert len(page) < 40_000
    assert '<option value="KZUZ-ZHB-UZ" selected>Gisht Kuprik, Uzbekistan</option>' in page
    assert 'name="heard_time" value="12:52"' in page
    assert "by the clock of Tashkent" in page


def test_a_demand_is_looked_over_in_english_and_russian_with_what_it_contradicts(client):
    preview = send(client)
    assert preview.status_code == 302
    with at_most_questions(16):  # four of them judge whom it would hit
        page = client.get(preview["Location"]).content.decode()
    assert "Negative PCR, rapid antigen or antibody test, sampled at most 72 hours before" in page
    assert "ПЦР" in page
    assert 'name="contradicts" value="R-UZ-0" checked' in page
    assert "before anybody could know of it" in page
    assert not versions()


def test_publishing_gives_it_the_next_code_and_keeps_what_it_contradicts(client):
    preview = send(client)["Location"]
    answer = client.post(preview, {"seen": "1", "contradicts": ["R-UZ-0"]}, follow=True)
    (version,) = versions()
    assert answer.redirect_chain == [("/requirement/R-UZ-2", 302)]
    assert (version.requirement.code, version.conflicts, version.recorded_at) == ("R-UZ-2", ["R-UZ-0"], AT)
    assert version.window.lower == NOON.replace(hour=7, minute=40)
    assert "Published as R-UZ-2, version 1." in answer.content.decode()


def test_the_button_pressed_again_publishes_nothing_anew(client):
    preview = send(client)["Location"]
    client.post(preview, {"seen": "1"})
    answer = client.post(preview, {"seen": "1"}, follow=True)
    assert "published already as R-UZ-2, version 1" in answer.content.decode()
    assert len(versions()) == 1
    assert client.get(preview)["Location"] == "/requirement/R-UZ-2"


def test_a_stale_page_publishes_nothing_that_nobody_has_seen(client):
    token = str(new_id())
    preview = send(client, draft=token)["Location"]
    send(client, draft=token, hours="48")
    answer = client.post(preview, {"seen": "1"})
    assert answer.status_code == 409
    assert "changed after you opened the page" in answer.content.decode()
    assert not versions()
    client.post(preview, {"seen": "2"})
    assert len(versions()) == 1


FAULTS = [
    ({"valid_from": "2020-10-31T12:00", "valid_to": "2020-10-31T11:00"}, "It ends before it begins."),
    ({"heard_time": "20:00", "heard_on": "2020-10-31"}, "This lies ahead."),
    ({"heard_time": "noon"}, "Write the time as 12:40."),
    ({"valid_from": "yesterday"}, "Write day and time as"),
    ({"what": ""}, "This field is required."),
    ({"what": "list"}, "Say which list"),
    ({"what": "consent"}, "Say whose consent"),
    ({"what": "other"}, "Say in a few words"),
    ({"post": "NOWHERE"}, "NOWHERE is not one of the available choices"),
    ({"others": "TAJIK"}, "“TAJIK” is no country code"),
    ({"hours": "0"}, "greater than or equal to 1"),
]


@pytest.mark.parametrize(("otherwise", "sentence"), FAULTS, ids=[str(one) for one, _ in FAULTS])
def test_what_is_wrong_is_said_beside_the_field_and_every_word_is_kept(client, otherwise, sentence):
    page = send(client, **otherwise).content.decode()
    assert sentence in page
    assert SAID["quote"] in page
    assert "What you typed is kept as a draft." in page
    draft = only_draft()
    assert draft.typed["quote"] == [SAID["quote"]]
    assert SAID["quote"] in client.get(f"/requirements/record?draft={draft.id}").content.decode()


@pytest.mark.parametrize(
    ("otherwise", "words"),
    [
        (
            {"what": "no_entry", "own_are_free": "on", "nationalities": []},
            "Nobody passes (all but nationals of Uzbekistan",
        ),
        ({"what": "list", "list_name": "ZZ-102"}, "named on the list ZZ-102"),
        ({"what": "quarantine", "days": "10"}, "10 days of quarantine"),
        ({"what": "consent", "consent_of": "MFA UZ"}, "consent of MFA UZ"),
        ({"what": "paper", "paper_kinds": ["return_certificate"], "months": "0"}, "valid return certificate"),
        ({"what": "other", "in_words": "Masks with a stamp"}, "Masks with a stamp"),
        ({"what": "test", "test_kinds": ["pcr"], "everywhere": "on"}, "the whole border"),
        ({"what": "test", "others": "kgz, rus", "passing": "out"}, "Kyrgyzstan"),
    ],
)
def test_every_common_demand_can_be_said_and_published(client, otherwise, words):
    preview = send(client, **otherwise)["Location"]
    assert words.lower() in client.get(preview).content.decode().lower()
    assert client.post(preview, {"seen": "1"})["Location"] == "/requirement/R-UZ-2"


@pytest.mark.parametrize(
    ("otherwise", "since"),
    [
        ({}, "2020-10-31T07:40"),
        ({"heard_time": "12:53"}, "2020-10-31T07:52"),
        ({"heard_time": "23:50"}, "2020-10-30T18:50"),
        ({"heard_on": "2020-10-29"}, "2020-10-29T07:40"),
        ({"valid_from": "2020-11-02T00:00"}, "2020-11-01T19:00"),
    ],
)
def test_it_is_in_force_since_it_was_said_unless_said_otherwise(client, otherwise, since):
    client.post(send(client, **otherwise)["Location"], {"seen": "1"})
    assert versions()[0].window.lower.isoformat().startswith(since)


def test_a_demand_at_a_closed_post_is_told_and_can_be_published(client, gate):
    with acting_as(SYSTEM):
        PostStatus.objects.create(
            post=gate, status="closed", window=DateTimeTZRange(NOON, None), source="border service",
            channel=Channel.AT_THE_POST, recorded_at=NOON,
        )  # fmt: skip
    preview = send(client)["Location"]
    assert "Gisht Kuprik is closed at present" in client.get(preview).content.decode()
    assert client.post(preview, {"seen": "1"}).status_code == 302


def test_a_draft_can_be_thrown_away_until_it_is_published(client):
    preview = send(client)["Location"]
    assert "thrown away" in client.post(f"{preview}/discard", follow=True).content.decode()
    assert client.get(preview).status_code == 404
    published = send(client)["Location"]
    client.post(published, {"seen": "1"})
    assert "published as R-UZ-2" in client.post(f"{published}/discard", follow=True).content.decode()


def test_an_official_speaks_only_of_their_own_post_and_loses_no_word(gate):
    with acting_as(SYSTEM):
        service = make_organisation(kind=Organisation.Kind.BORDER_SERVICE, country="UZB")
    client, _ = sign_in(Role.BORDER_OFFICER, organisation=service, post=gate)
    page = send(client, everywhere="on").content.decode()
    assert "You record what is demanded at Gisht Kuprik." in page
    assert SAID["quote"] in page
    assert send(client, post="KZUZ-ZHB-KZ").status_code == 200
    preview = send(client)["Location"]
    assert "Whom it hits" not in client.get(preview).content.decode()


def test_whoever_has_not_signed_in_is_asked_to(gate):
    assert Client().get("/requirements/record")["Location"].startswith("/sign-in")


def test_a_colleague_with_another_task_learns_who_records_demands(gate):
    client, _ = sign_in(Role.REGISTRAR)
    for address in ("/requirements/record", "/requirements/write", "/requirements/import"):
        assert client.get(address).status_code == 403
    assert send(client).status_code == 403


def test_a_stranger_does_not_learn_whether_a_draft_exists(client):
    preview = send(client)["Location"]
    stranger, _ = sign_in()
    for address in (preview, f"/requirements/record?draft={only_draft().id}", f"/requirements/drafts/{new_id()}"):
        assert stranger.get(address).status_code == 404
    assert stranger.post(f"{preview}/discard").status_code == 404


def test_the_same_page_speaks_russian(client):
    page = client.get("/requirements/record", headers={"accept-language": "ru"}).content.decode()
    assert "Записать требование" in page
    assert not re.search(r"<label[^>]*>\s*[A-Z][a-z]+ [a-z]+ ", page)
