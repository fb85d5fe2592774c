"""Days and moments as lists write them, read without guessing: what can mean two days is left to the whole column."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from functools import cache

from babel import Locale

from karvon.core.sheets import Value
from karvon.core.words import sentence
from karvon.people.lists.faults import NOTHING, Problem, Reading, error, refused, warning
from karvon.people.lists.zones import read_zone, settled


class DateOrder(StrEnum):
    """Which of two small numbers comes first in dates such as 03/04/2020."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


@dataclass(frozen=True, slots=True)
class DateRules:
    """What is needed to read the dates of one column."""

    order: Callable[[], DateOrder | None]
    """Asked only when a date can mean two days; None if the list does not tell."""
    epoch: date
    """The day of Excel's day number 0."""
    in_workbook: bool
    zone: tzinfo | None = None
    """The zone of times written without one."""
    earliest: int = 1950
    latest: int = 2100


@dataclass(frozen=True, slots=True)
class Written:
    """A date as far as it is written, and the text after it."""

    year: int
    month: int | None = None
    day: int | None = None
    rest: str = ""

    def partial(self) -> str:
        """`1986`, `1986-07` or `1986-07-12`."""
        parts = [f"{self.year:04}"] + [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)


_YEAR_WORD = r"(?:\s*(?:г\.?\s?р\.?|г\.|г(?!\w)|года?(?!\w)|йил\w*|yil\w*|жыл\w*|соли)(?:\s*р(?:ожд\w*|\.)?)?)?"
_YEAR_FIRST = re.compile(r"(\d{4})([-./])(\d{1,2})\2(\d{1,2})(?!\d)" + _YEAR_WORD)
_YEAR_LAST = re.compile(r"(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{1,4})(?!\d)" + _YEAR_WORD)
_DAY_WORD_YEAR = re.compile(
    r"«?(\d{1,2})»?(?:st|nd|rd|th|-?го)?[\s.-]*([^\W\d_]+)(?:\s+соли)?[\s.,-]*(\d{1,4})(?!\d)" + _YEAR_WORD
)
_WORD_DAY_YEAR = re.compile(r"([^\W\d_]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)")
_WORD_YEAR = re.compile(r"([^\W\d_]+)\.?[\s,-]+(\d{4})(?!\d)" + _YEAR_WORD)
_MONTH_YEAR = re.compile(r"(\d{1,2})[./-](\d{4})(?!\d)" + _YEAR_WORD)
_YEAR_MONTH = re.compile(r"(\d{4})[./-](\d{1,2})(?!\d)")
_YEAR = re.compile(r"(\d{4})(?!\d)" + _YEAR_WORD)
_PLAIN_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:[+-]\d\d:\d\d|Z)", re.ASCII)
# "12.07.1986, Kulob": a place after a comma, as under "date and place of birth"; no digit, no question, no small word.
_PLACE = re.compile(r"\s*[,;]\s*(?:(?:г|гор|с|сел|пос|пгт|р-н|обл|д)\.\s*)?[A-ZА-ЯЁҒӢҚӮҲҶӘІҢӨҰҮ][^\d?]*")
_DAY_NUMBER = re.compile(r"[1-7]\d{4}")
_RUN = re.compile(r"(\d{8})(?!\d)")
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?\s*([ap]\.?m\.?(?!\w))?(.*)", re.IGNORECASE)
_BEFORE_CLOCK = re.compile(r"^(?:t|[\s,;]*(?:at|в|соат|сағат|time|время)?)[\s,;]*", re.IGNORECASE)

_Found = Written | Reading | None


def order_shown(text: str) -> DateOrder | None:
    """Which order a date such as 13/04/2020 shows by itself; None if it is not such a date or shows neither."""
    found = _YEAR_LAST.match(text.strip())
    if not found or found[2] == "." or len(found[4]) != 4:
        return None
    first, second = int(found[1]), int(found[3])
    if 12 < first <= 31 and second <= 12:
        return DateOrder.DAY_FIRST
    return DateOrder.MONTH_FIRST if 12 < second <= 31 and first <= 12 else None


def plain_day(value: Value, rules: DateRules) -> date | None:
    """The day of a text such as `2020-10-29`, read at a fraction of the cost; None for anything else."""
    if type(value) is not str or len(value) != 10 or value[4] != "-" or value[7] != "-":
        return None
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    return day if rules.earliest <= day.year <= rules.latest else None


def plain_moment(value: Value, rules: DateRules) -> datetime | None:
    """The moment of a text such as `2020-10-29 21:00+06:00`, at a fraction of the cost; None for anything else."""
    if type(value) is not str or not _PLAIN_MOMENT.fullmatch(value):
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment if rules.earliest <= moment.year <= rules.latest else None


