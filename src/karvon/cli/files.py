"""Writes results whole or not at all, and never over what they were made from."""

import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from karvon.core.refusals import Refused
from karvon.core.words import sentence

STDOUT = "-"


class WouldOverwrite(Refused):
    """A result was to be written over a file that it is made from."""

    code = "would-overwrite"


class CannotWrite(Refused):
    """A result cannot be written where it was asked for."""

    code = "cannot-write"


def check_out(out: str | None, inputs: Sequence[Path]) -> None:
    """Refuse to write over an input, before any work is done; what stands at `out` otherwise is replaced."""
    if out is None or out == STDOUT:
        return
    path = Path(out)
    for one in inputs:
        if path.exists() and one.exists() and path.samefile(one):
            words = "“{out}” is what the answer is made from and would be lost. Give the result another name."
            raise WouldOverwrite(sentence(words, out=out))
    if path.is_dir() or not path.resolve().parent.is_dir():
        words = "“{out}” cannot be written: it is a folder, or lies in a folder that does not exist. Name a file."
        raise CannotWrite(sentence(words, out=out))


@contextmanager
def written(out: str) -> Iterator[TextIO]:
    """Give a text stream whose content replaces the file `out` in one move at the end; `-` is stdout.

    Results name people, so the file can be read by its owner alone.
    """
    if out == STDOUT:
        yield sys.stdout
        return
    target = Path(out).resolve()
    with refusing_to_write(out):
        if target.exists() and not target.is_file():
            with target.open("w", encoding="utf-8", newline="") as device:
                yield device
            return
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                yield file
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


@contextmanager
def refusing_to_write(out: str) -> Iterator[None]:
    """Turn a full disk or a missing right into a refusal."""
    try:
        yield
    except OSError as error:
        words = "“{out}” could not be written: {why}."
        raise CannotWrite(sentence(words, out=out, why=error.strerror or str(error))) from error
