"""The values that CertLogic computes with, and the operations on them that every judge shares.

A value is null, a boolean, an integer, a string, a list, an object or a date-time (`Instant`). Whatever has no answer
is `Unsettled`: a fact that nobody recorded, or an operation that its operands do not allow.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from itertools import pairwise
from typing import Any, TypeAlias

from rulebook.certlogic.tree import Unit
from rulebook.certlogic.validating import MAX_SAFE_INTEGER, is_integer

Value: TypeAlias = Any  # None | bool | int | float | str | Instant | Sequence[Value] | Mapping[str, Value] | Unknown

MS_PER_HOUR = 3_600_000
MS_PER_DAY = 86_400_000
MAX_INSTANT = 8_640_000_000_000_000  # the range of JavaScript's Date, in milliseconds either side of 1970


class Fault(Enum):
    """Why an operation has no value. The names are stable: they appear in verdicts and agree across judges."""

    NOT_RECORDED = "not recorded"
    NOT_TRUTHY_NOR_FALSY = "neither truthy nor falsy"
    NOT_A_NUMBER = "not an integer"
    NUMBER_TOO_LARGE = "a number beyond the safe integers"
    NOT_A_DATE_TIME = "not a date-time"
    NOT_A_LIST = "not a list"
    NOT_TEXT = "not text"
    NOT_A_DATE = "not a date that can be read"
    DATE_OUT_OF_RANGE = "a date out of range"


class Unsettled(Exception):
    """An expression has no value: `fault` says why, `missing` names the facts that nobody recorded."""

    def __init__(self, fault: Fault, missing: frozenset[str] = frozenset()) -> None:
        super().__init__(fault, missing)
        self.fault = fault
        self.missing = missing

    def __str__(self) -> str:
        return ": ".join(filter(None, (self.fault.value, ", ".join(sorted(self.missing)))))


class Instant(int):
    """A date-time: milliseconds since 1970-01-01T00:00Z. Neither truthy nor falsy, as CertLogic wants it."""

    __slots__ = ()

    def isoformat(self) -> str:
        """Write the instant as JavaScript's `toISOString` does."""
        days, ms = divmod(int(self), MS_PER_DAY)
        year, month, day = civil_from_days(days)
        seconds, ms = divmod(ms, 1000)
        hours, minutes, seconds = seconds // 3600, seconds // 60 % 60, seconds % 60
        shown_year = f"{year:04d}" if 0 <= year <= 9999 else f"{'+' if year > 0 else '-'}{abs(year):06d}"
        return f"{shown_year}-{month:02d}-{day:02d}T{hours:02d}:{minutes:02d}:{seconds:02d}.{ms:03d}Z"

    def __repr__(self) -> str:
        return f"Instant({self.isoformat()})"


@dataclass(frozen=True, slots=True)
class Unknown:
    """Stands in the data where a value is not known; `truth` where at least its truthiness is."""

    truth: bool | None = None
    missing: frozenset[str] = frozenset()
    faults: frozenset[Fault] = frozenset({Fault.NOT_RECORDED})


NOT_RECORDED = Unknown()


def truthiness(value: Value) -> bool:
    """Return whether `value` is truthy; raise `Unsettled` for a value that is neither truthy nor falsy."""
    if value is None or value is False:
        return False
    if value is True:
        return True
    kind = type(value)
    if kind is Instant:
        raise Unsettled(Fault.NOT_TRUTHY_NOR_FALSY)
    if kind is int or kind is float:
        return bool(value != 0)
    return len(value) > 0


def equal(left: Value, right: Value) -> bool:
    """Return whether two values are the same null, boolean, number or string.

    Lists, objects and date-times are never equal: JavaScript compares their identity, which JSON values do not have.
    """
    if left is None or left is True or left is False or right is True or right is False:
        return left is right
    if isinstance(left, str):
        return isinstance(right, str) and left == right
    return _is_number(left) and _is_number(right) and left == right


def _is_number(value: Value) -> bool:
    return type(value) is int or type(value) is float


