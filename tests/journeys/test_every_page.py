"""Every page there is, looked at in a real browser: no fault for people with disabilities, no broken layout."""

from collections.abc import Callable, Iterator

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver
from playwright.sync_api import Browser, Page
from pytest_django.plugin import DjangoDbBlocker

from karvon.accounts.acting import SYSTEM, acting_as
from karvon.accounts.models import Membership
from karvon.accounts.roles import Role
from karvon.core.postgres.launcher import Server
from karvon.demonstration.zhibek_zholy import OPENS, lay_out
from karvon.places.actions.seeding import seed_places
from karvon.places.actions.statuses import Said, report_status
from karvon.places.models import Post
from karvon.readiness.jobs import do_one_due_thing
from karvon.requirements.seed import seed_requirements
from tests.browser import ACCESSIBILITY, AXE
from tests.conftest import another_database
from tests.journeys.requirement_pages import MADE_OF_REQUIREMENTS
from tests.visitors import make_visitor, window

ONLY_TAKES_FORMS = 405
# Addresses that answer machines or take forms of many pages; and those that hang on a device or a secret.
FORMS = {
    "places/<slug:code>/report",
    "places/<slug:code>/confirm",
    "requirements/drafts/<uuid:draft>/discard",
    "requirement/<str:code>/confirm",
}
NOT_PAGES = {"language", "health", "act-for", "clock", *FORMS}
OF_DEVICES = {
    "sign-in/link/<str:token>",
    "you/second-factor/codes/file",
    "you/second-factor/passkeys/<int:pk>",
    "you/second-factor/passkeys/<int:pk>/remove",
}


def make_gate(officer: Membership) -> str:
    """The crossing of Zhibek Zholy, restricted on one side."""
    gate = Post.objects.get(code="KZUZ-ZHB-UZ")
    said = Said("restricted", "at_the_post", "shift commander", nationalities=("TJK",), traffic=("bus",))
    report_status(gate, said, by=officer, at=OPENS)
    return "places/KZUZ-ZHB"


# For a page with parameters: what makes the rows it shows beyond those of the world, and gives its address.
MADE: dict[str, Callable[[Membership], str]] = {
    "movements/<str:reference>": lambda _: "movements/ZZ-102",
    "places/<slug:code>": make_gate,
    **MADE_OF_REQUIREMENTS,
}

LOOKS = [
    ("en", 1280, "dark", True),
    ("ru", 390, "light", True),
    ("en", 390, "dark", False),
    ("ru", 1280, "light", False),
]
ROLES = (Role.COORDINATOR, Role.LIAISON_OFFICER, Role.MOVEMENT_OFFICER, Role.REGISTRAR)


def addresses(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[str]:
    """Every address in the list of addresses."""
    for pattern in patterns:
        address = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, address)
        elif address not in NOT_PAGES | OF_DEVICES:
            yield address


EVERY = list(addresses(get_resolver().url_patterns))
PAGES = [*EVERY, "no-such-page"]


@pytest.fixture(scope="module")
def member(
    postgres: Server, django_db_setup: None, django_db_blocker: DjangoDbBlocker, site: str
) -> Iterator[Membership]:
    """Somebody of two organisations with many roles, in the world of Zhibek Zholy, for as long as this file's tests run."""
    with django_db_blocker.unblock(), another_database(postgres):
        first = make_visitor(roles=ROLES)
        make_visitor(user=first.user)
        with transaction.atomic(), acting_as(SYSTEM):
            seed_places(at=OPENS)
            seed_requirements(by=first, at=OPENS)
            lay_out(first, requested_by=first.organisation)
            while do_one_due_thing(at=OPENS):
                pass
        yield first


@pytest.fixture(scope="module")
def made(member: Membership) -> dict[str, str]:
    """The address of every page, with rows behind those that need some."""
    with transaction.atomic(), acting_as(SYSTEM):
        return {address: make(member) for address, make in MADE.items()}


@pytest.fixture(params=LOOKS, ids=lambda look: "-".join(map(str, look[:3])) + ("-member" if look[3] else ""))
def page(request: pytest.FixtureRequest, browser: Browser, site: str, member: Membership) -> Iterator[Page]:
    """A reader's window: language, width, whether the system is dark, and whether they are signed in."""
    language, width, scheme, is_member = request.param
    look = {"viewport": {"width": width, "height": 800}, "color_scheme": scheme, "locale": language, "bypass_csp": True}
    with window(browser, site, member.user if is_member else None, **look) as opened:
        yield opened


def test_there_are_pages_to_look_at() -> None:
    assert "" in PAGES


def test_every_page_with_parameters_has_something_to_show() -> None:
    assert [address for address in EVERY if "<" in address and address not in MADE] == [], "add it to MADE"


@pytest.mark.parametrize("address", PAGES)
def test_every_page_serves_people_with_disabilities_and_never_scrolls_sideways(
    page: Page, site: str, made: dict[str, str], address: str
) -> None:
    answer = page.goto(f"{site}/{made.get(address, address)}")
    if answer is None or answer.status == ONLY_TAKES_FORMS:
        return
    assert fits(page)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("levels => axe.run({runOnly: levels})", list(ACCESSIBILITY))
    assert [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in found["violations"]] == []
    assert len(found["passes"]) > 10
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert fits(page), "from right to left"


def fits(page: Page) -> bool:
    """Whether the page is no wider than its window."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
