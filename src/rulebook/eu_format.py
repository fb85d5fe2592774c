"""The format of EU-style rules, checked in our own words: every fault with the JSON pointer to its place."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from typing import TypeAlias

import pycountry

from rulebook.certlogic.reading import MalformedExpression, read
from rulebook.certlogic.tree import Json


@dataclass(frozen=True, slots=True)
class RuleFault:
    """One fault of an EU-style rule: the JSON pointer to it, what is wrong, and how to mend it."""

    pointer: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.pointer or '/'}: {self.problem}; {self.remedy}"


Check: TypeAlias = Callable[[Json, str], Iterator[RuleFault]]

_SEMANTIC = re.compile(r"\d{1,3}\.\d{1,3}\.\d{1,3}", re.ASCII)
_IDENTIFIER = re.compile(r"(GR|VR|TR|RR|IR)-[A-Z]{2}-\d{4}", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)", re.ASCII)
_COUNTRIES = {country.alpha_2 for country in pycountry.countries} | {"EU", "XK"}
_LEAST_DESCRIPTION = 20


def faults_of(rule: Json) -> list[RuleFault]:
    """Return every fault of a rule; empty where it is sound."""
    if not isinstance(rule, dict):
        return [RuleFault("", "this is not a JSON object", "give one rule, as {...}")]
    return list(_faults(rule))


def _faults(rule: dict[str, Json]) -> Iterator[RuleFault]:
    misspelt = _misspelt(rule)
    for name, meant in misspelt.items():
        yield RuleFault(f"/{name}", f'a rule has no field "{name[:60]}"', f"did you mean {meant}?")
    for name, check in _CHECKS.items():
        if name in rule:
            yield from check(rule[name], f"/{name}")
        elif name not in misspelt.values() and name != "Region":
            yield RuleFault("", f"the rule lacks {name}", "add it")
    yield from _faults_of_range(rule)


def _misspelt(rule: dict[str, Json]) -> dict[str, str]:
    """Return the fields that stand for a missing one; others that the format does not know are carried along."""
    missing = [name for name in _CHECKS if name not in rule]
    found: dict[str, str] = {}
    for name in rule:
        guess = [] if name in _CHECKS else get_close_matches(name[:60], missing, 1, 0.6)
        if guess:
            found[name] = guess[0]
            missing.remove(guess[0])
    return found


def _faults_of_range(rule: dict[str, Json]) -> Iterator[RuleFault]:
    start, end = rule.get("ValidFrom"), rule.get("ValidTo")
    if _is_moment(start) and _is_moment(end) and moment_of(str(end)) <= moment_of(str(start)):
        yield RuleFault("/ValidTo", f"the rule ends ({end}) before it begins ({start})", "correct one of the two")


def _is_moment(value: Json) -> bool:
    return isinstance(value, str) and not list(_moment(value, ""))


def moment_of(text: str) -> datetime:
    """Return the moment of a sound rule."""
    return datetime.fromisoformat(text)


def _matching(pattern: re.Pattern[str], remedy: str) -> Check:
    def check(value: Json, pointer: str) -> Iterator[RuleFault]:
        if not (isinstance(value, str) and pattern.fullmatch(value)):
            yield RuleFault(pointer, f"{_shown(value)} does not fit here", remedy)

    return check


def _one_of(*words: str) -> Check:
    def check(value: Json, pointer: str) -> Iterator[RuleFault]:
        if value not in words:
            yield RuleFault(pointer, f"{_shown(value)} is not known here", f"write {' or '.join(words)}")

    return check


def _version(value: Json, pointer: str) -> Iterator[RuleFault]:
    if not (isinstance(value, str) and _SEMANTIC.fullmatch(value)) or value == "0.0.0":
        yield RuleFault(pointer, f"{_shown(value)} is not a version", "write three numbers up to 999, as 1.0.0")


def _country(value: Json, pointer: str) -> Iterator[RuleFault]:
    if value not in _COUNTRIES:
        yield RuleFault(pointer, f"{_shown(value)} is no country code of two letters", "write it as AT, or EU")


def _text(value: Json, pointer: str) -> Iterator[RuleFault]:
    if not (isinstance(value, str) and value.strip()):
        yield RuleFault(pointer, f"{_shown(value)} is not a text", "write a text")


def _moment(value: Json, pointer: str) -> Iterator[RuleFault]:
    remedy = "write it as 2021-06-01T00:00:00Z, with the zone and without fractions of a second"
    if not (isinstance(value, str) and _MOMENT.fullmatch(value)):
        yield RuleFault(pointer, f"{_shown(value)} is not a moment", remedy)
        return
    try:
        moment_of(value)
    except ValueError:
        yield RuleFault(pointer, f"{value} is on no calendar and no clock", "correct the day, the time or the offset")


def _descriptions(value: Json, pointer: str) -> Iterator[RuleFault]:
    if not isinstance(value, list) or not value:
        yield RuleFault(pointer, "there is no description", 'write [{"lang": "en", "desc": "..."}]')
        return
    for index, one in enumerate(value):
        yield from _description(one, f"{pointer}/{index}")
    if not any(isinstance(one, dict) and one.get("lang") == "en" for one in value):
        yield RuleFault(pointer, "there is no description in English", 'add {"lang": "en", "desc": "..."}')


def _description(value: Json, pointer: str) -> Iterator[RuleFault]:
    if not isinstance(value, dict):
        yield RuleFault(pointer, f"{_shown(value)} is not a description", 'write {"lang": "en", "desc": "..."}')
        return
    language, text = value.get("lang"), value.get("desc")
    if not (isinstance(language, str) and re.fullmatch("[a-z]{2}(-[a-z]{2})?", language)):
        yield RuleFault(f"{pointer}/lang", f"{_shown(language)} is no language", "write two small letters, as en")
    if not isinstance(text, str) or len(text) < _LEAST_DESCRIPTION:
        problem = f"{_shown(text)} is shorter than {_LEAST_DESCRIPTION} characters"
        yield RuleFault(f"{pointer}/desc", problem, "say in a sentence what is demanded")


def _affected_fields(value: Json, pointer: str) -> Iterator[RuleFault]:
    if not isinstance(value, list) or not value:
        yield RuleFault(pointer, "no affected field is named", "name the fields of the payload that the logic reads")
        return
    for index, one in enumerate(value):
        yield from _text(one, f"{pointer}/{index}")


def _logic(value: Json, pointer: str) -> Iterator[RuleFault]:
    if not isinstance(value, dict):
        yield RuleFault(pointer, f"{_shown(value)} is not an operation", "write the logic as a JSON object")
        return
    try:
        read(value)
    except MalformedExpression as malformed:
        for issue in malformed.issues:
            yield RuleFault(f"{pointer}{issue.pointer}", issue.message, "write it as CertLogic 1.3.3 wants it")


def _shown(value: Json) -> str:
    text = "nothing" if value is None else str(value)
    return f'"{text[:60]}…"' if len(text) > 60 else f'"{text}"'


_CHECKS: dict[str, Check] = {
    "Identifier": _matching(_IDENTIFIER, "write it as GR-AT-0001, beginning with GR, VR, TR, RR or IR"),
    "Type": _one_of("Acceptance", "Invalidation"),
    "Country": _country,
    "Region": _matching(re.compile("[A-Z0-9]{0,5}"), "write up to five capital letters and digits"),
    "Version": _version,
    "SchemaVersion": _version,
    "Engine": _text,
    "EngineVersion": _version,
    "CertificateType": _one_of("General", "Test", "Vaccination", "Recovery"),
    "Description": _descriptions,
    "ValidFrom": _moment,
    "ValidTo": _moment,
    "AffectedFields": _affected_fields,
    "Logic": _logic,
}
