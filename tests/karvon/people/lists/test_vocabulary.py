import pytest

from karvon.people.lists import vocabulary
from karvon.people.lists.travellers import DocumentKind, Sex, Side, TestKind, TestResult


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        (vocabulary.SEXES, Sex), (vocabulary.DOCUMENT_KINDS, DocumentKind), (vocabulary.TEST_KINDS, TestKind),
        (vocabulary.TEST_RESULTS, TestResult), (vocabulary.SIDES, Side),
    ],
)  # fmt: skip
def test_every_answer_has_words(words, kinds):
    assert set(words.values()) == set(kinds)


def test_no_word_says_both_yes_and_no():
    assert not vocabulary.YES & vocabulary.NO
    assert not vocabulary.NONE & vocabulary.NOT_RECORDED


@pytest.mark.parametrize("words", [vocabulary.SEXES, vocabulary.TEST_RESULTS, vocabulary.TEST_KINDS, vocabulary.SIDES])
def test_words_are_kept_as_they_are_looked_up(words):
    assert all(word == vocabulary.plain(word) for word in words)


def test_a_word_is_looked_up_without_signs_and_capitals():
    assert vocabulary.plain(" Отр. ") == "отр"
    assert vocabulary.plain("«Ёлка»; (x)") == "елка x"
    assert vocabulary.bare(" (Нет.) ") == "нет"


@pytest.mark.parametrize("text", ["Итого", "ИТОГО: 2 чел.", "Всего пассажиров 30", "Total", "Grand total: 5", "Jami: 30 kishi",
                                  "Жами", "Ҳамагӣ 5 нафар"])  # fmt: skip
def test_a_total_is_told_from_people(text):
    assert vocabulary.TOTALS.fullmatch(text)


@pytest.mark.parametrize("text", ["Jami Abdurahmon", "Жами Карим", "Totaliev Azamat", "Итогов Пётр"])
def test_people_are_told_from_totals(text):
    assert not vocabulary.TOTALS.fullmatch(text)
