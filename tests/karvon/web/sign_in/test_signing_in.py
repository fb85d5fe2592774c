"""Signing in by password, code, link and second factor; nobody learns who has an account, and guessing is stopped."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.core.context import request_context
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from karvon.accounts.acting import SYSTEM, acting_as
from karvon.accounts.actions import make_sign_in_link
from karvon.accounts.models import Membership, SignInLink, User
from karvon.accounts.roles import Role
from tests.factories import make_member, make_organisation

pytestmark = pytest.mark.django_db
PASSWORD = "a long walk home"


@pytest.fixture(autouse=True)
def quick(settings):
    """Passwords are hashed quickly, and nobody has tried before."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MAIL_IS_SENT = True
    cache.clear()


@pytest.fixture
def officer() -> Membership:
    with acting_as(SYSTEM):
        member = make_member(Role.LIAISON_OFFICER)
        member.user.set_password(PASSWORD)
        member.user.save()
    return member


def sign_in(client: Client, email: str, password: str = PASSWORD, **data: str) -> Any:
    return client.post("/sign-in", {"login": email, "password": password, **data})


def who(client: Client) -> str:
    """Who the pages think is signed in."""
    found = re.search(r'<p class="lead">(.*?) <span', client.get("/you", follow=True).content.decode())
    return found[1] if found else "nobody"


def confirmed(client: Client, address: str, password: str = PASSWORD) -> Any:
    """A page for which one shows once more that one knows the password."""
    return client.post(f"/you/confirm?next={address}", {"password": password}, follow=True)


