"""`karvon rules check`: every fault of every pack at once, and what is unusual about publishing each version."""

import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from karvon.cli.asking import moment
from karvon.cli.refusing import BAD_INPUT, refusing
from karvon.cli.speaking import words_of
from rulebook.gateway import publication_warnings
from rulebook.packs.folders import read_packs
from rulebook.requirements import RequirementVersion
from rulebook.words import Words


def check(*, packs: Sequence[Path], now: str | None, language: str) -> None:
    """Print all faults and warnings, one a line; leave with status 2 where there is a fault."""
    words = words_of(language)
    with refusing(language):
        publishing = moment(now, "--now") if now else None
        read = read_packs(packs)
        warnings = [*map(str, read.warnings), *_unusual(read.versions, publishing, words)]
        for fault in read.faults:
            print(fault)
        for warning in warnings:
            print(words("warning: {text}", text=warning))
        print(_sum(len(read.versions), len(read.faults), len(warnings), words))
    if read.faults:
        sys.exit(BAD_INPUT)


def _unusual(versions: Sequence[RequirementVersion], publishing: datetime | None, words: Words) -> Iterator[str]:
    """Say what an exchange between states would remark on publishing each version, by default when it was recorded."""
    for version in versions:
        before = [one for one in versions if one.id == version.id and one.version < version.version]
        previous = max(before, key=lambda one: one.version, default=None)
        for warning in publication_warnings(version, previous, publishing or version.recorded_at):
            text = warning.text(words)
            yield words("{id} version {n}: {text} [{code}]", id=version.id, n=version.version, text=text,
                        code=warning.code.value)  # fmt: skip


def _sum(versions: int, faults: int, warnings: int, words: Words) -> str:
    return ", ".join(
        (
            words.count("{n} requirement version", "{n} requirement versions", versions),
            words.count("{n} fault", "{n} faults", faults),
            words.count("{n} warning", "{n} warnings", warnings),
        )
    )
