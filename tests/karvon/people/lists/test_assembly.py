from datetime import date, datetime

import pytest

from karvon.people.lists import Document, DocumentKind, LabTest, TestKind, TestResult, Vaccination, Visa
from tests.karvon.people.lists.making import ALMATY, EVENING, one_person, read_rows

SAMPLED = datetime(2020, 10, 29, 21, tzinfo=ALMATY)
NO_ZONE = (
    "The time has no zone; only the day is used. Write the zone, as in 21:00+06:00, or name the zone of the whole list."
)


def person(folder, header, row, **options):
    """The only traveller of a list in which nothing is wrong."""
    traveller, wrong = one_person(folder, header, row, **options)
    assert wrong == []
    return traveller


@pytest.mark.parametrize(
    ("header", "name", "parts"),
    [
        ("ФИО", "Каримов Джамшед Рахимович", ("Каримов", "Джамшед", "Рахимович")),
        ("ФИО", "Каримов Джамшед", ("Каримов", "Джамшед", None)),
        ("Full name", "KARIMOV Jamshed", ("KARIMOV", "Jamshed", None)),
        ("Full name", "Jamshed Karimov", (None, None, None)),
        ("Full name", "нет", None),
    ],
)
def test_a_name_is_taken_apart_only_where_its_form_shows_the_parts(tmp_path, header, name, parts):
    if parts is None:
        assert person(tmp_path, f"ID,{header}", f"P1,{name}").full_name is None
        return
    found = person(tmp_path, header, name)
    assert (found.family_name, found.given_name, found.patronymic) == parts
    assert found.full_name == name


def test_a_family_name_of_its_own_is_not_looked_for_in_the_full_name(tmp_path):
    found = person(tmp_path, "Full name,Family name,Patronymic", "Jamshed Karimov,Karimov,Rahimovich")
    assert (found.family_name, found.given_name, found.patronymic) == ("Karimov", None, "Rahimovich")


def test_a_document_is_put_together_from_its_columns(tmp_path):
    header = "Full name,Паспорт,Серия,Кем выдан,Дата выдачи,Действителен до"
    found = person(tmp_path, header, "A B,123456,АА,TJK,01.07.2014,30.06.2024")
    kind = DocumentKind.PASSPORT
    assert found.documents == (Document(kind, "АА 123456", "TJK", date(2014, 7, 1), date(2024, 6, 30)),)


def test_two_documents_are_told_apart_by_their_numbers(tmp_path):
    header = "Full name,Doc 1 type,Doc 1 no,Doc 2 type,Doc 2 no"
    found = person(tmp_path, header, "A B,passport,400123456,birth certificate,I-ЛБ 123456")
    assert [(one.kind, one.number) for one in found.documents or ()] == [
        (DocumentKind.PASSPORT, "400123456"),
        (DocumentKind.BIRTH_CERTIFICATE, "I-ЛБ 123456"),
    ]


@pytest.mark.parametrize(
    ("header", "cell", "document"),
    [
        ("Документ", "свидетельство о рождении", Document(DocumentKind.BIRTH_CERTIFICATE)),
        ("Паспорт", "да", Document(DocumentKind.PASSPORT)),
        ("Паспорт", "справка на возвращение", Document(DocumentKind.RETURN_CERTIFICATE)),
        ("Документ", "400123456", Document(None, "400123456")),
        ("Срок действия", "бессрочно", Document(never_expires=True)),
    ],
)
def test_what_is_known_of_a_document_is_kept(tmp_path, header, cell, document):
    assert person(tmp_path, f"Full name,{header}", f"A B,{cell}").documents == (document,)


def test_no_document_differs_from_none_recorded(tmp_path):
    assert person(tmp_path, "Full name,Документ", "A B,нет").documents == ()
    assert person(tmp_path, "Full name,Документ", "A B,").documents is None
    passport = person(tmp_path, "Full name,Паспорт,Срок действия", "A B,нет,2024-06-30")
    assert passport.documents is None
    assert passport.denied == ("passport",)
    assert person(tmp_path, "Full name,Doc type,Doc no", "A B,passport,нет").documents == (
        Document(DocumentKind.PASSPORT),
    )


def test_a_test_is_put_together_from_its_columns(tmp_path):
    header = "Full name,Test kind,Sampled,Result,Test country,Laboratory"
    found = person(tmp_path, header, "A B,PCR,2020-10-29 21:00+06:00,negative,KAZ,Invitro")
    day = date(2020, 10, 29)
    assert found.tests == (LabTest(TestKind.PCR, SAMPLED, day, TestResult.NEGATIVE, "KAZ", "Invitro"),)


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Дата забора,Время забора,Часовой пояс теста", "29.10.2020,21:00,Алматы"),
        ("Дата забора,Время забора", "29.10.2020,21:00 +06:00"),
        ("Дата забора,Часовой пояс теста", "29.10.2020 21:00,+06:00"),
        ("Время забора", "29.10.2020 21:00 Алматы"),
    ],
)
def test_day_hour_and_zone_of_a_sample_are_joined_wherever_they_stand(tmp_path, header, cells):
    found = person(tmp_path, f"ФИО,{header}", f"A B,{cells}")
    assert found.tests == (LabTest(sampled_at=SAMPLED, sampled_on=date(2020, 10, 29)),)


