"""Code for values, and for truths in CertLogic's own sense: in order, lazily, and open as soon as one operand is.

Every method returns the text of a Python expression without side effects, mostly a name, and writes the statements it
needs before it. In a value an `Unknown` stands for "has none"; in a truth or a moment None does.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Literal

from rulebook.certlogic.compiled import quiet
from rulebook.certlogic.compiled.analysis import (
    Analysis,
    constant_items,
    constant_truth,
    demanded_by,
    found_by,
    is_moment,
)
from rulebook.certlogic.compiled.source import Source
from rulebook.certlogic.tree import (
    Add,
    And,
    Compare,
    CompareDates,
    Constant,
    DateOfBirth,
    DateOrder,
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
from rulebook.certlogic.validating import MAX_SAFE_INTEGER
from rulebook.certlogic.values import NOT_RECORDED, Instant, Unknown, is_index

NAMES = {
    "__builtins__": {},
    "AttributeError": AttributeError,
    "MISSED": (KeyError, TypeError),
    "Instant": Instant,
    "Unknown": Unknown,
    "U": NOT_RECORDED,
    "U_THAT_IS": quiet.UNKNOWN_THAT_IS,
    "PLAIN": quiet.PLAIN_TYPES,
    "MOST": MAX_SAFE_INTEGER,
    "LEAST": -MAX_SAFE_INTEGER,
    **{kind.__name__: kind for kind in (type, int, str, list, tuple, len)},
    **{
        operation.__name__: operation
        for operation in (
            quiet.step,
            quiet.items_of,
            quiet.truth_of,
            quiet.known_truth_of,
            quiet.are_equal,
            quiet.is_member,
            quiet.is_one_of,
            quiet.are_in_order,
            quiet.total,
            quiet.fragment_of,
            quiet.moment_after,
            quiet.moment_of_birth,
        )
    },
}
"""All that generated code can reach besides the constants of the rule."""

_SYMBOLS = {"<": "<", ">": ">", "<=": "<=", ">=": ">="}
_DATE_SYMBOLS: dict[DateOrder, str] = {"before": "<", "after": ">", "not-after": "<=", "not-before": ">="}
_DEEPEST = 24
"""How many nested expressions go into one function; the next one gets a function of its own."""

Mode = Literal["value", "strict", "moment", "truth", "both"]
Form = Literal["value", "boolean", "integer", "truth", "both"]


@dataclass(frozen=True, slots=True)
class Sight:
    """What expressions see: the data, or within the function of a fold its item and accumulator.

    `form` says what the accumulator holds: a value, a boolean, an integer, only a truth in three values, or a value
    that may be an unknown whose truth is known.
    """

    number: int
    parameters: tuple[str, ...]
    form: Form = "value"

    @property
    def in_fold(self) -> bool:
        """Tell whether this is the sight of a fold's function."""
        return len(self.parameters) == 2


