"""E-mail leaves after the page has been answered: how long an answer takes tells nobody whether an address is known."""

import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

log = logging.getLogger(__name__)
_postman = ThreadPoolExecutor(max_workers=1, thread_name_prefix="post")


class Post(BaseEmailBackend):
    """Takes messages at once and delivers them one after the other, by the way that the settings name."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Take the messages; how many."""
        messages = list(email_messages)
        _postman.submit(_deliver, messages)
        return len(messages)


def _deliver(messages: list[EmailMessage]) -> None:
    try:
        get_connection(settings.MAIL_DELIVERY).send_messages(messages)
    except OSError:  # a mail server that is gone or refuses; smtplib's errors are such errors too
        log.exception("%d e-mails could not be sent", len(messages))
