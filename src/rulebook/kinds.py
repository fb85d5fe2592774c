"""The kinds of an expression, checked against the catalogue before any person is judged by it.

For every node the possible kinds of value are inferred. What is told is certain: a path that the catalogue does not
have, an operand that can never be of the kind demanded, a comparison that can never hold, a date-time as a condition.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import Enum

from rulebook.catalogue import CATALOGUE, Absence, Fact, Kind
from rulebook.certlogic.tree import (
    Add,
    And,
    Compare,
    CompareDates,
    Constant,
    DateOfBirth,
    Equal,
    Expr,
    ExtractFromUVCI,
    If,
    In,
    ListOf,
    Not,
    PlusTime,
    Reduce,
    Var,
)


class Sort(Enum):
    """A kind of value that an expression may have."""

    NULL = "null"
    TRUTH = "true or false"
    NUMBER = "a whole number"
    TEXT = "a text"
    MOMENT = "a date-time"
    RECORD = "a record"
    LIST = "a list"


@dataclass(frozen=True, slots=True)
class KindFault:
    """One fault: the JSON pointer to the node, what is wrong, and how to mend it."""

    pointer: str
    problem: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Kinds:
    """The possible kinds of a value: sorts, what the items of a list may be, and the facts of a record.

    `anything` where nothing can be said.
    """

    sorts: frozenset[Sort] = frozenset()
    items: "Kinds | None" = None
    record: Mapping[str, "Kinds"] | None = field(default=None, hash=False)
    anything: bool = False

    def may_be(self, *sorts: Sort) -> bool:
        """Tell whether the value may be of one of the sorts."""
        return self.anything or bool(self.sorts.intersection(sorts))

    @property
    def told(self) -> str:
        """Name the possible kinds."""
        return " or ".join(sorted(sort.value for sort in self.sorts if sort is not Sort.NULL)) or "null"

    def at(self, fragment: str) -> "Kinds | None":
        """Return the kinds of what lies at one key or index; None where nothing can ever lie."""
        if self.anything:
            return _ANYTHING
        if self.record is not None and fragment in self.record:
            found = self.record[fragment]
            return found if self.sorts == {Sort.RECORD} else _either(found, _NULL)
        if Sort.LIST in self.sorts and fragment.isdecimal():
            return _either(self.items or _NULL, _NULL)
        return None


_ANYTHING = Kinds(anything=True)
_NULL, _TRUTH, _NUMBER, _TEXT, _MOMENT = (
    Kinds(frozenset({sort})) for sort in (Sort.NULL, Sort.TRUTH, Sort.NUMBER, Sort.TEXT, Sort.MOMENT)
)
_COMPARABLE = frozenset({Sort.NULL, Sort.TRUTH, Sort.NUMBER, Sort.TEXT})
_DEEPEST_LIST = 3
_LONGEST_PATH = 80  # characters of a path that a fault shows


def check_kinds(expr: Expr, catalogue: Mapping[str, Fact] = CATALOGUE) -> list[KindFault]:
    """Return every fault of kind in an expression over the facts of a catalogue, in the order of the expression.

    Inside the function of a fold only `current` and `accumulator` are known, and have the kinds that the items of the
    list and the fold's own values can have. An expression without faults may still meet facts that are not recorded.
    """
    checker = _Checker(_catalogue_kinds(catalogue))
    checker.condition(expr, "", None)
    return list(checker.found)


def _catalogue_kinds(catalogue: Mapping[str, Fact]) -> Kinds:
    groups: dict[str, Kinds] = {}
    members: dict[str, dict[str, Kinds]] = {}
    for fact in catalogue.values():
        group, _, name = fact.path.partition(".")
        if name:
            members.setdefault(group, {})[name] = _fact_kinds(fact)
        else:
            groups[group] = _fact_kinds(fact)
    records = {group: Kinds(frozenset({Sort.RECORD}), record=facts) for group, facts in members.items()}
    return Kinds(frozenset({Sort.RECORD}), record={**groups, **records})


def _fact_kinds(fact: Fact) -> Kinds:
    kinds = {Kind.TRUTH: _TRUTH, Kind.NUMBER: _NUMBER, Kind.TEXT: _TEXT}.get(fact.kind)
    if kinds is None:
        facts = {one.path: _fact_kinds(one) for one in fact.of_item}
        item = Kinds(frozenset({Sort.RECORD}), record=facts) if facts else _TEXT
        kinds = _list_of(item)
    return _either(kinds, _NULL) if fact.absence is Absence.NONE else kinds


def _list_of(item: Kinds | None) -> Kinds:
    return Kinds(frozenset({Sort.LIST}), items=item)


def _either(first: Kinds, second: Kinds, depth: int = 0) -> Kinds:
    """Return the kinds of a value that is the one or the other; lists of lists are followed only so far."""
    if first.anything or second.anything or depth > _DEEPEST_LIST:
        return _ANYTHING
    if first.record and second.record and first.record != second.record:
        return _ANYTHING
    items = first.items or second.items
    if first.items and second.items:
        items = _either(first.items, second.items, depth + 1)
    return Kinds(first.sorts | second.sorts, items, first.record or second.record)


@dataclass(frozen=True, slots=True)
class _Fold:
    """What the function of a fold sees."""

    current: Kinds
    accumulator: Kinds


class _Checker:
    """Infers kinds and gathers faults; remembers what it inferred, for folds inside folds are looked at often."""

    def __init__(self, facts: Kinds) -> None:
        self.facts = facts
        self.found: dict[KindFault, None] = {}
        self.silent = 0
        self._known: dict[tuple[str, _Fold | None, bool], Kinds] = {}

    def tell(self, pointer: str, problem: str, remedy: str) -> None:
        """Take note of a fault, unless the kinds of a fold are still being found out."""
        if not self.silent:
            self.found.setdefault(KindFault(pointer, problem, remedy))

    def kinds(self, expr: Expr, pointer: str, fold: _Fold | None) -> Kinds:
        """Return the possible kinds of a node."""
        key = (pointer, fold, bool(self.silent))
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._inferred(expr, pointer, fold)
        return known

    def condition(self, expr: Expr, pointer: str, fold: _Fold | None) -> Kinds:
        """Return the kinds of a node that must be truthy or falsy."""
        kinds = self.kinds(expr, pointer, fold)
        if kinds.sorts == {Sort.MOMENT}:
            problem = "a date-time is neither true nor false"
            self.tell(pointer, problem, "compare it with another by before, not-before, after or not-after")
        return kinds

    def _inferred(self, expr: Expr, pointer: str, fold: _Fold | None) -> Kinds:
        match expr:
            case Constant(value):
                return _TRUTH if isinstance(value, bool) else _TEXT if isinstance(value, str) else _NUMBER
            case Var(path, fragments=fragments):
                return self._var(path, fragments, pointer, fold)
            case ListOf(items):
                return _list_of(self._any_of([self.kinds(one, f"{pointer}/{n}", fold) for n, one in enumerate(items)]))
            case If(guard, then, otherwise):
                self.condition(guard, f"{pointer}/if/0", fold)
                return _either(
                    self.kinds(then, f"{pointer}/if/1", fold), self.kinds(otherwise, f"{pointer}/if/2", fold)
                )
            case And(operands):
                found = [self.condition(one, f"{pointer}/and/{n}", fold) for n, one in enumerate(operands)]
                return self._any_of(found) or _ANYTHING
            case Not(operand):
                self.condition(operand, f"{pointer}/!/0", fold)
                return _TRUTH
            case Reduce():
                return self._folded(expr, f"{pointer}/reduce", fold)
            case _:
                return self._operation(expr, pointer, fold)

    def _any_of(self, kinds: list[Kinds]) -> Kinds | None:
        joined = kinds[0] if kinds else None
        for one in kinds[1:]:
            joined = _either(joined, one) if joined else one
        return joined

    def _operation(self, expr: Expr, pointer: str, fold: _Fold | None) -> Kinds:
        match expr:
            case Equal(left, right):
                return self._equal(left, right, f"{pointer}/===", fold)
            case In(left, right):
                return self._in(left, right, f"{pointer}/in", fold)
            case Add(left, right):
                self._numbers((left, right), f"{pointer}/+", fold)
                return _NUMBER
            case Compare(order, operands):
                self._numbers(operands, f"{pointer}/{order}", fold)
                return _TRUTH
            case CompareDates(date_order, operands):
                self._moments(operands, f"{pointer}/{date_order}", fold)
                return _TRUTH
            case PlusTime(operand, _, _):
                self._text(operand, f"{pointer}/plusTime/0", fold, Sort.TEXT)
                return _MOMENT
            case DateOfBirth(operand):
                self._text(operand, f"{pointer}/dccDateOfBirth/0", fold, Sort.TEXT)
                return _MOMENT
            case ExtractFromUVCI(operand, _):
                self._text(operand, f"{pointer}/extractFromUVCI/0", fold, Sort.TEXT, Sort.NULL)
                return _either(_TEXT, _NULL)
        raise TypeError(f"not a CertLogic expression: {type(expr).__name__}")

    def _var(self, path: str, fragments: tuple[str, ...], pointer: str, fold: _Fold | None) -> Kinds:
        scope = self.facts
        if fold is not None:
            record = {"current": fold.current, "accumulator": fold.accumulator}
            scope = Kinds(frozenset({Sort.RECORD}), record=record)
        kinds = scope
        for fragment in fragments:
            found = kinds.at(fragment)
            if found is None:
                self._tell_unknown(path, pointer, fold, kinds)
                return _ANYTHING
            kinds = found
        return kinds

    def _tell_unknown(self, path: str, pointer: str, fold: _Fold | None, reached: Kinds) -> None:
        path = path[:_LONGEST_PATH]
        if fold is None:
            guess = next(iter(get_close_matches(path, list(_paths(self.facts)), 1, 0.6)), None)
            remedy = f"did you mean {guess}?" if guess else "see the catalogue of facts"
            self.tell(pointer, f'"{path}" is not in the catalogue of facts', remedy)
        elif path.split(".", maxsplit=1)[0] not in ("current", "accumulator"):
            problem = f'"{path}" cannot be seen inside a fold'
            self.tell(pointer, problem, "only current and accumulator can; ask outside the fold")
        else:
            names = ", ".join(reached.record or ()) or "nothing further"
            self.tell(pointer, f'"{path}" leads nowhere', f"here there is {names}")

    def _folded(self, expr: Reduce, pointer: str, fold: _Fold | None) -> Kinds:
        listed = self.kinds(expr.operand, f"{pointer}/0", fold)
        if not listed.may_be(Sort.LIST, Sort.NULL):
            self.tell(f"{pointer}/0", f"{listed.told} stands where a list belongs", "fold a list of the catalogue")
        current = _ANYTHING if listed.anything else listed.items or _ANYTHING
        accumulator = self.kinds(expr.initial, f"{pointer}/2", fold)
        self.silent += 1
        before = None
        while before != accumulator:  # kinds can only grow, and lists of lists are followed only so far
            before = accumulator
            found = self.kinds(expr.function, f"{pointer}/1", _Fold(current, accumulator))
            accumulator = _either(accumulator, found)
        self.silent -= 1
        self.kinds(expr.function, f"{pointer}/1", _Fold(current, accumulator))
        return accumulator

    def _equal(self, left: Expr, right: Expr, pointer: str, fold: _Fold | None) -> Kinds:
        first, second = self.kinds(left, f"{pointer}/0", fold), self.kinds(right, f"{pointer}/1", fold)
        if not _may_be_equal(first, second):
            self.tell(pointer, f"{first.told} can never equal {second.told}", "compare values of one kind")
        return _TRUTH

    def _in(self, left: Expr, right: Expr, pointer: str, fold: _Fold | None) -> Kinds:
        one, listed = self.kinds(left, f"{pointer}/0", fold), self.kinds(right, f"{pointer}/1", fold)
        if not listed.may_be(Sort.LIST):
            self.tell(f"{pointer}/1", f"{listed.told} stands where a list belongs", "write a list")
        elif listed.items is not None and not _may_be_equal(one, listed.items):
            problem = f"{one.told} can never be in a list of {listed.items.told}"
            self.tell(pointer, problem, "compare values of one kind")
        return _TRUTH

    def _numbers(self, operands: tuple[Expr, ...], pointer: str, fold: _Fold | None) -> None:
        for index, operand in enumerate(operands):
            kinds = self.kinds(operand, f"{pointer}/{index}", fold)
            if not kinds.may_be(Sort.NUMBER):
                remedy = "compare date-times by before, not-before, after or not-after"
                remedy = remedy if kinds.may_be(Sort.MOMENT) else "write a number, or a fact that is one"
                self.tell(f"{pointer}/{index}", f"{kinds.told} stands where a whole number belongs", remedy)

    def _moments(self, operands: tuple[Expr, ...], pointer: str, fold: _Fold | None) -> None:
        for index, operand in enumerate(operands):
            kinds = self.kinds(operand, f"{pointer}/{index}", fold)
            if not kinds.may_be(Sort.MOMENT):
                remedy = "compare whole numbers by <, <=, >= or >"
                if kinds.may_be(Sort.TEXT):
                    remedy = 'make it a date-time: {"plusTime": [..., 0, "day"]}'
                self.tell(f"{pointer}/{index}", f"{kinds.told} stands where a date-time belongs", remedy)

    def _text(self, operand: Expr, pointer: str, fold: _Fold | None, *wanted: Sort) -> None:
        kinds = self.kinds(operand, pointer, fold)
        if not kinds.may_be(*wanted):
            self.tell(pointer, f"{kinds.told} stands where a text belongs", "write a text, or a fact that is one")


def _may_be_equal(first: Kinds, second: Kinds) -> bool:
    if first.anything or second.anything:
        return True
    return bool(first.sorts & second.sorts & _COMPARABLE)


def _paths(kinds: Kinds, before: str = "") -> Iterator[str]:
    """Yield the paths of a record of the catalogue, two levels deep; an item of a list as its first one."""
    for name, inner in (kinds.record or {}).items():
        yield f"{before}{name}"
        if not before:
            yield from _paths(inner, f"{name}.")
            if inner.items is not None:
                yield from _paths(inner.items, f"{name}.0.")
