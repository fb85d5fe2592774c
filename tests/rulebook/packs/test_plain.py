"""A version as plain JSON: it reads back as it was, and what is wrong with it is told by the way to it."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from rulebook.packs.plain import published_from_plain, version_from_plain, version_to_plain
from tests.rulebook.packs.strategies import packs
from tests.rulebook.packs.texts import SOUND, read


@given(packs())
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
def test_a_version_that_is_kept_as_json_reads_back_as_the_same_version(pack):
    for version in pack.versions:
        kept = json.loads(json.dumps(version_to_plain(version)))
        again = version_from_plain(kept)
        assert again.faults == ()
        assert again.version is not None
        assert again.version == version
        assert published_from_plain(kept) == version
        assert version_to_plain(again.version) == version_to_plain(version)


def sound() -> dict[str, Any]:
    pack = read(SOUND).pack
    assert pack is not None
    return version_to_plain(pack.versions[0])


def faults_of(plain: Any) -> list[str]:
    found = version_from_plain(plain)
    assert found.version is None
    return [str(fault) for fault in found.faults]


def test_a_fault_is_told_by_the_way_to_it():
    plain = sound()
    plain["requires"][0]["fresh_negative_test"]["within_hours"] = 0
    assert faults_of(plain) == ["requires[0].fresh_negative_test.within_hours: 0 is too small; write at least 1"]


def test_a_missing_key_is_told_of_the_requirement():
    plain = sound()
    del plain["jurisdiction"]
    (fault,) = faults_of(plain)
    assert fault.startswith("the requirement: a requirement lacks jurisdiction (the state that demands it)")


@pytest.mark.parametrize("hostile", [None, 7, "text", [], {}, {"requires": [[[]]]}, {"id": {"a": 1}}, [1.5, True]])
def test_whatever_the_json_holds_there_is_a_sentence(hostile):
    assert faults_of(hostile)


def test_what_is_nested_too_deep_is_told_once():
    plain = sound()
    inner: Any = None
    for _ in range(400):
        inner = [inner]
    plain["extras"] = {"deep": inner, "as deep": inner}
    assert len([fault for fault in faults_of(plain) if "nested too deep" in fault]) == 1


def test_logic_that_the_judges_refuse_is_told_with_its_place():
    plain = sound()
    plain["requires"] = [{"name": "odd", "certlogic": {"explode": [1, {"var": "step.mode"}]}}]
    assert any("malformed CertLogic" in fault for fault in faults_of(plain))


def test_what_was_kept_and_cannot_be_read_any_more_is_an_error_and_never_half_a_version():
    plain = sound()
    plain["kind"] = "wish"
    with pytest.raises(ValueError, match='kind: "wish" is not known here'):
        published_from_plain(plain)
