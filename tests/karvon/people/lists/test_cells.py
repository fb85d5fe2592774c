from datetime import date, datetime, time

import pytest

from karvon.core.sheets import CellError
from karvon.core.sheets.table import EXCEL_EPOCH
from karvon.people.lists import Age, DocumentKind, Field, LabTest, Sex, Side, TestKind, TestResult
from karvon.people.lists.cells import DATES, Said, reader
from karvon.people.lists.dates import DateRules
from tests.karvon.people.lists.making import ALMATY, EVENING

LIST_DAY = date(2020, 10, 31)
RULES = DateRules(lambda: None, EXCEL_EPOCH, in_workbook=True, zone=ALMATY)


def read(field, value, *, local=False, list_day=LIST_DAY):
    return reader(field, RULES, list_day, local=local)(value)


def says(field, value):
    """What a cell says, where nothing is wrong with it."""
    reading = read(field, value)
    assert reading.problem is None
    return reading.value


def wrong(field, value):
    """What is wrong with a cell, in words."""
    problem = read(field, value).problem
    return f"{problem.severity}: {problem.sentence} {problem.remedy}"


@pytest.mark.parametrize("field", list(Field))
def test_every_field_has_its_way_of_reading(field):
    assert read(field, "?") == (None, None)
    assert read(field, None) == (None, None)
    assert read(field, CellError("#REF!")).problem.code == "formula-failed"


@pytest.mark.parametrize("field", [field for field in Field if field not in DATES and field is not Field.TEST_CLOCK])
def test_what_a_spreadsheet_took_for_a_date_is_refused_in_every_other_column(field):
    assert read(field, date(2020, 2, 1)).problem.code == "became-date"


@pytest.mark.parametrize("text", ["", " \u200b ", "?", "N/A", "неизвестно", "не указано", "-", "—"])
def test_what_is_not_said_is_not_recorded(text):
    assert says(Field.HOME_PLACE, text) is None
    assert says(Field.FULL_NAME, text) is None


def test_a_text_is_tidied():
    assert says(Field.HOME_PLACE, "  Khatlon,\u00a0 Kulob\u200b ") == "Khatlon, Kulob"
    assert says(Field.SEAT, 12) == "12"
    assert says(Field.SEAT, "нет") is None


def test_what_a_spreadsheet_has_spoilt_is_told():
    assert wrong(Field.FULL_NAME, CellError("#N/A")) == (
        "error: The formula in this cell failed. Write the value itself into the cell."
    )
    assert wrong(Field.DOCUMENT_NUMBER, date(2020, 1, 2)) == (
        "error: The spreadsheet has turned this into a date or time, so what was typed is lost. "
        "Give the column the format Text and type it again."
    )
    rounded = (
        "error: The spreadsheet has rounded this number; its last digits are lost. "
        "Give the column the format Text and type the number again."
    )
    assert wrong(Field.PHONE, 1.2345678901234567e18) == rounded
    assert wrong(Field.DOCUMENT_NUMBER, "4,00123E+08") == rounded


def test_a_name_is_kept_as_written():
    assert says(Field.FULL_NAME, "Karimov Jamshed") == "Karimov Jamshed"
    assert says(Field.PATRONYMIC, "нет") is None
    assert read(Field.FULL_NAME, "Karimov 2").value == "Karimov 2"
    assert wrong(Field.FULL_NAME, "Karimov 2") == "warning: There are digits in this name. Check the name."


def test_letters_of_two_alphabets_in_a_word_are_pointed_out_and_kept():
    assert read(Field.FULL_NAME, "Кaримов Джамшед").value == "Кaримов Джамшед"
    assert wrong(Field.FULL_NAME, "Кaримов Джамшед") == (
        "warning: Latin and Cyrillic letters that look alike are mixed here. "
        "It probably reads “Каримов Джамшед”; compare it with the paper."
    )
    assert wrong(Field.FULL_NAME, "Жamшед") == (
        "warning: Latin and Cyrillic letters that look alike are mixed here. "
        "Compare it with the paper and type it again in one alphabet."
    )


