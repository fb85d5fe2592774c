import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karvon.people.lists import Field, Heading
from karvon.people.lists.headings import known_headings, nearest_heading, normalised, read_heading, settle


def meaning(text):
    heading = read_heading(text)
    return heading.field if heading else None


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("№ п/п", Field.NUMBER),
        ("S/N", Field.NUMBER),
        ("Full name", Field.FULL_NAME),
        ("FULL_NAME", Field.FULL_NAME),
        ("ФИО", Field.FULL_NAME_FAMILY_FIRST),
        ("Ф. И. О.", Field.FULL_NAME_FAMILY_FIRST),
        ("Фамилия,\nимя,\nотчество", Field.FULL_NAME_FAMILY_FIRST),
        ("Дата рожд.", Field.BIRTH_DATE),
        ("DOB", Field.BIRTH_DATE),
        ("D.O.B.", Field.BIRTH_DATE),
        ("Год рождения", Field.BIRTH_DATE),
        ("№ паспорта", Field.DOCUMENT_NUMBER),
        ("Passport No.", Field.DOCUMENT_NUMBER),
        ("Серия и номер паспорта", Field.DOCUMENT_NUMBER),
        ("Серия паспорта", Field.DOCUMENT_SERIES),
        ("Гражданство", Field.NATIONALITY),
        ("Пол", Field.SEX),
        ("Gender", Field.SEX),
        ("Телефон", Field.PHONE),
        ("Тест ПЦР, дата и время", Field.TEST_SAMPLED),
        ("дата сдачи ПЦР", Field.TEST_SAMPLED),
        ("Время забора", Field.TEST_CLOCK),
        ("Результат ПЦР", Field.TEST_RESULT),
        ("Passport valid until", Field.DOCUMENT_EXPIRY),
        ("Срок действия паспорта", Field.DOCUMENT_EXPIRY),
        ("Passport issued by", Field.DOCUMENT_COUNTRY),
        ("Дата выдачи паспорта", Field.DOCUMENT_ISSUED),
        ("Вид визы", Field.VISA_KIND),
        ("Виза по", Field.VISA_UNTIL),
        ("Visa valid from", Field.VISA_FROM),
        ("Дата вакцинации", Field.VACCINATION_DATE),
        ("Температура тела, °C", Field.TEMPERATURE),
        ("Тегі", Field.FAMILY_NAME),
        ("Tug'ilgan sanasi", Field.BIRTH_DATE),
        ("Шаҳрвандӣ", Field.NATIONALITY),
    ],
)
def test_the_usual_headings_are_understood(text, field):
    assert meaning(text) is field


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Date of Birth (DD/MM/YYYY)", Field.BIRTH_DATE),
        ("Sex (M/F)", Field.SEX),
        ("Full Name (as in passport)", Field.FULL_NAME),
        ("ФИО [лат.]", Field.FULL_NAME_FAMILY_FIRST),
        ("Анализ ПЦР (+/-)", Field.TEST),
        ("COVID-19 test (Y/N)", Field.TEST),
        ("Ф.И.О. пациента", Field.FULL_NAME_FAMILY_FIRST),
        ("Traveller's date of birth", Field.BIRTH_DATE),
        ("Name of the beneficiary", Field.NAME),
        ("Passenger", Field.FULL_NAME),
        ("Passport no. of traveller", Field.DOCUMENT_NUMBER),
    ],
)
def test_brackets_and_whose_it_is_change_nothing(text, field):
    assert meaning(text) is field


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Sex / Пол", Field.SEX),
        ("Name/Имя", Field.GIVEN_NAME),
        ("ФИО / Full name", Field.FULL_NAME_FAMILY_FIRST),
        ("person/family_name", Field.FAMILY_NAME),
        ("Туғилган санаси - Дата рождения", Field.BIRTH_DATE),
        ("Sex/Age", None),
        ("Name/Surname", Field.FULL_NAME),
        ("Подпись / Signature", None),
    ],
)
def test_a_heading_in_two_languages_means_what_both_say(text, field):
    assert meaning(text) is field


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Passport (expiry)", Field.DOCUMENT_EXPIRY),
        ("Name (family)", Field.FAMILY_NAME),
        ("Имя (отчество)", None),
        ("Паспорт (серия, №, срок действия)", Field.DOCUMENT_NUMBER),
        ("ПЦР (дата, результат)", Field.TEST),
    ],
)
def test_brackets_that_say_what_the_column_holds_are_heeded(text, field):
    assert meaning(text) is field