def member(value: Value, values: Value, path: str = "") -> bool:
    """Return whether `value` equals an item of the list `values`, which lies at `path` in the data.

    Raises `Unsettled` where `values` is no list, and where only an item that nobody recorded could be the one.
    """
    if not is_list(values):
        raise Unsettled(Fault.NOT_A_LIST)
    if any(equal(value, item) for item in values):
        return True
    unseen = [(index, item.missing) for index, item in enumerate(values) if type(item) is Unknown]
    if unseen:
        paths = (missing or ({f"{path}.{index}"} if path else ()) for index, missing in unseen)
        raise Unsettled(Fault.NOT_RECORDED, frozenset().union(*paths))
    return False


def is_list(value: Value) -> bool:
    """Tell whether `value` is a CertLogic list."""
    return isinstance(value, (list, tuple))


def add(left: Value, right: Value) -> int:
    """Return the sum of two integers; raise `Unsettled` for other operands or a sum beyond the safe integers."""
    if not (is_integer(left) and is_integer(right)):
        raise Unsettled(Fault.NOT_A_NUMBER)
    total = int(left) + int(right)
    if not -MAX_SAFE_INTEGER <= total <= MAX_SAFE_INTEGER:
        raise Unsettled(Fault.NUMBER_TOO_LARGE)
    return total


def access(data: Value, fragments: Sequence[str], path: str) -> Value:
    """Return what lies at a path of keys and indices, null where there is nothing.

    Raises `Unsettled` where the path meets a fact that nobody recorded.
    """
    value = data
    for fragment in fragments:
        if isinstance(value, Mapping):
            value = value.get(fragment)
        elif is_list(value):
            value = item_at(value, fragment)
        elif type(value) is Unknown:
            break
        else:
            return None
    if type(value) is Unknown:
        raise Unsettled(Fault.NOT_RECORDED, value.missing or frozenset({path}))
    return value


def item_at(values: Sequence[Value], fragment: str) -> Value:
    """Return the item of a list at the index that a fragment of a path spells, null where there is none."""
    index = int(fragment) if is_index(fragment) else len(values)
    return values[index] if index < len(values) else None


def is_index(fragment: str) -> bool:
    """Tell whether a fragment of a path spells the index of an item."""
    return len(fragment) <= _LONGEST_INDEX and fragment.isascii() and fragment.isdecimal()


_LONGEST_INDEX = 15  # digits: no list is longer, and Python refuses to read numbers of thousands of digits
_PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?", re.ASCII)
_FULL_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_DATE_TIME = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(?:Z|([+-])(\d{1,2}):?(\d{2})?)?", re.ASCII
)
_DAYS_IN_MONTH = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def days_from_civil(year: int, month: int, day: int) -> int:
    """Return the days from 1970-01-01 to a day of the proleptic Gregorian calendar, year 0 included.

    Algorithm: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
    """
    year -= month <= 2
    era = year // 400
    year_of_era = year - era * 400
    day_of_year = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + day - 1
    return era * 146_097 + year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + day_of_year - 719_468