@pytest.mark.parametrize(
    ("value", "proposed"), [("АA1234567", "AA1234567"), ("ЕX7654321", "EX7654321"), ("С1Z", "C1Z"), ("ХO1", "XO1")]
)
def test_mixed_scripts_in_a_document_number_are_pointed_out_and_never_changed(value, proposed):
    reading = read(Field.DOCUMENT_NUMBER, value)
    assert reading.value == value
    assert reading.problem.code == "mixed-scripts"
    assert str(reading.problem.remedy) == f"It probably reads “{proposed}”; compare it with the paper."


@pytest.mark.parametrize("value", ["4O0123456", "4О0123456", "40012З456"])
def test_a_letter_among_digits_is_pointed_out_and_never_changed(value):
    reading = read(Field.DOCUMENT_NUMBER, value)
    assert reading.value == value
    assert reading.problem.code == "letter-for-digit"
    assert str(reading.problem.remedy) == "It probably reads “400123456”; compare it with the paper."


@pytest.mark.parametrize("value", ["400123456", "АА 123456", "№ 400 123 456", "I-ЛБ 123456", "BC-ZZ01", 400123456])
def test_a_usual_document_number_passes_as_it_is(value):
    assert says(Field.DOCUMENT_NUMBER, value) == str(value)


@pytest.mark.parametrize("value", ["-", "нет", "нет паспорта", False])
def test_a_list_can_say_that_there_is_no_paper(value):
    assert says(Field.DOCUMENT_NUMBER, value) is Said.NONE


@pytest.mark.parametrize("value", ["да", "есть", True])
def test_a_list_can_say_that_there_is_a_paper_without_its_number(value):
    assert says(Field.DOCUMENT_NUMBER, value) == ""


def test_a_kind_of_paper_in_place_of_its_number_is_the_kind():
    assert says(Field.DOCUMENT_NUMBER, "свидетельство о рождении") is DocumentKind.BIRTH_CERTIFICATE


def test_a_lost_passport_is_no_passport_with_a_strange_number():
    assert wrong(Field.DOCUMENT_NUMBER, "паспорт утерян") == (
        "error: There is no digit in this number, so no paper is recorded. "
        "Write the number of the paper, or “no” if the person has none."
    )


@pytest.mark.parametrize("value", ["400123456 до 30.06.2024", "400123456 / 400123457", "загранпаспорт 400123456", 1.5])
def test_more_than_a_number_is_kept_and_told(value):
    assert read(Field.DOCUMENT_NUMBER, value).value == str(value)
    assert wrong(Field.DOCUMENT_NUMBER, value) == (
        "warning: This seems to be more than the number of one paper. "
        "Write only the number, and put kind, dates and other papers into columns of their own."
    )


@pytest.mark.parametrize(
    ("field", "value", "meaning"),
    [
        (Field.SEX, "м", Sex.MALE),
        (Field.SEX, "Female", Sex.FEMALE),
        (Field.SEX, "М.", Sex.MALE),
        (Field.SEX, "Mужской", Sex.MALE),
        (Field.DOCUMENT_KIND, "Загранпаспорт", DocumentKind.PASSPORT),
        (Field.DOCUMENT_KIND, "Laissez-passer", DocumentKind.RETURN_CERTIFICATE),
        (Field.TEST_KIND, "RT-PCR", TestKind.PCR),
        (Field.TEST_KIND, "ПЦP", TestKind.PCR),
        (Field.TEST_RESULT, "отр.", TestResult.NEGATIVE),
        (Field.TEST_RESULT, "Not detected", TestResult.NEGATIVE),
        (Field.SIDE, "между постами", Side.BETWEEN),
        (Field.LANGUAGE, "таджикский", "tg"),
        (Field.SEX, "нет", None),
        (Field.TEST_KIND, "нет", Said.NONE),
        (Field.TEST_RESULT, "-", Said.NONE),
    ],
)
def test_words_are_known_in_several_languages(field, value, meaning):
    assert says(field, value) == meaning


