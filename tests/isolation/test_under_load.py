"""Thousands of mixed requests of two organisations over the same few connections: nobody ever sees the others' rows."""

import os
import random
import re
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory, override_settings
from django.urls import include, path

from karvon.accounts.acting import SYSTEM, acting_as
from karvon.accounts.models import Membership
from karvon.accounts.roles import Role
from karvon.people.models import Person
from karvon.web.shell.access import for_members
from tests.factories import make_member, make_organisation, make_person
from tests.visitors import session_of

# Every fifth of the 10,000, where nobody asks for all: the suite has to stay short.
REQUESTS = int(os.environ.get("KARVON_TEST_REQUESTS", "2000"))
THREADS = 4
PEOPLE = 5


@for_members(shows="how many there are")
def seen(request: HttpRequest) -> HttpResponse:
    """Everybody whom whoever asks can read, by any query."""
    return HttpResponse(",".join(sorted(f"{one.owner_id}" for one in Person.objects.all())))


def fails_in_the_database(_request: HttpRequest) -> HttpResponse:
    """A page that breaks in the middle of its transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 / 0")
    return HttpResponse()


def fails_acting_as_the_system(_request: HttpRequest) -> HttpResponse:
    """A page that breaks while it works for the system."""
    with acting_as(SYSTEM):
        list(Person.objects.all())
        raise LookupError("half-way")


def loses_its_connection(_request: HttpRequest) -> HttpResponse:
    """A page whose connection is closed under it."""
    assert connection.connection is not None
    connection.connection.close()
    return HttpResponse(str(Person.objects.count()))


urlpatterns = [
    path("", include("karvon.config.urls")),
    path("seen", seen),
    path("fails", fails_in_the_database),
    path("fails-as-system", fails_acting_as_the_system),
    path("loses", loses_its_connection),
]
handler500 = "karvon.web.shell.trouble.something_broke"
BREAKING = ("/fails", "/fails-as-system", "/loses")
ADDRESSES = ("/seen", "/seen", "/seen", "/you", "/who-sees-what", "/", "/no-such-page", *BREAKING)


@dataclass(frozen=True)
class Visitor:
    """Somebody who asks, and whose rows they may see."""

    session: str
    name: str
    sees: str


@pytest.fixture
def visitors(own_database: None) -> list[Visitor]:
    found = [Visitor("", "", "")]  # one who has not signed in
    with transaction.atomic(), acting_as(SYSTEM):
        offices = [make_organisation() for _ in range(2)]
        members = [
            make_member(role, organisation=office) for office in offices for role in (Role.REGISTRAR, Role.AUDITOR)
        ]
        for number in range(PEOPLE):
            for member in members[::2]:
                make_person(member, given=f"Person {number}")
    return [*found, *(Visitor(session_of(one.user), one.user.name, expected(one)) for one in members)]


def expected(member: Membership) -> str:
    return ",".join([str(member.organisation_id)] * PEOPLE) if Role.REGISTRAR in member.roles else ""


class Leaks:
    """What came back that should not have."""

    def __init__(self, visitors: list[Visitor]) -> None:
        self.visitors = visitors
        self.found: list[str] = []
        self.statuses: Counter[tuple[str, int]] = Counter()

    def look(self, visitor: Visitor, address: str, status: int, page: str) -> None:
        """Note a page that is not this visitor's own."""
        self.statuses[address, status] += 1
        if address == "/seen" and visitor.session and page != visitor.sees:
            self.found.append(f"{visitor.name} at {address}: {page[:80]}")
        others = [one.name for one in self.visitors if one.name and one.name != visitor.name]
        self.found += [f"{visitor.name} saw {name} at {address}" for name in others if re.search(rf"\b{name}\b", page)]


def ask(application: WSGIHandler, visitor: Visitor, address: str) -> tuple[int, str]:
    """One request through everything between server and page, as a server makes it."""
    environ = (
        RequestFactory(headers={"cookie": f"sessionid={visitor.session}"} if visitor.session else {})
        .get(address)
        .environ
    )
    statuses: list[str] = []

    def begin(status: str, _headers: object, _error: object = None) -> Callable[[bytes], object]:
        statuses.append(status)
        return statuses.append  # type: ignore[return-value]  # never called by Django

    body = application(environ, begin)
    page = b"".join(body).decode()
    body.close()  # which ends the request
    return int(statuses[0].split()[0]), page


@pytest.fixture
def application() -> Iterator[WSGIHandler]:
    with override_settings(ROOT_URLCONF="tests.isolation.test_under_load"):
        yield WSGIHandler()


def test_mixed_requests_over_shared_connections_leak_nothing(visitors, application, caplog):
    leaks = Leaks(visitors)
    start = threading.Barrier(THREADS, timeout=60)

    def work(number: int) -> None:
        chance = random.Random(number)
        start.wait()
        for _ in range(REQUESTS // THREADS):
            visitor, address = chance.choice(visitors), chance.choice(ADDRESSES)
            leaks.look(visitor, address, *ask(application, visitor, address))
        connection.close()

    threads = [threading.Thread(target=work, args=[number]) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert leaks.found == []
    assert sum(leaks.statuses.values()) == REQUESTS // THREADS * THREADS
    assert {status for (address, status) in leaks.statuses if address in BREAKING} == {500, 503}
    assert {status for (address, status) in leaks.statuses if address == "/seen"} == {200, 302}