def read_birth_date(value: Value, rules: DateRules) -> Reading:
    """A date of birth as text, as far as it is known: `1986`, `1986-07`, `1986-07-12`."""
    reading = _read_date(value, rules)
    if isinstance(reading.value, Written):
        rest = reading.value.rest
        if _PLACE.fullmatch(rest):
            words = sentence(
                "The words “{rest}” after the date are taken for a place and left aside.", rest=rest[1:31].strip()
            )
            problem = warning("place-after-date", words, sentence("Put the place into a column of its own."))
            return Reading(reading.value.partial(), reading.problem or problem)
        if refusal := _after_date(rest):
            return refusal
        return Reading(reading.value.partial(), reading.problem)
    return reading


def read_day(value: Value, rules: DateRules) -> Reading:
    """A whole day; a time after it is left aside."""
    reading = _read_date(value, rules)
    if not isinstance(reading.value, Written):
        return reading
    written = reading.value
    if written.month is None or written.day is None:
        return _not_whole(written)
    if (
        written.rest
        and not _CLOCK.fullmatch(_BEFORE_CLOCK.sub("", written.rest))
        and (problem := _after_date(written.rest))
    ):
        return problem
    return Reading(date(written.year, written.month, written.day), reading.problem)


def read_moment(value: Value, rules: DateRules) -> Reading:
    """A moment with its zone as a datetime, or, where no hour is written, a day."""
    reading = read_local_moment(value, rules)
    if not isinstance(reading.value, datetime) or reading.value.tzinfo is not None:
        return reading
    placed = place_in_zone(reading.value, rules.zone)
    return Reading(placed.value, placed.problem or reading.problem)


def read_local_moment(value: Value, rules: DateRules) -> Reading:
    """A moment as written: a datetime without a zone if none is written beside it, or a day."""
    reading = _read_date(value, rules)
    if not isinstance(reading.value, Written):
        return reading
    written = reading.value
    if written.month is None or written.day is None:
        return _not_whole(written)
    day = date(written.year, written.month, written.day)
    clock_text = _BEFORE_CLOCK.sub("", written.rest).strip(" .,")
    if not clock_text:
        return Reading(day, reading.problem)
    clock = read_clock(clock_text)
    if clock is None:
        return _after_date(written.rest) or Reading(day, no_time(clock_text))
    at, zone_text = clock
    local = datetime.combine(day, at)
    if not zone_text:
        return Reading(local, reading.problem)
    zone = read_zone(zone_text)
    return place_in_zone(local, zone) if zone else Reading(day, zone_unknown(zone_text))


def read_clock(text: str) -> tuple[time, str] | None:
    """A time of day and the text after it, None if the text is no time."""
    found = _CLOCK.fullmatch(text.strip())
    if found is None:
        return None
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    if found[4]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found[4].casefold().startswith("p") else 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    return time(hour, minute, second), found[5].strip(" .,()")


def place_in_zone(local: datetime, zone: tzinfo | None) -> Reading:
    """A local time in its zone; only the day is kept where the zone is not known or the hour is not certain."""
    if zone is None:
        words = sentence("The time has no zone; only the day is used.")
        remedy = sentence("Write the zone, as in {example}, or name the zone of the whole list.", example="21:00+06:00")
        return Reading(local.date(), error("time-without-zone", words, remedy))
    moment = local.replace(tzinfo=zone)
    if not settled(moment):
        words = sentence("The clocks were changed in that hour, so the moment is not certain; only the day is used.")
        return Reading(local.date(), error("time-not-certain", words, sentence("Write the offset, as in +06:00.")))
    return Reading(moment)


def _read_date(value: Value, rules: DateRules) -> Reading:
    """Whatever a cell holds as a date as far as it is written, within the years that make sense."""
    if isinstance(value, datetime):
        clock = value.isoformat(timespec="seconds")[10:]
        return _in_range(Written(value.year, value.month, value.day, clock), rules)
    if isinstance(value, date):
        return _in_range(Written(value.year, value.month, value.day), rules)
    if isinstance(value, bool | time | timedelta):
        return _no_date()
    if isinstance(value, int | float):
        return _day_number(value, rules)
    if value is None:
        return NOTHING
    found = _read_text(value, rules)
    if isinstance(found, Written):
        return _in_range(found, rules)
    if found is None and _DAY_NUMBER.fullmatch(value.strip()):
        return _perhaps_day_number(int(value), rules)
    return found if isinstance(found, Reading) else _no_date()


