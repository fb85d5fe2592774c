"""From the address of a mail server to what Django needs to know of it."""

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

SMTP_PORTS = {"smtp": 25, "smtps": 465, "smtp+starttls": 587}
DELIVERIES = "django.core.mail.backends"


class MailAddressNotUnderstood(Exception):
    """The variable for mail has a value that is no address."""


@dataclass(frozen=True)
class Mail:
    """Where e-mail goes, by which of Django's ways of delivery."""

    delivery: str
    is_sent: bool = True
    folder: str | None = None
    host: str = "localhost"
    port: int = 25
    user: str = ""
    password: str = ""
    encrypted: bool = False
    starts_tls: bool = False


def read_mail_address(address: str | None) -> Mail:
    """Where e-mail goes; without an address none is sent, and nothing fails."""
    if address is None:
        return Mail(f"{DELIVERIES}.dummy.EmailBackend", is_sent=False)
    parts = urlsplit(address)
    if parts.scheme == "console":
        return Mail(f"{DELIVERIES}.console.EmailBackend")
    if parts.scheme == "file" and parts.path:
        return Mail(f"{DELIVERIES}.filebased.EmailBackend", folder=unquote(parts.path))
    if parts.scheme in SMTP_PORTS and parts.hostname:
        return _server(address)
    raise MailAddressNotUnderstood(
        "KARVON_MAIL is no address for mail. Write smtp://USER:PASSWORD@HOST:PORT, smtps://..., smtp+starttls://..., "
        "file:FOLDER or console:."
    )


def _server(address: str) -> Mail:
    parts = urlsplit(address)
    try:
        port = parts.port or SMTP_PORTS[parts.scheme]
    except ValueError as error:
        raise MailAddressNotUnderstood(f"KARVON_MAIL names a port that is none ({error}).") from error
    return Mail(
        f"{DELIVERIES}.smtp.EmailBackend",
        host=parts.hostname or "",
        port=port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        encrypted=parts.scheme == "smtps",
        starts_tls=parts.scheme == "smtp+starttls",
    )
