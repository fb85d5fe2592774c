"""Clauses in a pack: one keyword with its parameters, `unless` beside it, and CertLogic wherever no clause says it.

How each parameter is written follows from its declaration in the clause.
"""

from collections.abc import Callable
from dataclasses import MISSING, fields
from typing import Any, ClassVar

from rulebook.certlogic.reading import MalformedExpression, TooLarge, read, write
from rulebook.certlogic.tree import Expr
from rulebook.clauses.base import Clause, Parameter, ParameterKind, parameters_of
from rulebook.clauses.combining import Unless
from rulebook.clauses.passage import PostHours
from rulebook.clauses.persons import Age
from rulebook.clauses.proofs import Vaccinated
from rulebook.clauses.registry import CLAUSES
from rulebook.packs.faults import Place, nearest, shown
from rulebook.packs.logic import holds_broken, node_at, short_pointer, too_costly
from rulebook.packs.nodes import BrokenNode, MappingNode, Node, ScalarNode
from rulebook.packs.scalars import TEXT, Clock, Country, Number, OneOf, Truth
from rulebook.packs.shapes import Entry, ListOf, Plain, Reading, Record, Schema, Shape, as_mapping
from rulebook.packs.values import FREE_JSON

KEYWORDS = frozenset(CLAUSES)
_LISTED = "docs/reference/packs.md lists the clauses"
_INNER = (ParameterKind.CLAUSE, ParameterKind.CLAUSES, ParameterKind.EXPRESSION)


class Expression(Shape[Expr]):
    """A CertLogic expression, written as its JSON."""

    expected = "a CertLogic expression"

    def read(self, node: Node, reading: Reading) -> Expr | None:
        """Read the expression; every issue of its format is told with its line and its JSON pointer."""
        before = reading.faults.count
        json = FREE_JSON.read(node, reading)
        if reading.faults.count > before or holds_broken(node):
            return None
        try:
            expression = read(json)
        except TooLarge as large:
            problem = f"this logic is too large to be judged: {large.issues[0].message}"
            reading.faults.add(node_at(node, large.issues[0].pointer).place, problem, "split it into several parts")
            return None
        except MalformedExpression as malformed:
            for issue in malformed.issues:
                place = node_at(node, issue.pointer).place
                problem = f"malformed CertLogic at {short_pointer(issue.pointer)}: {issue.message}"
                reading.faults.add(place, problem, "write it as CertLogic 1.3.3 wants it")
            return None
        if too_costly(expression):
            reading.faults.add(node.place, "this logic would take too long to judge", "fold fewer lists inside folds")
            return None
        reading.logic.append((expression, node))
        return expression

    def plain(self, value: Expr) -> Plain:
        """Return the JSON of the expression."""
        return write(value)

    def schema(self) -> Schema:
        """Return any value: the format of CertLogic is checked by the reader."""
        return {"description": "a CertLogic 1.3.3 expression over the catalogue of facts"}


