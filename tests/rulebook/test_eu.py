"""EU-style rules come in and go out without loss; what such a rule cannot carry is refused and never left out in silence."""

import json
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from rulebook.certlogic.interpret import settle
from rulebook.certlogic.reading import read, write
from rulebook.certlogic.tree import Constant
from rulebook.clauses.combining import Admitted, FreeLogic, NotThis, Unless
from rulebook.clauses.proofs import FreshNegativeTest
from rulebook.eu import (
    EU_RULE,
    MalformedRule,
    NotExportable,
    export_rule,
    import_rule,
    reads_own_data,
    rule_identity,
)
from rulebook.packs.pack import Pack
from rulebook.packs.reading import read_pack
from rulebook.packs.writing import write_pack
from rulebook.requirements import Kind, Part, Source, Standing
from rulebook.travellers import Role
from tests.rulebook.making import make_version
from tests.shared_data import shared_data

RULE: dict[str, Any] = {
    "Identifier": "VR-AT-0001",
    "Type": "Acceptance",
    "Country": "AT",
    "Version": "1.0.2",
    "SchemaVersion": "1.0.0",
    "Engine": "CERTLOGIC",
    "EngineVersion": "0.7.5",
    "CertificateType": "Vaccination",
    "Description": [{"lang": "en", "desc": "The last dose was at least two weeks ago."}],
    "ValidFrom": "2021-06-01T00:00:00Z",
    "ValidTo": "2030-06-01T00:00:00Z",
    "AffectedFields": ["v.0", "v.0.dn"],
    "Logic": {"if": [{"var": "payload.v.0"}, {">": [{"var": "payload.v.0.dn"}, 0]}, True]},
}


def changed(**fields: Any) -> dict[str, Any]:
    """The rule with some fields changed."""
    return {**deepcopy(RULE), **fields}


def all_rules() -> Mapping[str, dict[str, Any]]:
    """The rules of nine rule sets."""
    rules: Mapping[str, dict[str, Any]] = json.loads(shared_data("eu-rules", "eu_rules_tests.json").read_text())[
        "rules"
    ]
    return rules


