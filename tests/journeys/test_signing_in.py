"""An officer signs in, adds a passkey and comes back with it alone, in a browser that enforces our own rules."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import transaction
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.plugin import DjangoDbBlocker

from karvon.accounts.acting import SYSTEM, acting_as
from karvon.accounts.models import User
from karvon.accounts.roles import Role
from tests.visitors import make_visitor

PASSWORD = "a long walk home"
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def home(site: str) -> str:
    """The site under a name: browsers give no passkey to a bare number."""
    return site.replace("127.0.0.1", "localhost")


@pytest.fixture
def officer(site: str, django_db_blocker: DjangoDbBlocker) -> User:
    with django_db_blocker.unblock():
        user = make_visitor(roles=[Role.LIAISON_OFFICER]).user
        with transaction.atomic(), acting_as(SYSTEM):
            user.set_password(PASSWORD)
            user.save()
    return user


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(locale="en", viewport={"width": 390, "height": 844})
    yield context
    context.close()


def by_password(page: Page, home: str, officer: User) -> None:
    page.goto(f"{home}/sign-in?next=/you")
    page.get_by_label("E-mail address").fill(officer.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="You", exact=True)).to_be_visible()


def test_an_officer_adds_a_passkey_and_comes_back_with_it_alone(
    context: BrowserContext, home: str, officer: User
) -> None:
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    by_password(page, home, officer)

    page.get_by_role("link", name="The second proof").click()
    page.get_by_role("link", name="Add a key").click()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Name of the key").fill("My phone")
    page.get_by_label("Sign in with it alone, without a password").check()
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    assert page.locator(".codes code").count() == 10

    page.goto(f"{home}/sign-out")
    page.locator("main").get_by_role("button", name="Sign out").click()
    page.goto(f"{home}/sign-in?next=/you")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(lambda url: "sign-in" not in url)
    page.goto(f"{home}/you")
    expect(page.get_by_text(officer.email)).to_be_visible()
    assert complaints == []


def test_without_scripts_the_password_works_and_no_passkey_is_offered(
    browser: Browser, home: str, officer: User
) -> None:
    context = browser.new_context(java_script_enabled=False, locale="en")
    page = context.new_page()
    page.goto(f"{home}/sign-in")
    expect(page.get_by_role("button", name="Use a passkey")).to_be_hidden()
    by_password(page, home, officer)
    context.close()


def test_the_session_is_no_script_s_business(context: BrowserContext, home: str, officer: User) -> None:
    page = context.new_page()
    by_password(page, home, officer)
    cookie = next(one for one in context.cookies() if one.get("name") == settings.SESSION_COOKIE_NAME)
    assert (cookie.get("httpOnly"), cookie.get("sameSite")) == (True, "Lax")
    assert settings.SESSION_COOKIE_NAME not in page.evaluate("document.cookie")
