"""Bringing in a pack by its page: looked into first, faults with their lines, nothing half done."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from karvon.accounts.acting import SYSTEM, acting_as
from karvon.requirements.models import RequirementVersion
from karvon.requirements.seed import RULES
from tests.factories import NOON
from tests.karvon.requirements.making import make_gate
from tests.karvon.web.requirements.signing import sign_in, stop_clock

pytestmark = pytest.mark.django_db
PACK = (RULES / "uzbekistan.yaml").read_text(encoding="utf-8")


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Client:
    stop_clock(monkeypatch, NOON.replace(month=11, day=20))
    with acting_as(SYSTEM):
        make_gate()
    client, _ = sign_in()
    return client


def send(client: Client, do: str, **given: Any) -> str:
    answer = client.post("/requirements/import", {do: "yes", **given}, follow=True)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def count() -> int:
    with acting_as(SYSTEM):
        return RequirementVersion.objects.count()


def test_a_look_changes_nothing_and_keeps_the_text(client):
    page = send(client, "look", text=PACK)
    assert "4 versions are new" in page
    assert "karvon_pack: 1" in page
    assert count() == 0


def test_a_file_is_brought_in_once(client):
    file = SimpleUploadedFile("uz.yaml", PACK.encode())
    assert "4 versions are brought in. 0 were there already." in send(client, "bring_in", file=file)
    assert "0 versions are brought in. 4 were there already." in send(client, "bring_in", text=PACK)
    assert count() == 4


@pytest.mark.parametrize("do", ["look", "bring_in"])
def test_faults_stand_there_with_line_and_column_and_nothing_comes_in(client, do):
    page = send(client, do, text=PACK.replace("within_hours: 72", "within_hours: seventy"))
    assert '<span class="place">98:63</span>' in page
    assert count() == 0


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "Choose a file, or paste the text of a pack."),
        ({"file": SimpleUploadedFile("a.yaml", b"\xff\xfe\x00")}, "This is not text in UTF-8."),
        ({"file": SimpleUploadedFile("a.yaml", b"-" * 20_000_001)}, "This file is too large for a pack."),
        ({"text": "hello"}, "where a pack"),
    ],
    ids=["nothing", "no text", "too large", "no pack"],
)
def test_what_is_no_pack_is_told_in_a_sentence(client, given, sentence):
    assert sentence in send(client, "look", **given)
    assert count() == 0


def test_a_long_text_is_mended_in_its_file(client):
    page = send(client, "look", text=PACK + "\n" * 100_000)
    assert "karvon_pack: 1" not in page
    assert "4 versions are new" in page


def test_what_one_may_not_record_one_may_not_bring_in(client):
    with acting_as(SYSTEM):
        from_elsewhere, _ = sign_in()
    assert "4 versions are brought in" in send(client, "bring_in", text=PACK)
    assert "is kept by another body" in send(from_elsewhere, "bring_in", text=PACK)
