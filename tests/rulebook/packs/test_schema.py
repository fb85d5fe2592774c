"""The JSON Schema of packs says what the reader says, as far as one key alone decides it."""

import json
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator

from rulebook.packs.faults import Faults
from rulebook.packs.nodes import parse
from rulebook.packs.schema import pack_schema, schema_text
from rulebook.packs.shapes import Reading
from rulebook.packs.values import FREE_JSON
from rulebook.packs.writing import write_pack
from tests.rulebook.packs.strategies import packs
from tests.rulebook.packs.test_reading import FOREIGN
from tests.rulebook.packs.texts import SOUND, changed

VALIDATOR = Draft202012Validator(pack_schema())
TEST = "fresh_negative_test: {kinds: [pcr], within_hours: 72}"


def complaints(text: str) -> Counter[str]:
    """How often each word of the schema is broken by a text."""
    reading = Reading(Faults("p.yaml"), Faults("p.yaml"))
    root = parse(text.replace("    valid_to:\n", ""), reading.faults)  # an empty value is for the reader only
    assert root is not None
    value = FREE_JSON.read(root, reading)
    assert reading.faults.in_order() == ()
    return Counter(str(error.validator) for error in VALIDATOR.iter_errors(value))


def test_the_schema_is_one_and_is_written_as_json():
    Draft202012Validator.check_schema(pack_schema())
    assert json.loads(schema_text()) == pack_schema()


@pytest.mark.parametrize("text", [SOUND, FOREIGN], ids=["facts of the catalogue", "data of its own"])
def test_a_sound_pack_fits_the_schema(text):
    assert complaints(text) == {}


@given(packs())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
def test_whatever_pack_is_written_fits_the_schema(pack):
    assert complaints(write_pack(pack)) == {}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("karvon_pack: 1", "karvon_pack: 2"),
        ("title: {en: PCR test}", "title: {}"),
        ("title: {en: PCR test}", "title: {english: PCR test}"),
        ("jurisdiction: KAZ", "jurisdiction: KZ"),
        ("jurisdiction: KAZ", "juridiction: KAZ"),
        ("roles: [entry]", "roles: [enter]"),
        ("roles: [entry]", "roles: []"),
        ("standing: confirmed", "standing: sure"),
        ("2020-10-06T00:00+06:00", "2020-10-06"),
        ("within_hours: 72", "within_hours: 0"),
        ("within_hours: 72", "within_hours: 72 h"),
        ("[pcr]", "[prc]"),
        (TEST, "no_stops: {really: true}"),
        (TEST, f"{TEST}\n        no_stops: {{}}"),
        (TEST, "unless: {no_stops: {}}\n        no_stops: {}\n        admitted: {}"),
        (TEST, "post_hours: {opens: 8:00, until: 24:00}"),
        ("overrides: []", "stale_after: 3 weeks"),
        ("overrides: []", "overrides: [a b]"),
        ("overrides: []", "extras: 3"),
        ("minutes_before: 26 h", "minutes_before: [26]"),
        ("passes: true", "passes: perhaps"),
        ("tests: []", "testss: []"),
    ],
)
def test_what_the_reader_refuses_in_one_place_the_schema_refuses_too(old, new):
    assert complaints(changed((old, new)))


@pytest.mark.parametrize(
    "clause",
    [
        "no_stops:",
        "any_of: [{no_stops: {}}, {age: {under: 12}}]",
        "not: {no_stops: }",
        "no_stops: {}\n        unless: {age: {under: 12}}",
        "unless: {clause: {no_stops: {}}, exception: {age: {under: 12}}}",
        "certlogic: {===: [{var: step.mode}, road]}",
        "post_hours: {opens: 08:00, until: 20:00}",
        "on_agreed_list: {list_id: L, final: true}",
    ],
)
def test_clauses_as_people_write_them_fit_the_schema(clause):
    assert complaints(changed((TEST, clause))) == {}
