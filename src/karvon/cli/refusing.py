"""How the command refuses: sentences on the error stream, exit status 2, and never a traceback for bad input."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from karvon.core.refusals import Refused

BAD_INPUT = 2
INTERRUPTED = 130
"""What shells expect of a program that was stopped with Ctrl-C; 1 would read as "somebody is blocked"."""


class BadInput(Exception):
    """A file has faults; every one of them is told in a line of its own."""

    def __init__(self, lines: Sequence[str]) -> None:
        """Take the lines, each with its place and how to mend it."""
        super().__init__(*lines)
        self.lines = tuple(lines)


@contextmanager
def refusing(language: str) -> Iterator[None]:
    """Turn refusals into their sentences in this language and exit status 2."""
    try:
        yield
    except Refused as refusal:
        _leave([refusal.say(language)])
    except BadInput as bad:
        _leave(bad.lines)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


def _leave(lines: Sequence[str]) -> None:
    for line in lines:
        print(line, file=sys.stderr)
    sys.exit(BAD_INPUT)
