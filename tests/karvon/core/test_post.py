"""E-mail is taken at once and delivered afterwards; a mail server that is gone fails no page."""

import re
from pathlib import Path

import pytest
from django.core.mail import EmailMessage, get_connection

from karvon.core import post

PATIENCE = 10


def send(number: int) -> int:
    letter = EmailMessage(f"Letter {number}", "Words", "karvon@example.org", ["officer@example.org"])
    return get_connection("karvon.core.post.Post").send_messages([letter]) or 0


def wait_for_the_post() -> None:
    """Whatever was taken before is delivered, or has failed, when this returns."""
    post._postman.submit(lambda: None).result(PATIENCE)


def test_letters_are_delivered_by_the_way_that_the_settings_name(settings, tmp_path: Path):
    settings.MAIL_DELIVERY = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    assert [send(number) for number in range(2)] == [1, 1]
    wait_for_the_post()
    # letters of one second may be kept in one file
    kept = "".join(path.read_text(encoding="utf-8") for path in tmp_path.iterdir())
    assert sorted(re.findall(r"^Subject: (.+)$", kept, re.MULTILINE)) == ["Letter 0", "Letter 1"]


def test_a_mail_server_that_is_gone_is_noted_and_fails_nobody(settings, caplog: pytest.LogCaptureFixture):
    settings.MAIL_DELIVERY = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert send(1) == 1
    wait_for_the_post()
    assert "1 e-mails could not be sent" in caplog.text
