"""The page of a place: both posts with their clocks, what is said of them, and the forms to say it."""

from datetime import timedelta

import pytest
import time_machine

from karvon.accounts.acting import SYSTEM, acting_as, member
from karvon.accounts.roles import Role
from karvon.core.ids import new_id
from karvon.places.actions.seeding import seed_places
from karvon.places.actions.statuses import Said, report_status
from karvon.places.models import Post, PostHours, PostQuota, PostStatus, StatusConfirmation
from tests.factories import NOON, make_member, make_post
from tests.questions import asks_at_most

MINUTE = timedelta(minutes=1)
GATE = "/places/KZUZ-ZHB"
REPORT = {"post": "KZUZ-ZHB-UZ", "status": "closed", "channel": "at_the_post", "source": "shift commander"}
AGAIN = {"channel": "phone", "source": "duty officer"}


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
def gate(officer):
    return Post.objects.get(code="KZUZ-ZHB-UZ")


@pytest.fixture
def closed(officer, gate):
    """The Uzbek side closed twelve minutes ago."""
    with acting_as(member(officer)):
        said = Said("closed", "at_the_post", "shift commander", reason="Nobody passes without a test.")
        return report_status(gate, said, by=officer, at=NOON - 12 * MINUTE)


def look(client, address=GATE):
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def send(client, **changes):
    return client.post(f"{GATE}/report", {"key": new_id(), **REPORT, **changes})


def statuses():
    with acting_as(SYSTEM):
        return list(PostStatus.objects.order_by("recorded_at", "id"))


def test_both_posts_stand_there_with_their_names_and_their_own_clocks(client, officer):
    page = look(client)
    assert "Zhibek Zholy – G‘isht Ko‘prik" in page
    assert "Жібек жолы" in page
    assert "formerly Chernyaevka" in page
    assert "13:00 Almaty</time>" in page
    assert "12:00 Tashkent</time>" in page
    assert "UTC+6" in page
    assert "UTC+5" in page
    assert page.index(">Kazakhstan<") < page.index(">Uzbekistan<")


def test_a_post_that_nobody_spoke_of_is_not_shown_as_open(client, officer):
    assert look(client).count("Nobody has recorded whether it is open. That does not mean that it is.") == 2


def test_a_status_tells_who_said_it_when_by_the_clock_of_the_post_and_how_long_ago(client, officer, closed):
    client.force_login(officer.user)
    page = look(client)
    assert "shift commander (officer at the post), " in page
    assert '11:48 Tashkent</time>, <span class="age">12 min ago</span>' in page
    assert "Nobody passes without a test." in page


def test_the_public_learns_how_it_became_known_and_not_who_said_it(client, closed):
    page = look(client)
    assert "officer at the post" in page
    assert "shift commander" not in page


def test_hours_and_quota_stand_there_where_somebody_recorded_them(client, gate):
    with acting_as(SYSTEM):
        PostHours.objects.filter(post=gate).delete()
        PostHours.objects.create(
            post=gate, weekdays=[1, 2, 3, 4, 5, 6], opens="08:00", closes="20:00", source="gazette", recorded_at=NOON
        )
        PostHours.objects.create(
            post=gate, weekdays=[7], opens="20:00", closes="02:00", source="gazette", recorded_at=NOON
        )
        PostQuota.objects.create(post=gate, people_a_day=30_000, vehicles_a_day=1, source="gazette", recorded_at=NOON)
    page = look(client)
    assert "Mon–Sat, 08:00–20:00" in page
    assert "Sun, 20:00–02:00" in page
    assert "works now, until" in page
    assert "20:00 Tashkent</time>" in page
    assert "30,000 people a day, 1 vehicle a day" in page
    assert "every day, around the clock" in page


def test_the_ways_from_a_crossing_lead_to_the_next_places(client, officer):
    page = look(client)
    assert "Oybek – Fotekhobod" in page
    assert "/places/UZTJ-OYB" in page
    assert "2 h 18 min" in page


def test_a_town_has_a_page_with_its_clock_and_its_ways(client, officer):
    page = look(client, "/places/TAS")
    assert "12:00 Tashkent</time>" in page
    assert "Toshkent" in page
    assert "/places/KZUZ-ZHB" in page


def test_a_place_without_ways_says_so(client, officer):
    assert "No way from here has been recorded." in look(client, "/places/TJCN-KUL")


def test_the_reader_of_russian_reads_russian(client, closed):
    client.cookies["django_language"] = "ru"
    page = look(client)
    assert "<h1>Жибек Жолы – Гишт-Куприк</h1>" in page
    assert "закрыт" in page
    assert "Касается" not in page
    assert "Войдите, чтобы записать состояние поста" in page


@pytest.mark.parametrize("address", ["/places/NO-SUCH", "/places/KZUZ-ZHB-UZ"])
def test_a_place_that_does_not_exist_is_not_found(client, officer, address):
    assert client.get(address).status_code == 404
    assert client.post(f"{address}/report", REPORT).status_code == 404
    assert client.post(f"{address}/confirm", AGAIN).status_code == 404


def test_an_officer_records_what_the_post_says_and_sees_it_at_once(client, officer):
    client.force_login(officer.user)
    answer = send(
        client, reason="Test for everybody", nationalities=["TJK"], traffic=["bus"], ends_at="2020-11-01T08:00"
    )
    assert (answer.status_code, answer.headers["Location"]) == (302, GATE)
    (said,) = statuses()
    assert (said.nationalities, said.traffic, said.window.upper.isoformat()) == (
        ["TJK"],
        ["bus"],
        "2020-11-01T03:00:00+00:00",
    )
    page = look(client)
    assert "Recorded. Whoever looks at this post sees it from now on." in page
    assert "It concerns citizens of Tajikistan" in page
    assert "It concerns buses" in page


