"""What can be known of expressions before any data: which are equal, which are constant, which are true or false."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence

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
    children,
    walk,
)
from rulebook.certlogic.values import Value, is_index, truthiness

ACCUMULATOR = Var("accumulator")
_ALWAYS_BOOLEAN = (Compare, CompareDates, Not, Equal, In)
_MOMENTS = (PlusTime, DateOfBirth)
_LONGEST = 64
"""How many nodes a fold may have that is written out item by item."""


class Analysis:
    """Facts about all nodes of some expressions, found from the leaves up, without recursion."""

    def __init__(self, expressions: Iterable[Expr]) -> None:
        self._numbers: dict[int, int] = {}
        self._known: dict[Hashable, int] = {}
        self._booleans: set[tuple[int, bool]] = set()
        self._integers: set[tuple[int, bool]] = set()
        self._uses: Counter[int] = Counter()
        self._read_into: set[tuple[str, ...]] = set()
        for expression in expressions:
            for node in reversed(list(walk(expression))):
                self._examine(node)

    def number(self, expr: Expr) -> int:
        """Return the number that `expr` shares with every node equal to it in structure."""
        return self._numbers[id(expr)]

    def is_shared(self, expr: Expr) -> bool:
        """Tell whether an equal node occurs more than once."""
        return self._uses[self.number(expr)] > 1

    def is_boolean(self, expr: Expr, *, accumulator: bool) -> bool:
        """Tell whether the value, where there is one, is true or false; `accumulator` says whether its value is."""
        return (self.number(expr), accumulator) in self._booleans

    def is_integer(self, expr: Expr, *, accumulator: bool) -> bool:
        """Tell whether the value, where there is one, is a Python `int`; `accumulator` says whether its value is."""
        return (self.number(expr), accumulator) in self._integers

    def is_read_into(self, var: Var) -> bool:
        """Tell whether a path goes on from here by a key: what lies here is then mostly an object."""
        return var.fragments in self._read_into

    def _examine(self, node: Expr) -> None:
        shape = (type(node), _label(node), *(self._numbers[id(child)] for child in children(node)))
        number = self._known.setdefault(shape, len(self._known))
        self._numbers[id(node)] = number
        self._uses[number] += 1
        if self._uses[number] == 1:
            if isinstance(node, Var) and node.fragments and not is_index(node.fragments[-1]):
                self._read_into.add(node.fragments[:-1])
            for known in (False, True):
                if self._boolean(node, accumulator=known):
                    self._booleans.add((number, known))
                if self._integer(node, accumulator=known):
                    self._integers.add((number, known))

    def _boolean(self, node: Expr, *, accumulator: bool) -> bool:
        match node:
            case Constant(value):
                return isinstance(value, bool)
            case Var():
                return accumulator and node == ACCUMULATOR
            case And(operands):
                return all(self.is_boolean(operand, accumulator=accumulator) for operand in operands)
            case If(_, then, otherwise):
                return all(self.is_boolean(branch, accumulator=accumulator) for branch in (then, otherwise))
            case Reduce(_, function, initial):
                return self.is_boolean(function, accumulator=True) and self.is_boolean(initial, accumulator=accumulator)
            case _:
                return isinstance(node, _ALWAYS_BOOLEAN)

    def _integer(self, node: Expr, *, accumulator: bool) -> bool:
        match node:
            case Constant(value):
                return type(value) is int
            case Var():
                return accumulator and node == ACCUMULATOR
            case If(_, then, otherwise):
                return all(self.is_integer(branch, accumulator=accumulator) for branch in (then, otherwise))
            case Reduce(_, function, initial):
                return self.is_integer(function, accumulator=True) and self.is_integer(initial, accumulator=accumulator)
            case _:
                return isinstance(node, Add)


def _label(node: Expr) -> Hashable:
    """Return what a node holds besides its operands."""
    match node:
        case Constant(value):
            return type(value), value
        case Var(path):
            return path
        case Compare(order, _):
            return order
        case CompareDates(date_order, _):
            return date_order
        case PlusTime(_, amount, unit):
            return amount, unit
        case ExtractFromUVCI(_, index):
            return index
        case _:
            return None


def is_moment(expr: Expr) -> bool:
    """Tell whether the value, where there is one, is always a date-time."""
    return isinstance(expr, _MOMENTS)


def constant_items(expr: Expr) -> list[Value] | None:
    """Return the items of an array of plain constants, None for any other expression."""
    if not isinstance(expr, ListOf):
        return None
    values = [item.value for item in expr.items if isinstance(item, Constant)]
    return values if len(values) == len(expr.items) else None


def constant_truth(expr: Expr) -> bool | None:
    """Return the truthiness of a constant, None for any other expression."""
    return truthiness(expr.value) if isinstance(expr, Constant) else None


def found_by(reduce: Reduce) -> Expr | None:
    """Return the condition where a fold asks whether some item satisfies one: `if accumulator then true else ...`."""
    match reduce:
        case Reduce(_, If(Var("accumulator"), Constant(True), condition), Constant(False)):
            return condition if not _reads_accumulator(condition) else None
    return None


def demanded_by(reduce: Reduce) -> Expr | None:
    """Return the condition where a fold asks whether all items satisfy one: `accumulator and ...`."""
    match reduce:
        case Reduce(_, And((Var("accumulator"), condition)), Constant(True)):
            return condition if not _reads_accumulator(condition) else None
    return None


def spelled_out(reduce: Reduce) -> Sequence[Expr] | None:
    """Return the items of a fold over an array that stands in the rule, where writing the fold out keeps it short."""
    operand = reduce.operand
    if not isinstance(operand, ListOf) or constant_items(operand) is not None:
        return None
    return operand.items if len(operand.items) * sum(1 for _ in walk(reduce.function)) <= _LONGEST else None


def _reads_accumulator(function: Expr) -> bool:
    return any(_is_accumulator(node) for node, _ in _positions(function))


def only_truth_counts(function: Expr) -> bool:
    """Tell whether the function of a fold reads of its accumulator only whether it is truthy."""
    return all(in_truth and node == ACCUMULATOR for node, in_truth in _positions(function) if _is_accumulator(node))


def _is_accumulator(node: Expr) -> bool:
    return isinstance(node, Var) and (not node.path or node.fragments[0] == "accumulator")


def _positions(function: Expr) -> Iterable[tuple[Expr, bool]]:
    """Yield every node in the reach of a fold's own context, and whether only its truth counts there."""
    waiting = [(function, True)]
    while waiting:
        node, in_truth = waiting.pop()
        yield node, in_truth
        in_truth = in_truth and isinstance(node, (And, Not, If))
        within = (node.operand, node.initial) if isinstance(node, Reduce) else children(node)
        waiting.extend((child, in_truth) for child in within)