class ClauseShape(Shape[Clause]):
    """A mapping with exactly one clause, and perhaps its exception."""

    expected: ClassVar[str] = "a clause, as {age: {at_least: 18}}"

    def read(self, node: Node, reading: Reading) -> Clause | None:
        """Read the clause and its exception."""
        mapping = as_mapping(node, self.expected, reading)
        return None if mapping is None else self.read_beside(mapping, frozenset(), reading)

    def read_beside(self, mapping: MappingNode, others: frozenset[str], reading: Reading) -> Clause | None:
        """Read the clause in a mapping in which `others` are keys of somebody else."""
        entries = [(key, value) for key, value in mapping.entries if key.text not in others]
        if not others:
            self._tell_unknown([key for key, _ in entries], reading)
        written = [(key, value) for key, value in entries if key.text in KEYWORDS]
        main = [(key, value) for key, value in written if key.text != Unless.keyword]
        if not main and not any(_is_exception(value) for _, value in written):
            main = written
        exceptions = [value for key, value in written if key.text == Unless.keyword and main is not written]
        if len(main) != 1:
            if len(written) == len(entries):
                self._tell_count(main, mapping.place, reading)
            return None
        ((key, value),) = main
        exception = [self.read(one, reading) for one in exceptions]
        clause = _read_parameters(key, value, reading)
        if clause is None or None in exception or len(written) != len(entries):
            return None
        return Unless(clause, exception[0]) if exception and exception[0] is not None else clause

    def _tell_unknown(self, keys: list[ScalarNode], reading: Reading) -> None:
        for key in keys:
            if key.text not in KEYWORDS:
                guess = nearest(key.text, KEYWORDS)
                remedy = f"did you mean {guess}?" if guess else _LISTED
                reading.faults.add(key.place, f"there is no clause {shown(key.text)}", remedy)

    def _tell_count(self, main: list[tuple[ScalarNode, Node]], place: Place, reading: Reading) -> None:
        if not main:
            reading.faults.add(place, "a clause is missing here", f"add one, as no_stops: {{}} ({_LISTED})")
        for key, _ in main[1:]:
            problem = f"{key.text} is a second clause beside {main[0][0].text}"
            reading.faults.add(key.place, problem, "put both into all_of or any_of, or into parts of their own")

    def plain(self, value: Clause) -> Plain:
        """Return the clause as a mapping with one keyword, an exception beside it."""
        if isinstance(value, Unless) and not isinstance(value.clause, Unless):
            return {**self.plain(value.clause), Unless.keyword: self.plain(value.exception)}
        return {value.keyword: _plain_parameters(value)}

    def schema(self) -> Schema:
        """Refer to the definition that `definition` gives."""
        return {"$ref": "#/$defs/clause"}

    def properties(self) -> Schema:
        """Return the schemas of all keywords."""
        return {keyword: _schema_of(clause) for keyword, clause in CLAUSES.items()}

    def definition(self) -> Schema:
        """Return the schema of a clause on its own."""
        return {
            "type": "object",
            "properties": self.properties(),
            "additionalProperties": False,
            "oneOf": exactly_one_clause(),
        }


CLAUSE = ClauseShape()


def exactly_one_clause() -> list[Schema]:
    """Return the alternatives of which exactly one holds where one clause stands, with or without an exception."""
    single: list[Schema] = [{"required": [keyword]} for keyword in CLAUSES if keyword != Unless.keyword]
    none_of = {"not": {"anyOf": list(single)}, "required": [Unless.keyword]}
    return [*single, none_of]


_SHAPES: dict[ParameterKind, Callable[[Parameter, bool], Shape[Any]]] = {
    ParameterKind.NUMBER: lambda declared, _: Number(declared.least, declared.most),
    ParameterKind.TEXT: lambda declared, _: _words(declared),
    ParameterKind.TEXTS: lambda declared, required: ListOf(_words(declared), least=int(required), unique=True),
    ParameterKind.COUNTRY: lambda _, __: Country(),
    ParameterKind.COUNTRIES: lambda _, required: ListOf(Country(), least=int(required), unique=True),
    ParameterKind.TRUTH: lambda _, __: Truth(),
    ParameterKind.CLOCK: lambda _, __: Clock(),
    ParameterKind.CLAUSE: lambda _, __: CLAUSE,
    ParameterKind.CLAUSES: lambda _, __: ListOf(CLAUSE, least=1),
    ParameterKind.EXPRESSION: lambda _, __: Expression(),
}


def _words(declared: Parameter) -> Shape[str]:
    return OneOf(declared.vocabulary) if declared.vocabulary is not None else TEXT


def _entries_of(clause: type[Clause]) -> tuple[Entry, ...]:
    return tuple(
        Entry(name, _SHAPES[declared.kind](declared, required), declared.meaning, required)
        for name, (declared, required) in parameters_of(clause).items()
    )