def words(page: Any) -> str:
    """A page without what differs from one request to the next."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.content.decode())


def test_address_and_password_sign_in_and_lead_to_where_one_wanted(client, officer):
    answer = sign_in(client, officer.user.email.upper(), next="/who-sees-what")
    assert (answer.status_code, answer["Location"]) == (302, "/who-sees-what")
    assert who(client) == officer.user.name


def test_nobody_is_led_to_another_host(client, officer):
    assert sign_in(client, officer.user.email, next="https://evil.example/")["Location"] == "/"


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(officer):
    told = []
    for email in (officer.user.email, "nobody@example.org"):
        page = sign_in(Client(), email, "wrong")
        told.append(words(page).replace(email, "ADDRESS"))
    assert told[0] == told[1]
    assert "not correct" in told[0]


def test_after_five_wrong_passwords_the_page_says_when_to_come_back(client, officer):
    for _ in range(4):
        assert sign_in(client, officer.user.email, "wrong").status_code == 200
    locked = sign_in(client, officer.user.email, "wrong")
    assert locked.status_code == 429
    assert 0 < int(locked["Retry-After"]) <= 900
    assert re.search(r"works again at \d\d:\d\d UTC, in \d+.minutes", locked.content.decode())
    assert sign_in(client, officer.user.email).status_code == 429, "the right password comes too late"
    assert who(client) == "nobody"


def test_an_address_that_nobody_has_is_locked_in_the_same_words(client, officer):
    told = [sign_in(client, "nobody@example.org", "wrong").status_code for _ in range(5)]
    assert told == [200, 200, 200, 200, 429]


def test_after_a_quarter_of_an_hour_the_password_works_again(client, officer):
    for _ in range(5):
        sign_in(client, officer.user.email, "wrong")
    with time_machine.travel(timezone.now() + timedelta(minutes=15, seconds=1)):
        assert sign_in(client, officer.user.email).status_code == 302


def test_somebody_elses_wrong_passwords_lock_nobody_out(client, officer):
    for _ in range(5):
        sign_in(client, "nobody@example.org", "wrong")
    assert sign_in(client, officer.user.email).status_code == 302


def test_while_the_password_is_locked_a_link_still_works(client, officer):
    for _ in range(5):
        sign_in(client, officer.user.email, "wrong")
    token = make_sign_in_link(officer.user, at=timezone.now())
    client.post(f"/sign-in/link/{token}")
    assert who(client) == officer.user.name


def test_a_program_that_opens_the_link_changes_nothing(client, officer):
    token = make_sign_in_link(officer.user, at=timezone.now())
    for _ in range(2):
        page = client.get(f"/sign-in/link/{token}")
        assert "Press the button" in page.content.decode()
        client.head(f"/sign-in/link/{token}")
    assert SignInLink.objects.get().used_at is None
    assert who(client) == "nobody"


def test_a_link_that_was_used_is_refused_with_the_way_out(client, officer):
    token = make_sign_in_link(officer.user, at=timezone.now())
    Client().post(f"/sign-in/link/{token}")
    again = client.post(f"/sign-in/link/{token}")
    assert again.status_code == 410
    assert "Ask for a new one" in again.content.decode()
    assert who(client) == "nobody"


def test_a_link_for_somebody_else_signs_the_first_one_out(client, officer):
    with acting_as(SYSTEM):
        other = make_member(Role.DONOR).user
    client.force_login(officer.user, "allauth.account.auth_backends.AuthenticationBackend")
    client.post(f"/sign-in/link/{make_sign_in_link(other, at=timezone.now())}")
    assert who(client) == other.name


def test_one_mail_holds_a_link_and_a_code_and_either_signs_in(officer):
    for way in ("link", "code"):
        cache.clear()
        client = Client()
        client.post("/sign-in/mail", {"email": officer.user.email})
        text = str(mail.outbox[-1].body)
        link, code = (
            re.search(r"http://testserver(/sign-in/link/\S+)", text),
            re.search(r"^(\S{4,10})$", text, re.MULTILINE),
        )
        assert link
        assert code
        if way == "link":
            client.post(link[1])
        else:
            client.post("/sign-in/code", {"code": code[1]})
        assert who(client) == officer.user.name, text


def test_a_mail_asked_for_by_anybody_is_answered_alike_and_only_goes_to_those_who_are_known(officer):
    told = []
    for email in (officer.user.email, "nobody@example.org"):
        client = Client()
        first = client.post("/sign-in/mail", {"email": email})
        assert (first.status_code, first["Location"]) == (302, "/sign-in/code")
        told.append(words(client.get("/sign-in/code")).replace(email, "ADDRESS"))
    assert told[0] == told[1]
    assert [message.to for message in mail.outbox] == [[officer.user.email]]


def test_a_wrong_code_does_not_sign_in_and_after_three_it_is_over(client, officer):
    client.post("/sign-in/mail", {"email": officer.user.email})
    for _ in range(3):
        client.post("/sign-in/code", {"code": "wrong"})
    assert client.get("/sign-in/code").status_code == 302
    assert who(client) == "nobody"


def test_where_no_mail_is_sent_the_page_says_so(client, settings):
    settings.MAIL_IS_SENT = False
    for page in ("/sign-in", "/sign-in/mail"):
        assert "KARVON_MAIL is not set" in client.get(page).content.decode()


def test_a_closed_account_does_not_sign_in(client, officer):
    with acting_as(SYSTEM):
        User.objects.filter(pk=officer.user_id).update(is_active=False)
    sign_in(client, officer.user.email)
    assert who(client) == "nobody"


def test_whose_membership_has_ended_sees_nothing_from_the_next_page_on(client, officer):
    sign_in(client, officer.user.email)
    with acting_as(SYSTEM):
        Membership.objects.filter(pk=officer.pk).update(ends_at=timezone.now())
    assert client.get("/who-sees-what").status_code == 403
    assert "You act for no organisation now" in client.get("/you").content.decode()


def test_a_user_of_two_organisations_chooses_for_which_to_act(client, officer):
    with acting_as(SYSTEM):
        second = make_member(Role.COORDINATOR, user=officer.user, organisation=make_organisation(name="Second office"))
    sign_in(client, officer.user.email)
    assert client.get("/you").content.decode().count("Act for this one") == 1
    client.post("/act-for", {"membership": str(second.id)})
    page = client.get("/you").content.decode()
    assert re.search(r"<b>.*?</b> <span class=\"soft\">Second office</span>", page)


def test_nobody_acts_for_an_organisation_that_is_not_theirs(client, officer):
    with acting_as(SYSTEM):
        other = make_member(Role.COORDINATOR)
    sign_in(client, officer.user.email)
    assert client.post("/act-for", {"membership": str(other.id)}).status_code == 403


def code_of(secret: str) -> str:
    """What an authenticator app would show now."""
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


@pytest.fixture
def secret(officer: Membership) -> str:
    kept = generate_totp_secret()
    TOTP.activate(officer.user, kept)
    return kept


def test_with_a_second_factor_the_password_alone_does_not_sign_in(client, officer, secret):
    answer = sign_in(client, officer.user.email)
    assert answer["Location"].startswith("/sign-in/second-factor")
    assert who(client) == "nobody"
    client.post("/sign-in/second-factor", {"code": "000000"})
    assert who(client) == "nobody"
    client.post("/sign-in/second-factor", {"code": code_of(secret)})
    assert who(client) == officer.user.name


def test_a_link_asks_for_the_second_factor_too(client, officer, secret):
    client.post(f"/sign-in/link/{make_sign_in_link(officer.user, at=timezone.now())}")
    assert who(client) == "nobody"
    client.post("/sign-in/second-factor", {"code": code_of(secret)})
    assert who(client) == officer.user.name


def test_the_secret_of_the_app_is_not_readable_in_the_database(officer, secret):
    kept = Authenticator.objects.get(type=Authenticator.Type.TOTP)
    assert secret not in str(kept.data)
    assert kept.wrap().validate_code(code_of(secret))


def test_a_user_sets_up_an_app_gets_recovery_codes_and_each_works_once(
    client, officer, django_capture_on_commit_callbacks
):
    sign_in(client, officer.user.email)
    page = confirmed(client, "/you/second-factor/app").content.decode()
    assert "<svg" in page
    assert "data:" not in page
    shown = re.search(r'<code class="secret">(\w+)</code>', page)
    assert shown
    with django_capture_on_commit_callbacks() as after_the_commit:
        answer = client.post("/you/second-factor/app", {"code": code_of(shown[1])})
    with request_context(answer.wsgi_request):  # the request lasts until its transaction is committed
        for deed in after_the_commit:
            deed()
    codes = re.findall(r"<li><code>(\w+)</code></li>", client.get(answer["Location"]).content.decode())
    assert len(codes) == 10
    assert "Authenticator" in mail.outbox[-1].subject
    for attempt, expected in ((1, officer.user.name), (2, "nobody")):
        again = Client()
        sign_in(again, officer.user.email)
        again.post("/sign-in/second-factor", {"code": codes[0]})
        assert who(again) == expected, attempt


def test_other_sessions_are_listed_and_ended(client, officer):
    phone = Client(headers={"user-agent": "Phone of the officer"})
    sign_in(phone, officer.user.email)
    sign_in(client, officer.user.email)
    assert "Phone of the officer" in client.get("/you/sessions").content.decode()
    client.post("/you/sessions")
    assert who(phone) == "nobody"
    assert who(client) == officer.user.name


def test_a_session_ends_after_a_long_shift(client, officer):
    sign_in(client, officer.user.email)
    assert client.cookies["sessionid"]["max-age"] == 12 * 3600
    assert client.cookies["sessionid"]["httponly"]
    with time_machine.travel(timezone.now() + timedelta(hours=12, seconds=1)):
        assert who(client) == "nobody"


def test_signing_out_takes_a_button(client, officer):
    sign_in(client, officer.user.email)
    client.get("/sign-out")
    assert who(client) == officer.user.name
    client.post("/sign-out")
    assert who(client) == "nobody"


def test_changing_the_password_ends_the_other_sessions(client, officer):
    phone = Client()
    sign_in(phone, officer.user.email)
    sign_in(client, officer.user.email)
    new = {"oldpassword": PASSWORD, "password1": "another long walk", "password2": "another long walk"}
    client.post("/you/password", new)
    assert (who(client), who(phone)) == (officer.user.name, "nobody")


@pytest.mark.parametrize("password", ["short", "password1234", "User Example 12"])
def test_a_password_that_is_easily_guessed_is_refused(client, officer, password):
    with acting_as(SYSTEM):
        User.objects.filter(pk=officer.user_id).update(name="User Example 12")
    sign_in(client, officer.user.email)
    client.post("/you/password", {"oldpassword": PASSWORD, "password1": password, "password2": password})
    officer.user.refresh_from_db()
    assert officer.user.check_password(PASSWORD)


def test_who_has_no_password_sets_one(client, officer):
    with acting_as(SYSTEM):
        officer.user.set_unusable_password()
        officer.user.save()
    client.post(f"/sign-in/link/{make_sign_in_link(officer.user, at=timezone.now())}")
    client.post("/you/password/first", {"password1": PASSWORD, "password2": PASSWORD})
    assert sign_in(Client(), officer.user.email).status_code == 302


def test_nobody_makes_an_account_for_themselves(client):
    assert client.get("/signup").status_code == 404


PAGES = ["/you", "/you/sessions", "/you/password", "/you/second-factor", "/you/second-factor/app",
         "/you/second-factor/passkeys", "/you/second-factor/passkeys/add", "/sign-out", "/you/confirm"]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("address", PAGES)
def test_every_page_of_oneself_opens_within_twelve_queries(
    client, officer, address, language, django_assert_max_num_queries
):
    sign_in(client, officer.user.email)
    confirmed(client, "/you")
    with django_assert_max_num_queries(12 + 2):  # two are the test's own, around its one transaction
        answer = client.get(address, headers={"accept-language": language})
    assert answer.status_code == 200, answer.get("Location")
    assert not re.search(
        r"<script(?![^>]*(src=|type=\"application/json\"))|<style|style=|\son\w+=", answer.content.decode()
    )


@pytest.mark.parametrize("address", [page for page in PAGES if page != "/sign-out"])
def test_a_stranger_is_asked_to_sign_in(client, address):
    answer = client.get(address)
    assert re.match(r"/sign-in\?next=(/|%2F)you", answer["Location"])


def test_what_changes_signing_in_asks_for_the_password_again(client, officer):
    sign_in(client, officer.user.email)
    assert client.get("/you/second-factor/app")["Location"].startswith("/you/confirm?next=")
    assert "incorrect" in confirmed(client, "/you/second-factor/app", "wrong").content.decode().lower()
    assert client.get("/you/second-factor/app").status_code == 302


def test_who_came_by_link_and_has_no_password_sets_up_an_app_all_the_same(client, officer):
    with acting_as(SYSTEM):
        officer.user.set_unusable_password()
        officer.user.save()
    client.post(f"/sign-in/link/{make_sign_in_link(officer.user, at=timezone.now())}")
    assert "<svg" in client.get("/you/second-factor/app", follow=True).content.decode()