def civil_from_days(days: int) -> tuple[int, int, int]:
    """Return year, month and day of the day that lies `days` after 1970-01-01; the inverse of `days_from_civil`."""
    days += 719_468
    era = days // 146_097
    day_of_era = days - era * 146_097
    year_of_era = (day_of_era - day_of_era // 1460 + day_of_era // 36_524 - day_of_era // 146_096) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted_month = (5 * day_of_year + 2) // 153
    day = day_of_year - (153 * shifted_month + 2) // 5 + 1
    month = shifted_month + (3 if shifted_month < 10 else -9)
    return year_of_era + era * 400 + (month <= 2), month, day


def days_in_month(year: int, month: int) -> int:
    """Return how many days a month has."""
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return _DAYS_IN_MONTH[month - 1] + leap


@lru_cache(maxsize=65_536)
def instant(text: str) -> Instant:
    """Read a date or date-time; a partial date means its last day, a missing zone means UTC, decimals are cut to ms.

    Raises `Unsettled` for any other text, and for a day that no calendar has (31 February): the specification leaves
    that case undefined, and a date that slides into March would clear people who are not clear.
    """
    partial = _PARTIAL_DATE.fullmatch(text)
    if partial:
        return _last_day_of(int(partial[1]), int(partial[2]) if partial[2] else 12)
    full = _FULL_DATE.fullmatch(text)
    if full:
        return Instant(_day(*map(int, full.groups())) * MS_PER_DAY)
    timed = _DATE_TIME.fullmatch(text)
    if not timed:
        raise Unsettled(Fault.NOT_A_DATE)
    year, month, day, hour, minute, second = map(int, timed.groups()[:6])
    offset_hours, offset_minutes = int(timed[9] or 0), int(timed[10] or 0)
    if hour > 23 or minute > 59 or second > 59 or offset_hours > 23 or offset_minutes > 59:
        raise Unsettled(Fault.NOT_A_DATE)
    offset = (offset_hours * 60 + offset_minutes) * (-1 if timed[8] == "-" else 1)
    seconds = _day(year, month, day) * 86_400 + hour * 3600 + (minute - offset) * 60 + second
    return Instant(seconds * 1000 + int((timed[7] or "0").ljust(3, "0")[:3]))


def _day(year: int, month: int, day: int) -> int:
    if not (1 <= month <= 12 and 1 <= day <= days_in_month(year, month)):
        raise Unsettled(Fault.NOT_A_DATE)
    return days_from_civil(year, month, day)


def _last_day_of(year: int, month: int) -> Instant:
    if not 1 <= month <= 12:
        raise Unsettled(Fault.NOT_A_DATE)
    return Instant(days_from_civil(year, month, days_in_month(year, month)) * MS_PER_DAY)


def moved(moment: Instant, amount: int, unit: Unit) -> Instant:
    """Move a date-time as JavaScript's `setUTC...` does: a day that the month lacks flows over into the next month.

    Raises `Unsettled` beyond the range of JavaScript's `Date` (about 271,821 years either side of 1970).
    """
    if unit == "hour":
        return _in_range(moment + amount * MS_PER_HOUR)
    if unit == "day":
        return _in_range(moment + amount * MS_PER_DAY)
    days, ms = divmod(int(moment), MS_PER_DAY)
    year, month, day = civil_from_days(days)
    months = year * 12 + month - 1 + amount * (12 if unit == "year" else 1)
    first = days_from_civil(months // 12, months % 12 + 1, 1)
    return _in_range((first + day - 1) * MS_PER_DAY + ms)


def _in_range(ms: int) -> Instant:
    if not -MAX_INSTANT <= ms <= MAX_INSTANT:
        raise Unsettled(Fault.DATE_OUT_OF_RANGE)
    return Instant(ms)


@lru_cache(maxsize=65_536)
def plus_time(text: str, amount: int, unit: Unit) -> Instant:
    """Return the date-time read from `text` moved by `amount` units; raises `Unsettled` as `instant` and `moved` do."""
    return moved(instant(text), amount, unit)


def date_of_birth(text: str) -> Instant:
    """Return the last day that a date of birth (YYYY, YYYY-MM or YYYY-MM-DD) allows; `Unsettled` for other text."""
    if not (_PARTIAL_DATE.fullmatch(text) or _FULL_DATE.fullmatch(text)):
        raise Unsettled(Fault.NOT_A_DATE)
    return instant(text)


_UVCI_PREFIX = "URN:UVCI:"
_UVCI_SEPARATOR = re.compile("[/#:]")


def uvci_fragment(identifier: str, index: int) -> str | None:
    """Return the fragment of a certificate identifier with this index, None where there is none."""
    fragments = _UVCI_SEPARATOR.split(identifier.removeprefix(_UVCI_PREFIX))
    return fragments[index] if 0 <= index < len(fragments) else None


def in_order(values: Sequence[int | float], order: str) -> bool:
    """Return whether two or three numbers (or instants) stand in `order`, a number order or a date order."""
    pairs = pairwise(values)
    match order:
        case "<" | "before":
            return all(left < right for left, right in pairs)
        case ">" | "after":
            return all(left > right for left, right in pairs)
        case "<=" | "not-after":
            return all(left <= right for left, right in pairs)
        case _:
            return all(left >= right for left, right in pairs)
