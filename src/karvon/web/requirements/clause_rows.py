"""Clauses as rows of a form, without scripts: each row is one clause, and those made of clauses hold rows of their own.

A field's name is the way to it: `parts.0.clause.kw` is the keyword of the clause of the first part,
`parts.0.clause.clauses.1.kw` that of the second clause inside it. A row is added or removed by a button.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import time
from typing import Any

from karvon.web.requirements.clause_words import CLAUSE_NAMES, meant
from karvon.web.requirements.words import reader_words
from rulebook.certlogic.reading import write
from rulebook.clauses.base import Clause, Parameter, ParameterKind, parameters_of
from rulebook.clauses.registry import CLAUSES
from rulebook.packs.faults import Faults
from rulebook.packs.nodes import parse
from rulebook.packs.shapes import Reading
from rulebook.packs.values import FREE_JSON

Typed = Mapping[str, list[str]]

DEEPEST = 4
"""Clauses inside clauses inside clauses: deeper, nobody reads it any more; a pack may go deeper."""
MOST_ROWS = 20
SHOWN = 60
_INNER = (ParameterKind.CLAUSE, ParameterKind.CLAUSES)


@dataclass(frozen=True)
class Choice:
    """One value that can be chosen."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Input:
    """One parameter of a clause as a field."""

    name: str
    label: str
    kind: str
    value: str = ""
    choices: tuple[Choice, ...] = ()
    least: int | None = None
    most: int | None = None
    required: bool = False

    @property
    def id(self) -> str:
        """What its label points to."""
        return f"id_{self.name.replace('.', '-')}"


@dataclass(frozen=True)
class Row:
    """One clause as a page draws it: which kind, its fields, the rows inside."""

    name: str
    keyword: str
    choices: tuple[Choice, ...]
    inputs: tuple[Input, ...] = ()
    inner: "tuple[Rows, ...]" = ()

    @property
    def id(self) -> str:
        """What its label points to."""
        return f"id_{self.name.replace('.', '-')}-kw"


@dataclass(frozen=True)
class Rows:
    """The clauses that stand at one parameter of a clause."""

    name: str
    label: str
    rows: tuple[Row, ...]
    can_grow: bool
    numbers: tuple[str, ...] = field(default=())


def one(typed: Typed, name: str) -> str:
    """The only value at a name."""
    return (typed.get(name) or [""])[0]


def numbers_at(typed: Typed, prefix: str) -> list[str]:
    """The numbers of the rows at a prefix, in their order."""
    found = {key[len(prefix) + 1 :].partition(".")[0] for key in typed if key.startswith(f"{prefix}.")}
    return sorted((number for number in found if number.isdecimal() and len(number) < 5), key=int)[:MOST_ROWS]


def row_at(typed: Typed, name: str, *, depth: int = 0) -> Row:
    """The row at a name, with the rows inside it."""
    keyword = one(typed, f"{name}.kw")
    keyword = keyword if keyword in CLAUSES else ""
    choices = tuple(_keywords(keyword, depth))
    if not keyword:
        return Row(name, "", choices)
    declared = parameters_of(CLAUSES[keyword])
    plain = {key: pair for key, pair in declared.items() if pair[0].kind not in _INNER}
    inner = {key: pair for key, pair in declared.items() if pair[0].kind in _INNER}
    inputs = tuple(
        _input(typed, f"{name}.{key}", parameter, required=required) for key, (parameter, required) in plain.items()
    )
    rows = tuple(_rows(typed, f"{name}.{key}", parameter, depth) for key, (parameter, _) in inner.items())
    return Row(name, keyword, choices, inputs, rows)


def _rows(typed: Typed, name: str, parameter: Parameter, depth: int) -> Rows:
    label = meant(parameter.meaning)
    if parameter.kind is ParameterKind.CLAUSE:
        return Rows(name, label, (row_at(typed, name, depth=depth + 1),), can_grow=False)
    numbers = numbers_at(typed, name) or ["0"]
    rows = tuple(row_at(typed, f"{name}.{number}", depth=depth + 1) for number in numbers)
    return Rows(name, label, rows, can_grow=len(rows) < MOST_ROWS, numbers=tuple(numbers))


def _keywords(chosen: str, depth: int) -> Iterator[Choice]:
    for keyword, clause in CLAUSES.items():
        inner = any(parameter.kind in _INNER for parameter, _ in parameters_of(clause).values())
        if not inner or depth < DEEPEST:
            yield Choice(keyword, clause_name(clause), keyword == chosen)


def clause_name(clause: type[Clause]) -> str:
    """A kind of clause in the reader's words."""
    return str(CLAUSE_NAMES[clause.keyword])


