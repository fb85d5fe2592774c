import pytest
from hypothesis import given
from hypothesis import strategies as st

from identity.numbers import Doubt, NumberReading, number_key, read_document_number


@pytest.mark.parametrize(
    "number",
    [
        "ZZ0000001",
        "123456789",
        "12 34 567890",
        "BC-ZZ01",
        "АН № 1234567",
        "АН N 1234567",
        "II-АБ № 123456",
        "AO1234567",
    ],
)
def test_an_ordinary_number_raises_no_doubt(number):
    assert read_document_number(number) == NumberReading(number)


def test_a_cyrillic_letter_among_latin_ones_is_doubtful_and_the_original_is_kept():
    assert read_document_number("АB0000002") == NumberReading("АB0000002", (Doubt.MIXED_SCRIPTS,), "AB0000002")


def test_a_mixture_that_no_one_alphabet_explains_has_no_proposed_reading():
    assert read_document_number("ДF12") == NumberReading("ДF12", (Doubt.MIXED_SCRIPTS,), None)
    assert read_document_number("ДF1O2").proposed is None


@pytest.mark.parametrize(
    ("written", "proposed"),
    [("12O4567", "1204567"), ("12О4567", "1204567"), ("1l2", "112"), ("4З1", "431"), ("123O", "1230")],
)
def test_a_letter_among_digits_is_doubtful(written, proposed):
    assert read_document_number(written) == NumberReading(written, (Doubt.LETTER_FOR_DIGIT,), proposed)


def test_both_doubts_are_named_with_one_reading():
    assert read_document_number("ТJ1О2") == NumberReading(
        "ТJ1О2", (Doubt.MIXED_SCRIPTS, Doubt.LETTER_FOR_DIGIT), "TJ102"
    )


def test_a_rounded_number_is_lost():
    assert read_document_number("1.23457E+11") == NumberReading("1.23457E+11", (Doubt.DIGITS_LOST,), None)


def test_numbers_that_look_alike_have_one_key():
    assert number_key("АB 12-O4") == number_key("ab1204") == "AB1204"
    assert number_key("АН № 123") == number_key("АН N 123") == number_key("AH123")
    assert number_key("ZZ1") != number_key("ZZ2")


@given(st.text(max_size=40))
def test_any_text_is_kept_as_written(text):
    reading = read_document_number(text)
    assert reading.written == text
    assert reading.proposed is None or reading.doubts


@given(st.from_regex(r"[A-Z]{2}[1-9]{7}", fullmatch=True))
def test_a_cyrillic_disguise_is_seen_through(number):
    disguised = number.translate(str.maketrans("ABEKMHOPCTYX", "АВЕКМНОРСТУХ"))
    assert number_key(disguised) == number_key(number)


@pytest.mark.parametrize("text", ["lost", "паспорт", "????", "да"])
def test_words_without_a_digit_are_no_number(text):
    assert read_document_number(text) == NumberReading(text, (Doubt.NO_DIGIT,))


@pytest.mark.parametrize(
    "text",
    [
        "400123456 до 30.06.2024", "400123456 / 400123457", "загранпаспорт 400123456", "400123456 issued 2014",
        "1234567890 1234567890 1234567890 1",
    ],
)  # fmt: skip
def test_more_than_one_number_is_pointed_out(text):
    assert read_document_number(text) == NumberReading(text, (Doubt.NOT_ONLY_NUMBER,))
