"""A newcomer opens the first page, in a browser that enforces every rule the page gives itself."""

import pytest
from playwright.sync_api import Browser, expect


def test_a_newcomer_reads_the_page_and_changes_the_language_without_scripts(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False, locale="en")
    page = context.new_page()
    page.goto(site)
    expect(page.get_by_role("heading", level=1)).to_have_text("Karvon brings stranded people home across borders.")
    expect(page.get_by_text("works", exact=True)).to_be_visible()
    page.get_by_role("button", name="Русский").click()
    expect(page.get_by_role("heading", name="Одни ворота, 102 человека")).to_be_visible()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="One gate, 102 people")).to_be_visible()
    context.close()


def test_everything_comes_from_here_and_nothing_is_refused(browser: Browser, site: str) -> None:
    page = browser.new_page()
    asked: list[str] = []
    complaints: list[str] = []
    page.on("response", lambda response: asked.append(f"{response.status} {response.url}"))
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(site)
    page.close()
    assert complaints == []
    assert len(asked) >= 4
    assert [line for line in asked if not line.startswith(f"200 {site}/")] == []


def test_the_first_stop_of_the_keyboard_leads_past_the_top_line(browser: Browser, site: str) -> None:
    page = browser.new_page()
    page.goto(site)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_follows_the_readers_light(browser: Browser, site: str, scheme: str) -> None:
    context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light")
    page = context.new_page()
    page.goto(site)
    red = page.evaluate("parseInt(getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0])")
    assert (red > 200) is (scheme == "light")
    context.close()


def test_on_paper_the_page_is_black_on_white_without_buttons(browser: Browser, site: str) -> None:
    page = browser.new_page()
    page.goto(site)
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="English")).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    page.close()
