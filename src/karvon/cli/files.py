"""Writes results whole or not at all, and never over what they were made from."""

import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from karvon.cli.streams import results
from karvon.core.refusals import Refused
from karvon.core.sheets.limits import MIB, Limits
from karvon.core.words import sentence

STDIN = STDOUT = "-"


class WouldOverwrite(Refused):
    """A result was to be written over a file that it is made from."""

    code = "would-overwrite"


class CannotWrite(Refused):
    """A result cannot be written where it was asked for."""

    code = "cannot-write"


@contextmanager
def readable(file: Path) -> Iterator[Path]:
    """Give a file that can be read more than once; stdin, called `-`, is kept in one until the end."""
    if str(file) != STDIN:
        yield file
        return
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "stdin"
        with kept.open("wb") as copy:
            # one chunk beyond what may be read at all, so that the reader refuses what is longer
            for _ in range(Limits().delimited_bytes // MIB + 1):
                copy.write(sys.stdin.buffer.read(MIB))
        try:
            yield kept
        except Refused as refusal:
            named = ((name, Path("stdin") if part == kept else part) for name, part in refusal.words.parts)
            refusal.words = replace(refusal.words, parts=tuple(named))
            raise


def check_outs(outs: Sequence[str], inputs: Sequence[Path]) -> None:
    """Refuse to write two results to one place, or over an input, before any work is done."""
    seen: set[str] = set()
    for out in outs:
        place = out if out == STDOUT else str(Path(out).resolve())
        if place in seen:
            words = "Two results would go to “{out}”. Give each a name of its own."
            raise WouldOverwrite(sentence(words, out=sentence("stdout") if out == STDOUT else out))
        seen.add(place)
        if out != STDOUT:
            _check_out(out, inputs)


def _check_out(out: str, inputs: Sequence[Path]) -> None:
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
        yield results()
        return
    target = Path(out).resolve()
    with refusing_to_write(out):
        if target.exists() and not target.is_file():
            with target.open("w", encoding="utf-8", errors="backslashreplace", newline="") as device:
                yield device
            return
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace", newline="") as file:
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