def _day_number(value: float, rules: DateRules) -> Reading:
    """A number in a date column: Excel's count of days, shown without a date format."""
    if isinstance(value, int) and rules.earliest <= value <= rules.latest:
        return Reading(Written(value))
    if isinstance(value, int) and 10_000_000 <= value < 100_000_000:
        found = _run_of_digits(str(value), rules)
        return _in_range(found, rules) if isinstance(found, Written) else _no_date()
    if not rules.in_workbook or not 1 <= value <= 73_050:
        return _no_date()
    moment = datetime.combine(rules.epoch, time()) + timedelta(days=value)
    moment = (moment + timedelta(milliseconds=500)).replace(microsecond=0)
    clock = moment.isoformat(timespec="seconds")[10:] if value != int(value) else ""
    reading = _in_range(Written(moment.year, moment.month, moment.day, clock), rules)
    if reading.problem:
        return reading
    words = sentence("The cell holds Excel's day number; it was read as {day}.", day=moment.date().isoformat())
    remedy = sentence("Check the day, and give the column a date format.")
    return Reading(reading.value, warning("day-number", words, remedy))


def _perhaps_day_number(value: int, rules: DateRules) -> Reading:
    """A number of five digits in a text file: probably a date that lost its format on the way; never read as one."""
    day = rules.epoch + timedelta(days=value)
    words = sentence("This is not a date; it may be the day number of a spreadsheet, for {day}.", day=day.isoformat())
    return refused("not-a-date", words, sentence("Give the column a date format and save the list again."))


def _read_text(text: str, rules: DateRules) -> _Found:
    """The first way of writing a date that fits the beginning of a text."""
    text = text.strip(" '\"")
    for way in _WAYS:
        found = way(text, rules)
        if found is not None:
            return found
    return None


def _year_first(text: str, _: DateRules) -> _Found:
    """2020-10-29, and 2020.10.29 or 2020/10/29."""
    if found := _YEAR_FIRST.match(text):
        return _checked(int(found[1]), int(found[3]), int(found[4]), text[found.end() :])
    return None


def _year_last(text: str, rules: DateRules) -> _Found:
    """29.10.2020, and 29/10/2020 or 10/29/2020."""
    found = _YEAR_LAST.match(text)
    if not found:
        return None
    first, second, year = int(found[1]), int(found[3]), found[4]
    if len(year) != 4:
        return _short_year(found[0], f"{found[1]}{found[2]}{found[3]}{found[2]}", year, rules)
    if found[2] == "." or first == second or first > 12:
        day, month = (second, first) if found[2] != "." and second > 12 >= first else (first, second)
    elif second > 12:
        day, month = second, first
    else:
        order = rules.order()
        if order is None:
            return _two_days(int(year), first, second)
        day, month = (first, second) if order is DateOrder.DAY_FIRST else (second, first)
    return _checked(int(year), month, day, text[found.end() :])


def _with_word(text: str, rules: DateRules) -> _Found:
    """12 July 1986, 12 июля 1986 г., July 12, 1986, 12-Jul-1986."""
    if (found := _DAY_WORD_YEAR.match(text)) and (month := month_named(found[2])):
        if len(found[3]) != 4:
            return _short_year(found[0], f"{found[1]} {found[2]} ", found[3], rules)
        return _checked(int(found[3]), month, int(found[1]), text[found.end() :])
    if (found := _WORD_DAY_YEAR.match(text)) and (month := month_named(found[1])):
        return _checked(int(found[3]), month, int(found[2]), text[found.end() :])
    if (found := _WORD_YEAR.match(text)) and (month := month_named(found[1])):
        return Written(int(found[2]), month, None, text[found.end() :])
    return None


def _run_of_digits(text: str, _: DateRules) -> _Found:
    """20201029 or 29102020, where only one of the two can be a date."""
    if not (found := _RUN.match(text)):
        return None
    digits, rest = found[1], text[found.end() :]
    ways = (_checked(int(digits[:4]), int(digits[4:6]), int(digits[6:]), rest),
            _checked(int(digits[4:]), int(digits[2:4]), int(digits[:2]), rest))  # fmt: skip
    dates = [way for way in ways if isinstance(way, Written) and 1880 <= way.year <= 2100]
    return dates[0] if len(dates) == 1 else _no_date()


def _part_of_date(text: str, _: DateRules) -> _Found:
    """1986-07, 07.1986, 1986."""
    for pattern, year, month in ((_YEAR_MONTH, 1, 2), (_MONTH_YEAR, 2, 1)):
        if found := pattern.match(text):
            if not 1 <= int(found[month]) <= 12:
                return _no_date()
            return Written(int(found[year]), int(found[month]), None, text[found.end() :])
    if found := _YEAR.match(text):
        return Written(int(found[1]), None, None, text[found.end() :])
    return None


