"""Every text of the screens has its Russian, and the catalogue holds nothing that no screen says."""

import re

import pytest

from karvon.config.catalogues import catalogue_files, collect, read_catalogue

COLLECTED = {message.id: message for message in collect() if message.id}
PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w*\}")


@pytest.mark.parametrize("path", catalogue_files(), ids=lambda path: path.parent.parent.name)
def test_every_text_is_translated_and_none_is_left_over(path):
    catalogue = {message.id: message for message in read_catalogue(path) if message.id}
    assert set(COLLECTED) == set(catalogue), "run ./dev fix, then translate"
    strings = {key: [message.string] if isinstance(message.string, str) else list(message.string or ())
               for key, message in catalogue.items()}  # fmt: skip
    assert [key for key, found in strings.items() if not all(found)] == []
    assert [message.id for message in catalogue.values() if message.fuzzy] == []


@pytest.mark.parametrize("path", catalogue_files(), ids=lambda path: path.parent.parent.name)
def test_placeholders_survive_translation(path):
    for message in read_catalogue(path):
        if isinstance(message.id, str) and isinstance(message.string, str):
            assert sorted(PLACEHOLDER.findall(message.id)) == sorted(PLACEHOLDER.findall(message.string))


def test_there_is_a_catalogue_to_look_at():
    assert [path.parent.parent.name for path in catalogue_files()] == ["ru"]
    assert "One gate, 102 people" in COLLECTED
