"""How the command refuses: sentences on the error stream, exit status 2, and never a traceback for bad input."""

import errno
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from karvon.cli.streams import CLOSED_EARLY, let_go
from karvon.core.refusals import Refused
from karvon.core.words import sentence

BAD_INPUT = 2
INTERRUPTED = 130
"""What shells expect of a program that was stopped with Ctrl-C; 1 would read as "somebody is blocked"."""

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}


class BadInput(Exception):
    """A file has faults; every one of them is told in a line of its own."""

    def __init__(self, lines: Sequence[str]) -> None:
        """Take the lines, each with its place and how to mend it."""
        super().__init__(*lines)
        self.lines = tuple(lines)


@contextmanager
def refusing(language: str) -> Iterator[None]:
    """Turn refusals into their sentences in this language and exit status 2; and leave quietly when interrupted."""
    try:
        yield
        sys.stdout.flush()
    except Refused as refusal:
        _leave([refusal.say(language)])
    except BadInput as bad:
        _leave(bad.lines)
    except BrokenPipeError:
        let_go()
        sys.exit(CLOSED_EARLY)
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        let_go()
        _leave([sentence("The output could not be written: {why}.", why=error.strerror).say(language)])


def _leave(lines: Sequence[str]) -> None:
    for line in lines:
        print(line, file=sys.stderr)
    sys.exit(BAD_INPUT)
