"""Two people look at the same page: what one does the other sees, in a browser that enforces our own rules."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from playwright.sync_api import Browser, Page, expect

from karvon.core.announcements import announce
from karvon.web.live.hub import HUB
from tests.visitors import make_visitor, window

DRAWN = "[data-drawn]"


@pytest.fixture
def page(own_database: None, browser: Browser, site: str) -> Iterator[Page]:
    """A member's window with a page that has a live part."""
    with window(browser, site, make_visitor().user, locale="en") as opened:
        yield opened
    HUB.end()


def say_it_changed() -> None:
    with transaction.atomic():
        announce("design")


def test_a_part_is_brought_anew_in_its_place_and_what_is_open_stays_open(page: Page, site: str) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.goto(f"{site}/design")
    expect(page.locator("#live-state")).to_have_text("live")
    page.locator("#sample-live summary").click()
    page.locator("#id_title").fill("A demand half written")
    page.evaluate("window.untouched = document.querySelector('#sample-live')")
    before = page.locator(DRAWN).inner_text()
    say_it_changed()
    expect(page.locator(DRAWN)).not_to_have_text(before)
    assert page.evaluate("document.querySelector('#sample-live-more').open")
    assert page.evaluate("window.untouched === document.querySelector('#sample-live')")
    expect(page.locator("#id_title")).to_have_value("A demand half written")
    assert complaints == []


def test_a_tab_that_nobody_sees_holds_no_line_and_catches_up_when_it_is_looked_at(page: Page, site: str) -> None:
    page.goto(f"{site}/design")
    expect(page.locator("#live-state")).to_have_text("live")
    see(page, "hidden")
    before = page.locator(DRAWN).inner_text()
    say_it_changed()
    see(page, "visible")
    expect(page.locator(DRAWN)).not_to_have_text(before)


def see(page: Page, state: str) -> None:
    """Let the page believe that its tab is seen or hidden."""
    page.evaluate(
        "state => { Object.defineProperty(document, 'visibilityState', {value: state, configurable: true});"
        " document.dispatchEvent(new Event('visibilitychange')) }",
        state,
    )


def test_a_page_whose_reader_has_signed_out_says_that_it_is_no_longer_kept_true(page: Page, site: str) -> None:
    page.goto(f"{site}/design")
    expect(page.locator("#live-state")).to_have_text("live")
    page.context.clear_cookies()
    say_it_changed()
    expect(page.locator("#live-state")).to_contain_text("Live updates are interrupted", timeout=15_000)


def test_who_turns_the_clock_of_a_demonstration_turns_it_on_every_open_page(
    own_database: None, browser: Browser, site: str, settings: Any
) -> None:
    settings.DEMONSTRATION = True
    user = make_visitor().user
    with window(browser, site, user, locale="en") as one, window(browser, site, user, locale="en") as other:
        one.goto(f"{site}/board")
        expect(one.locator("#live-state")).to_have_text("live")
        other.goto(f"{site}/you")
        expect(other.locator("#live-state")).to_be_hidden()
        other.get_by_label("Set to (UTC)").fill("2020-10-31T10:00")
        other.get_by_role("button", name="Set", exact=True).click()
        expect(one.get_by_label("Set to (UTC)")).to_have_value("2020-10-31T10:00")


def test_without_scripts_the_page_is_complete(own_database: None, browser: Browser, site: str) -> None:
    with window(browser, site, make_visitor().user, locale="en", java_script_enabled=False) as page:
        page.goto(f"{site}/design")
        expect(page.locator(DRAWN)).to_be_visible()
        expect(page.locator("#live-state")).to_be_hidden()
