"""A border liaison officer at the gate, with a phone and without scripts, records what the shift commander just said."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from playwright.sync_api import Browser, Locator, expect

from karvon.accounts.acting import SYSTEM, acting_as
from karvon.accounts.roles import Role
from karvon.places.actions.seeding import seed_places
from karvon.places.models import Post
from karvon.requirements.models import RequirementVersion
from karvon.requirements.seed import seed_requirements
from tests.factories import NOON
from tests.visitors import make_visitor, window

PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 800}, "java_script_enabled": False, "locale": "en"}
MOST_CLICKS = 5
AT = NOON + timedelta(minutes=52)
SAID = "No Tajik citizen passes without a negative test, transit or not."


class Finger:
    """Counts what it taps."""

    def __init__(self) -> None:
        self.taps = 0

    def tap(self, what: Locator) -> None:
        """Tap, once."""
        what.click()
        self.taps += 1


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is 31 October 2020, 12:52 in Tashkent."""
    monkeypatch.setattr("karvon.core.clock.now", lambda: AT)


def test_a_demand_is_recorded_with_five_taps(clock: None, own_database: None, site: str, browser: Browser) -> None:
    with transaction.atomic(), acting_as(SYSTEM):
        seed_places(at=NOON.replace(year=2019))
        gate = Post.objects.get(code="KZUZ-ZHB-UZ")
    officer = make_visitor(roles=[Role.LIAISON_OFFICER], post=gate)
    with transaction.atomic(), acting_as(SYSTEM):
        seed_requirements(by=officer, at=AT)
    finger = Finger()
    with window(browser, site, officer.user, **PHONE) as page:
        page.goto(f"{site}/requirements")
        finger.tap(page.get_by_role("link", name="Record a demand"))
        expect(page.locator("[autofocus]")).to_be_focused()  # the first field is ready to be written in
        page.keyboard.type(SAID)
        page.keyboard.press("Tab")
        page.keyboard.type("1240PM")
        finger.tap(page.get_by_text("Negative test"))
        finger.tap(page.get_by_text("Tajikistan", exact=True))
        finger.tap(page.get_by_role("button", name="Look it over"))
        expect(page.get_by_role("heading", name="It seems to contradict")).to_be_visible()
        expect(page.get_by_role("checkbox", name="R-UZ-0")).to_be_checked()
        finger.tap(page.get_by_role("button", name="Publish"))
        expect(page.get_by_text("Published as R-UZ-2, version 1.")).to_be_visible()
        expect(page.get_by_role("heading", name="Contradicts")).to_be_visible()
    assert finger.taps <= MOST_CLICKS
    with transaction.atomic(), acting_as(SYSTEM):
        version = RequirementVersion.objects.get(requirement__code="R-UZ-2")
        assert (version.standing, version.posts, version.nationalities) == ("stated", ["KZUZ-ZHB-UZ"], ["TJK"])
        assert version.window.lower == NOON.replace(hour=7, minute=40)
        assert version.body["sources"][0]["quote"] == SAID