def test_an_unknown_word_is_told_with_the_known_ones():
    assert wrong(Field.SEX, "unclear") == "error: This word is not known here. Write one of: M, F, X."
    assert wrong(Field.TEST_RESULT, "хорошо") == (
        "error: This word is not known here. Write one of: negative, positive, inconclusive, pending."
    )


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("share_with_IOM; share_min", ("share_with_IOM", "share_min")), ("a, b", ("a", "b")), ("a\nb", ("a", "b")),
        ("one", ("one",)), ("нет", ()), ("-", ()), (5, ("5",)), ("?", None),
    ],
)  # fmt: skip
def test_several_words_in_a_cell_are_told_apart(value, words):
    assert says(Field.NEEDS, value) == words


@pytest.mark.parametrize(
    ("value", "codes"),
    [
        ("Tajikistan", ("TJK",)), ("таджик", ("TJK",)), ("TJ", ("TJK",)), ("TJK/RUS", ("TJK", "RUS")),
        ("Таджикистан и Россия", ("TJK", "RUS")), ("без гражданства", ("XXA",)), ("Bosnia and Herzegovina", ("BIH",)),
        ("-", None),
    ],
)  # fmt: skip
def test_nationalities_are_codes(value, codes):
    assert says(Field.NATIONALITY, value) == codes


def test_a_country_that_is_not_certain_is_read_aloud():
    assert read(Field.NATIONALITY, "РТ").value == ("TJK",)
    assert wrong(Field.NATIONALITY, "РТ") == "warning: This was read as TJK. Write the three-letter code."


@pytest.mark.parametrize("value", ["Narnia", "TJK/Narnia", "/"])
def test_an_unknown_country_is_told(value):
    assert wrong(Field.NATIONALITY, value) == (
        "error: No country or nationality of this name is known. "
        "Write the country or its three-letter code, as in TJK; “stateless” if the person has none."
    )


@pytest.mark.parametrize(
    ("value", "code"),
    [("Kazakhstan", "KAZ"), ("Kazakhstan, Almaty", "KAZ"), ("Almaty, Kazakhstan", "KAZ"), ("?", None)],
)
def test_one_country_may_stand_with_a_place(value, code):
    assert says(Field.RESIDENCE, value) == code


@pytest.mark.parametrize("value", ["Almaty", "Almaty, Shymkent"])
def test_a_place_alone_is_no_country(value):
    assert read(Field.RESIDENCE, value).problem.code == "country-unknown"


@pytest.mark.parametrize("value", ["MIA of Tajikistan", "МВД РТ", "МВД Республики Таджикистан"])
def test_an_office_that_names_its_country_tells_the_country_of_issue(value):
    reading = read(Field.DOCUMENT_COUNTRY, value)
    assert reading.value == "TJK"
    assert reading.problem.code == "country-not-certain"


@pytest.mark.parametrize("value", ["ОВД г. Куляб", "Embassy of Tajikistan in Kazakhstan", "no office", 5])
def test_an_office_that_names_none_or_two_countries_tells_nothing(value):
    assert read(Field.DOCUMENT_COUNTRY, value).problem.code == "country-unknown"


def test_a_country_of_issue_is_read_like_any_country():
    assert says(Field.DOCUMENT_COUNTRY, "TJK") == "TJK"
    assert says(Field.DOCUMENT_COUNTRY, "?") is None


