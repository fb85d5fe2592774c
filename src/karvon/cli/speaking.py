"""The words of the command: those of the rulebook, of the page and its own."""

from datetime import datetime
from pathlib import Path

from karvon.cli.page.reader import LOCALE as PAGE
from karvon.cli.page.reader import Reader
from rulebook.words import Words

LOCALE = Path(__file__).parent / "locale"


def words_of(language: str) -> Words:
    """Return the words of a language; what the rulebook says stands."""
    return Words.of(language).also_from(PAGE).also_from(LOCALE)


def reader_of(language: str, known_at: datetime) -> Reader:
    """Return who reads the answer: their language, and the moment to which ages are counted."""
    return Reader(words_of(language), known_at)