def _input(typed: Typed, name: str, parameter: Parameter, *, required: bool) -> Input:
    values, words = typed.get(name, []), reader_words()
    common: dict[str, Any] = {"name": name, "label": meant(parameter.meaning), "required": required}
    if parameter.vocabulary is not None:
        blank = [] if parameter.kind is ParameterKind.TEXTS else [Choice("", "", not any(values))]
        named = [Choice(code, words(text), code in values) for code, text in parameter.vocabulary.items()]
        kind = "ticks" if parameter.kind is ParameterKind.TEXTS else "choice"
        return Input(**common, kind=kind, choices=(*blank, *named))
    kind = {
        ParameterKind.NUMBER: "number",
        ParameterKind.TRUTH: "tick",
        ParameterKind.CLOCK: "time",
        ParameterKind.EXPRESSION: "logic",
    }.get(parameter.kind, "text")
    return Input(**common, kind=kind, value=one(typed, name), least=parameter.least, most=parameter.most)


# --- From what was typed to the version -------------------------------------------------------------------------------


def plain_at(typed: Typed, name: str) -> dict[str, Any]:
    """The clause at a name as plain JSON; nothing where no kind is chosen. The reader of packs tells its faults."""
    keyword = one(typed, f"{name}.kw")
    if keyword not in CLAUSES:
        return {}
    declared = parameters_of(CLAUSES[keyword])
    given = {key: _given(typed, f"{name}.{key}", parameter) for key, (parameter, _) in declared.items()}
    written = {key: value for key, value in given.items() if value not in ("", [], None)}
    alone = len(declared) == 1 and next(iter(declared.values()))[0].kind in (*_INNER, ParameterKind.EXPRESSION)
    return {keyword: next(iter(written.values()), None) if alone else written}


def _given(typed: Typed, name: str, parameter: Parameter) -> Any:
    """What stands at one parameter."""
    text = one(typed, name).strip()
    match parameter.kind:
        case ParameterKind.CLAUSE:
            return plain_at(typed, name) or None
        case ParameterKind.CLAUSES:
            found = [plain_at(typed, f"{name}.{number}") for number in numbers_at(typed, name)]
            return [clause for clause in found if clause]
        case ParameterKind.TEXTS | ParameterKind.COUNTRIES:
            return _several(typed.get(name, []), parameter)
        case ParameterKind.NUMBER:
            return int(text) if text.lstrip("-").isdecimal() and len(text) < 12 else text
        case ParameterKind.TRUTH:
            return True if text else None
        case ParameterKind.EXPRESSION:
            return logic_in(text)
    return text


def _several(values: list[str], parameter: Parameter) -> list[str]:
    if parameter.vocabulary is not None:
        return [value for value in values if value]
    texts = [part.strip() for value in values for part in value.split(",")]
    return [text.upper() if parameter.kind is ParameterKind.COUNTRIES else text for text in texts if text]


def logic_in(text: str) -> Any:
    """Logic as it was typed, as JSON.

    What cannot be read becomes an operation of that name, which there is not: a bare text would hold for everybody.
    """
    faults = Faults("")
    node = parse(text, faults) if text else None
    found = None if node is None else FREE_JSON.read(node, Reading(faults, Faults("")))
    return {text[:SHOWN]: []} if faults.count or isinstance(found, str) else found


# --- From a version to what would have been typed ---------------------------------------------------------------------


def typed_of(clause: Clause, name: str) -> dict[str, list[str]]:
    """What would have been typed for a clause at a name."""
    typed = {f"{name}.kw": [clause.keyword]}
    for key, (parameter, _) in parameters_of(type(clause)).items():
        value = getattr(clause, key)
        if parameter.kind is ParameterKind.CLAUSE:
            typed |= typed_of(value, f"{name}.{key}")
        elif parameter.kind is ParameterKind.CLAUSES:
            for number, inner in enumerate(value):
                typed |= typed_of(inner, f"{name}.{key}.{number}")
        else:
            typed[f"{name}.{key}"] = _as_typed(value, parameter)
    return typed


def _as_typed(value: Any, parameter: Parameter) -> list[str]:
    if parameter.kind is ParameterKind.EXPRESSION:
        return [as_logic(value)]
    if isinstance(value, tuple):
        return list(value) if parameter.vocabulary is not None else [", ".join(value)]
    if isinstance(value, bool):
        return ["yes"] if value else []
    return [f"{value:%H:%M}" if isinstance(value, time) else str(value)]


def as_logic(expression: Any) -> str:
    """An expression as one would type it."""
    return json.dumps(write(expression), ensure_ascii=False)
