"""The database is gone for a while: the page says so with when to come back, and Karvon goes on by itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import close_old_connections, connection, connections
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path

from karvon.accounts.acting import SYSTEM, acting_as
from karvon.partners.models import Organisation
from tests.factories import make_organisation

pytestmark = pytest.mark.urls("tests.karvon.web.test_trouble")


def lose_the_database(_request: HttpRequest) -> HttpResponse:
    """A page in whose middle the database ends."""
    with acting_as(SYSTEM):
        make_organisation()
        end_connection()
        Organisation.objects.count()
    return HttpResponse("kept")


def end_connection() -> None:
    """End the connection of pages, as a database does that is stopped."""
    with connections["owner"].cursor() as owner:
        owner.execute("SELECT pg_terminate_backend(%s, 5000)", [connection.connection.info.backend_pid])


def count(_request: HttpRequest) -> HttpResponse:
    """How many organisations there are."""
    with acting_as(SYSTEM):
        return HttpResponse(str(Organisation.objects.count()))


urlpatterns = [path("", include("karvon.config.urls")), path("lose", lose_the_database), path("count", count)]
handler500 = "karvon.web.shell.trouble.something_broke"


@pytest.fixture
def client(own_database: None) -> Client:
    return Client(raise_request_exception=False)


@pytest.fixture
def no_database(own_database: None, tmp_path: Path) -> Iterator[None]:
    """As while the server of the database is down."""
    host = connections["default"].settings_dict["HOST"]
    for moved in (str(tmp_path), None):
        connections["default"].close()
        connections["default"].settings_dict["HOST"] = moved or host
        if moved:
            yield


@pytest.mark.parametrize("method", ["get", "post"])
def test_while_the_database_is_gone_pages_say_so_and_when_to_come_back(client, no_database, method):
    answer = getattr(client, method)("/sign-in")
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    page = answer.content.decode()
    assert "The database does not answer." in page
    assert "shell/shell.css" in page
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_whoever_was_signed_in_is_told_the_same(client, no_database):
    client.cookies["sessionid"] = "a" * 32
    assert client.get("/you").status_code == 503


def test_the_page_speaks_the_readers_language(client, no_database):
    page = client.get("/sign-in", headers={"accept-language": "ru"}).content.decode()
    assert "База данных не отвечает." in page


def test_a_database_that_ends_in_the_middle_of_a_page_keeps_nothing_and_the_next_page_works(client):
    assert client.get("/lose").status_code == 503
    answer = client.get("/count")
    assert (answer.status_code, answer.content) == (200, b"0")


def test_a_connection_that_was_lost_between_two_pages_is_replaced(client):
    assert client.get("/count").status_code == 200
    end_connection()
    close_old_connections()  # as every server of pages does before a request, and the test's client does not
    assert client.get("/count").status_code == 200
