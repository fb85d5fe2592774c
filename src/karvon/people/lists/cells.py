"""What one cell says under a given heading: a value, "there is none", nothing, or something that cannot be read."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from enum import Enum
from functools import partial

from identity.numbers import Doubt, NumberReading, read_document_number
from identity.scripts import in_one_script, mixed_words, tidy
from karvon.core.sheets import CellError, Value
from karvon.core.sheets.table import text_of
from karvon.core.words import sentence
from karvon.people.lists import vocabulary as words_of
from karvon.people.lists.countries import read_country
from karvon.people.lists.dates import (
    DateRules,
    no_time,
    plain_day,
    plain_moment,
    read_birth_date,
    read_clock,
    read_day,
    read_local_moment,
    read_moment,
    zone_unknown,
)
from karvon.people.lists.faults import NOTHING, Problem, Reading, refused, warning
from karvon.people.lists.fields import Field
from karvon.people.lists.travellers import Age, LabTest, TestResult
from karvon.people.lists.vocabulary import bare, plain
from karvon.people.lists.zones import read_zone


class Said(Enum):
    """What a cell can say instead of a value."""

    NONE = "none"
    """There is no such thing: no test, no visa."""
    NEVER = "never"
    """A paper without an end."""


Read = Callable[[Value], Reading]

_SAID_NONE = Reading(Said.NONE)
_ROUNDED_FROM = 10**15
_AGE = re.compile(
    r"(?:(\d{1,3})(?!\d)\s*(?:years?|yrs?|y\.?o\.?|y|лет|год[а]?|г|л|сол|yosh|ёш|жас)?\.?)?"
    r"\s*(?:(\d{1,2})\s*(?:months?|mos?|mths?|m|мес(?:яц\w*)?|м|моҳ|oy|ой|ай)\.?)?",
    re.IGNORECASE,
)
_TEMPERATURE = re.compile(r"([+]?\d{2,3}(?:[.,]\d{1,2})?)\s*°?\s*([cс])?", re.IGNORECASE)
_DOSE = re.compile(
    r"(?:dose|доза)?\s*(\d)\s*(?:(?:/|of|из)\s*(\d))?\s*(?:-?(?:ая|я|ой|й)|st|nd|rd|th)?\s*(?:dose|доза)?",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]+")
_WORD_LIST = re.compile(r"[;\n|]+")
_COUNTRIES = re.compile(r"\s*(?:[/;,+&\n]|\sи\s|\sand\s)\s*", re.IGNORECASE)
_TEST_PARTS = re.compile(r"[;,\n]\s*|\s+(?:от|from|on|dated)\s+")


def read_text(value: Value) -> Reading:
    """A plain text; a dash or "unknown" is nothing."""
    if not isinstance(value, str) or isinstance(value, CellError):
        return _text_of_other(value)
    text = tidy(value)
    if len(text) < 16 and (not text or text in words_of.DASHES or bare(text) in words_of.NOT_RECORDED):
        return NOTHING
    return Reading(text)


def _is_dash(value: Value) -> bool:
    """Whether a cell holds only a dash."""
    return isinstance(value, str) and tidy(value) in words_of.DASHES


def _says_none(text: str) -> bool:
    """Whether a text says that there is none; longer texts are spared the looking up."""
    return len(text) < 24 and bare(text) in words_of.NONE


def _text_of_other(value: Value) -> Reading:
    """A number as text; what a spreadsheet has spoilt is refused."""
    if isinstance(value, CellError):
        words = sentence("The formula in this cell failed.")
        return refused("formula-failed", words, sentence("Write the value itself into the cell."))
    if isinstance(value, date | time | timedelta):
        words = sentence("The spreadsheet has turned this into a date or time, so what was typed is lost.")
        return refused("became-date", words, sentence("Give the column the format Text and type it again."))
    if isinstance(value, int | float) and abs(value) >= _ROUNDED_FROM:
        return _digits_lost()
    return Reading(text_of(value)) if value is not None else NOTHING


def _digits_lost() -> Reading:
    """A number that a spreadsheet has rounded."""
    words = sentence("The spreadsheet has rounded this number; its last digits are lost.")
    return refused("digits-lost", words, sentence("Give the column the format Text and type the number again."))


def read_name(value: Value) -> Reading:
    """A name or a part of one; "no" means that there is no such part."""
    reading = read_text(value)
    text = reading.value
    if text is None or _says_none(text):
        return Reading(None, reading.problem)
    if mixed_words(text):
        return Reading(text, _mixed(text, " ".join(in_one_script(word) or word for word in text.split())))
    if _DIGIT.search(text):
        words = sentence("There are digits in this name.")
        return Reading(text, warning("name-with-digits", words, sentence("Check the name.")))
    return reading


def _mixed(text: str, proposed: str | None) -> Problem:
    """Latin and Cyrillic letters in one word."""
    words = sentence("Latin and Cyrillic letters that look alike are mixed here.")
    if proposed and proposed != text:
        remedy = sentence("It probably reads “{proposed}”; compare it with the paper.", proposed=proposed)
    else:
        remedy = sentence("Compare it with the paper and type it again in one alphabet.")
    return warning("mixed-scripts", words, remedy)


def read_number(value: Value) -> Reading:
    """The number of a paper, as written; doubtful letters are pointed out and never changed.

    Where a list has no number it may tell the kind of paper instead, or just "yes", which is the empty text.
    """
    if isinstance(value, bool):
        return Reading("") if value else _SAID_NONE
    reading = read_text(value)
    text = reading.value
    if text is None:
        return _SAID_NONE if _is_dash(value) else reading
    if _says_none(text):
        return _SAID_NONE
    if isinstance(value, float) and not value.is_integer():
        return Reading(text, _not_only_number())
    number = read_document_number(text)
    return _doubtful_number(number) if number.doubts else reading


def _doubtful_number(number: NumberReading) -> Reading:
    """What to say of a number that may not be what the paper says."""
    text, doubts = number.written, number.doubts
    if Doubt.NO_DIGIT in doubts:
        return _no_number(text)
    if Doubt.DIGITS_LOST in doubts:
        return _digits_lost()
    if Doubt.NOT_ONLY_NUMBER in doubts:
        return Reading(text, _not_only_number())
    if Doubt.MIXED_SCRIPTS in doubts:
        return Reading(text, _mixed(text, number.proposed))
    words = sentence("A letter stands among digits, where a digit is likely.")
    remedy = sentence("It probably reads “{proposed}”; compare it with the paper.", proposed=number.proposed)
    return Reading(text, warning("letter-for-digit", words, remedy))


def _no_number(text: str) -> Reading:
    """Words where a number belongs: the kind of paper, that there is one, or something else, such as that it is lost."""
    if kind := words_of.DOCUMENT_KINDS.get(plain(text)):
        return Reading(kind)
    if bare(text) in words_of.YES:
        return Reading("")
    words = sentence("There is no digit in this number, so no paper is recorded.")
    remedy = sentence("Write the number of the paper, or “no” if the person has none.")
    return refused("number-without-digits", words, remedy)


def _not_only_number() -> Problem:
    """More than a number in a cell."""
    words = sentence("This seems to be more than the number of one paper.")
    remedy = sentence("Write only the number, and put kind, dates and other papers into columns of their own.")
    return warning("not-only-number", words, remedy)


def read_word(meanings: Mapping[str, object], code: str, value: Value) -> Reading:
    """One of a set of words; "no" and a dash say that there is none."""
    reading = read_text(value)
    text = reading.value
    if text is None:
        return _SAID_NONE if _is_dash(value) else reading
    word = plain(text)
    meaning = meanings.get(word)
    if meaning is None and (other := in_one_script(text)):
        meaning = meanings.get(plain(other))
    if meaning is not None:
        return Reading(meaning)
    if _says_none(text):
        return _SAID_NONE
    words = sentence("This word is not known here.")
    usual = tuple(dict.fromkeys(str(known) for known in meanings.values()))
    return refused(code, words, sentence("Write one of: {words}.", words=usual))


def _only_values(read: Read, value: Value) -> Reading:
    """For what everybody has, such as a sex: "none" is nothing."""
    reading = read(value)
    return Reading(None, reading.problem) if isinstance(reading.value, Said) else reading


def read_words(value: Value) -> Reading:
    """Several words, between semicolons (or commas, where there are none); "no" says that there are none."""
    reading = read_text(value)
    if _is_dash(value) or (reading.value is not None and _says_none(reading.value)):
        return Reading(())
    if reading.value is None:
        return reading
    # Line breaks inside a cell part words, so the text is cut before its spaces are tidied.
    raw = value if isinstance(value, str) else reading.value
    parts = _WORD_LIST.split(raw)
    if len(parts) == 1:
        parts = raw.split(", ")
    return Reading(tuple(word for word in map(tidy, parts) if word))


def read_nationalities(value: Value) -> Reading:
    """One or several nationalities as ISO 3166-1 alpha-3 codes."""
    reading = read_text(value)
    text = reading.value
    if text is None:
        return reading
    parts = [text] if read_country(text) else [part for part in _COUNTRIES.split(text) if part]
    found = [read_country(part) for part in parts]
    codes = tuple(dict.fromkeys(country.code for country in found if country))
    if not all(found) or not codes:
        words = sentence("No country or nationality of this name is known.")
        remedy = sentence("Write the country or its three-letter code, as in TJK; “stateless” if the person has none.")
        return refused("country-unknown", words, remedy)
    if any(country and not country.certain for country in found):
        return _country_guessed(codes)
    return Reading(codes)


def _country_guessed(codes: tuple[str, ...]) -> Reading:
    """Countries that a text does not name for certain."""
    words = sentence("This was read as {codes}.", codes=codes)
    return Reading(codes, warning("country-not-certain", words, sentence("Write the three-letter code.")))


def read_one_country(value: Value) -> Reading:
    """One country, with or without a place in it."""
    text = read_text(value).value
    reading = read_nationalities(value)
    if reading.value is None and isinstance(text, str) and "," in text:
        first, last = read_nationalities(text.split(",")[0]), read_nationalities(text.split(",")[-1])
        reading = first if first.value else last
    return Reading(reading.value[0], reading.problem) if reading.value else reading


def read_issuer(value: Value) -> Reading:
    """The country that issued a paper, also out of the name of an office such as "MIA of Tajikistan"."""
    reading = read_one_country(value)
    if reading.value is not None or not isinstance(value, str) or reading.problem is None:
        return reading
    words = [word for word in _WORD.findall(tidy(value)) if len(word) > 3 or (word.isupper() and not word.isascii())]
    codes = {country.code for word in words if (country := read_country(word))}
    if len(codes) != 1:
        return reading
    return Reading(min(codes), _country_guessed(tuple(codes)).problem)


def read_age(on: date | None, value: Value) -> Reading:
    """An age in years, or in months for an infant, as of the day of the list."""
    if isinstance(value, float) and not value.is_integer():
        return Reading(Age(int(value), round(value % 1 * 12), on)) if 0 < value < 120 else _no_age()
    reading = read_text(value)
    if reading.value is None:
        return reading
    found = _AGE.fullmatch(reading.value)
    if not found or not (found[1] or found[2]):
        return _no_age()
    years, months = int(found[1] or 0), int(found[2]) if found[2] else None
    if months is not None and months >= 12:
        years, months = years + months // 12, months % 12
    return Reading(Age(years, months, on)) if years <= 120 else _no_age()


def _no_age() -> Reading:
    """Something that is no age."""
    words = sentence("This is not an age.")
    return refused("not-an-age", words, sentence("Write whole years, as in 34, or months, as in 8 months."))


def read_temperature(value: Value) -> Reading:
    """A body temperature in degrees Celsius."""
    reading = read_text(value)
    if reading.value is None:
        return reading
    found = _TEMPERATURE.fullmatch(reading.value)
    degrees = float(found[1].replace(",", ".")) if found else 0.0
    if 30 <= degrees <= 45:
        return Reading(degrees)
    words = sentence("This is not a body temperature in degrees Celsius.")
    return refused("not-a-temperature", words, sentence("Write it as in 36.6."))


def read_yes_no(value: Value) -> Reading:
    """Yes or no."""
    if isinstance(value, bool):
        return Reading(value)
    reading = read_text(value)
    if reading.value is None:
        return reading
    word = bare(reading.value)
    if word in words_of.YES or word in words_of.NO:
        return Reading(word in words_of.YES)
    return refused("not-yes-or-no", sentence("This is neither yes nor no."), sentence("Write yes or no."))


def read_dose(value: Value) -> Reading:
    """Which dose, and of how many: `2`, `1/2`."""
    reading = read_text(value)
    text = reading.value
    if text is None:
        return _SAID_NONE if _is_dash(value) else reading
    if _says_none(text):
        return _SAID_NONE
    found = _DOSE.fullmatch(text)
    if found:
        return Reading((int(found[1]), int(found[2]) if found[2] else None))
    return refused("not-a-dose", sentence("This is not a dose."), sentence("Write its number, as in 2 or 1/2."))


def read_entries(value: Value) -> Reading:
    """How many entries a visa allows; "multiple" is 0."""
    reading = read_text(value)
    if reading.value is None:
        return reading
    word = bare(reading.value)
    for count, forms in enumerate((words_of.MULTIPLE, words_of.SINGLE, words_of.DOUBLE)):
        if word in forms:
            return Reading(count)
    if word.isdecimal() and 0 < int(word) < 100:
        return Reading(int(word))
    words = sentence("This is not a number of entries.")
    return refused("not-entries", words, sentence("Write a number, or “multiple”."))


def read_expiry(rules: DateRules, value: Value) -> Reading:
    """The last day of a paper, or that it has none."""
    if isinstance(value, str) and bare(tidy(value)) in words_of.NEVER_EXPIRES:
        return Reading(Said.NEVER)
    return read_date(rules, value)


def read_date(rules: DateRules, value: Value) -> Reading:
    """A day."""
    if day := plain_day(value, rules):
        return Reading(day)
    return _unless_word(partial(_swapped, read_day, rules), value)


def read_birth(rules: DateRules, value: Value) -> Reading:
    """A date of birth, as far as it is known."""
    if plain_day(value, rules):
        return Reading(value)
    return _unless_word(partial(_swapped, read_birth_date, rules), value)


def read_sampled(rules: DateRules, value: Value, *, local: bool) -> Reading:
    """When a test was sampled; `local` where its zone or hour stands in a column of its own."""
    if moment := plain_moment(value, rules):
        return Reading(moment)
    if isinstance(value, str) and _says_none(tidy(value)):
        return _SAID_NONE
    return _unless_word(partial(_swapped, read_local_moment if local else read_moment, rules), value)


def _swapped(read: Callable[[Value, DateRules], Reading], rules: DateRules, value: Value) -> Reading:
    """Read with the rules first, so that they can be bound."""
    return read(value, rules)


def _unless_word(read: Read, value: Value) -> Reading:
    """Read what is not a dash, "no", "unknown" or a failed formula."""
    if isinstance(value, CellError):
        return _text_of_other(value)
    if isinstance(value, str):
        text = tidy(value)
        if not text or bare(text) in words_of.NOT_RECORDED or _says_none(text):
            return NOTHING
        return read(text)
    return read(value)


def read_time_of_day(value: Value) -> Reading:
    """A time of day, with a zone if one is written after it: a pair of time and text."""
    if isinstance(value, datetime):
        return Reading((value.time(), ""))
    if isinstance(value, time):
        return Reading((value, ""))
    if isinstance(value, float) and 0 <= value < 1:
        return Reading(((datetime(2000, 1, 1) + timedelta(days=value)).time().replace(microsecond=0), ""))  # noqa: DTZ001
    reading = read_text(value)
    if reading.value is None:
        return reading
    clock = read_clock(reading.value)
    return Reading(clock) if clock else Reading(None, no_time(reading.value))


def read_zone_name(value: Value) -> Reading:
    """A time zone."""
    reading = read_text(value)
    if reading.value is None:
        return reading
    zone = read_zone(reading.value)
    return Reading(zone) if zone else Reading(None, zone_unknown(reading.value))


def read_test(rules: DateRules, value: Value) -> Reading:
    """A whole test in one cell: a result, a kind, a day, or that there is none."""
    if isinstance(value, date):
        return _add_to_test(LabTest(), read_moment(value, rules))
    reading = read_text(value)
    text = reading.value
    if text is None:
        return _SAID_NONE if _is_dash(value) else reading
    if _says_none(text):
        return _SAID_NONE
    if bare(text) in words_of.YES:
        return Reading(LabTest())
    test, problem = LabTest(), None
    for part in _parts_of_test(rules, text):
        found = _part_of_test(rules, part)
        if found is None:
            words = sentence("“{part}” is not understood as a kind, result or day of a test.", part=part[:30])
            remedy = sentence("Write, for example, “negative 29.10.2020”, or use columns for kind, time and result.")
            return refused("test-not-understood", words, remedy)
        test, trouble = _add_to_test(test, found)
        problem = problem or trouble
    return Reading(test, problem)


def _parts_of_test(rules: DateRules, text: str) -> Iterator[str]:
    """The parts of a text about a test: between commas, else word by word with the day at the end."""
    for part in [text] if _part_of_test(rules, text) else _TEST_PARTS.split(text):
        if _part_of_test(rules, part):
            yield part
            continue
        digit = _DIGIT.search(part)
        words = part[: digit.start() if digit else None].split()
        while words:
            longest = next((end for end in range(len(words), 0, -1) if _part_of_test(rules, " ".join(words[:end]))), 0)
            if not longest:
                break
            yield " ".join(words[:longest])
            words = words[longest:]
        if rest := " ".join([*words, *([part[digit.start() :]] if digit else [])]):
            yield rest


def _part_of_test(rules: DateRules, part: str) -> Reading | None:
    """A kind, a result or a moment; None if it is neither."""
    word = plain(part)
    if meaning := words_of.TEST_RESULTS.get(word) or words_of.TEST_KINDS.get(word):
        return Reading(meaning)
    moment = read_moment(part, rules)
    return moment if moment.value or (moment.problem and moment.problem.code != "not-a-date") else None


def _add_to_test(test: LabTest, found: Reading) -> Reading:
    """A test with one more part of it."""
    value = found.value
    if isinstance(value, datetime):
        test = replace(test, sampled_at=value, sampled_on=value.date())
    elif isinstance(value, date):
        test = replace(test, sampled_on=value)
    elif isinstance(value, TestResult):
        test = replace(test, result=value)
    elif value is not None:
        test = replace(test, kind=value)
    return Reading(test, found.problem)


_PLAIN_TEXT = (
    Field.NUMBER, Field.PERSON_ID, Field.DOCUMENT_SERIES, Field.HOUSEHOLD, Field.ROLE, Field.GROUP, Field.HOME_PLACE,
    Field.CAME_FROM, Field.PHONE, Field.TEST_LABORATORY, Field.POST, Field.BATCH, Field.VEHICLE, Field.SEAT, Field.NOTE,
)  # fmt: skip
_NAMES = (
    Field.FAMILY_NAME, Field.GIVEN_NAME, Field.PATRONYMIC, Field.FULL_NAME, Field.FULL_NAME_FAMILY_FIRST, Field.NAME,
)  # fmt: skip


def read_some_text(value: Value) -> Reading:
    """A plain text; "no" is nothing."""
    reading = read_text(value)
    return NOTHING if isinstance(reading.value, str) and _says_none(reading.value) else reading


def read_thing(value: Value) -> Reading:
    """A product or a kind in the list's own words; "no" says that there is none, "yes" that there is something."""
    reading = read_text(value)
    if _is_dash(value) or (reading.value is not None and _says_none(reading.value)):
        return _SAID_NONE
    if reading.value is not None and bare(reading.value) in words_of.YES:
        return Reading("")
    return reading


