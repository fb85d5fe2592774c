from identity.scripts import Script, in_one_script, mixed_words, mixes_scripts, script_of, scripts_of, tidy


def test_invisible_characters_and_odd_spaces_are_tidied_away():
    assert tidy("\ufeff  Кари\u200bмов\u00a0\u00a0Джамшед\u00ad \n") == "Каримов Джамшед"
    assert tidy(" Karimov   J. ") == "Karimov J."
    assert tidy("\u200b\u00a0") == ""


def test_letters_typed_in_two_parts_are_composed():
    assert len(tidy("и\u0306")) == 1


def test_letters_know_their_script_and_digits_have_none():
    assert script_of("A") is Script.LATIN
    assert script_of("Ａ") is Script.LATIN
    assert script_of("А") is Script.CYRILLIC
    assert script_of("ق") is Script.OTHER
    assert script_of("7") is None
    assert scripts_of("AА7-") == {Script.LATIN, Script.CYRILLIC}
    assert scripts_of("123 №") == frozenset()


def test_a_word_of_two_scripts_is_found_and_a_text_of_two_words_is_not():
    assert mixes_scripts("АB123")
    assert not mixes_scripts("AB123")
    assert mixed_words("Cафаров Шероз") == ("Cафаров",)
    assert mixed_words("Сафаров Safarov") == ()
    assert mixed_words("Safarov") == ()


def test_the_letters_that_look_like_no_other_decide_the_script():
    assert in_one_script("ТJK") == "TJK"
    assert in_one_script("Cафаров") == "Сафаров"
    assert in_one_script("АB") == "AB"
    assert in_one_script("АВC") == "АВС"
    assert in_one_script("ДF") is None
