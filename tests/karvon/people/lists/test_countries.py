import pycountry
import pytest

from karvon.people.lists.countries import read_country


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("TJK", "TJK"), ("tj", "TJK"), ("Tajikistan", "TJK"), ("Republic of Tajikistan", "TJK"), ("Таджикистан", "TJK"),
        ("Республика Таджикистан", "TJK"), ("гр. Таджикистана", "TJK"), ("таджик", "TJK"), ("Тоҷикистон", "TJK"),
        ("O'zbekiston", "UZB"), ("узбечка", "UZB"), ("Қазақстан", "KAZ"), ("Kyrgyz", "KGZ"), ("РФ", "RUS"), ("U.S.A.", "USA"),
        ("Тёркия", None), ("Türkiye", "TUR"), ("лбг", "XXA"), ("stateless", "XXA"), ("Kosovo", "XKX"), ("refugee", "XXB"),
        ("Côte d'Ivoire", "CIV"), ("Narnia", None), ("", None), ("12", None),
    ],
)  # fmt: skip
def test_a_country_is_known_by_its_codes_names_and_people(text, code):
    reading = read_country(text)
    assert (reading.code if reading else None) == code


@pytest.mark.parametrize(("text", "code"), [("РТ", "TJK"), ("РК", "KAZ"), ("КР", "KGZ"), ("rt", "TJK")])
def test_an_abbreviation_of_several_states_is_read_as_the_usual_one_and_not_certain(text, code):
    assert read_country(text) == (code, False)


@pytest.mark.parametrize("text", ["Tаджикистан", "TАJIKISTAN"])
def test_letters_of_the_wrong_alphabet_do_not_hide_a_country(text):
    assert read_country(text) == ("TJK", False)


def test_every_code_and_english_name_of_a_country_is_known():
    for country in pycountry.countries:
        for text in (country.alpha_2, country.alpha_3, country.name):
            reading = read_country(text)
            assert reading is not None, text
            assert reading.code == country.alpha_3