_SEX = partial(_only_values, partial(read_word, words_of.SEXES, "sex-unknown"))
_ALWAYS_ALIKE: dict[Field, Read] = {
    **dict.fromkeys(_PLAIN_TEXT, read_some_text),
    **dict.fromkeys(_NAMES, read_name),
    **dict.fromkeys((Field.NEEDS, Field.FLAGS, Field.CONSENT), read_words),
    **dict.fromkeys((Field.DOCUMENT_NUMBER, Field.VISA_NUMBER), read_number),
    **dict.fromkeys((Field.RESIDENCE, Field.TEST_COUNTRY, Field.VISA_COUNTRY), read_one_country),
    Field.DOCUMENT_COUNTRY: read_issuer,
    **dict.fromkeys((Field.VACCINATION_PRODUCT, Field.VISA_KIND), read_thing),
    Field.SEX: _SEX,
    Field.NATIONALITY: read_nationalities,
    Field.DOCUMENT_KIND: partial(read_word, words_of.DOCUMENT_KINDS, "document-kind-unknown"),
    Field.TEST_KIND: partial(read_word, words_of.TEST_KINDS, "test-kind-unknown"),
    Field.TEST_RESULT: partial(read_word, words_of.TEST_RESULTS, "result-unknown"),
    Field.LANGUAGE: partial(_only_values, partial(read_word, words_of.LANGUAGES, "language-unknown")),
    Field.SIDE: partial(_only_values, partial(read_word, words_of.SIDES, "side-unknown")),
    Field.TEST_CLOCK: read_time_of_day,
    Field.TEST_ZONE: read_zone_name,
    Field.VACCINATION_DOSE: read_dose,
    Field.VISA_ENTRIES: read_entries,
    Field.TEMPERATURE: read_temperature,
    Field.STAMPED_OUT: read_yes_no,
}
DATES = (
    Field.BIRTH_DATE, Field.DOCUMENT_ISSUED, Field.DOCUMENT_EXPIRY, Field.VACCINATION_DATE, Field.VISA_FROM,
    Field.VISA_UNTIL, Field.TEST_SAMPLED, Field.TEST,
)  # fmt: skip
"""The fields whose cells can hold a date."""
_OLDEST_BIRTH = 1880


def reader(field: Field, rules: DateRules, list_day: date | None, *, local: bool) -> Read:
    """How the cells under a field are read; `local` where the zone or hour of a test has a column of its own."""
    if field in _ALWAYS_ALIKE:
        return _ALWAYS_ALIKE[field]
    if field is Field.AGE:
        return partial(read_age, list_day)
    if field is Field.BIRTH_DATE:
        latest = list_day.year if list_day else rules.latest
        return partial(read_birth, replace(rules, earliest=_OLDEST_BIRTH, latest=latest))
    if field is Field.TEST_SAMPLED:
        return partial(read_sampled, rules, local=local)
    if field is Field.TEST:
        return partial(read_test, rules)
    return partial(read_expiry if field in {Field.DOCUMENT_EXPIRY, Field.VISA_UNTIL} else read_date, rules)