class StrictCode:
    """Writes values and strict truths into a source."""

    def __init__(self, analysis: Analysis, source: Source) -> None:
        self.analysis = analysis
        self.source = source
        self._sights = count()
        self._depth = 0
        self._waiting: list[tuple[str, Mode, Expr, Sight]] = []
        self._writers: dict[Mode, Callable[[Expr, Sight], str]] = {
            "value": self._value,
            "strict": self._strict,
            "moment": self._moment,
        }

    def sight(self, *parameters: str, form: Form = "value") -> Sight:
        """Return a new sight: of the data, or of an accumulator and a current item."""
        return Sight(next(self._sights), parameters, form)

    def value(self, expr: Expr, sight: Sight) -> str:
        """Return code for the value of an expression, an `Unknown` where it has none."""
        return self.write("value", expr, sight)

    def strict(self, expr: Expr, sight: Sight) -> str:
        """Return code for the truthiness of the value of an expression, None where it has none."""
        return self.write("strict", expr, sight)

    def moment(self, expr: Expr, sight: Sight) -> str:
        """Return code for the date-time that an expression gives, in milliseconds, None where it gives none."""
        return self.write("moment", expr, sight)

    def write(self, mode: Mode, expr: Expr, sight: Sight) -> str:
        """Write an expression in one of the modes, unless its result is known already."""
        if isinstance(expr, Constant) and mode != "moment":
            truthy = isinstance(expr.value, bool) or mode in ("strict", "truth")
            return str(constant_truth(expr)) if truthy else self.source.constant(expr.value)
        key = (mode, sight.number, self.analysis.number(expr))
        known = self.source.recall(key)
        if known is not None:
            return known
        text = self._written(mode, expr, sight)
        if self.analysis.is_shared(expr):
            text = self.source.store(text)
        if text.isidentifier():
            self.source.remember(key, text)
        return text

    def _written(self, mode: Mode, expr: Expr, sight: Sight) -> str:
        if self._depth > _DEEPEST or self.source.deep:
            name = self.source.fresh()
            self._waiting.append((name, mode, expr, sight))
            return f"{name}({', '.join(sight.parameters)})"
        self._depth += 1
        text = self._writers[mode](expr, sight)
        self._depth -= 1
        return text

    def write_return(self, expr: Expr, sight: Sight, explain: str) -> None:
        """Write statements that return the value of an expression, or what `explain` makes of it having none."""
        known = constant_truth(expr.guard) if isinstance(expr, If) else None
        if not isinstance(expr, If) or known is not None or self.source.deep:
            self._return(expr, sight, explain)
            return
        truth = self.name_of(self.strict(expr.guard, sight))
        with self.source.block(f"if {truth}:"):
            self.write_return(expr.then, sight, explain)
        with self.source.block(f"if {truth} is False:"):
            self.write_return(expr.otherwise, sight, explain)
        self.source.line(f"return {explain}")

    def _return(self, expr: Expr, sight: Sight, explain: str) -> None:
        if isinstance(expr, Constant):
            self.source.line(f"return {self.value(expr, sight)}")
        elif self.is_boolean(expr, sight):
            truth = self.name_of(self.strict(expr, sight))
            self.source.line(f"return {explain} if {truth} is None else {truth}")
        else:
            value = self.value_name(expr, sight)
            self.source.line(f"return {explain} if type({value}) is Unknown else {value}")

    def write_waiting(self) -> None:
        """Write the functions of expressions that were too deep to stand within another."""
        while self._waiting:
            name, mode, expr, sight = self._waiting.pop()

            def body(mode: Mode = mode, expr: Expr = expr, sight: Sight = sight) -> None:
                self.source.line(f"return {self._writers[mode](expr, sight)}")

            self.source.function(name, ", ".join(sight.parameters), body)

    def name_of(self, text: str) -> str:
        """Give the result of an expression a name."""
        return self.source.store(text)

    def value_name(self, expr: Expr, sight: Sight) -> str:
        """Return a name that holds the value of an expression."""
        return self.name_of(self.value(expr, sight))

    def is_boolean(self, expr: Expr, sight: Sight) -> bool:
        """Tell whether the value of an expression, where it has one, is true or false."""
        return self.analysis.is_boolean(expr, accumulator=sight.form == "boolean")

    def is_integer(self, expr: Expr, sight: Sight) -> bool:
        """Tell whether the value of an expression, where it has one, is a Python `int`."""
        return self.analysis.is_integer(expr, accumulator=sight.form == "integer")

    # --- Values ------------------------------------------------------------------------------------------------------

    def _value(self, expr: Expr, sight: Sight) -> str:
        if self.is_boolean(expr, sight):
            if isinstance(expr, Var):
                return sight.parameters[0]
            truth = self.name_of(self.strict(expr, sight))
            return f"U if {truth} is None else {truth}"
        if is_moment(expr):
            moment = self.name_of(self.moment(expr, sight))
            return f"U if {moment} is None else Instant({moment})"
        match expr:
            case Var():
                return self.fact(expr, sight)
            case ListOf(items):
                return self._list(expr, items, sight)
            case If(guard, then, otherwise):
                return self._choice(guard, then, otherwise, sight)
            case And(operands):
                return self._first_falsy(operands, sight)
            case Reduce():
                return self._fold(expr, sight)
            case Add(left, right):
                return self._sum(left, right, sight)
            case ExtractFromUVCI(operand, index):
                return f"fragment_of({self.value(operand, sight)}, {self.source.constant(index)})"
        raise TypeError(f"not a CertLogic expression: {type(expr).__name__}")

    def _list(self, expr: Expr, items: tuple[Expr, ...], sight: Sight) -> str:
        constants = constant_items(expr)
        if constants is not None:
            return f"{self.source.bind(constants)}.copy()"
        return self._listed(items, "U", "[{}]", sight)

    def _listed(self, items: tuple[Expr, ...], unsettled: str, form: str, sight: Sight) -> str:
        names = [self.value_name(item, sight) for item in items]
        known = [isinstance(item, Constant) for item in items]
        unknown = " or ".join(f"type({name}) is Unknown" for name, sure in zip(names, known, strict=True) if not sure)
        return f"{unsettled} if {unknown} else {form.format(', '.join(names))}"

    def _choice(self, guard: Expr, then: Expr, otherwise: Expr, sight: Sight) -> str:
        known = constant_truth(guard)
        if known is not None:
            return self.value(then if known else otherwise, sight)
        truth, result = self.name_of(self.strict(guard, sight)), self.source.fresh()
        with self.source.block(f"if {truth}:"):
            self.source.store(self.value(then, sight), result)
        with self.source.block(f"elif {truth} is False:"):
            self.source.store(self.value(otherwise, sight), result)
        with self.source.block("else:"):
            self.source.store("U", result)
        return result

    def _first_falsy(self, operands: tuple[Expr, ...], sight: Sight) -> str:
        result, truth = self.source.fresh(), self.source.fresh()
        self.source.store(self.value(operands[0], sight), result)
        self.source.store(self.truthiness(result), truth)
        with self.source.scope():
            for operand in operands[1:]:
                with self.source.block(f"if {truth}:", seen_after=True):
                    self.source.store(self.value(operand, sight), result)
                    self.source.store(self.truthiness(result), truth)
        self.source.line(f"if {truth} is None: {result} = U")
        return result

    def _fold(self, expr: Reduce, sight: Sight) -> str:
        items = self.items(expr.operand, sight)
        accumulator, current = self.source.fresh(), self.source.fresh()
        self.source.store(self.value(expr.initial, sight), accumulator)
        self.source.line(f"if {items} is None: {accumulator} = U")
        integer = self.is_integer(expr, sight)
        within = self.sight(accumulator, current, form="integer" if integer else "value")
        settled = f"elif type({accumulator}) is not Unknown:"
        with self.source.block(settled), self.source.block(f"for {current} in {items}:"):
            self.source.store(self.value(expr.function, within), accumulator)
            self.source.line(f"if type({accumulator}) is Unknown: break")
        return accumulator

    def _sum(self, left: Expr, right: Expr, sight: Sight) -> str:
        names = [self.value_name(operand, sight) for operand in (left, right)]
        result = self.source.fresh()
        check = self._all_integers((left, right), names, sight)
        if check is None:
            return "U"
        with self.source.block(f"if {check or 'True'}:"):
            self.source.store(" + ".join(names), result)
            self.source.line(f"if not LEAST <= {result} <= MOST: {result} = U")
        with self.source.block("else:"):
            self.source.store(f"total({', '.join(names)})", result)
        return result

    # --- Facts -------------------------------------------------------------------------------------------------------

    def fact(self, expr: Var, sight: Sight) -> str:
        """Return code for what lies at a path."""
        fragments = expr.fragments
        if not sight.in_fold:
            return self._path(sight.parameters[0], fragments, 0, sight)
        accumulator, current = sight.parameters
        if not fragments:
            keys = self.source.constant("accumulator"), self.source.constant("current")
            return f"{{{keys[0]}: {accumulator}, {keys[1]}: {current}}}"
        if fragments[0] not in ("accumulator", "current"):
            return "None"
        return self._path(current if fragments[0] == "current" else accumulator, fragments, 1, sight)

    def _path(self, name: str, fragments: tuple[str, ...], start: int, sight: Sight) -> str:
        for end in range(start + 1, len(fragments) + 1):
            key = ("path", sight.number, fragments[:end])
            known = self.source.recall(key)
            if known is None:
                known = self._step(name, fragments[end - 1], nullable=end > start + 1)
                self.source.remember(key, known)
            name = known
        return name

    def _step(self, parent: str, fragment: str, *, nullable: bool) -> str:
        """Write one step of a path; a missing key is common, any other surprise is left to `step`."""
        result, key = self.source.fresh(), self.source.constant(fragment)
        if is_index(fragment):
            index = self.source.constant(int(fragment))
            enough = f"len({parent}) > {index}" if int(fragment) else parent
            item = f"({parent}[{index}] if {enough} else None)"
            other = f"{item} if type({parent}) is list else step({parent}, {key})"
            return self.source.store(f"None if {parent} is None else {other}", result)
        if nullable:
            self.source.line(f"if {parent} is None: {result} = None")
            with self.source.block("else:"):
                self._get(parent, key, result)
        else:
            self._get(parent, key, result)
        return result

    def _get(self, parent: str, key: str, result: str) -> None:
        self.source.line(f"try: {result} = {parent}.get({key})")
        self.source.line(f"except AttributeError: {result} = step({parent}, {key})")

    def items(self, operand: Expr, sight: Sight) -> str:
        """Return a name that holds the items to fold over, None where the operand is no list."""
        constants = constant_items(operand)
        if constants is not None:
            return self.source.bind(tuple(constants))
        if isinstance(operand, ListOf):
            return self.name_of(self._listed(operand.items, "None", "({},)", sight))
        name = self.value_name(operand, sight)
        known = f"type({name}) is list or type({name}) is tuple"
        return self.name_of(f"{name} if {known} else items_of({name})")

    # --- Truths ------------------------------------------------------------------------------------------------------

    def truthiness(self, name: str, otherwise: str = "truth_of") -> str:
        """Return code for the truthiness of a value held by a name."""
        return f"False if {name} is None else (not not {name}) if type({name}) in PLAIN else {otherwise}({name})"

    def _strict(self, expr: Expr, sight: Sight) -> str:
        match expr:
            case Var() if self.is_boolean(expr, sight):
                return sight.parameters[0]
            case And(operands):
                return self._all(operands, sight)
            case Not(operand):
                truth = self.name_of(self.strict(operand, sight))
                return f"None if {truth} is None else not {truth}"
            case If(guard, then, otherwise):
                return self._strict_choice(guard, then, otherwise, sight)
            case Reduce():
                return self._strict_fold(expr, sight)
            case Equal(left, right):
                return self._equality(left, right, sight)
            case In(left, right):
                return self._membership(left, right, sight)
            case Compare():
                return self._comparison(expr, sight)
            case CompareDates():
                return self._date_comparison(expr, sight)
            case _:
                return self.truthiness(self.value_name(expr, sight))

    def _all(self, operands: tuple[Expr, ...], sight: Sight) -> str:
        result = self.source.store(self.strict(operands[0], sight), self.source.fresh())
        with self.source.scope():
            for operand in operands[1:]:
                with self.source.block(f"if {result}:", seen_after=True):
                    self.source.store(self.strict(operand, sight), result)
        return result

    def _strict_choice(self, guard: Expr, then: Expr, otherwise: Expr, sight: Sight) -> str:
        known = constant_truth(guard)
        if known is not None:
            return self.strict(then if known else otherwise, sight)
        if constant_truth(otherwise) is False:
            return self._all((guard, then), sight)
        result = self.source.store(self.strict(guard, sight), self.source.fresh())
        branch = "if"
        if constant_truth(then) is not True:
            branch = "elif"
            with self.source.block(f"if {result}:"):
                self.source.store(self.strict(then, sight), result)
        with self.source.block(f"{branch} {result} is False:"):
            self.source.store(self.strict(otherwise, sight), result)
        return result

    def _strict_fold(self, expr: Reduce, sight: Sight) -> str:
        if found_by(expr) is not None or demanded_by(expr) is not None:
            return self._search(expr, sight)
        if self.is_boolean(expr, sight):
            return self._boolean_fold(expr, sight)
        return self.truthiness(self.value_name(expr, sight))

    def _search(self, expr: Reduce, sight: Sight) -> str:
        """Look for the item that settles a fold: one that satisfies, or one that does not."""
        items, result, current = self.items(expr.operand, sight), self.source.fresh(), self.source.fresh()
        sought = found_by(expr)
        condition, usual = (sought, "False") if sought is not None else (demanded_by(expr), "True")
        assert condition is not None
        within = self.sight(result, current)
        self.source.store(f"None if {items} is None else {usual}", result)
        with self.source.block(f"if {items}:"), self.source.block(f"for {current} in {items}:"):
            truth = self.name_of(self.strict(condition, within))
            self.source.line(f"if {truth} is not {usual}:")
            self.source.line(f" {result} = {truth}; break")
        return result

    def _boolean_fold(self, expr: Reduce, sight: Sight) -> str:
        items, result, current = self.items(expr.operand, sight), self.source.fresh(), self.source.fresh()
        self.source.store(self.strict(expr.initial, sight), result)
        self.source.line(f"if {items} is None: {result} = None")
        within = self.sight(result, current, form="boolean")
        with self.source.block(f"elif {result} is not None:"), self.source.block(f"for {current} in {items}:"):
            self.source.store(self.strict(expr.function, within), result)
            self.source.line(f"if {result} is None: break")
        return result

    # --- Comparisons -------------------------------------------------------------------------------------------------

    def _equality(self, left: Expr, right: Expr, sight: Sight) -> str:
        names = [self.value_name(operand, sight) for operand in (left, right)]
        fallback = f"are_equal({', '.join(names)})"
        kinds = {type(operand.value) for operand in (left, right) if isinstance(operand, Constant)}
        dynamic = [
            name for name, operand in zip(names, (left, right), strict=True) if not isinstance(operand, Constant)
        ]
        if not dynamic or len(kinds) == 0:
            both = f"type({names[0]}) is str and type({names[1]}) is str"
            return f"{names[0]} == {names[1]} if {both} else {fallback}"
        (name,), (kind,) = dynamic, kinds
        if kind is bool:
            return f"None if type({name}) is Unknown else {names[0]} is {names[1]}"
        absent = f"False if {name} is None else "
        return f"{names[0]} == {names[1]} if type({name}) is {kind.__name__} else {absent}{fallback}"

    def _membership(self, left: Expr, right: Expr, sight: Sight) -> str:
        name = self.value_name(left, sight)
        constants = constant_items(right)
        if constants is None:
            values = self.value_name(right, sight)
            found = f"type({name}) is str and type({values}) is list and {name} in {values}"
            return f"True if {found} else is_member({name}, {values})"
        fallback = f"is_one_of({name}, {self.source.bind(tuple(constants))})"
        kinds = set(map(type, constants)) or {str}
        if len(kinds) > 1 or bool in kinds or isinstance(left, Constant):
            return fallback
        (kind,) = kinds
        known = self.source.constant(frozenset(constants))
        return f"{name} in {known} if type({name}) is {kind.__name__} else False if {name} is None else {fallback}"

    def _all_integers(self, operands: Sequence[Expr], names: Sequence[str], sight: Sight) -> str | None:
        """Return code that tells whether all operands are integers: nothing if they surely are, None if not."""
        checks: dict[str, None] = {}
        for operand, name in zip(operands, names, strict=True):
            if not self.is_integer(operand, sight):
                if isinstance(operand, Constant):
                    return None
                checks[f"type({name}) is int"] = None
            elif not isinstance(operand, Constant) and name != sight.parameters[0]:
                checks[f"{name} is not U"] = None
        return " and ".join(checks)

    def _comparison(self, expr: Compare, sight: Sight) -> str:
        names = [self.value_name(operand, sight) for operand in expr.operands]
        check = self._all_integers(expr.operands, names, sight)
        if check is None:
            return "None"
        comparison = f" {_SYMBOLS[expr.order]} ".join(names)
        if not check:
            return comparison
        unsure = next(
            name for name, operand in zip(names, expr.operands, strict=True) if not isinstance(operand, Constant)
        )
        fallback = f"are_in_order({self.source.constant(expr.order)}, ({', '.join(names)}))"
        return f"{comparison} if {check} else None if type({unsure}) is Unknown else {fallback}"

    def _date_comparison(self, expr: CompareDates, sight: Sight) -> str:
        names = [self.name_of(self.moment(operand, sight)) for operand in expr.operands]
        missing = " or ".join(f"{name} is None" for name in dict.fromkeys(names))
        return f"None if {missing} else " + f" {_DATE_SYMBOLS[expr.order]} ".join(names)

    def _moment(self, expr: Expr, sight: Sight) -> str:
        match expr:
            case PlusTime(Constant(str(text)), amount, unit):
                return self.source.constant(quiet.moment_after(text, amount, unit, {}))
            case PlusTime(operand, amount, unit):
                known = self.source.bind(quiet.moments_after(amount, unit))
                arguments = f"{self.source.constant(amount)}, {self.source.constant(unit)}, {known}"
                return self._known_moment(operand, known, "moment_after", f", {arguments}", sight)
            case DateOfBirth(operand):
                return self._known_moment(operand, self.source.bind(quiet.births), "moment_of_birth", "", sight)
            case _:
                name = self.value_name(expr, sight)
                return f"{name} if type({name}) is Instant else None"

    def _known_moment(self, operand: Expr, known: str, compute: str, arguments: str, sight: Sight) -> str:
        """Look a date up among those already computed: the same few recur all day."""
        text, result = self.value_name(operand, sight), self.source.fresh()
        self.source.line(f"try: {result} = {known}[{text}]")
        self.source.line(f"except MISSED: {result} = {compute}({text}{arguments})")
        return result