_WAYS = (_year_first, _year_last, _with_word, _run_of_digits, _part_of_date)


def _checked(year: int, month: int, day: int, rest: str) -> Written | Reading:
    """A date that is in the calendar."""
    try:
        date(year, month, day)
    except ValueError:
        words = sentence("There is no such day in the calendar.")
        return refused("no-such-day", words, sentence("Correct the day or the month."))
    return Written(year, month, day, rest)


def _in_range(written: Written, rules: DateRules) -> Reading:
    """Refuse years that cannot be meant."""
    if rules.earliest <= written.year <= rules.latest:
        return Reading(written)
    words = sentence(
        "The year {year} cannot be right here (from {earliest} to {latest}).",
        year=written.year,
        earliest=rules.earliest,
        latest=rules.latest,
    )
    return refused("year-out-of-range", words, sentence("Correct the year."))


def _short_year(text: str, before: str, year: str, rules: DateRules) -> Reading:
    """A year that is not written in four digits."""
    if len(year) != 2:
        return _no_date()
    words = sentence("The year of {text} has two digits, so the century is not certain.", text=text)
    centuries = [century for century in ("19", "20") if rules.earliest <= int(century + year) <= rules.latest]
    if len(centuries) == 1:
        remedy = sentence("Write four digits, as in {one}.", one=f"{before}{centuries[0]}{year}")
    else:
        remedy = sentence("Write four digits: {one} or {other}.", one=f"{before}19{year}", other=f"{before}20{year}")
    return refused("two-digit-year", words, remedy)


def _two_days(year: int, first: int, second: int) -> Reading:
    """A date that can be read in two ways, in a list that does not show which."""
    words = sentence("This can be two days, and no date of the list shows whether the day or the month comes first.")
    one, other = f"{year:04}-{second:02}-{first:02}", f"{year:04}-{first:02}-{second:02}"
    remedy = sentence(
        "Write {one} or {other}, or add DD/MM/YYYY or MM/DD/YYYY to the heading of the column.", one=one, other=other
    )
    return refused("two-days-possible", words, remedy)


def _not_whole(written: Written) -> Reading:
    """Only part of a date where the whole day is needed."""
    words = sentence("Only {part} is given where the whole day is needed.", part=written.partial())
    return refused("day-missing", words, sentence("Write day, month and year, as in 2020-10-31."))


def _after_date(rest: str) -> Reading | None:
    """Refuse a date that is followed by something that is not understood."""
    rest = rest.strip(" .,;")
    if not rest or _CLOCK.fullmatch(_BEFORE_CLOCK.sub("", rest)):
        return None
    words = sentence("The words “{rest}” after the date are not understood.", rest=rest[:30])
    return refused(
        "words-after-date", words, sentence("Write only the date, and put the rest into a column of its own.")
    )


def zone_unknown(text: str) -> Problem:
    """A zone that is not known."""
    words = sentence("“{zone}” is not a known time zone; only the day is used.", zone=text[:30])
    return error("zone-unknown", words, sentence("Write it as an offset, as in +06:00, or as in Asia/Almaty."))


def no_time(text: str) -> Problem:
    """Something that is no time of day."""
    words = sentence("“{text}” is not a time of day; only the day is used.", text=text[:30])
    return error("not-a-time", words, sentence("Write it as in 21:00."))


def _no_date() -> Reading:
    """Something that is no date."""
    words = sentence("This is not a date.")
    return refused("not-a-date", words, sentence("Write day, month and year, as in 31.10.2020 or 2020-10-31."))


def month_named(word: str) -> int | None:
    """The month of a name or its abbreviation in the languages of the region."""
    return _months().get(word.casefold())


@cache
def _months() -> dict[str, int]:
    """The names of the months."""
    names: dict[str, int] = {}
    for language in ("en", "ru", "tg", "uz", "uz_Cyrl", "kk", "ky", "tk"):
        months = Locale.parse(language).months
        for forms in (months["format"], months["stand-alone"]):
            for width in ("wide", "abbreviated"):
                for number, name in forms[width].items():
                    names.setdefault(name.casefold().strip("."), number)
    for number, name in Locale.parse("tg").months["format"]["wide"].items():
        names.setdefault(f"{name.casefold()}и", number)  # "29 октябри 2020": tied to its year
    names.update({"sept": 9, "сент": 9, "сен": 9, "май": 5, "мая": 5, "фев": 2, "нояб": 11, "ноя": 11})
    return names
