"""Words: every message of the rulebook has a Russian text, plurals are right, moments carry their place."""

import ast
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from string import Formatter
from zoneinfo import ZoneInfo

import pytest
from babel.messages.pofile import read_po

from rulebook.catalogue import CATALOGUE
from rulebook.words import Words, languages
from tests.shared_data import ROOT

PACKAGE = ROOT / "src" / "rulebook"
ALMATY = datetime(2020, 10, 29, 21, 0, tzinfo=ZoneInfo("Asia/Almaty"))


def messages() -> Iterator[str | tuple[str, str]]:
    """Every message that the rulebook's code speaks, and the labels of its facts."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call):
                yield from spoken_in(node)
    for fact in CATALOGUE.values():
        yield fact.label
        yield from (item.label for item in fact.of_item)


def spoken_in(call: ast.Call) -> Iterator[str | tuple[str, str]]:
    """The message in a call such as words("..."), N_("...") or words.count("one", "many", n)."""
    name = getattr(call.func, "id", None) or getattr(call.func, "attr", None)
    texts = [one.value for one in call.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    if name in ("N_", "words", "self") and texts:
        yield texts[0]
    elif name == "count" and len(texts) == 2:
        yield texts[0], texts[1]


def catalogue(language):
    """The catalogue of a language."""
    with (PACKAGE / "locale" / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language)


@pytest.mark.parametrize("language", [one for one in languages() if one != "en"])
def test_every_message_has_a_text_in_every_language(language):
    known = catalogue(language)
    missing = set()
    for message in messages():
        found = known.get(message if isinstance(message, str) else message[0])
        texts = [] if found is None else [found.string] if isinstance(found.string, str) else list(found.string)
        if not texts or not all(texts):
            missing.add(message)
    assert not missing


@pytest.mark.parametrize("language", [one for one in languages() if one != "en"])
def test_no_text_has_a_place_that_its_source_lacks(language):
    for message in catalogue(language):
        sources = [message.id] if isinstance(message.id, str) else list(message.id)
        texts = [message.string] if isinstance(message.string, str) else list(message.string)
        allowed = {name for source in sources for _, name, _, _ in Formatter().parse(source) if name}
        for text in texts:
            assert {name for _, name, _, _ in Formatter().parse(text) if name} <= allowed


@pytest.mark.parametrize("language", [one for one in languages() if one != "en"])
def test_no_text_is_left_over_from_a_message_that_is_gone(language):
    spoken = {message if isinstance(message, str) else message[0] for message in messages()}
    kept = {one.id if isinstance(one.id, str) else one.id[0] for one in catalogue(language) if one.id}
    assert kept <= spoken


@pytest.mark.parametrize(
    ("number", "english", "russian"),
    [
        (1, "1 day of quarantine", "карантин 1 день"),
        (2, "2 days of quarantine", "карантин 2 дня"),
        (5, "5 days of quarantine", "карантин 5 дней"),
        (11, "11 days of quarantine", "карантин 11 дней"),
        (21, "21 days of quarantine", "карантин 21 день"),
    ],
)
def test_plurals_are_right_in_each_language(number, english, russian):
    singular, plural = "{n} day of quarantine", "{n} days of quarantine"
    assert Words.of("en").count(singular, plural, number) == english
    assert Words.of("ru").count(singular, plural, number) == russian


@pytest.mark.parametrize(("language", "shown"), [("en", "1,666 days"), ("ru", "1\xa0666 дней")])
def test_large_numbers_have_their_thousands_apart(language, shown):
    assert shown in Words.of(language).count("{n} day of quarantine", "{n} days of quarantine", 1666)


def test_a_moment_carries_its_weekday_and_the_place_of_its_zone():
    assert Words.of("en").moment(ALMATY) == "Thu 29 Oct 21:00 Almaty"
    assert Words.of("ru").moment(ALMATY) == "чт 29 окт. 21:00 Алматы"


@pytest.mark.parametrize(
    ("zone", "shown"),
    [
        (UTC, "UTC"),
        (timezone(timedelta(hours=5)), "UTC+05:00"),
        (timezone(-timedelta(hours=3, minutes=30)), "UTC-03:30"),
        (ZoneInfo("UTC"), "UTC"),
    ],
)
def test_a_zone_without_a_town_is_shown_by_its_distance_from_utc(zone, shown):
    assert Words.of("en").zone(datetime(2020, 10, 31, tzinfo=zone)) == shown


@pytest.mark.parametrize(
    ("minutes", "shown"), [(4560, "76 h"), (200, "3 h 20 min"), (40, "40 min"), (0, "0 h"), (-90, "1 h 30 min")]
)
def test_a_duration_is_shown_in_hours_and_minutes(minutes, shown):
    assert Words.of("en").hours(minutes) == shown


def test_days_countries_and_lists_are_in_the_readers_language():
    words = Words.of("ru")
    assert words.day(date(2024, 6, 30)) == "30 июн. 2024"
    assert words.country("TJK") == "Таджикистан"
    assert words.country("XYZ") == "XYZ"
    assert words.both(["а", "б", "в"]) == "а, б и в"
    assert words.either(["а", "б"]) == "а или б"


def test_an_unknown_language_speaks_english_and_so_does_an_unknown_message():
    assert Words.of("xx").language == "en"
    assert Words.of("ru")("a message that nobody translated: {n}", n=3) == "a message that nobody translated: 3"
    assert Words.of("ru").count("{n} thing", "{n} things", 5) == "5 things"
    assert Words.of("../en").language == "en"


def test_a_program_adds_words_of_its_own_and_leaves_those_of_the_rulebook_alone(tmp_path):
    (tmp_path / "ru.po").write_text(
        'msgid "{n} list"\nmsgid_plural "{n} lists"\nmsgstr[0] "{n} список"\nmsgstr[1] "{n} списка"\n'
        'msgstr[2] "{n} списков"\n\nmsgid "exit"\nmsgstr "прочь"\n',
        encoding="utf-8",
    )
    words = Words.of("ru").also_from(tmp_path)
    assert [words.count("{n} list", "{n} lists", n) for n in (1, 3, 5)] == ["1 список", "3 списка", "5 списков"]
    assert (words("exit"), words.count("{n} day of quarantine", "{n} days of quarantine", 2)) == (
        "выезд",
        "карантин 2 дня",
    )


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_folder_without_the_language_adds_nothing(language, tmp_path):
    assert Words.of(language).also_from(tmp_path) == Words.of(language)


@pytest.mark.parametrize(
    ("passed", "english", "russian"),
    [
        (timedelta(seconds=30), "just now", "только что"),
        (timedelta(minutes=12), "12 min ago", "12 мин назад"),
        (timedelta(days=3), "3 days ago", "3 дня назад"),
        (-timedelta(seconds=30), "in 1 min", "через 1 мин"),
        (-timedelta(hours=2), "in 2 h", "через 2 ч"),
        (-timedelta(days=5), "in 5 days", "через 5 дней"),
    ],
)
def test_a_moment_is_told_by_its_distance_on_either_side_of_now(passed, english, russian):
    assert (Words.of("en").distance(passed), Words.of("ru").distance(passed)) == (english, russian)


def test_what_lies_ahead_has_no_age():
    assert Words.of("en").age(-timedelta(minutes=1)) == ""
