"""Malformed EU-style rules: every fault with its JSON pointer, in words and with a remedy."""

from typing import Any

import pytest

from rulebook.eu_format import faults_of
from tests.rulebook.test_eu import RULE, changed


def told(rule: Any) -> list[str]:
    """Every fault of a rule."""
    return [str(fault) for fault in faults_of(rule)]


def without(name: str) -> dict[str, Any]:
    """The rule without a field."""
    return {key: value for key, value in RULE.items() if key != name}


def test_a_sound_rule_has_no_fault():
    assert told(RULE) == []
    assert told(changed(Region="")) == []


@pytest.mark.parametrize("value", [None, [], "rule", 3, [RULE]])
def test_what_is_no_object_is_told(value):
    assert told(value) == ["/: this is not a JSON object; give one rule, as {...}"]


@pytest.mark.parametrize("name", RULE)
def test_a_missing_field_is_told_by_its_name(name):
    assert told(without(name)) == [f"/: the rule lacks {name}; add it"]


def test_a_misspelt_field_is_told_once_with_what_was_meant():
    assert told({**without("Logic"), "Logik": RULE["Logic"]}) == [
        '/Logik: a rule has no field "Logik"; did you mean Logic?'
    ]
    assert told({**without("ValidTo"), "validTo": RULE["ValidTo"], "Validto": 1}) == [
        '/validTo: a rule has no field "validTo"; did you mean ValidTo?'
    ]


def test_a_field_that_the_format_does_not_know_is_no_fault():
    assert told(changed(Hash="9f86d081", Logik={})) == []


NOT_A_MOMENT = "is not a moment; write it as 2021-06-01T00:00:00Z, with the zone and without fractions of a second"
BAD: list[tuple[str, Any, list[str]]] = [
    ("Identifier", "GR-AT-1", ['/Identifier: "GR-AT-1" does not fit here; write it as GR-AT-0001, beginning with GR, VR, TR, RR or IR']),
    ("Identifier", None, ['/Identifier: "nothing" does not fit here; write it as GR-AT-0001, beginning with GR, VR, TR, RR or IR']),
    ("Identifier", "GR-AT-٠٠٠١", ['/Identifier: "GR-AT-٠٠٠١" does not fit here; write it as GR-AT-0001, beginning with GR, VR, TR, RR or IR']),
    ("Type", "acceptance", ['/Type: "acceptance" is not known here; write Acceptance or Invalidation']),
    ("CertificateType", 1, ['/CertificateType: "1" is not known here; write General or Test or Vaccination or Recovery']),
    ("Country", "AUT", ['/Country: "AUT" is no country code of two letters; write it as AT, or EU']),
    ("Region", "far too long", ['/Region: "far too long" does not fit here; write up to five capital letters and digits']),
    ("Version", "1.0", ['/Version: "1.0" is not a version; write three numbers up to 999, as 1.0.0']),
    ("Version", "0.0.0", ['/Version: "0.0.0" is not a version; write three numbers up to 999, as 1.0.0']),
    ("EngineVersion", 1, ['/EngineVersion: "1" is not a version; write three numbers up to 999, as 1.0.0']),
    ("Engine", " ", ['/Engine: " " is not a text; write a text']),
    ("Engine", 7, ['/Engine: "7" is not a text; write a text']),
    ("ValidFrom", "2021-06-01", [f'/ValidFrom: "2021-06-01" {NOT_A_MOMENT}']),
    ("ValidFrom", "2021-06-01T00:00:00.000Z", [f'/ValidFrom: "2021-06-01T00:00:00.000Z" {NOT_A_MOMENT}']),
    ("ValidFrom", 0, [f'/ValidFrom: "0" {NOT_A_MOMENT}']),
    ("ValidFrom", "2021-02-31T00:00:00Z", ["/ValidFrom: 2021-02-31T00:00:00Z is on no calendar and no clock; correct the day, the time or the offset"]),
    ("ValidTo", "2021-06-01T00:00:00+99:00", ["/ValidTo: 2021-06-01T00:00:00+99:00 is on no calendar and no clock; correct the day, the time or the offset"]),
    ("ValidTo", "2021-06-01T02:00:00+02:00", ["/ValidTo: the rule ends (2021-06-01T02:00:00+02:00) before it begins (2021-06-01T00:00:00Z); correct one of the two"]),
    ("ValidTo", "2020-01-01T00:00:00Z", ["/ValidTo: the rule ends (2020-01-01T00:00:00Z) before it begins (2021-06-01T00:00:00Z); correct one of the two"]),
    ("AffectedFields", [], ["/AffectedFields: no affected field is named; name the fields of the payload that the logic reads"]),
    ("AffectedFields", "v.0", ["/AffectedFields: no affected field is named; name the fields of the payload that the logic reads"]),
    ("AffectedFields", ["v.0", 3], ['/AffectedFields/1: "3" is not a text; write a text']),
    ("Description", [], ['/Description: there is no description; write [{"lang": "en", "desc": "..."}]']),
    ("Description", {"en": "x"}, ['/Description: there is no description; write [{"lang": "en", "desc": "..."}]']),
    ("Description", ["x", *RULE["Description"]], ['/Description/0: "x" is not a description; write {"lang": "en", "desc": "..."}']),
    ("Description", [{"lang": "de", "desc": "Lang genug, aber deutsch."}], ['/Description: there is no description in English; add {"lang": "en", "desc": "..."}']),
    (
        "Description",
        [*RULE["Description"], {"lang": "English", "desc": "Too short."}, {}],
        [
            '/Description/1/lang: "English" is no language; write two small letters, as en',
            '/Description/1/desc: "Too short." is shorter than 20 characters; say in a sentence what is demanded',
            '/Description/2/lang: "nothing" is no language; write two small letters, as en',
            '/Description/2/desc: "nothing" is shorter than 20 characters; say in a sentence what is demanded',
        ],
    ),
    ("Logic", True, ['/Logic: "True" is not an operation; write the logic as a JSON object']),
    ("Logic", {"or": [1, 2]}, ['/Logic: unrecognised operator: "or"; write it as CertLogic 1.3.3 wants it']),
    (
        "Logic",
        {"and": [{"var": "a..b"}, {"!": []}]},
        [
            "/Logic/and/0: data access path doesn't have a valid format: a..b; write it as CertLogic 1.3.3 wants it",
            "/Logic/and/1/!: a !-operation (logical not/negation) must have exactly 1 operand, but it has 0; write it as CertLogic 1.3.3 wants it",
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("name", "value", "faults"), BAD, ids=[f"{name} {str(value)[:30]}" for name, value, _ in BAD])
def test_a_field_that_is_not_as_it_should_be_is_told_with_its_place(name, value, faults):
    assert told(changed(**{name: value})) == faults


def test_hostile_logic_is_refused_and_long_texts_are_cut():
    deep: Any = True
    for _ in range(500):
        deep = {"!": [deep]}
    (fault,) = faults_of(changed(Logic=deep))
    assert fault.problem == "nested deeper than 100 levels"
    (cut,) = told(changed(Country="x" * 5_000))
    assert cut == f'/Country: "{"x" * 60}…" is no country code of two letters; write it as AT, or EU'
