"""Headings as ministries, aid organisations and bus companies write them, in the languages of the region."""

import pytest

from tests.karvon.people.lists.making import read_rows, remarks

LISTS = [
    (
        "a consulate",
        "№ п/п | ФИО | Дата рожд. | № паспорта | Гражданство | Срок действия | Пол | Телефон | Место пребывания",
        "number full_name_family_first birth_date document_number nationality document_expiry sex phone -",
    ),
    (
        "an aid organisation",
        "S/N | Full name | DOB | Passport No. | Nationality | Gender | Phone number | Remarks | Caseworker",
        "number full_name birth_date document_number nationality sex phone note -",
    ),
    (
        "a bus company",
        (
            "№ места | Фамилия, имя, отчество пассажира | Документ (серия, номер) | Дата рождения | Откуда | Куда | "
            "Подпись"
        ),
        "seat full_name_family_first document_number birth_date came_from home_place -",
    ),
    (
        "a laboratory",
        "ФИО | Дата рождения | Тест ПЦР, дата и время | Результат ПЦР | Лаборатория",
        "full_name_family_first birth_date test_sampled test_result test_laboratory",
    ),
    (
        "a health ministry",
        (
            "п/п | Ф.И.О. гражданина | Год рождения | ИИН | Адрес проживания | Дата забора | Время забора | Метод "
            "исследования | Результат исследования"
        ),
        "number full_name_family_first birth_date - home_place test_sampled test_clock test_kind test_result",
    ),
    (
        "a foreign ministry",
        (
            "Surname and given names | Date and place of birth | Citizenship | Type of travel document | Travel "
            "document number | Date of issue | Date of expiry | Issuing authority"
        ),
        (
            "full_name_family_first birth_date nationality document_kind document_number document_issued "
            "document_expiry document_country"
        ),
    ),
    (
        "a movement list",
        (
            "Case No | Family Name | First Name | Father's Name | Sex | Date of Birth (DD/MM/YYYY) | Place of Birth "
            "| Nationality | Travel Doc. Type | Travel Doc. Number | Expiry | Special needs | Bus # | Seat #"
        ),
        (
            "person_id family_name given_name patronymic sex birth_date - nationality document_kind document_number "
            "document_expiry needs vehicle seat"
        ),
    ),
    (
        "an airline interface",
        (
            "Last Name | First Name | Middle Name | DOB | Gender | Nationality | Passport Number | Passport Expiry "
            "Date | Passport Issuing Country | Visa No | Visa expiry"
        ),
        (
            "family_name given_name patronymic birth_date sex nationality document_number document_expiry "
            "document_country visa_number visa_until"
        ),
    ),
    (
        "a migration service in Kazakh",
        "№ | Тегі | Аты | Әкесінің аты | Туған күні | Азаматтығы | Төлқұжат нөмірі | Телефон",
        "number family_name given_name patronymic birth_date nationality document_number phone",
    ),
    (
        "a list in Uzbek",
        "№ | F.I.Sh. | Tug'ilgan sanasi | Fuqaroligi | Pasport seriyasi va raqami | Telefon raqami | Manzili",
        "number full_name_family_first birth_date nationality document_number phone home_place",
    ),
    (
        "a list in Tajik",
        "№ | Ному насаб | Соли таваллуд | Шаҳрвандӣ | Рақами шиноснома | Вилоят, ноҳия | Телефон",
        "number full_name_family_first birth_date nationality document_number home_place phone",
    ),
    (
        "an American form",
        "Name | Birthdate | Country | Passport # | PCR test date | PCR result",
        "full_name birth_date - document_number test_sampled test_result",
    ),
    (
        "a relief society",
        (
            "Household ID | Individual ID | Name of beneficiary | Relationship to HoH | Age | Sex (M/F) | "
            "Citizenship | ID type | ID number | Contact | Vulnerability criteria"
        ),
        "household person_id full_name role age sex nationality document_kind document_number phone needs",
    ),
    (
        "a visa section",
        "ФИО | Гражданство | Вид визы | № визы | Виза с | Виза по | Кратность",
        "full_name_family_first nationality visa_kind visa_number visa_from visa_until visa_entries",
    ),
    (
        "a vaccination point",
        "Full Name | Nationality | Vaccine | Dose | Date of vaccination | 2nd dose date",
        "full_name nationality vaccination_product vaccination_dose vaccination_date vaccination_date",
    ),
    (
        "a border police",
        (
            "№ | ФИО (рус.) | ФИО (лат.) | Пол (м/ж) | Дата рождения | Национальный паспорт | Загранпаспорт | Дата "
            "въезда в РК | Дата выезда | Цель поездки"
        ),
        "number full_name_family_first - sex birth_date document_number document_number - - -",
    ),
    (
        "a survey tool",
        (
            "_id | start | person/family_name | person/given_name | person/sex | person/dob | person/nationality | "
            "doc/type | doc/number | test/kind | test/sampled_at | test/result | _submission_time"
        ),
        (
            "person_id - family_name given_name sex birth_date nationality document_kind document_number test_kind "
            "test_sampled test_result -"
        ),
    ),
    (
        "abbreviations",
        "Фамилия | Имя | Отчество | Д/р | Гр-во | Паспорт | ПЦР | Дата ПЦР | t°",
        "family_name given_name patronymic birth_date nationality document_number test test_sampled temperature",
    ),
    (
        "an embassy",
        (
            "Ф. И. О. | Дата, месяц, год рождения | Номер паспорта | Кем выдан паспорт | Когда выдан | Действителен "
            "до | Адрес в РТ | Контактный номер"
        ),
        ("full_name_family_first birth_date document_number document_country document_issued document_expiry - phone"),
    ),
    (
        "two tests",
        "Name | Test 1 type | Test 1 date | Test 1 result | Test 2 type | Test 2 date | Test 2 result",
        "full_name test_kind test_sampled test_result test_kind test_sampled test_result",
    ),
    (
        "an airline",
        "Pax name | Pax type | Ticket no | Passport | Nat. | D.O.B. | Exp. | Seat",
        "full_name - - document_number nationality birth_date document_expiry seat",
    ),
    (
        "a ticket office",
        "Место | Пассажир | Паспортные данные | Тел. | Цена билета | Оплачено",
        "seat full_name document_number phone - -",
    ),
    (
        "a hospital",
        "Patient | Date of sampling | Time of sampling | Specimen | SARS-CoV-2 RNA | Method",
        "full_name test_sampled test_clock - - test_kind",
    ),
    (
        "two languages",
        (
            "ID | Last name / Фамилия | First name / Имя | DOB / Дата рождения | Sex / Пол | Citizenship / "
            "Гражданство | Passport No. / № паспорта | Phone / Телефон"
        ),
        "person_id family_name given_name birth_date sex nationality document_number phone",
    ),
    (
        "first names and ages",
        "Имя | Возраст | Откуда | Документ",
        "full_name age came_from document_number",
    ),
    (
        "a quarantine post",
        (
            "Full Name (as in passport) | Passport number | Country of citizenship | Country of permanent residence "
            "| Date of arrival | Flight/Bus No | COVID-19 test (Y/N) | Test date & time | Test result | Quarantine "
            "address"
        ),
        "full_name document_number nationality residence - vehicle test test_sampled test_result -",
    ),
    (
        "a laboratory in Russian",
        (
            "Ф.И.О. пациента | Дата рождения пациента | Дата и время взятия биоматериала | Дата выдачи результата | "
            "Результат | Вид исследования | Номер паспорта пациента"
        ),
        "full_name_family_first birth_date test_sampled - test_result test_kind document_number",
    ),
    (
        "a list in Kyrgyz",
        "№ | Аты-жөнү | Туулган күнү | Жарандыгы | Паспорт № | Жынысы",
        "number full_name_family_first birth_date nationality document_number sex",
    ),
    (
        "long headings",
        (
            "First and last name | Date of birth (dd.mm.yyyy) | Passport series and number | Passport valid until | "
            "PCR test (date, time of sampling) | PCR test result (positive / negative) | Is the person pregnant? | "
            "Body temp. (°C)"
        ),
        "full_name birth_date document_number document_expiry test_sampled test_result - temperature",
    ),
    (
        "a border post",
        "Ф.И.О | гражд. | паспорт № | дата выезда из РК | штамп о выезде | пост | сторона",
        "full_name_family_first nationality document_number - stamped_out post side",
    ),
    (
        "an online form",
        (
            "Name of the traveller | Traveller's date of birth | Traveller's nationality | Document expiry date | "
            "Residence permit | Rapid test result | Rapid test taken on"
        ),
        "full_name birth_date nationality document_expiry - test_result test_sampled",
    ),
]


@pytest.mark.parametrize(("headings", "fields"), [one[1:] for one in LISTS], ids=[one[0] for one in LISTS])
def test_a_list_of_partners_is_understood_and_what_is_not_is_said(tmp_path, headings, fields):
    header = headings.split(" | ")
    read = read_rows(tmp_path, [header, ["x1"] * len(header)])
    assert [column.field or "-" for column in read.columns] == fields.split()
    said = " ".join(remarks(read))
    unread = [column for column in read.columns if column.field is None]
    assert all(f"{column.letter} “{column.header[:30]}”" in said for column in unread)
    assert ("Columns not read" in said) is bool(unread)