def exact(value: object) -> str:
    """A JSON value as text, whatever the order of keys."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def test_every_rule_of_nine_rule_sets_comes_out_as_it_went_in():
    rules = all_rules()

    assert len(rules) == 118
    assert [exact(export_rule(import_rule(rule))) for rule in rules.values()] == [*map(exact, rules.values())]


def test_every_rule_survives_the_way_through_a_pack_of_yaml():
    versions = tuple(import_rule(rule) for rule in all_rules().values())
    text = write_pack(Pack({"en": "Nine rule sets"}, versions))

    again = read_pack(text, "nine.yaml")

    assert again.faults == ()
    assert len(again.warnings) == 118
    assert again.pack is not None
    assert [exact(export_rule(version)) for version in again.pack.versions] == [*map(exact, all_rules().values())]


def test_a_rule_binds_who_enters_with_a_certificate_of_its_kind():
    version = import_rule(RULE)

    assert version.id == "VR-AT-0001"
    assert version.version == 1_000_002
    assert version.jurisdiction == "AUT"
    assert version.roles == {Role.ENTRY}
    assert (version.kind, version.standing) == (Kind.REQUIREMENT, Standing.CONFIRMED)
    assert version.valid_from == version.recorded_at == datetime(2021, 6, 1, tzinfo=UTC)
    assert version.title == {"en": "The last dose was at least two weeks ago."}
    assert version.sources[0].quote == "The last dose was at least two weeks ago."
    assert reads_own_data(version)
    vaccinated: Any = {"payload": {"v": [{"dn": 2}]}}
    assert settle(version.applies_when, vaccinated).truth is True
    assert settle(version.requires, vaccinated).truth is True
    assert settle(version.applies_when, {"payload": {"t": [{}]}}).truth is False


def test_a_general_rule_binds_everybody_and_may_have_been_known_earlier():
    known = datetime(2021, 5, 20, tzinfo=UTC)
    version = import_rule(changed(Identifier="GR-AT-0001", CertificateType="General"), recorded_at=known)

    assert version.when is None
    assert version.recorded_at == version.sources[0].heard_at == known


def test_an_invalidation_forbids_what_its_logic_finds():
    version = import_rule(changed(Identifier="IR-AT-0001", Type="Invalidation", CertificateType="General"))

    assert isinstance(version.parts[0].clause, NotThis)
    assert settle(version.requires, {"payload": {"v": [{"dn": 2}]}}).truth is False
    assert exact(export_rule(version)) == exact(
        changed(Identifier="IR-AT-0001", Type="Invalidation", CertificateType="General")
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"Region": "AT130"},
        {"ValidFrom": "2021-06-01T02:00:00+02:00"},
        {"ValidFrom": "2021-06-01T00:00:00+00:00"},
        {"AffectedFields": ["v.0.dn", "v.0", "t.0"]},
        {"AffectedFields": ["v.0.dn", "v.0"]},
        {"Description": [{"desc": "The last dose was at least two weeks ago.", "lang": "en"}]},
        {"Description": [*RULE["Description"], {"lang": "en", "desc": "The same once more, in other words."}]},
        {"Description": [*RULE["Description"], {"lang": "de", "desc": "Die letzte Dosis liegt zwei Wochen zurück.", "by": "X"}]},
        {"Engine": "CERTLOGIC-2", "SchemaVersion": "1.3.0"},
        {"Logic": {"===": [{"var": "payload.v.0.dn"}, 2.0]}},
        {"Identifier": "GR-AT-0001"},
        {"Country": "EU", "Identifier": "VR-EU-0001"},
        {"Country": "XK", "Identifier": "VR-XK-0001"},
        {"Hash": "9f86d081", "x-remarks": ["kept", {"as": None}]},
    ],
    ids=lambda fields: next(iter(fields)),
)  # fmt: skip
def test_whatever_a_rule_says_is_kept(fields):
    rule = changed(**fields)

    assert exact(export_rule(import_rule(rule))) == exact(rule)


def test_what_has_been_changed_since_goes_out_changed():
    version = import_rule(RULE)
    later = replace(
        version,
        version=1_001_000,
        title={**version.title, "de": "Die letzte Dosis liegt mindestens zwei Wochen zurück."},
        valid_to=datetime(2031, 1, 1, tzinfo=UTC),
        parts=(Part("logic", FreeLogic(read({"var": "payload.v.0.dt"}))),),
    )

    rule = export_rule(later)

    assert rule["Version"] == "1.1.0"
    assert rule["ValidTo"] == "2031-01-01T00:00:00Z"
    assert rule["Logic"] == {"var": "payload.v.0.dt"}
    assert [one["lang"] for one in rule["Description"]] == ["en", "de"]  # type: ignore[union-attr, index, call-overload]  # texts


def test_a_rule_of_ones_own_goes_out_with_the_usual_fields():
    own = make_version(
        "VR-UZ-0001",
        Part("logic", FreeLogic(read({"var": "payload.v.0"}))),
        version=2_000_001,
        title={"en": "Somebody must have been vaccinated at all."},
        valid_to=datetime(2022, 1, 1, tzinfo=UTC),
        when=FreeLogic(read({"var": "payload.v.0"})),
        sources=(Source("UZ", "gateway", "as read", datetime(2020, 1, 1, tzinfo=UTC)),),
        extras={EU_RULE: True},
    )
    identity = rule_identity(own)
    assert (identity.country, identity.type, identity.certificate) == ("UZ", "Acceptance", "Vaccination")
    assert rule_identity(replace(own, parts=(Part("logic", NotThis(Admitted())),))).type == "Invalidation"
    assert rule_identity(replace(own, id="X", jurisdiction="QQQ")).certificate == "General"

    rule = export_rule(replace(own, extras={EU_RULE: {}}))

    assert (rule["Engine"], rule["EngineVersion"], rule["SchemaVersion"]) == ("CERTLOGIC", "1.0.0", "1.0.0")
    assert rule["AffectedFields"] == ["v.0"]
    assert rule["Country"] == "UZ"


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"extras": {}}, "it reads the catalogue of facts, which such a rule cannot"),
        ({"valid_to": None}, "such a rule has one CertLogic expression, an end and a country of two letters"),
        ({"jurisdiction": "QQQ"}, "such a rule has one CertLogic expression, an end and a country of two letters"),
        ({"parts": ()}, "such a rule has one CertLogic expression"),
        ({"parts": (Part("a", FreeLogic(Constant(True))),) * 2}, "such a rule has one CertLogic expression"),
        ({"parts": (Part("a", FreshNegativeTest(("pcr",), 72)),)}, "such a rule has one CertLogic expression"),
        ({"parts": (Part("a", Unless(Admitted(), Admitted())),)}, "such a rule has one CertLogic expression"),
        ({"parts": (Part("logic", FreeLogic(Constant(True))),)}, '/Logic: "True" is not an operation'),
        ({"id": "R-AT-1"}, "/Identifier: .* does not fit here"),
        ({"title": {"en": "Short."}}, "is shorter than 20 characters"),
        ({"version": 1_000_000_000}, "is not a version"),
        ({"overrides": ("X",)}, "such a rule has no place for its overrides"),
        ({"posts": ("KZUZ-ZHB",)}, "such a rule has no place for its posts"),
        ({"roles": frozenset({Role.EXIT})}, "such a rule has no place for its roles"),
        ({"standing": Standing.STATED, "modes": ("road",)}, "no place for its standing; such a rule has no place for its modes"),
        ({"sources": (Source("AT", "letter", "as read", datetime(2021, 6, 1, tzinfo=UTC)),)}, "no place for its sources"),
    ],
    ids=str,
)  # fmt: skip
def test_what_such_a_rule_cannot_carry_is_refused_with_the_reason(fields, reason):
    with pytest.raises(NotExportable, match=reason) as refusal:
        export_rule(replace(import_rule(RULE), **fields))

    assert str(refusal.value).startswith(f"{fields.get('id', 'VR-AT-0001')} version ")
    assert refusal.value.reasons


def test_a_malformed_rule_is_refused_with_all_its_faults():
    with pytest.raises(MalformedRule) as refusal:
        import_rule(changed(Version="one", Country="Austria", Logic=True))

    assert [fault.pointer for fault in refusal.value.faults] == ["/Country", "/Version", "/Logic"]
    assert str(refusal.value).startswith('/Country: "Austria" is no country code of two letters; write it as AT, or EU')


def test_what_is_no_object_is_no_rule():
    with pytest.raises(MalformedRule, match="/: this is not a JSON object; give one rule, as"):
        import_rule([RULE])


def test_logic_is_written_back_as_it_was_read():
    assert write(read(RULE["Logic"])) == RULE["Logic"]