def test_the_zone_of_the_list_serves_where_no_other_is_given(tmp_path):
    found = person(tmp_path, "ФИО,Дата забора,Время забора", "A B,29.10.2020,21:00", zone=ALMATY)
    assert found.tests == (LabTest(sampled_at=SAMPLED, sampled_on=date(2020, 10, 29)),)


def test_an_hour_without_any_zone_is_told_and_the_day_kept(tmp_path):
    found, wrong = one_person(tmp_path, "ФИО,Дата забора,Время забора", "A B,29.10.2020,21:00")
    assert found.tests == (LabTest(sampled_on=date(2020, 10, 29)),)
    assert wrong == [f"Row 2, column B (Дата забора) “29.10.2020”: {NO_ZONE}"]


def test_an_hour_of_a_spreadsheet_is_joined_with_its_day(tmp_path):
    header = ["ФИО", "Дата забора", "Время забора"]
    read = read_rows(tmp_path, [header, ["A B", EVENING.date(), EVENING.time()]], zone=ALMATY)
    assert read.rows[0].tests == (LabTest(sampled_at=SAMPLED, sampled_on=date(2020, 10, 29)),)


def test_an_hour_without_a_day_leaves_the_moment_open(tmp_path):
    found = person(tmp_path, "ФИО,Дата забора,Время забора", "A B,,21:00")
    assert found.tests == (LabTest(),)


def test_a_whole_test_in_one_cell_is_completed_by_other_columns(tmp_path):
    found = person(tmp_path, "ФИО,ПЦР,Дата ПЦР", "A B,отр.,29.10.2020")
    assert found.tests == (LabTest(TestKind.PCR, None, date(2020, 10, 29), TestResult.NEGATIVE),)


def test_no_test_differs_from_none_recorded(tmp_path):
    assert person(tmp_path, "Full name,Test", "A B,нет").tests == ()
    assert person(tmp_path, "Full name,Test", "A B,").tests is None
    pcr = person(tmp_path, "Full name,PCR,Rapid test", "A B,нет,negative")
    assert pcr.denied == ("pcr",)
    assert pcr.tests == (LabTest(TestKind.RAPID, result=TestResult.NEGATIVE),)
    assert person(tmp_path, "Full name,Laboratory", "A B,Invitro").tests is None


def test_a_test_whose_result_is_none_is_told(tmp_path):
    found, wrong = one_person(tmp_path, "Full name,Test kind,Result", "A B,PCR,-")
    assert found.tests == (LabTest(TestKind.PCR),)
    assert wrong == [
        "Row 2, column C (Result) “-”: A test is given, but this does not say its result. Write negative or positive."
    ]


def test_vaccinations_are_kept_dose_by_dose(tmp_path):
    header = "Full name,Vaccine,Dose,Date of vaccination,2nd dose date"
    found = person(tmp_path, header, "A B,Sputnik V,1/2,2021-03-01,2021-03-22")
    assert found.vaccinations == (
        Vaccination("Sputnik V", 1, 2, date(2021, 3, 1)),
        Vaccination(given_on=date(2021, 3, 22)),
    )
    assert person(tmp_path, "Full name,Vaccinated", "A B,yes").vaccinations == (Vaccination(),)
    assert person(tmp_path, "Full name,Vaccinated,Date of vaccination", "A B,no,").vaccinations == ()


def test_visas_are_put_together_from_their_columns(tmp_path):
    header = "ФИО,Вид визы,Страна визы,№ визы,Виза с,Виза по,Кратность"
    found = person(tmp_path, header, "A B,рабочая,UZB,V123,01.01.2020,31.12.2020,многократная")
    assert found.visas == (Visa("рабочая", "UZB", "V123", date(2020, 1, 1), date(2020, 12, 31), multiple=True),)
    assert person(tmp_path, "ФИО,Виза,Виза по,Кратность", "A B,да,бессрочно,2").visas == (Visa(entries=2),)
    assert person(tmp_path, "ФИО,Виза", "A B,без визы").visas == ()
    assert person(tmp_path, "ФИО,№ визы", "A B,да").visas == (Visa(),)


def test_plain_facts_come_through(tmp_path):
    header = "ФИО,Пол,Группа,Пост,Сторона,Штамп о выезде,Язык,Температура,Согласие,Партия,Автобус,Место,Примечание"
    found = person(tmp_path, header, "A B,м,G1,kz-zz,между постами,да,таджикский,36.6,да,B1,3,12,с женой")
    assert (found.group, found.post, found.side, found.stamped_out) == ("G1", "kz-zz", "between", True)
    assert (found.language, found.temperature, found.consent) == ("tg", 36.6, ("да",))
    assert (found.batch, found.vehicle, found.seat, found.note) == ("B1", "3", "12", "с женой")
