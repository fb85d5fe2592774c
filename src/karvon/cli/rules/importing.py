"""`karvon rules import`: EU-style rules become a pack, all of them or none, each fault with its place and remedy."""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC
from pathlib import Path
from typing import NoReturn

from karvon.cli.files import STDOUT, check_outs, written
from karvon.cli.refusing import BadInput, refusing
from karvon.cli.speaking import words_of
from rulebook.certlogic.tree import Json
from rulebook.eu import MalformedRule, import_rule
from rulebook.packs.nodes import MAX_CHARACTERS
from rulebook.packs.pack import Pack
from rulebook.packs.reading import read_pack
from rulebook.packs.writing import write_pack
from rulebook.requirements import RequirementVersion
from rulebook.words import Words

_MOST_BYTES = MAX_CHARACTERS
_TITLE = {"en": "EU-style rules", "ru": "Правила в формате ЕС"}


def run(*, files: Sequence[Path], out: str, language: str) -> None:
    """Write the pack of all rules in some files, or tell every fault of every file and leave with status 2."""
    words = words_of(language)
    with refusing(language):
        check_outs((out,), files)
        gathered = _Gathered(words)
        for file in files:
            gathered.add_file(file)
        if gathered.faults:
            raise BadInput(gathered.faults)
        text = _readable(gathered, out)
        with written(out) as pack:
            pack.write(text)
        if out != STDOUT:
            print(words("written: {out}", out=out), file=sys.stderr)


def _readable(gathered: "_Gathered", out: str) -> str:
    """Return the text of the pack; one that Karvon could not read again is refused, with the rules that are to blame."""
    text = write_pack(Pack(_TITLE, tuple(gathered.versions.values())))
    faults = read_pack(text, out).faults
    if faults:
        raise BadInput([*_blamed(gathered)] or [*map(str, faults)])
    return text


def _blamed(gathered: "_Gathered") -> Iterator[str]:
    for key, version in gathered.versions.items():
        place = gathered.places[key]
        faults = read_pack(write_pack(Pack(_TITLE, (version,))), place).faults
        # a text can stand in a pack twice, as the title and as the quote of the source
        yield from dict.fromkeys(f"{place}: {fault.problem}; {fault.remedy}" for fault in faults)


@dataclass(slots=True)
class _Gathered:
    """The rules of several files as versions by id and number, with all that is wrong with any of them."""

    words: Words
    versions: dict[tuple[str, int], RequirementVersion] = field(default_factory=dict)
    places: dict[tuple[str, int], str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def add_file(self, file: Path) -> None:
        """Take the rules of a file; the faults say why where it cannot be read."""
        words = self.words
        try:
            rules = list(_rules_in(_content(file)))
        except OSError as error:
            self.faults.append(words("{file}: the file cannot be read ({why}); check its name and that you may read it",
                                     file=file, why=error.strerror))  # fmt: skip
        except (ValueError, RecursionError) as error:
            self.faults.append(words("{file}: this is not JSON ({why}); check that it was saved and copied whole",
                                     file=file, why=error))  # fmt: skip
        else:
            self._add_rules(file, rules)

    def _add_rules(self, file: Path, rules: Sequence[tuple[str, Json]]) -> None:
        for pointer, rule in rules:
            self._add_rule(file, pointer, rule)
        if not rules:
            self.faults.append(self.words("{file}: it holds no rule; give a rule, a list of rules, or them under "
                                          "“rules”", file=file))  # fmt: skip

    def _add_rule(self, file: Path, pointer: str, rule: Json) -> None:
        try:
            version = import_rule(rule)
            for moment in (version.valid_from, version.valid_to or version.valid_from):
                moment.astimezone(UTC)
        except OverflowError:
            self.faults.append(self.words("{place}: its ValidFrom or ValidTo lies beyond the calendar in UTC; write an "
                                          "earlier or later year", place=f"{file}: {pointer or '/'}"))  # fmt: skip
            return
        except MalformedRule as malformed:
            placed = (replace(fault, pointer=f"{pointer}{fault.pointer}") for fault in malformed.faults)
            self.faults += [f"{file}: {fault}" for fault in placed]
            return
        key = (version.id, version.version)
        place = f"{file}: {pointer or '/'}"
        if self.versions.setdefault(key, version) != version:
            self.faults.append(self.words("{place}: it says otherwise than {first} under the same Identifier and "
                                          "Version; give the later one the next Version",
                                          place=place, first=self.places[key]))  # fmt: skip
        self.places.setdefault(key, place)


def _content(file: Path) -> Json:
    """Read JSON as every program reads it: no NaN, no name twice in one object; and no more than a pack may hold."""
    with file.open("rb") as stream:
        content = stream.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        raise ValueError(f"it has more than {_MOST_BYTES:,} bytes")
    read: Json = json.loads(content.decode("utf-8-sig"), parse_constant=_refuse_number, object_pairs_hook=_members)
    return read


def _refuse_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def _members(pairs: Sequence[tuple[str, Json]]) -> dict[str, Json]:
    members: dict[str, Json] = {}
    for name, value in pairs:
        if name in members:
            raise ValueError(f'"{name[:60]}" stands twice in one object')
        members[name] = value
    return members


def _rules_in(content: Json) -> Iterator[tuple[str, Json]]:
    """Yield the rules of a file with the JSON pointer to each."""
    held, before = content, ""
    if isinstance(content, Mapping) and isinstance(content.get("rules"), (dict, list)):
        held, before = content["rules"], "/rules"
    if isinstance(held, list):
        yield from ((f"{before}/{place}", rule) for place, rule in enumerate(held))
    elif before and isinstance(held, Mapping):
        yield from ((f"{before}/{_escaped(name)}", rule) for name, rule in held.items())
    else:
        yield "", held


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")
