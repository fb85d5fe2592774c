"""What generated code falls back on: CertLogic's operations in a form that never raises.

Generated code handles the usual types itself; whatever is unusual comes here and goes through the operations that the
interpreter uses. A value that cannot be had is an `Unknown`, a truth that cannot be had is None.
"""

from collections.abc import Callable, Collection, Mapping, Sequence

from rulebook.certlogic.tree import Unit
from rulebook.certlogic.validating import is_integer
from rulebook.certlogic.values import (
    NOT_RECORDED,
    Unknown,
    Unsettled,
    Value,
    add,
    date_of_birth,
    equal,
    in_order,
    instant,
    is_list,
    item_at,
    member,
    moved,
    truthiness,
    uvci_fragment,
)

UNKNOWN_THAT_IS: Mapping[bool | None, Unknown] = {
    True: Unknown(truth=True),
    False: Unknown(truth=False),
    None: NOT_RECORDED,
}
PLAIN_TYPES = frozenset({type(None), bool, int, float, str, list, tuple, dict})
"""The types whose truthiness is Python's own."""

SCALAR_TYPES = frozenset({type(None), bool, int, float, str})
"""The types whose values, if both are of the same, are equal where Python says so."""


class NoValue(Exception):
    """Something has no value where all has to be settled: the interpreter is to say why."""


NO_VALUE = (NoValue, AttributeError, TypeError)
"""What generated code raises there: Python itself does so where null is compared, or a text asked for a key."""

MAX_MOMENTS, MAX_TABLES = 8_192, 128
_LONGEST_DATE = 40  # letters: hostile texts are not worth the memory


class Moments(dict[Value, "int | None"]):
    """Milliseconds since 1970 by the text they are computed from, None for what gives no date-time.

    The same few dates recur all day: a text is read once, and remembered.
    """

    def __init__(self, compute: Callable[[str], int]) -> None:
        super().__init__()
        self._compute = compute

    def __missing__(self, text: Value) -> int | None:
        if not isinstance(text, str):
            return None
        try:
            moment: int | None = int(self._compute(text))
        except Unsettled:
            moment = None
        if len(self) >= MAX_MOMENTS:
            self.clear()
        if len(text) <= _LONGEST_DATE:
            self[text] = moment
        return moment


births = Moments(date_of_birth)
"""The last day that a date of birth allows, as a date-time."""

_tables: dict[tuple[int, Unit], Moments] = {}


def moments_after(amount: int, unit: Unit) -> Moments:
    """Return the table of moved date-times that all compiled expressions share for one offset."""
    if len(_tables) >= MAX_TABLES:
        _tables.clear()
    return _tables.setdefault((amount, unit), Moments(lambda text: moved(instant(text), amount, unit)))


def forget_moments() -> None:
    """Empty the tables of date-times: they are filled again as dates are met."""
    for known in (births, *_tables.values()):
        known.clear()


def step(value: Value, fragment: str) -> Value:
    """Go one fragment of a path further down; an unknown stays unknown."""
    if isinstance(value, Mapping):
        return value.get(fragment)
    if is_list(value):
        return item_at(value, fragment)
    return value if type(value) is Unknown else None


def items_of(value: Value) -> Sequence[Value] | None:
    """Return the items to fold over: none for null, None for what is no list."""
    if value is None:
        return ()
    return value if is_list(value) else None


def truth_of(value: Value) -> bool | None:
    """Return the truthiness of a value, None where it has none."""
    try:
        return None if type(value) is Unknown else truthiness(value)
    except Unsettled:
        return None


def known_truth_of(value: Value) -> bool | None:
    """Return the truthiness of a value, or what is known of it where the value itself is not."""
    return value.truth if type(value) is Unknown else truth_of(value)


def settled(truth: bool | None) -> bool:  # noqa: FBT001 - a truth in three values, not a switch
    """Return a truth, raise `NoValue` where it is None."""
    if truth is None:
        raise NoValue
    return truth


def are_equal(left: Value, right: Value) -> bool | None:
    """Return whether two values are equal, None where one is unknown."""
    return None if type(left) is Unknown or type(right) is Unknown else equal(left, right)


def is_member(value: Value, values: Value) -> bool | None:
    """Return whether a list has the value; None where either is unknown, or an unknown item may be the one."""
    if type(value) is Unknown or not is_list(values):
        return None
    if value is None or type(value) is str:
        return True if value in values else None if Unknown in set(map(type, values)) else False
    try:
        return member(value, values)
    except Unsettled:
        return None


def is_one_of(value: Value, values: Collection[Value]) -> bool | None:
    """Return whether the value is one of several constants; None where it is unknown."""
    return None if type(value) is Unknown else any(equal(value, item) for item in values)


def are_in_order(order: str, values: tuple[Value, ...]) -> bool | None:
    """Return whether integers stand in order, None where one of the values is no integer."""
    return in_order(values, order) if all(map(is_integer, values)) else None


def total(left: Value, right: Value) -> Value:
    """Return the sum of two integers, unknown where there is none."""
    try:
        return add(left, right)
    except Unsettled:
        return NOT_RECORDED


def fragment_of(identifier: Value, index: int) -> Value:
    """Return a fragment of a certificate identifier, unknown where the identifier is not text."""
    if identifier is None:
        return None
    return uvci_fragment(identifier, index) if isinstance(identifier, str) else NOT_RECORDED
