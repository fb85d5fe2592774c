"""`karvon rules export`: the EU-style rules of packs, and of every version that is none the reason why."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from karvon.cli.files import STDOUT, check_outs, written
from karvon.cli.packs import read_book
from karvon.cli.refusing import refusing
from karvon.cli.rules.showing import found
from karvon.cli.speaking import words_of
from rulebook.certlogic.tree import Json
from rulebook.eu import NotExportable, export_rule, reads_own_data
from rulebook.requirements import RequirementVersion
from rulebook.words import Words

_SOME_LEFT_OUT = 1


def run(*, packs: Sequence[Path], requirement: str | None, out: str, language: str) -> None:
    """Write a list of the rules; leave with status 1 where a version is none, and say why on the error stream."""
    words = words_of(language)
    with refusing(language):
        check_outs((out,), packs)
        rules, left_out = _exported(_asked_for(packs, requirement), words)
        with written(out) as file:
            file.write(f"{json.dumps(rules, ensure_ascii=False, indent=2)}\n")
        for line in left_out:
            print(line, file=sys.stderr)
        if out != STDOUT:
            print(words("written: {out}", out=out), file=sys.stderr)
    if left_out:
        sys.exit(_SOME_LEFT_OUT)


def _asked_for(packs: Sequence[Path], requirement: str | None) -> Sequence[RequirementVersion]:
    book = read_book(packs)
    return book.versions if requirement is None else book.history(found(requirement, book))


def _exported(versions: Sequence[RequirementVersion], words: Words) -> tuple[list[Json], list[str]]:
    rules: list[Json] = []
    left_out: list[str] = []
    for version in versions:
        try:
            rules.append(export_rule(version))
        except NotExportable as refusal:
            left_out.append(_why_not(version, refusal, words))
    return rules, left_out


def _why_not(version: RequirementVersion, refusal: NotExportable, words: Words) -> str:
    if not reads_own_data(version):
        return words("{id} version {n} is no EU-style rule: it reads the catalogue of facts, which such a rule cannot.",
                     id=version.id, n=version.version)  # fmt: skip
    return words("{id} version {n} is no EU-style rule: {reasons}.", id=version.id, n=version.version,
                 reasons="; ".join(refusal.reasons))  # fmt: skip
