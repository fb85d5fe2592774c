"""`karvon rules conform`: runs conformance suites through all judges and counts what passed, failed and was skipped."""

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from karvon.cli.refusing import BAD_INPUT, refusing
from rulebook.conformance import Outcome, Status, conform

_FAILED = 1


def run(*, paths: Sequence[Path], verbose: bool, language: str) -> None:
    """Print each failure, then a last line with the counts, which is the same in every language."""
    counts: Counter[Status] = Counter()
    unreadable = False
    with refusing(language):
        for outcome in conform(paths):
            counts[outcome.status] += 1
            unreadable = unreadable or _is_unreadable(outcome, paths)
            if outcome.status is Status.FAILED or (verbose and outcome.status is Status.SKIPPED):
                print(f"{outcome.status.value}: {outcome.place}: {outcome.sentence}")
        print(
            ", ".join(f"{counts[status]} {status.value}" for status in (Status.PASSED, Status.FAILED, Status.SKIPPED))
        )
    if unreadable:
        sys.exit(BAD_INPUT)
    if counts[Status.FAILED]:
        sys.exit(_FAILED)


def _is_unreadable(outcome: Outcome, paths: Sequence[Path]) -> bool:
    """Tell whether a path as a whole could not be read or understood; a test beside its rule is a case of its own."""
    if outcome.status is not Status.FAILED or outcome.place not in map(str, paths):
        return False
    path = Path(outcome.place)
    return not (path.is_file() and path.resolve().parent.with_name("rule.json").is_file())