def _record_of(clause: type[Clause]) -> Record[Clause]:
    return Record(clause.keyword, _entries_of(clause), clause)


def _inner(clause: type[Clause]) -> Entry | None:
    """Return the only parameter of a clause made of clauses: it stands at the keyword itself."""
    entries, kinds = _entries_of(clause), [declared.kind for declared, _ in parameters_of(clause).values()]
    return entries[0] if len(entries) == 1 and kinds[0] in _INNER else None


_RECORDS = {keyword: _record_of(clause) for keyword, clause in CLAUSES.items()}
_INNERS = {keyword: _inner(clause) for keyword, clause in CLAUSES.items()}


def _read_parameters(key: ScalarNode, value: Node, reading: Reading) -> Clause | None:
    inner = _INNERS[key.text]
    if inner is None:
        clause = _read_record(key, value, reading)
    else:
        content = inner.shape.read(value, reading)
        clause = None if content is None else CLAUSES[key.text](content)  # type: ignore[call-arg]  # its only field
    if clause is not None:
        _tell_contradiction(clause, key.place, reading)
    return clause


def _read_record(key: ScalarNode, value: Node, reading: Reading) -> Clause | None:
    record = _RECORDS[key.text]
    if not record.entries and not isinstance(value, BrokenNode) and not _is_empty(value):
        reading.faults.add(value.place, f"{key.text} takes no parameters", f"write {key.text}: {{}}")
        return None
    empty = isinstance(value, ScalarNode) and value.empty
    return record.read(MappingNode(key.place) if empty else value, reading)


def _is_exception(node: Node) -> bool:
    """Tell whether what stands at `unless` is a clause, and not the two parameters of `unless` itself."""
    return isinstance(node, MappingNode) and any(key.text in KEYWORDS for key, _ in node.entries)


def _is_empty(node: Node) -> bool:
    if isinstance(node, ScalarNode):
        return node.empty
    return isinstance(node, MappingNode) and not node.entries


def _tell_contradiction(clause: Clause, place: Place, reading: Reading) -> None:
    """Tell where the parameters of a clause, each right alone, make no sense together."""
    match clause:
        case Age(at_least=0, under=200):
            reading.faults.add(place, "age says nothing", "write at_least or under")
        case Age(at_least=least, under=under) if least >= under:
            reading.faults.add(place, f"nobody is {least} and under {under}", "write at_least below under")
        case Vaccinated(at_least_days=least, at_most_days=most) if least > most:
            problem = f"no dose is at least {least} and at most {most} days old"
            reading.faults.add(place, problem, "write at_least_days below at_most_days")
        case PostHours(opens=opens, until=until) if opens == until:
            reading.faults.add(place, "the post opens and closes at the same time", "write the hours in full")


def _plain_parameters(clause: Clause) -> Plain:
    inner = _INNERS[clause.keyword]
    if inner is not None:
        return inner.shape.plain(getattr(clause, inner.name))
    written = {}
    defaults = {one.name: one.default for one in fields(clause)}  # type: ignore[arg-type]  # every clause is one
    for entry in _RECORDS[clause.keyword].entries:
        held = getattr(clause, entry.name)
        if defaults[entry.name] is MISSING or held != defaults[entry.name]:
            written[entry.key] = entry.shape.plain(held)
    return written


def _schema_of(clause: type[Clause]) -> Schema:
    inner = _INNERS[clause.keyword]
    meaning = (clause.__doc__ or "").strip()
    if inner is not None:
        return {"description": meaning, **inner.shape.schema()}
    schema = {"description": meaning, **_RECORDS[clause.keyword].schema()}
    if clause is Unless:
        beside = {"$ref": "#/$defs/clause"}
        return {"description": "An exception beside a clause.", "anyOf": [beside, schema]}
    return schema if "required" in schema else {**schema, "type": ["object", "null"]}
