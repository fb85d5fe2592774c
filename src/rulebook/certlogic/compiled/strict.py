"""Code for values, and for truths in CertLogic's own sense: in order, lazily, and open as soon as one operand is.

In a value an `Unknown` stands for "has none"; in a truth or a moment None does. In a settled sight truths are never
None: what has none raises, and the interpreter takes over.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from rulebook.certlogic.compiled import quiet
from rulebook.certlogic.compiled.analysis import (
    Analysis,
    constant_items,
    constant_truth,
    demanded_by,
    found_by,
    is_moment,
    spelled_out,
)
from rulebook.certlogic.compiled.facts import FactCode
from rulebook.certlogic.compiled.source import Source
from rulebook.certlogic.compiled.writing import Form, Sight
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

_SYMBOLS = {"<": "<", ">": ">", "<=": "<=", ">=": ">="}
_DATE_SYMBOLS: dict[DateOrder, str] = {"before": "<", "after": ">", "not-after": "<=", "not-before": ">="}


class StrictCode(FactCode):
    """Writes values and strict truths into a source."""

    def __init__(self, analysis: Analysis, source: Source) -> None:
        super().__init__(analysis, source)
        self._writers |= {"value": self._value, "strict": self._strict, "moment": self._moment}

    def sure(self, truth: str, sight: Sight) -> str:
        """Return code that raises in place of a truth of None, where all has to be settled."""
        return f"settled({truth})" if sight.settled else truth

    # --- What a function returns -------------------------------------------------------------------------------------

    def write_return(self, expr: Expr, sight: Sight) -> None:
        """Write statements that return the value of an expression in a settled sight, as soon as it is certain."""
        match expr:
            case If(guard, then, otherwise) if constant_truth(guard) is None and not self.source.deep:
                with self._where(guard, sight):
                    self.write_return(then, sight)
                self.write_return(otherwise, sight)
            case And(operands) if self.is_boolean(expr, sight):
                for operand in operands[:-1]:
                    self._demand(operand, sight, "return False")
                self.write_return(operands[-1], sight)
            case _ if self.is_boolean(expr, sight):
                self.source.line(f"return {self.strict(expr, sight)}")
            case _:
                value = self.value_name(expr, sight)
                self.source.line(f"if {value}.__class__ is Unknown: raise NoValue")
                self.source.line(f"return {value}")

    def _demand(self, expr: Expr, sight: Sight, otherwise: str) -> None:
        """Write statements that go another way unless an expression is truthy, in a settled sight."""
        match expr:
            case And(operands):
                for operand in operands:
                    self._demand(operand, sight, otherwise)
            case If(guard, then, Constant(True)) if constant_truth(guard) is None and not self.source.deep:
                with self._where(guard, sight):
                    self._demand(then, sight, otherwise)
            case _:
                self.source.line(f"if not ({self._tested(expr, sight)}): {otherwise}")

    @contextmanager
    def _where(self, guard: Expr, sight: Sight) -> Iterator[None]:
        """Write a block for where a condition holds, in a settled sight."""
        with self.source.block(f"if {self._tested(guard, sight)}:"):
            if isinstance(guard, Var):
                name = self.value_name(guard, sight)
                self.source.remember(("there", sight.number, name), name)
            yield

    def _tested(self, expr: Expr, sight: Sight) -> str:
        """Return code to be tested and no more: truthy where the expression is, in a settled sight."""
        if not isinstance(expr, Var) or self.is_boolean(expr, sight):
            return self.strict(expr, sight)
        name = self.value_name(expr, sight)
        usual = "is dict" if self.analysis.is_read_into(expr) else "in PLAIN"
        return f"{name} is not None and ({name} if {name}.__class__ {usual} else settled(truth_of({name})))"

    # --- Values ------------------------------------------------------------------------------------------------------

    def _value(self, expr: Expr, sight: Sight) -> str:
        if self.is_boolean(expr, sight):
            if isinstance(expr, Var):
                return sight.parameters[0]
            truth = self.name_of(self.strict(expr, sight))
            return truth if sight.settled else f"U if {truth} is None else {truth}"
        if is_moment(expr):
            moment = self.name_of(self.moment(expr, sight))
            return f"Instant({moment})" if sight.settled else f"U if {moment} is None else Instant({moment})"
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
                return self._settled_fold(expr, sight) if sight.settled else self._fold(expr, sight)
            case Add(left, right):
                return self._sum(left, right, sight)
            case _:
                assert isinstance(expr, ExtractFromUVCI)
                return f"fragment_of({self.value(expr.operand, sight)}, {self.source.constant(expr.index)})"

    def _list(self, expr: Expr, items: tuple[Expr, ...], sight: Sight) -> str:
        constants = constant_items(expr)
        if constants is not None:
            return f"{self.source.bind(constants)}.copy()"
        return self._listed(items, "U", "[{}]", sight)

    def _listed(self, items: tuple[Expr, ...], unsettled: str, form: str, sight: Sight) -> str:
        names = [self.value_name(item, sight) for item in items]
        return f"{unsettled} if {self._any_unknown(items, names)} else {form.format(', '.join(names))}"

    def _any_unknown(self, items: Sequence[Expr], names: Sequence[str]) -> str:
        """Return code that tells whether one of the items of a list, not all of them constant, is unknown."""
        facts = [name for name, item in zip(names, items, strict=True) if not isinstance(item, Constant)]
        return " or ".join(f"{name}.__class__ is Unknown" for name in facts)

    def _choice(self, guard: Expr, then: Expr, otherwise: Expr, sight: Sight) -> str:
        known = constant_truth(guard)
        if known is not None:
            return self.value(then if known else otherwise, sight)
        result = self.source.fresh()
        if sight.settled:
            with self._where(guard, sight):
                self.source.store(self.value(then, sight), result)
            with self.source.block("else:"):
                self.source.store(self.value(otherwise, sight), result)
            return result
        truth = self.name_of(self.strict(guard, sight))
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
        self.source.store(self.truthiness(result, sight), truth)
        with self.source.scope():
            for operand in operands[1:]:
                with self.source.block(f"if {truth}:", seen_after=True):
                    self.source.store(self.value(operand, sight), result)
                    self.source.store(self.truthiness(result, sight), truth)
        if not sight.settled:
            self.source.line(f"if {truth} is None: {result} = U")
        return result

    def _fold(self, expr: Reduce, sight: Sight) -> str:
        items = self.items(expr.operand, sight)
        accumulator, current = self.source.fresh(), self.source.fresh()
        self.source.store(self.value(expr.initial, sight), accumulator)
        self.source.line(f"if {items} is None: {accumulator} = U")
        integer = self.is_integer(expr, sight)
        within = self.within(sight, accumulator, current, "integer" if integer else "value")
        settled = f"elif {accumulator}.__class__ is not Unknown:"
        with self.source.block(settled), self.source.block(f"for {current} in {items}:"):
            self.source.store(self.value(expr.function, within), accumulator)
            self.source.line(f"if {accumulator}.__class__ is Unknown: break")
        return accumulator

    def _settled_fold(self, expr: Reduce, sight: Sight) -> str:
        """Fold item by item without a loop where the rule itself spells out a few of them."""
        accumulator = self.source.fresh()
        form: Form = "integer" if self.is_integer(expr, sight) else "value"

        def write_accumulator(value: str) -> None:
            self.source.store(value, accumulator)
            if form == "value":
                self.source.line(f"if {accumulator}.__class__ is Unknown: raise NoValue")

        few = spelled_out(expr)
        if few is not None:
            names = [self._item(item, sight) for item in few]
            self.source.line(f"if {self._any_unknown(few, names)}: raise NoValue")
            write_accumulator(self.value(expr.initial, sight))
            for name in names:
                write_accumulator(self.value(expr.function, self.within(sight, accumulator, name, form)))
            return accumulator
        items, current = self.items(expr.operand, sight), self.source.fresh()
        write_accumulator(self.value(expr.initial, sight))
        with self.source.block(f"for {current} in {items}:"):
            write_accumulator(self.value(expr.function, self.within(sight, accumulator, current, form)))
        return accumulator

    def _item(self, item: Expr, sight: Sight) -> str:
        return self.source.bind(item.value) if isinstance(item, Constant) else self.value_name(item, sight)

    def _sum(self, left: Expr, right: Expr, sight: Sight) -> str:
        names = [self.value_name(operand, sight) for operand in (left, right)]
        result = self.source.fresh()
        lost = "raise NoValue" if sight.settled else f"{result} = U"
        check = self._all_integers((left, right), names, sight)
        if check is None:
            self.source.line(lost)
            return result
        if check:
            otherwise = lost if sight.settled else f"{result} = total({', '.join(names)})"
            self.source.line(f"if not ({check}): {otherwise}")
        with self.source.block("else:" if check else "if True:"):
            self.source.store(" + ".join(names), result)
            self.source.line(f"if not LEAST <= {result} <= MOST: {lost}")
        return result

    def items(self, operand: Expr, sight: Sight) -> str:
        """Return a name that holds the items to fold over, None where the operand is no list."""
        constants = constant_items(operand)
        if constants is not None:
            return self.source.bind(tuple(constants))
        if isinstance(operand, ListOf):
            return self.name_of(self._listed(operand.items, self.sure("None", sight), "({},)", sight))
        name = self.value_name(operand, sight)
        known = f"{name}.__class__ is list or {name}.__class__ is tuple"
        return self.name_of(f"{name} if {known} else {self.sure(f'items_of({name})', sight)}")

    # --- Truths ------------------------------------------------------------------------------------------------------

    def truthiness(self, name: str, sight: Sight, otherwise: str = "truth_of") -> str:
        """Return code for the truthiness of a value held by a name."""
        unusual = self.sure(f"{otherwise}({name})", sight)
        return f"False if {name} is None else (not not {name}) if {name}.__class__ in PLAIN else {unusual}"

    def _strict(self, expr: Expr, sight: Sight) -> str:
        match expr:
            case Var() if self.is_boolean(expr, sight):
                return sight.parameters[0]
            case And(operands):
                return self._all(operands, sight)
            case Not(operand) | If(operand, Constant(False), Constant(True)) if sight.settled:
                return f"not ({self._tested(operand, sight)})"
            case Not(operand) | If(operand, Constant(False), Constant(True)):
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
                return self.truthiness(self.value_name(expr, sight), sight)

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
        if sight.settled:
            result = self.source.fresh()
            with self._where(guard, sight):
                self.source.store(self.strict(then, sight), result)
            with self.source.block("else:"):
                self.source.store(self.strict(otherwise, sight), result)
            return result
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
        return self.truthiness(self.value_name(expr, sight), sight)

    def _search(self, expr: Reduce, sight: Sight) -> str:
        """Look for the item that settles a fold: one that satisfies, or one that does not."""
        items, result, current = self.items(expr.operand, sight), self.source.fresh(), self.source.fresh()
        sought = found_by(expr)
        condition, usual = (sought, "False") if sought is not None else (demanded_by(expr), "True")
        assert condition is not None
        within = self.within(sight, result, current)
        loop = f"for {current} in {items}:"
        if sight.settled:
            self.source.store(usual, result)
            with self.source.block(loop):
                if sought is not None:
                    self._demand(condition, within, "continue")
                    self.source.line(f"{result} = True; break")
                else:
                    self._demand(condition, within, f"{result} = False; break")
            return result
        self.source.store(f"None if {items} is None else {usual}", result)
        with self.source.block(f"if {items}:"), self.source.block(loop):
            truth = self.name_of(self.strict(condition, within))
            self.source.line(f"if {truth} is not {usual}: {result} = {truth}; break")
        return result

    def _boolean_fold(self, expr: Reduce, sight: Sight) -> str:
        items, result, current = self.items(expr.operand, sight), self.source.fresh(), self.source.fresh()
        self.source.store(self.strict(expr.initial, sight), result)
        within, loop = self.within(sight, result, current, "boolean"), f"for {current} in {items}:"
        if sight.settled:
            with self.source.block(loop):
                self.source.store(self.strict(expr.function, within), result)
            return result
        self.source.line(f"if {items} is None: {result} = None")
        with self.source.block(f"elif {result} is not None:"), self.source.block(loop):
            self.source.store(self.strict(expr.function, within), result)
            self.source.line(f"if {result} is None: break")
        return result

    # --- Comparisons -------------------------------------------------------------------------------------------------

    def _equality(self, left: Expr, right: Expr, sight: Sight) -> str:
        names = [self.value_name(operand, sight) for operand in (left, right)]
        fallback = self.sure(f"are_equal({', '.join(names)})", sight)
        kinds = {type(operand.value) for operand in (left, right) if isinstance(operand, Constant)}
        dynamic = [
            name for name, operand in zip(names, (left, right), strict=True) if not isinstance(operand, Constant)
        ]
        if not dynamic or len(kinds) == 0:
            alike = f"{names[0]}.__class__ is {names[1]}.__class__ and {names[0]}.__class__ in SCALAR"
            return f"{names[0]} == {names[1]} if {alike} else {fallback}"
        (name,), (kind,) = dynamic, kinds
        if kind is bool:
            return f"{self.sure('None', sight)} if {name}.__class__ is Unknown else {names[0]} is {names[1]}"
        absent = f"False if {name} is None else "
        return f"{names[0]} == {names[1]} if {name}.__class__ is {kind.__name__} else {absent}{fallback}"

    def _membership(self, left: Expr, right: Expr, sight: Sight) -> str:
        name = self.value_name(left, sight)
        constants = constant_items(right)
        if constants is None:
            return self._membership_of_data(name, self.value_name(right, sight), sight)
        fallback = self.sure(f"is_one_of({name}, {self.source.bind(tuple(constants))})", sight)
        kinds = set(map(type, constants)) or {str}
        if len(kinds) > 1 or bool in kinds or isinstance(left, Constant):
            return fallback
        (kind,) = kinds
        known = self.source.constant(frozenset(constants))
        return f"{name} in {known} if {name}.__class__ is {kind.__name__} else False if {name} is None else {fallback}"

    def _membership_of_data(self, name: str, values: str, sight: Sight) -> str:
        """Look for a text in a list of the data, which lacks it surely only where none of the items is unknown."""
        listed, unusual = f"{values}.__class__ is list", self.sure(f"is_member({name}, {values})", sight)
        if not sight.settled:
            return f"True if {name}.__class__ is str and {listed} and {name} in {values} else {unusual}"
        lacked = f"joined({values}) is None"  # false; but it raises where not all items are texts
        found = f"({name} in {values} or {lacked}) if {name}.__class__ is str and {listed}"
        return f"{found} else {lacked} if {name} is None and {listed} else {unusual}"

    def _all_integers(self, operands: Sequence[Expr], names: Sequence[str], sight: Sight) -> str | None:
        """Return code that tells whether all operands are integers: nothing if they surely are, None if not."""
        checks: dict[str, None] = {}
        for operand, name in zip(operands, names, strict=True):
            if not self.is_integer(operand, sight):
                if isinstance(operand, Constant):
                    return None
                checks[f"{name}.__class__ is int"] = None
            elif not (sight.settled or isinstance(operand, Constant) or name == sight.parameters[0]):
                checks[f"{name} is not U"] = None
        return " and ".join(checks)

    def _comparison(self, expr: Compare, sight: Sight) -> str:
        names = [self.value_name(operand, sight) for operand in expr.operands]
        check = self._all_integers(expr.operands, names, sight)
        if check is None:
            return self.sure("None", sight)
        comparison = f" {_SYMBOLS[expr.order]} ".join(names)
        if not check:
            return comparison
        unsure = next(
            name for name, operand in zip(names, expr.operands, strict=True) if not isinstance(operand, Constant)
        )
        fallback = f"are_in_order({self.source.constant(expr.order)}, ({', '.join(names)}))"
        if sight.settled:
            return f"{comparison} if {check} else settled({fallback})"
        return f"{comparison} if {check} else None if {unsure}.__class__ is Unknown else {fallback}"

    def _date_comparison(self, expr: CompareDates, sight: Sight) -> str:
        names = [self.name_of(self.moment(operand, sight)) for operand in expr.operands]
        comparison = f" {_DATE_SYMBOLS[expr.order]} ".join(names)
        # Python itself raises where one of two is None, but never looks at a third where the first two decide
        unseen = names[2:] if sight.settled else list(dict.fromkeys(names))
        if not unseen:
            return comparison
        missing = " or ".join(f"{name} is None" for name in unseen)
        return f"{self.sure('None', sight)} if {missing} else {comparison}"

    def _moment(self, expr: Expr, sight: Sight) -> str:
        match expr:
            case PlusTime(Constant(str(text)), amount, unit):
                return self.source.constant(quiet.moments_after(amount, unit)[text])
            case PlusTime(operand, amount, unit):
                return self._known_moment(operand, quiet.moments_after(amount, unit), sight)
            case DateOfBirth(operand):
                return self._known_moment(operand, quiet.births, sight)
            case _:
                name = self.value_name(expr, sight)
                return f"{name} if {name}.__class__ is Instant else None"

    def _known_moment(self, operand: Expr, known: quiet.Moments, sight: Sight) -> str:
        """Look a date up in a table; what cannot even be looked up, as a list, is none."""
        text, result, table = self.value_name(operand, sight), self.source.fresh(), self.source.bind(known)
        if sight.settled:
            return self.source.store(f"{table}[{text}]", result)
        self.source.line(f"try: {result} = {table}[{text}]")
        self.source.line(f"except TypeError: {result} = None")
        return result
