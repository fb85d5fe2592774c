"""What generated code falls back on: CertLogic's operations in a form that never raises.

Generated code handles the usual types itself; whatever is unusual comes here and goes through the operations that the
interpreter uses. A value that cannot be had is an `Unknown`, a truth that cannot be had is None.
"""

from collections.abc import Collection, Mapping, Sequence

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
    is_list,
    item_at,
    member,
    plus_time,
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

Moments = dict[str, int | None]
"""Milliseconds since 1970 by the text they were computed from, None for a text that gives no date-time."""

MAX_MOMENTS, MAX_TABLES = 8_192, 128


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


_tables: dict[tuple[int, Unit], Moments] = {}


def moments_after(amount: int, unit: Unit) -> Moments:
    """Return the table that all compiled expressions share for one offset: the same few dates recur all day."""
    if len(_tables) >= MAX_TABLES:
        _tables.clear()
    return _tables.setdefault((amount, unit), {})


def moment_after(text: Value, amount: int, unit: Unit, known: Moments) -> int | None:
    """Return the date-time of a text moved by an amount, and remember it."""
    if not isinstance(text, str):
        return None
    try:
        moment: int | None = int(plus_time(text, amount, unit))
    except Unsettled:
        moment = None
    return _remembered(known, text, moment)


births: Moments = {}


def moment_of_birth(text: Value) -> int | None:
    """Return the last day that a date of birth allows, as a date-time, and remember it."""
    if not isinstance(text, str):
        return None
    try:
        moment: int | None = int(date_of_birth(text))
    except Unsettled:
        moment = None
    return _remembered(births, text, moment)


def _remembered(known: Moments, text: str, moment: int | None) -> int | None:
    if len(known) >= MAX_MOMENTS:
        known.clear()
    if len(text) <= 40:  # no date is longer: hostile texts are not worth the memory
        known[text] = moment
    return moment


def forget_moments() -> None:
    """Empty the tables of date-times: they are filled again as dates are met."""
    for known in (births, *_tables.values()):
        known.clear()
