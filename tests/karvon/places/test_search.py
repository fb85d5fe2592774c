"""A place is found by any of its names, in any script, and by what people make of them."""

import random

import pytest
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from identity.sounds import sound_key
from karvon.accounts.acting import SYSTEM, acting_as
from karvon.places.actions.seeding import seed_places
from karvon.places.models import Hub, PlaceName
from karvon.places.queries import find_places
from tests.factories import NOON, make_hub


@pytest.fixture
def region(db):
    with acting_as(SYSTEM):
        seed_places(at=NOON)


@pytest.mark.parametrize(
    "words",
    [
        "Гишт-Куприк",
        "гишткуприк",
        "gisht kuprik",
        "G‘isht Ko‘prik",
        "Gʻisht koʻprik",
        "Ғишт Кўприк",
        "GISHT KOPRIK",
        "Жібек жолы",
        "Жибек Жолы",
        "zhibek",
        "zhibek zholi",
        "Jibek Joly",
        "жибек",
        "Черняевка",
        "Чернячевка",
        "Chernyaevka",
        "chernaevka",
        "KZUZ-ZHB",
        "kzuz zhb",
    ],
)
def test_zhibek_zholy_is_found_by_all_it_is_called_and_miscalled(region, words):
    assert find_places(words)[0].code == "KZUZ-ZHB"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Oybek", "UZTJ-OYB"),
        ("Ойбек", "UZTJ-OYB"),
        ("Фотехобод", "UZTJ-OYB"),
        ("Fotehobod", "UZTJ-OYB"),
        ("Ташкент", "TAS"),
        ("toshkent", "TAS"),
        ("Chimkent", "CIT"),
        ("Шымкент", "CIT"),
        ("Худжанд", "LBD"),
        ("Khodjent", "LBD"),
        ("Dusti", "UZTJ-SAR"),
        ("Дӯстӣ", "UZTJ-SAR"),
        ("شیرخان بندر", "TJAF-PAN"),
        ("sherkhan", "TJAF-PAN"),
        ("卡拉苏", "TJCN-KUL"),
        ("Дашогуз", "UZTM-SHA"),
        ("Кордай", "KZKG-KOR"),
        ("korday", "KZKG-KOR"),
    ],
)
def test_other_places_of_the_region_are_found(region, words, code):
    assert find_places(words)[0].code == code


def test_places_of_one_name_are_all_found(region):
    assert {"KZKG-KSU", "TJCN-KUL"} <= {found.code for found in find_places("Karasu")}
    assert {"UZTJ-HAV", "UZTJ-UCH"} <= {found.code for found in find_places("Зафаробод")}


def test_a_place_is_told_once_with_the_name_that_is_likest(region):
    found = find_places("Черняевка")
    assert [place.code for place in found].count("KZUZ-ZHB") == 1
    assert (found[0].name, found[0].crossing is not None, found[0].hub) == ("Chernyaevka", True, None)
    assert find_places("Ташкент")[0].hub == Hub.objects.get(code="TAS")


@pytest.mark.parametrize("words", ["", "   ", "?!", "123", "Reykjavík Übersee", "'; DROP TABLE places_post; --", "%_%"])
def test_what_sounds_like_no_place_finds_none(region, words):
    assert find_places(words) == []


def test_a_novel_is_cut_short(region):
    assert find_places("zhibek zholy " * 100_000)[0].code == "KZUZ-ZHB"


def make_many_towns():
    """Ten thousand names of syllables that the region's names are made of, always the same."""
    chance = random.Random(1)
    syllables = [
        "tash",
        "kent",
        "sam",
        "ar",
        "qand",
        "bu",
        "kho",
        "ro",
        "du",
        "shan",
        "be",
        "ok",
        "tau",
        "say",
        "jar",
        "te",
        "pa",
        "kop",
        "rik",
        "gul",
        "is",
        "ton",
        "na",
        "voi",
        "ush",
    ]
    with acting_as(SYSTEM):
        town = make_hub()
        texts = {" ".join("".join(chance.choices(syllables, k=3)) for _ in range(2)).title() for _ in range(10_000)}
        names = [PlaceName(hub=town, text=text, key=sound_key(text)) for text in sorted(texts)]
        PlaceName.objects.bulk_create(names)


def test_among_ten_thousand_names_one_question_is_asked_and_the_index_answers_it(own_database):
    with transaction.atomic():
        with acting_as(SYSTEM):
            seed_places(at=NOON)
        make_many_towns()
    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE places_placename")
    for words in ("Гишт-Куприк", "Zhibek Zholy", "Chernyaevka", "Sambutash Kopberkent"):
        with CaptureQueriesContext(connection) as asked:
            find_places(words)
        assert len(asked) == 1
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN " + asked.captured_queries[0]["sql"])
            plan = "\n".join(line for (line,) in cursor.fetchall())
        assert plan.count("Bitmap Index Scan on place_name_key") == 2, words
        assert "Filter: ((key)" not in plan, words
    assert find_places("Гишт-Куприк")[0].code == "KZUZ-ZHB"


def test_at_most_twenty_places_are_told(region):
    with acting_as(SYSTEM):
        for number in range(30):
            PlaceName.objects.create(hub=make_hub(), text=f"Guliston {number}", key=sound_key(f"Guliston {number}"))
    assert len(find_places("Guliston")) == 20
    assert len(find_places("Guliston", most=3)) == 3