def test_a_form_sent_twice_is_recorded_once(client, officer):
    client.force_login(officer.user)
    form = {"key": new_id(), **REPORT}
    assert [client.post(f"{GATE}/report", form).status_code for _ in range(2)] == [302, 302]
    assert len(statuses()) == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"status": ""}, "The post is now: This field is required."),
        ({"status": "exploded"}, "The post is now: Select a valid choice"),
        ({"post": "UZTJ-OYB-UZ"}, "Which side: Select a valid choice"),
        ({"source": ""}, "Who said it: This field is required."),
        ({"source": "x" * 201}, "at most 200 characters"),
        ({"channel": "telepathy"}, "How do we know: Select a valid choice"),
        ({"status": "restricted", "reason": ""}, "G‘isht Ko‘prik is restricted, but for whom or for what?"),
        ({"ends_at": "2020-10-30T08:00"}, "ends before it begins"),
        ({"ends_at": "yesterday"}, "Until: Enter a valid date/time."),
        ({"starts_at": "0001-01-01T00:00"}, "From: Give a year from 2000 on."),
        ({"ends_at": "9999-12-31T23:59"}, "Until: Give a year before 2100."),
        ({"nationalities": ["XXX"]}, "Select a valid choice. XXX"),
        ({"key": "no-key"}, "key: Enter a valid UUID."),
        ({"reason": "x\x00y"}, "Null characters are not allowed."),
    ],
)
def test_what_cannot_be_kept_comes_back_with_what_was_typed(client, officer, changes, words):
    client.force_login(officer.user)
    answer = send(client, **{"reason": "as heard at the gate", **changes})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "reason" in changes or "as heard at the gate" in page
    assert statuses() == []


def test_a_colleague_with_another_role_sees_the_page_and_why_they_record_nothing(client, officer, closed):
    with acting_as(SYSTEM):
        registrar = make_member(Role.REGISTRAR, organisation=officer.organisation)
    client.force_login(registrar.user)
    why = "Only border liaison officers and duty coordinators record the status of Zhibek Zholy."
    page = look(client)
    assert why in page
    assert "/report" not in page
    assert "/confirm" not in page
    answer = send(client)
    assert answer.status_code == 403
    assert why in answer.content.decode()
    assert statuses() == [closed]


def test_a_stranger_reads_what_is_public_and_records_nothing(client, closed):
    assert "Sign in to record the status of Zhibek Zholy." in look(client)
    assert send(client).status_code == 403
    client.post(f"{GATE}/confirm", {"key": new_id(), "status": closed.pk, **AGAIN})
    assert "Sign in to record the status of G‘isht Ko‘prik." in look(client)
    with acting_as(SYSTEM):
        assert (statuses(), StatusConfirmation.objects.count()) == ([closed], 0)


def test_an_officer_of_the_other_side_records_their_own_post_only(client, officer):
    with acting_as(SYSTEM):
        bound = make_member(Role.LIAISON_OFFICER, post=Post.objects.get(code="KZUZ-ZHB-KZ"))
    client.force_login(bound.user)
    page = look(client)
    assert "/report" in page
    assert 'value="KZUZ-ZHB-KZ"' in page
    assert 'value="KZUZ-ZHB-UZ"' not in page
    answer = send(client)
    assert answer.status_code == 403
    assert "You record the status of your own post only, and G‘isht Ko‘prik is another." in answer.content.decode()
    assert send(client, post="KZUZ-ZHB-KZ").status_code == 302


def test_what_still_holds_is_confirmed(client, officer, closed):
    client.force_login(officer.user)
    assert "Confirm that this still holds" in look(client)
    form = {"key": new_id(), "status": closed.pk, **AGAIN}
    assert [client.post(f"{GATE}/confirm", form).status_code for _ in range(2)] == [302, 302]
    with acting_as(SYSTEM):
        assert StatusConfirmation.objects.count() == 1
    page = look(client)
    assert "Confirmed. The report counts as fresh again." in page
    assert "just now" in page


def test_a_stale_page_confirms_nothing_and_says_why(client, officer, gate, closed):
    client.force_login(officer.user)
    with acting_as(member(officer)):
        report_status(gate, Said("open", "phone", "duty officer"), by=officer, at=NOON - MINUTE)
    answer = client.post(f"{GATE}/confirm", {"key": new_id(), "status": closed.pk, **AGAIN}, follow=True)
    assert "What you confirm no longer counts for G‘isht Ko‘prik" in answer.content.decode()
    with acting_as(SYSTEM):
        assert StatusConfirmation.objects.count() == 0


def test_a_confirmation_without_a_source_comes_back_open(client, officer, closed):
    client.force_login(officer.user)
    answer = client.post(f"{GATE}/confirm", {"key": new_id(), "status": closed.pk, "channel": "phone"})
    assert answer.status_code == 422
    assert "Who said it: This field is required." in answer.content.decode()


def test_what_was_said_of_another_crossing_is_not_confirmed_here(client, officer):
    with acting_as(SYSTEM):
        elsewhere = make_post()
    with acting_as(member(officer)):
        said = report_status(elsewhere, Said("open", "phone", "duty officer"), by=officer, at=NOON)
    client.force_login(officer.user)
    assert client.post(f"{GATE}/confirm", {"key": new_id(), "status": said.pk, **AGAIN}).status_code == 404


def test_the_page_asks_the_database_at_most_twelve_times(client, officer, closed):
    client.force_login(officer.user)
    with asks_at_most(12):
        client.get(GATE)
    with asks_at_most(12):
        client.get("/places/TAS")
