"""How to read the page: what each status, standing and sign means, in words that need no training."""

from dataclasses import dataclass

from karvon.cli.page.reader import STATUSES, Reader
from rulebook.rules import Status
from rulebook.words import N_

_MEANINGS = {
    Status.BLOCKED: N_(
        "A requirement on record is not met, and nothing known can mend that before the planned moment."
    ),
    Status.FIXABLE: N_("A requirement on record is not met, but a known remedy fits into the time that is left."),
    Status.UNKNOWN: N_(
        "A fact is missing, or no requirement is recorded here. No rule recorded does not mean free to pass."
    ),
    Status.OK: N_("Every requirement on record that concerns this person here is met or lifted."),
}


@dataclass(frozen=True, slots=True)
class Explained:
    """One status and its meaning."""

    status: str
    word: str
    meaning: str


def explained(reader: Reader) -> tuple[Explained, ...]:
    """Return the four statuses, gravest first."""
    return tuple(
        Explained(status.name.lower(), reader.status(status), reader.words(_MEANINGS[status])) for status in STATUSES
    )
