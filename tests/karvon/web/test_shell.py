"""The frame of every page: safe headers, and pages for trouble in the same look."""

import re

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import include, path

pytestmark = pytest.mark.django_db


def break_down(_request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a bug")


urlpatterns = [path("", include("karvon.config.urls")), path("broken", break_down)]


@pytest.mark.parametrize("address", ["/", "/health", "/no-such-page"])
def test_every_answer_forbids_what_is_not_ours(client: Client, address: str) -> None:
    headers = client.get(address).headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


def test_pages_hold_neither_scripts_nor_styles_of_their_own(client: Client) -> None:
    page = client.get("/").content.decode()
    assert not re.search(r"<script(?![^>]*src=)|<style|style=|\son\w+=", page)


def test_pages_name_no_other_host(client: Client) -> None:
    assert not re.search(r"(src|href|action)=\"(https?:)?//", client.get("/").content.decode())


def test_an_unknown_address_is_said_in_the_same_look(client: Client) -> None:
    answer = client.get("/no-such-page")
    assert answer.status_code == 404
    assert "There is no such page." in answer.content.decode()
    assert "shell/shell.css" in answer.content.decode()


def test_an_unknown_address_is_said_in_the_readers_language(client: Client) -> None:
    assert "Такой страницы нет." in client.get("/no-such-page", headers={"accept-language": "ru"}).content.decode()


@override_settings(ROOT_URLCONF="tests.karvon.web.test_shell")
def test_a_bug_is_said_in_the_same_look_and_tells_no_secrets(caplog: pytest.LogCaptureFixture) -> None:
    answer = Client(raise_request_exception=False).get("/broken")
    page = answer.content.decode()
    assert answer.status_code == 500
    assert "Something broke on our side." in page
    assert "a bug" not in page
    assert "a bug" in caplog.text


def test_a_form_from_elsewhere_is_refused_in_the_same_look() -> None:
    answer = Client(enforce_csrf_checks=True).post("/language", {"language": "ru"})
    assert answer.status_code == 403
    assert "was not sent from a page of Karvon" in answer.content.decode()


def test_a_host_that_is_not_ours_is_refused(client: Client) -> None:
    assert "testserver" in settings.ALLOWED_HOSTS  # added by Django's own test runner
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400
