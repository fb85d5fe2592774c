"""The first page is true about this installation, in every language, and loads nothing from elsewhere."""

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections
from django.test import Client

from karvon.web.front.gate import people
from tests.shared_data import ROOT


@pytest.fixture
def no_database(tmp_path: Path, own_database: None) -> Iterator[None]:
    """A database that is not there, as after a crash."""
    database = connections["default"]
    host = database.settings_dict["HOST"]
    database.close()
    database.settings_dict["HOST"] = str(tmp_path)
    yield
    database.close()
    database.settings_dict["HOST"] = host


@pytest.mark.django_db
def test_the_first_page_says_what_works_and_what_does_not_yet(client: Client) -> None:
    page = client.get("/").content.decode()
    assert "This is an early version." in page
    assert "Not yet" in page


@pytest.mark.django_db
def test_the_command_on_the_page_says_what_the_page_says(client: Client) -> None:
    shown = re.search(r"<code>\./dev karvon (.*?)</code>", client.get("/").content.decode(), re.DOTALL)
    assert shown is not None
    karvon = Path(sys.executable).with_name("karvon")
    words = shlex.split(shown[1].replace("\\\n", " "))
    answer = subprocess.run([karvon, *words], cwd=ROOT, capture_output=True, text=True, check=False)
    assert answer.returncode == 1
    assert "102 of 102 people may not pass through Uzbekistan" in answer.stdout
    assert "34 people stand between the posts" in answer.stdout


@pytest.mark.django_db
def test_the_picture_shows_102_people(client: Client) -> None:
    page = client.get("/").content.decode()
    assert page.count('r="3.4"') == 102
    assert len(set(people(34))) == 34


@pytest.mark.django_db
def test_the_page_shows_the_version_of_the_database_that_answered(client: Client) -> None:
    version = connections["default"].pg_version // 10_000  # type: ignore[attr-defined]  # only PostgreSQL's wrapper has it
    assert re.search(rf"<dd>{version}\.\d+</dd>", client.get("/").content.decode())


def test_the_page_says_that_the_database_does_not_answer(client: Client, no_database: None) -> None:
    answer = client.get("/")
    assert answer.status_code == 200
    assert "does not answer" in answer.content.decode()


@pytest.mark.django_db
def test_the_health_report_is_ok_while_the_database_answers(client: Client) -> None:
    answer = client.get("/health")
    report = json.loads(answer.content)
    assert (answer.status_code, report["status"], report["database"]["status"]) == (200, "ok", "ok")


def test_the_health_report_fails_where_the_database_is_gone(client: Client, no_database: None) -> None:
    answer = client.get("/health")
    assert answer.status_code == 503
    assert json.loads(answer.content)["database"] == {"status": "unreachable"}


@pytest.mark.django_db
def test_the_language_follows_the_browser(client: Client) -> None:
    page = client.get("/", headers={"accept-language": "ru-KZ,ru;q=0.9"}).content.decode()
    assert '<html lang="ru" dir="ltr">' in page
    assert "Между постами" in page


@pytest.mark.django_db
def test_a_chosen_language_stays_chosen(client: Client) -> None:
    chosen = client.post("/language", {"language": "ru", "next": "/"})
    assert (chosen.status_code, chosen["Location"]) == (302, "/")
    assert '<html lang="ru"' in client.get("/", headers={"accept-language": "en"}).content.decode()


@pytest.mark.django_db
def test_the_choice_of_a_language_leads_to_no_other_host(client: Client) -> None:
    assert client.post("/language", {"language": "ru", "next": "https://example.com/"})["Location"] == "/"


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
@pytest.mark.django_db
def test_the_front_page_is_only_read(client: Client, method: str) -> None:
    assert getattr(client, method)("/").status_code == 405
