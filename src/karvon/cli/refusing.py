"""How the command refuses: sentences on the error stream, exit status 2, and never a traceback for bad input."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NoReturn

from karvon.core.refusals import Refused

BAD_INPUT = 2
INTERRUPTED = 130
"""What shells expect of a program that was stopped with Ctrl-C; 1 would read as "somebody is blocked"."""


@contextmanager
def refusing(language: str) -> Iterator[None]:
    """Turn a refusal into its sentence in this language and exit status 2."""
    try:
        yield
    except Refused as refusal:
        refuse([refusal.say(language)])
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


def refuse(sentences: Sequence[str]) -> NoReturn:
    """Print why the input cannot be used, one sentence per line, and leave."""
    for sentence in sentences:
        print(sentence, file=sys.stderr)
    sys.exit(BAD_INPUT)