@pytest.mark.parametrize(
    "text",
    [
        "Дата выдачи справки ПЦР", "Дата результата ПЦР", "PCR result date", "Date of result of PCR",
        "ПЦР действителен до", "PCR valid until",
    ],
)  # fmt: skip
def test_another_day_of_a_test_is_never_taken_for_the_day_of_sampling(text):
    assert meaning(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Паспорт сдан", "Passport copy", "Visa refused", "Тест оплачен", "Vaccination card", "Visa validity",
        "Имя отца", "Name of guardian", "Дата рождения ребенка", "Head of household name", "Дата въезда",
        "Emergency contact", "Test route", "Паспорт препарат",
    ],
)  # fmt: skip
def test_a_word_that_may_change_the_meaning_makes_a_heading_unknown(text):
    assert meaning(text) is None


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("Test 2 type", Heading(Field.TEST_KIND, 2)),
        ("test_2", Heading(Field.TEST, 2)),
        ("Паспорт 2", Heading(Field.DOCUMENT_NUMBER, 2, "passport")),
        ("Test1_kind", Heading(Field.TEST_KIND, 1)),
        ("2nd dose date", Heading(Field.VACCINATION_DATE, 2)),
        ("PCR date", Heading(Field.TEST_SAMPLED, 1, "pcr")),
        ("Дата экспресс-теста", Heading(Field.TEST_SAMPLED, 1, "rapid")),
        ("IgG result", Heading(Field.TEST_RESULT, 1, "antibody")),
        ("№ свидетельства о рождении", Heading(Field.DOCUMENT_NUMBER, 1, "birth_certificate")),
        ("Номер свидетельства", Heading(Field.DOCUMENT_NUMBER, 1, "birth_certificate")),
        ("Внутренний паспорт", Heading(Field.DOCUMENT_NUMBER, 1, "id_card")),
        ("Виза Узбекистана", Heading(Field.VISA_KIND)),
        ("Sex 2", None),
    ],
)
def test_a_heading_tells_which_of_several_and_of_what_kind(text, heading):
    assert read_heading(text) == heading


def test_letters_of_the_wrong_alphabet_do_not_hide_a_heading():
    assert normalised("Пaспорт №") == "паспорт №"
    assert meaning("Nаmе") is Field.NAME


def test_a_subject_is_told_from_what_is_one_per_person():
    assert Heading(Field.TEST_KIND).subject == "test"
    assert Heading(Field.SEX).subject is None


def test_a_row_reads_like_headings_when_two_are_known_or_most_of_them():
    assert known_headings(["Full name", "DOB", "", "what"]) == 2
    assert known_headings(["Full name", ""]) == 1
    assert known_headings(["Full name", "what", "else"]) == 0
    assert known_headings([]) == 0


def test_the_nearest_known_heading_is_proposed_only_where_one_is_near():
    assert nearest_heading("Natioanlity") == "nationality"
    assert nearest_heading("Quarantine address") is None


def named(*texts):
    return [heading and (heading.field, heading.place, heading.implied) for heading in settle(map(read_heading, texts))]


def test_the_heading_name_depends_on_its_neighbours():
    assert named("Name") == [(Field.FULL_NAME, 1, None)]
    assert named("Surname", "Name")[1] == (Field.GIVEN_NAME, 1, None)
    assert named("Имя", "Возраст")[0] == (Field.FULL_NAME, 1, None)
    assert named("Name", "ФИО")[0] == (Field.FULL_NAME, 1, None)


def test_the_time_of_a_test_without_its_day_is_the_whole_moment():
    assert named("ФИО", "Время забора")[1] == (Field.TEST_SAMPLED, 1, None)
    assert named("ФИО", "Дата забора", "Время забора")[2] == (Field.TEST_CLOCK, 1, None)


def test_a_second_column_of_one_kind_is_the_second_paper_and_of_others_is_not_read():
    assert named("ФИО", "Паспорт", "Паспорт", "Пол", "Пол") == [
        (Field.FULL_NAME_FAMILY_FIRST, 1, None),
        (Field.DOCUMENT_NUMBER, 1, "passport"),
        (Field.DOCUMENT_NUMBER, 2, "passport"),
        (Field.SEX, 1, None),
        None,
    ]


def test_columns_without_a_kind_belong_to_the_only_paper_with_one():
    assert named("ФИО", "Паспорт", "Срок действия")[2] == (Field.DOCUMENT_EXPIRY, 1, "passport")
    assert named("ФИО", "PCR date", "Rapid test date", "Result")[3] == (Field.TEST_RESULT, 1, None)
    assert named("ФИО", "PCR date", "Test date")[2] == (Field.TEST_SAMPLED, 1, None)


@settings(max_examples=150)
@given(st.text(max_size=60))
def test_any_text_can_be_a_heading(text):
    heading = read_heading(text)
    assert heading is None or heading.place >= 1
    assert normalised(text) == " ".join(normalised(text).split())