@pytest.mark.parametrize(
    ("value", "age"),
    [
        (34, Age(34, None, LIST_DAY)), ("34 года", Age(34, None, LIST_DAY)), ("3 years 6 months", Age(3, 6, LIST_DAY)),
        ("8 мес.", Age(0, 8, LIST_DAY)), ("18 months", Age(1, 6, LIST_DAY)), (0, Age(0, None, LIST_DAY)),
        (2.5, Age(2, 6, LIST_DAY)), ("?", None),
    ],
)  # fmt: skip
def test_ages_are_years_and_the_months_of_infants(value, age):
    assert says(Field.AGE, value) == age


@pytest.mark.parametrize("value", ["1986", "121", "adult", -5, -0.5, 130.5, True, "years"])
def test_what_is_no_age_is_refused(value):
    assert wrong(Field.AGE, value) == (
        "error: This is not an age. Write whole years, as in 34, or months, as in 8 months."
    )


@pytest.mark.parametrize(
    ("value", "degrees"), [("36,6", 36.6), (36.6, 36.6), ("+37.1 °C", 37.1), ("37С", 37.0), ("-", None)]
)
def test_temperatures_are_in_degrees_celsius(value, degrees):
    assert says(Field.TEMPERATURE, value) == degrees


@pytest.mark.parametrize("value", ["98.6", "warm", 3.6])
def test_what_is_no_body_temperature_is_refused(value):
    assert wrong(Field.TEMPERATURE, value) == (
        "error: This is not a body temperature in degrees Celsius. Write it as in 36.6."
    )


@pytest.mark.parametrize(
    ("value", "answer"), [("да", True), (True, True), ("нет", False), (0, False), (1, True), ("?", None)]
)
def test_yes_and_no_are_known(value, answer):
    assert says(Field.STAMPED_OUT, value) is answer


def test_neither_yes_nor_no_is_told():
    assert wrong(Field.STAMPED_OUT, "вчера") == "error: This is neither yes nor no. Write yes or no."


@pytest.mark.parametrize(
    ("value", "dose"),
    [("2", (2, None)), ("1/2", (1, 2)), ("2-я доза", (2, None)), ("dose 1 of 2", (1, 2)), (1, (1, None)), ("нет", Said.NONE),
     ("?", None)],
)  # fmt: skip
def test_doses_are_numbered(value, dose):
    assert says(Field.VACCINATION_DOSE, value) == dose


def test_what_is_no_dose_is_told():
    assert wrong(Field.VACCINATION_DOSE, "booster") == "error: This is not a dose. Write its number, as in 2 or 1/2."


@pytest.mark.parametrize(
    ("value", "entries"), [("многократная", 0), ("single", 1), ("двукратная", 2), (3, 3), ("?", None)]
)
def test_entries_of_a_visa_are_counted(value, entries):
    assert says(Field.VISA_ENTRIES, value) == entries


@pytest.mark.parametrize("value", ["many", "0", "100"])
def test_what_is_no_number_of_entries_is_told(value):
    assert wrong(Field.VISA_ENTRIES, value) == "error: This is not a number of entries. Write a number, or “multiple”."


def test_a_paper_may_never_expire():
    assert says(Field.DOCUMENT_EXPIRY, "бессрочно") is Said.NEVER
    assert says(Field.VISA_UNTIL, "indefinite") is Said.NEVER
    assert says(Field.DOCUMENT_EXPIRY, "2024-06-30") == date(2024, 6, 30)
    assert says(Field.DOCUMENT_EXPIRY, date(2024, 6, 30)) == date(2024, 6, 30)
    assert says(Field.DOCUMENT_ISSUED, "30.06.2014") == date(2014, 6, 30)


@pytest.mark.parametrize("value", ["нет", "-", " ", "unknown"])
def test_no_date_is_nothing(value):
    assert says(Field.DOCUMENT_ISSUED, value) is None
    assert says(Field.BIRTH_DATE, value) is None


def test_nobody_on_a_list_is_born_after_its_day():
    assert says(Field.BIRTH_DATE, "2020-10-30") == "2020-10-30"
    assert wrong(Field.BIRTH_DATE, "2021-01-01").startswith(
        "error: The year 2021 cannot be right here (from 1880 to 2020)."
    )
    assert read(Field.BIRTH_DATE, "2021-01-01", list_day=None).value == "2021-01-01"


