"""The page in a real browser: no accessibility fault, nothing fetched or refused, no sideways scrolling on a phone."""

from pathlib import Path

import pytest
from babel import Locale
from playwright.sync_api import Browser

from rulebook.words import Words
from tests.browser import ACCESSIBILITY, AXE
from tests.karvon.cli.page.story import judged, people, written

VISIBLE = "names => names.filter(name => name.checkVisibility({contentVisibilityAuto: true})).length"


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> dict[str, Path]:
    """The story in English, in Russian and from right to left."""
    folder, summary = tmp_path_factory.mktemp("pages"), judged(people(30))
    written(summary, folder / "en.html", remarks=["Row 57 stands twice."])
    written(summary, folder / "ru.html", "ru", remarks=["Row 57 stands twice."])
    written(summary, folder / "fa.html", words=Words("fa", Locale("fa")))
    return {path.stem: path for path in folder.iterdir()}


@pytest.mark.parametrize(
    ("language", "width", "scheme"),
    [("en", 1280, "light"), ("en", 390, "dark"), ("ru", 390, "light"), ("fa", 1280, "dark")],
)
def test_axe_finds_no_fault(browser: Browser, pages, language, width, scheme):
    # the page's own policy would keep the examiner out as well
    context = browser.new_context(bypass_csp=True, viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    page.goto(pages[language].as_uri())
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("levels => axe.run({runOnly: levels})", list(ACCESSIBILITY))
    context.close()
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found["violations"]] == []
    assert len(found["passes"]) > 10


@pytest.mark.parametrize("language", ["en", "fa"])
def test_nothing_is_fetched_and_the_policy_refuses_nothing(browser, pages, language):
    page = browser.new_page()
    requests, complaints = [], []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(pages[language].as_uri())
    page.close()
    assert requests[:1] == [pages[language].as_uri()]
    assert {url for url in requests[1:] if not url.startswith("data:")} == set()
    assert complaints == []


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
@pytest.mark.parametrize("language", ["en", "ru", "fa"])
def test_only_the_table_scrolls_sideways(browser, pages, language, width):
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(pages[language].as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_on_paper_nothing_is_lost_and_every_name_of_the_endangered_is_printed(browser, pages):
    page = browser.new_page()
    page.goto(pages["en"].as_uri())
    names = page.locator("#dangers ~ article .names li")
    on_screen = names.evaluate_all(VISIBLE)
    page.emulate_media(media="print")
    assert (on_screen, names.evaluate_all(VISIBLE)) == (10, 30)
    page.close()
