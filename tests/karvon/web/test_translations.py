"""Every text of the screens has its Russian, and the catalogues hold nothing that no screen says."""

import re
from itertools import groupby

import pytest

from karvon.config.catalogues import catalogue_files, collect, languages, read_catalogue

COLLECTED = collect()
PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w*\}")
FILES = [path for language in languages() for path in catalogue_files(language)]


@pytest.mark.parametrize("language", languages())
def test_every_area_has_a_catalogue_and_none_is_left_over(language):
    assert {path.stem for path in catalogue_files(language)} == set(COLLECTED), "run ./dev fix, then translate"


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_text_is_translated_and_none_is_left_over(path):
    found = {(message.context, message.id): message for message in read_catalogue(path) if message.id}
    wanted = {(message.context, message.id) for message in COLLECTED[path.stem] if message.id}
    assert set(found) == wanted, "run ./dev fix, then translate"
    strings = {key: [message.string] if isinstance(message.string, str) else list(message.string or ())
               for key, message in found.items()}  # fmt: skip
    assert [key for key, words in strings.items() if not all(words)] == []
    assert [message.id for message in found.values() if message.fuzzy] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_placeholders_survive_translation(path):
    for message in read_catalogue(path):
        if isinstance(message.id, str) and isinstance(message.string, str):
            assert sorted(PLACEHOLDER.findall(message.id)) == sorted(PLACEHOLDER.findall(message.string))


@pytest.mark.parametrize("language", languages())
def test_two_areas_translate_the_same_text_alike(language):
    every = [message for path in catalogue_files(language) for message in read_catalogue(path) if message.id]
    every.sort(key=lambda message: (str(message.id), str(message.context)))
    groups = groupby(every, key=lambda message: (message.id, message.context))
    assert {key: words for key, group in groups if len(words := {str(each.string) for each in group}) > 1} == {}


def test_there_is_a_catalogue_to_look_at():
    assert languages() == ["ru"]
    assert "One gate, 102 people" in COLLECTED["front"]
