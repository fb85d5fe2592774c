"""A border liaison officer at a gate, with a phone, looks a place up and records what the post says, without scripts."""

from typing import Any

from django.db import transaction
from playwright.sync_api import Browser, Page, expect

from karvon.accounts.acting import SYSTEM, acting_as
from karvon.accounts.roles import Role
from karvon.places.actions.seeding import seed_places
from karvon.places.models import PostStatus, StatusConfirmation
from tests.factories import NOON
from tests.visitors import make_visitor, window

PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 800}, "java_script_enabled": False, "locale": "en"}


def find_the_gate(page: Page, site: str) -> None:
    """From any spelling to the page of the crossing."""
    page.goto(f"{site}/places")
    page.get_by_label("Name, in any script and spelling").fill("гишт куприк")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Zhibek Zholy – G‘isht Ko‘prik").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Zhibek Zholy – G‘isht Ko‘prik")


def test_an_officer_finds_the_gate_records_that_it_is_closed_and_confirms_it(
    own_database: None, site: str, browser: Browser
) -> None:
    officer = make_visitor(roles=[Role.LIAISON_OFFICER])
    with transaction.atomic(), acting_as(SYSTEM):
        seed_places(at=NOON)
    with window(browser, site, officer.user, **PHONE) as page:
        find_the_gate(page, site)
        page.get_by_label("Uzbekistan: G‘isht Ko‘prik").check()
        page.get_by_label("closed").check()
        page.get_by_label("How do we know").select_option(label="officer at the post")
        page.get_by_label("Who said it").fill("shift commander")
        page.get_by_role("button", name="Record", exact=True).click()
        expect(page.get_by_text("Recorded. Whoever looks at this post sees it from now on.")).to_be_visible()
        uzbek = page.get_by_role("region", name="G‘isht Ko‘prik")
        expect(uzbek.get_by_text("closed")).to_be_visible()
        expect(uzbek.get_by_text("shift commander (officer at the post), ")).to_be_visible()

        uzbek.get_by_text("Confirm that this still holds").click()
        uzbek.get_by_label("How do we know").select_option(label="by phone")
        uzbek.get_by_label("Who said it").fill("duty officer")
        uzbek.get_by_role("button", name="It still holds").click()
        expect(page.get_by_text("Confirmed. The report counts as fresh again.")).to_be_visible()
    with transaction.atomic(), acting_as(SYSTEM):
        assert (PostStatus.objects.count(), StatusConfirmation.objects.count()) == (1, 1)


def test_whoever_has_not_signed_in_reads_the_page_and_is_told_why_there_is_no_form(
    own_database: None, site: str, browser: Browser
) -> None:
    with transaction.atomic(), acting_as(SYSTEM):
        seed_places(at=NOON)
    with window(browser, site, **PHONE) as page:
        find_the_gate(page, site)
        expect(page.get_by_text("Why can I not record anything here?")).to_be_visible()
        expect(page.get_by_role("button", name="Record", exact=True)).to_have_count(0)
