"""How expressions become code: each is written once where its result is needed again, and never nested too deeply.

Every writer returns the text of a Python expression without side effects, mostly a name, and writes the statements it
needs before it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any, Literal, TypeAlias

from rulebook.certlogic.compiled import quiet
from rulebook.certlogic.compiled.analysis import Analysis, constant_truth
from rulebook.certlogic.compiled.source import Source
from rulebook.certlogic.tree import Constant, Expr
from rulebook.certlogic.validating import MAX_SAFE_INTEGER
from rulebook.certlogic.values import NOT_RECORDED, Instant, Unknown

NAMES: dict[str, Any] = {
    "AttributeError": AttributeError,
    "TypeError": TypeError,
    "NoValue": quiet.NoValue,
    "NO_VALUE": quiet.NO_VALUE,
    "joined": "".join,
    "Instant": Instant,
    "Unknown": Unknown,
    "U": NOT_RECORDED,
    "U_THAT_IS": quiet.UNKNOWN_THAT_IS,
    "PLAIN": quiet.PLAIN_TYPES,
    "SCALAR": quiet.SCALAR_TYPES,
    "MOST": MAX_SAFE_INTEGER,
    "LEAST": -MAX_SAFE_INTEGER,
    **{kind.__name__: kind for kind in (int, str, list, tuple, dict, len)},
    **{
        operation.__name__: operation
        for operation in (
            quiet.step,
            quiet.items_of,
            quiet.truth_of,
            quiet.known_truth_of,
            quiet.settled,
            quiet.are_equal,
            quiet.is_member,
            quiet.is_one_of,
            quiet.are_in_order,
            quiet.total,
            quiet.fragment_of,
        )
    },
}
"""All that generated code can reach besides the constants of the rule: it stands where Python's own builtins would."""

_DEEPEST = 24
"""How many nested expressions go into one function; the next one gets a function of its own."""

Mode = Literal["value", "strict", "moment", "truth", "both"]
Form = Literal["value", "boolean", "integer", "truth", "both"]


@dataclass(frozen=True, slots=True)
class Sight:
    """What expressions see: the data, or within the function of a fold its item and accumulator.

    `form` says what the accumulator holds: a value, a boolean, an integer, only a truth in three values, or a value
    that may be an unknown whose truth is known. In a `settled` sight the first thing without a value ends it all: a
    truth, a moment or an integer that cannot be had raises there, where elsewhere it would be handed on as None or
    `Unknown`. A fact may be an `Unknown` in either.
    """

    number: int
    parameters: tuple[str, ...]
    form: Form = "value"
    settled: bool = False

    @property
    def in_fold(self) -> bool:
        """Tell whether this is the sight of a fold's function."""
        return len(self.parameters) == 2


Writer: TypeAlias = Callable[[Expr, Sight], str]


class Writing:
    """Writes expressions into a source, by the writer of each mode."""

    def __init__(self, analysis: Analysis, source: Source) -> None:
        self.analysis = analysis
        self.source = source
        self._sights = count()
        self._depth = 0
        self._waiting: list[tuple[str, Mode, Expr, Sight]] = []
        self._writers: dict[Mode, Writer] = {}

    def sight(self, data: str) -> Sight:
        """Return the sight of the data."""
        return Sight(next(self._sights), (data,))

    def within(self, sight: Sight, accumulator: str, current: str, form: Form = "value") -> Sight:
        """Return the sight of the function of a fold, which stands in another sight."""
        return Sight(next(self._sights), (accumulator, current), form, sight.settled)

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
