import pytest
from hypothesis import given
from hypothesis import strategies as st

from identity.names import NameParts, name_key, split_full_name


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Каримов Джамшед Рахимович", NameParts("Каримов", "Джамшед", "Рахимович")),
        ("Джамшед Рахимович Каримов", NameParts("Каримов", "Джамшед", "Рахимович")),
        ("Джамшед Рахимович", NameParts(None, "Джамшед", "Рахимович")),
        ("Алиев Рашад Вагиф оглы", NameParts("Алиев", "Рашад", "Вагиф оглы")),
        ("Karimov, Jamshed", NameParts("Karimov", "Jamshed")),
        ("Karimov, Jamshed Rahimovich", NameParts("Karimov", "Jamshed", "Rahimovich")),
        ("KARIMOV Jamshed", NameParts("KARIMOV", "Jamshed")),
        ("Jamshed KARIMOV", NameParts("KARIMOV", "Jamshed")),
    ],
)
def test_a_name_whose_form_shows_its_parts_is_split_in_any_order(name, parts):
    assert split_full_name(name, family_first=False) == parts
    assert split_full_name(name, family_first=True) == parts


@pytest.mark.parametrize("name", ["Jamshed Karimov", "Мадина", "Ибн Сина Абу Али", "Karimov, ", "a, b, c", "II Karim"])
def test_a_name_whose_form_does_not_show_its_parts_stays_whole(name):
    assert split_full_name(name, family_first=False) is None


def test_the_heading_says_that_the_family_name_is_first():
    assert split_full_name("Каримов Джамшед", family_first=True) == NameParts("Каримов", "Джамшед")
    assert split_full_name("Каримзода Джамшед Рахим", family_first=True) == NameParts("Каримзода", "Джамшед", "Рахим")
    assert split_full_name("Мадина", family_first=True) is None


def test_a_patronymic_in_a_place_that_tells_nothing_leaves_the_name_whole():
    assert split_full_name("Абу Али Сина Рахимович", family_first=True) is None
    assert split_full_name("Вагиф оглы", family_first=False) is None


def test_names_have_one_key_across_scripts_case_and_marks():
    assert name_key("Каримов  ДЖАМШЕД") == name_key("Karimov Dzhamshed") == "karimov dzhamshed"
    assert name_key("Müller-Ünal") == "muller unal"
    assert name_key("O'G'LI 7") == "ogli"
    assert name_key("№ 7") == ""


@given(st.text(max_size=60), st.booleans())
def test_no_text_breaks_the_splitting_and_no_letter_is_invented(text, family_first):
    parts = split_full_name(text, family_first=family_first)
    if parts is not None:
        assert all(
            part is None or set(part) <= set(text) | {" "} for part in (parts.family, parts.given, parts.patronymic)
        )
