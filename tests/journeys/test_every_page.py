"""Every page there is, looked at in a real browser: no fault for people with disabilities, no broken layout."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from playwright.sync_api import Browser, Page

from tests.browser import ACCESSIBILITY, AXE

# Addresses that only take forms, or answer machines.
NOT_PAGES = {"language", "health", "act-for", "clock"}
LOOKS = [("en", 1280, "light"), ("en", 390, "dark"), ("ru", 1280, "dark"), ("ru", 390, "light")]


def addresses(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[str]:
    """Every address without parameters in the list of addresses, and one that does not exist."""
    for pattern in patterns:
        address = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, address)
        elif address not in NOT_PAGES:
            yield address


PAGES = [*addresses(get_resolver().url_patterns), "no-such-page"]


@pytest.fixture(params=LOOKS, ids=lambda look: "-".join(map(str, look)))
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A reader's window: language, width, and whether the system is dark."""
    language, width, scheme = request.param
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, locale=language, bypass_csp=True
    )
    yield context.new_page()
    context.close()


def test_there_are_pages_to_look_at() -> None:
    assert "" in PAGES


@pytest.mark.parametrize("address", PAGES)
def test_no_page_has_a_fault_for_people_with_disabilities(page: Page, site: str, address: str) -> None:
    page.goto(f"{site}/{address}")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("levels => axe.run({runOnly: levels})", list(ACCESSIBILITY))
    assert [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in found["violations"]] == []
    assert len(found["passes"]) > 10


@pytest.mark.parametrize("address", PAGES)
def test_no_page_scrolls_sideways(page: Page, site: str, address: str) -> None:
    page.goto(f"{site}/{address}")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("address", PAGES)
def test_no_page_scrolls_sideways_from_right_to_left(page: Page, site: str, address: str) -> None:
    page.goto(f"{site}/{address}")
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
