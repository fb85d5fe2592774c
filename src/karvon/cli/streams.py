"""Where the command's words go: terminals that know few letters, pipes that close early, and results as UTF-8."""

import codecs
import io
import os
import sys
import unicodedata
from pathlib import Path
from typing import TextIO

CLOSED_EARLY = 141
"""What shells expect of a program whose reader went away, as in `karvon ... | head`; 1 would read as "stopped"."""

_LOOKALIKE = "karvon.lookalike"
_ALIKE = {"“": '"', "”": '"', "«": '"', "»": '"', "’": "'", "·": "-", "–": "-", "—": "-", "─": "-", "…": "..."}


def prepare() -> None:
    """Let no letter that a terminal lacks stop an answer, and let a closed stream swallow what is written to it."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115  # as long as we live
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=_LOOKALIKE)


def results() -> TextIO:
    """Return stdout for a result that programs read: UTF-8 whatever the terminal's letters, line ends as written."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        # a file name that is no text becomes an escape, which JSON reads back as what it was
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="")
    return sys.stdout


def let_go() -> None:
    """Let what could not be written go nowhere, so that leaving does not try again and complain."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _lookalike(error: UnicodeError) -> tuple[str, int]:
    """Write a letter that the terminal does not know as one that looks like it and that every terminal has."""
    assert isinstance(error, UnicodeEncodeError)
    letters = error.object[error.start : error.end]
    return "".join(_ALIKE.get(letter) or _without_marks(letter) for letter in letters), error.end


def _without_marks(letter: str) -> str:
    return unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode() or "?"


codecs.register_error(_LOOKALIKE, _lookalike)
