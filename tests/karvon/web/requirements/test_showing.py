"""The page of a requirement: by two clocks, side by side with what it contradicts, and what its keepers may do."""

from datetime import timedelta

import pytest
from django.test import Client

from karvon.accounts.acting import SYSTEM, acting_as
from karvon.accounts.models import Membership
from karvon.accounts.roles import Role
from karvon.core.ids import new_id
from karvon.places.models import Post
from karvon.requirements.models import Confirmation, RequirementVersion
from karvon.requirements.seed import seed_requirements
from tests.factories import NOON
from tests.karvon.requirements.making import make_demand, make_gate, publish_plain
from tests.karvon.web.requirements.signing import at_most_questions, client_of, sign_in, stop_clock

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
AT = NOON + 3 * HOUR
PAGE = "/requirement/R-UZ-2"
NOTE = {
    "authority": "MFA UZ",
    "channel": "note_verbale",
    "quote": "So it is.",
    "reference": "no. 7",
    "heard_at": "2020-10-31T14:30",
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
        seed_requirements(by=officer, at=NOON)
    publish_plain(make_demand(gate, conflicts_with=("R-UZ-0",)), by=officer)
    publish_plain(make_demand(gate, hours=48, conflicts_with=("R-UZ-0",)), by=officer, code="R-UZ-2", at=NOON + HOUR)
    return officer


@pytest.fixture
def client(officer: Membership) -> Client:
    return client_of(officer)


def words_of(client: Client, address: str = PAGE, **headers: str) -> str:
    answer = client.get(address, headers=headers or None)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def newest() -> RequirementVersion:
    with acting_as(SYSTEM):
        found = RequirementVersion.objects.filter(requirement__code="R-UZ-2").order_by("-number").first()
        assert found is not None
        return found


def test_the_page_shows_what_is_demanded_who_says_so_who_recorded_it_and_what_changed(client, officer):
    with at_most_questions(12):
        page = words_of(client)
    assert "sampled at most 48 hours before" in page
    assert "No Tajik citizen passes without a negative test, transit or not." in page
    assert officer.user.name in page
    assert "becomes negative PCR, rapid antigen or antibody test, sampled at most 48 hours before" in page
    assert "New version" in page


def test_what_contradicts_it_stands_beside_it(client):
    page = words_of(client)
    assert 'id="conflicts"' in page
    assert '<a href="/requirement/R-UZ-0">R-UZ-0</a>' in page
    assert "Organised groups of nationals of third countries" in page
    assert 'id="conflicts"' in words_of(client, "/requirement/R-UZ-0")


@pytest.mark.parametrize(
    ("clocks", "expected"),
    [
        ("known=2020-10-31T12:30", "sampled at most 72 hours before"),
        ("known=2020-10-31T11:00", "Nothing was known of it then"),
        ("at=2020-10-31T11:00", "It is not in force at this moment"),
        ("known=2020-10-31T12:30&at=2020-10-31T12:15", "You look at another moment"),
        ("known=2030-01-01T00:00&at=nonsense", "Record"),
    ],
)
def test_what_was_known_then_about_then_has_an_exact_answer(client, clocks, expected):
    page = words_of(client, f"{PAGE}?{clocks}")
    assert expected in page
    if "known=2020" in clocks:
        assert "48 hours" not in page
        assert "Back to now" in page
        assert "It still stands" not in page


def test_the_page_speaks_russian(client):
    page = words_of(client, **{"accept-language": "ru"})
    assert "взятый не более чем за 48 часов" in page
    assert "Что мы знали и когда?" in page


def test_an_unknown_requirement_is_not_there(client):
    for address in ("/requirement/R-UZ-9", f"{PAGE}/standing?number=9", f"{PAGE}/withdraw?number=x"):
        assert client.get(address).status_code == 404
    assert client.post(f"{PAGE}/confirm", {"number": "7"}).status_code == 404


def test_somebody_asked_again_is_noted_once(client):
    told = {"number": "2", "token": str(new_id()), "source": "the shift commander"}
    for _ in range(2):
        client.post(f"{PAGE}/confirm", told)
    with acting_as(SYSTEM):
        assert Confirmation.objects.count() == 1
    assert "the shift commander" in words_of(client)


def test_a_confirmation_by_nobody_and_one_of_an_older_version_are_told(client):
    nobody = client.post(f"{PAGE}/confirm", {"number": "2", "token": str(new_id())}, follow=True).content.decode()
    assert "Say who confirmed it" in nobody
    older = {"number": "1", "token": str(new_id()), "source": "x"}
    assert "R-UZ-2 has version 2 by now" in client.post(f"{PAGE}/confirm", older, follow=True).content.decode()


def test_a_demand_that_nobody_confirmed_in_time_is_marked(client, monkeypatch):
    stop_clock(monkeypatch, AT + 30 * HOUR)
    assert "ask again" in words_of(client)


def test_a_paper_makes_it_confirmed(client):
    answer = client.post(f"{PAGE}/standing", {"number": "2", "standing": "confirmed", **NOTE}, follow=True)
    assert "R-UZ-2 has version 3 now" in answer.content.decode()
    assert (newest().standing, newest().body["sources"][-1]["reference"]) == ("confirmed", "no. 7")


@pytest.mark.parametrize(
    ("otherwise", "sentence"),
    [
        ({"channel": "phone"}, "Spoken words alone do not confirm R-UZ-2"),
        ({"authority": "", "quote": ""}, "Spoken words alone"),
        ({"quote": ""}, "Say both who said it and what."),
        ({"authority": ""}, "Say both who said it and what."),
        ({"standing": "stated"}, "Select a valid choice"),
        ({"number": "1", "standing": "rumoured"}, "R-UZ-2 has version 2 by now"),
        ({"heard_at": ""}, "This field is required."),
    ],
)
def test_a_standing_that_cannot_be_is_refused_with_a_sentence(client, otherwise, sentence):
    answer = client.post(f"{PAGE}/standing", {"number": "2", "standing": "confirmed", **NOTE, **otherwise})
    assert sentence in answer.content.decode()
    assert newest().number == 2


@pytest.mark.parametrize(("since", "begins"), [("now", AT), ("never", NOON)])
def test_withdrawn_from_now_on_or_from_the_beginning(client, since, begins):
    assert "judged again without it" in words_of(client, f"{PAGE}/withdraw?number=2")
    client.post(f"{PAGE}/withdraw", {"number": "2", "since": since, **NOTE})
    assert (newest().standing, newest().window.lower) == ("withdrawn", begins)
    assert "Withdraw</a>" not in words_of(client)


def test_withdrawing_twice_is_recognised_and_what_is_withdrawn_is_refused(client):
    told = {"number": "2", "since": "now", **NOTE}
    for _ in range(2):
        client.post(f"{PAGE}/withdraw", told)
    assert newest().number == 3
    assert "has this standing already" in client.post(f"{PAGE}/withdraw", told | {"number": "3"}).content.decode()


def test_a_stranger_reads_and_changes_nothing(officer):
    stranger, _ = sign_in()
    assert "New version" not in words_of(stranger)
    for deed, more in (("standing", {"standing": "confirmed"}), ("withdraw", {"since": "now"})):
        answer = stranger.post(f"{PAGE}/{deed}", {"number": "2", **more, **NOTE})
        assert "is kept by another body" in answer.content.decode()
    assert newest().number == 2


def test_a_colleague_with_another_task_reads_and_is_told_who_changes(officer):
    registrar, _ = sign_in(Role.REGISTRAR, organisation=officer.organisation)
    assert "New version" not in words_of(registrar)
    for deed in ("standing", "withdraw"):
        assert registrar.get(f"{PAGE}/{deed}?number=2").status_code == 403
    assert registrar.post(f"{PAGE}/confirm", {"number": "2"}).status_code == 403


def test_whoever_has_not_signed_in_is_asked_to(officer):
    assert Client().get(PAGE)["Location"].startswith("/sign-in")


LISTED = [
    ("", ["R-UZ-2", "R-KZ-1", "R-UZ-1", "R-TJ-1-ARRIVAL", "R-UZ-0"], []),
    ("?country=KAZ", ["R-KZ-1"], ["R-UZ-2"]),
    ("?post=KZUZ-ZHB-UZ", ["R-UZ-2", "R-UZ-0"], ["R-KZ-1"]),
    ("?standing=stated", ["R-UZ-2"], ["R-UZ-0"]),
    ("?standing=nonsense", ["R-UZ-2", "R-UZ-0"], []),
    ("?words=quarantine", ["R-UZ-1"], ["R-UZ-2"]),
    ("?stale=yes", [], ["R-UZ-2"]),
    ("?words=%00%00", ["R-UZ-2"], []),
    ("?order=code&page=7", ["R-UZ-2"], []),
]


@pytest.mark.parametrize(("query", "shown", "hidden"), LISTED, ids=[one[0] or "all" for one in LISTED])
def test_the_list_keeps_its_filters_in_the_address(client, query, shown, hidden):
    with at_most_questions(12):
        page = words_of(client, f"/requirements{query}")
    assert [code for code in shown if f'href="/requirement/{code}"' not in page] == []
    assert [code for code in hidden if f'href="/requirement/{code}"' in page] == []


def test_an_empty_list_says_why_and_what_to_do(client):
    assert "No requirement fits these filters" in words_of(client, "/requirements?country=ZZZ")


def test_the_list_can_be_taken_away_as_a_file(client):
    lines = client.get("/requirements?format=csv&country=UZB").content.decode().splitlines()
    assert len(lines) == 4
    assert lines[1].startswith("R-UZ-2,2,")


def test_drafts_are_shown_to_those_who_may_publish_them(client, officer):
    client.post("/requirements/record", {"draft": str(new_id()), "quote": "Not yet ready"})
    assert "Drafts of your office" in words_of(client, "/requirements")
    stranger, _ = sign_in()
    assert "Drafts of your office" not in words_of(stranger, "/requirements")


def test_nothing_recorded_is_no_permission(gate):
    reader, _ = sign_in(Role.REGISTRAR)
    page = words_of(reader, "/requirements")
    assert "Nothing is recorded yet" in page
    assert "Record a demand" not in page