def test_a_moment_of_sampling_waits_for_its_zone_where_that_has_a_column():
    assert says(Field.TEST_SAMPLED, "29.10.2020 21:00") == datetime(2020, 10, 29, 21, tzinfo=ALMATY)
    assert read(Field.TEST_SAMPLED, "29.10.2020 21:00", local=True).value == EVENING
    assert says(Field.TEST_SAMPLED, "2020-10-29T21:00+06:00") == datetime(2020, 10, 29, 21, tzinfo=ALMATY)
    assert says(Field.TEST_SAMPLED, "не сдавал") is Said.NONE
    assert says(Field.TEST_SAMPLED, EVENING) == datetime(2020, 10, 29, 21, tzinfo=ALMATY)


@pytest.mark.parametrize(
    ("value", "clock"),
    [
        ("21:00", (time(21), "")), ("21:00 +06:00", (time(21), "+06:00")), (time(21), (time(21), "")),
        (EVENING, (time(21), "")), (0.875, (time(21), "")), ("-", None),
    ],
)  # fmt: skip
def test_a_time_of_day_has_a_column_of_its_own(value, clock):
    assert says(Field.TEST_CLOCK, value) == clock


def test_what_is_no_time_of_day_is_told():
    assert wrong(Field.TEST_CLOCK, "evening") == (
        "error: “evening” is not a time of day; only the day is used. Write it as in 21:00."
    )


def test_a_zone_has_a_column_of_its_own():
    assert str(says(Field.TEST_ZONE, "Алматы")) == "Asia/Almaty"
    assert says(Field.TEST_ZONE, "?") is None
    assert wrong(Field.TEST_ZONE, "Narnia") == (
        "error: “Narnia” is not a known time zone; only the day is used. "
        "Write it as an offset, as in +06:00, or as in Asia/Almaty."
    )


@pytest.mark.parametrize(
    ("value", "test"),
    [
        ("отр.", LabTest(result=TestResult.NEGATIVE)),
        ("ПЦР отрицательный", LabTest(TestKind.PCR, result=TestResult.NEGATIVE)),
        ("negative 29.10.2020", LabTest(sampled_on=date(2020, 10, 29), result=TestResult.NEGATIVE)),
        ("ПЦР отр. от 29.10.2020", LabTest(TestKind.PCR, sampled_on=date(2020, 10, 29), result=TestResult.NEGATIVE)),
        ("PCR; negative; 29.10.2020 21:00", LabTest(TestKind.PCR, datetime(2020, 10, 29, 21, tzinfo=ALMATY),
                                                    date(2020, 10, 29), TestResult.NEGATIVE)),
        (date(2020, 10, 29), LabTest(sampled_on=date(2020, 10, 29))),
        ("есть", LabTest()),
        ("нет", Said.NONE),
        ("-", Said.NONE),
    ],
)  # fmt: skip
def test_a_whole_test_may_stand_in_one_cell(value, test):
    assert says(Field.TEST, value) == test


def test_a_test_that_is_not_understood_is_told_with_its_part():
    assert wrong(Field.TEST, "negative, I think") == (
        "error: “I think” is not understood as a kind, result or day of a test. "
        "Write, for example, “negative 29.10.2020”, or use columns for kind, time and result."
    )
    assert read(Field.TEST, "negative 31.02.2020").problem.code == "no-such-day"


def test_a_product_is_kept_in_the_words_of_the_list():
    assert says(Field.VACCINATION_PRODUCT, "Sputnik V") == "Sputnik V"
    assert says(Field.VACCINATION_PRODUCT, "да") == ""
    assert says(Field.VISA_KIND, "без визы") is Said.NONE
    assert says(Field.VISA_KIND, "?") is None
