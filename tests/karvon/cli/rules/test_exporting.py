"""`karvon rules export`: rules go out as they came in; of what cannot, one sentence says why."""

import json

import pytest

from tests.karvon.cli.making import make_eu_rule, make_pack, make_requirement
from tests.karvon.cli.running import karvon
from tests.shared_data import shared_data

CATALOGUE = "R-1 version 1 is no EU-style rule: it reads the catalogue of facts, which such a rule cannot.\n"


@pytest.fixture
def pack(tmp_path):
    """A pack of three versions of two EU-style rules."""
    rules = [make_eu_rule(), make_eu_rule(Version="1.0.1"), make_eu_rule(Identifier="VR-AT-9002", Region="AT130")]
    (tmp_path / "in.json").write_text(json.dumps(rules))
    assert karvon("rules", "import", tmp_path / "in.json", "--out", tmp_path / "pack.yaml").status == 0
    return tmp_path / "pack.yaml"


def by_identity(rules):
    """Rules as exact texts, by what they are called."""
    return {(one["Identifier"], one["Version"]): json.dumps(one, sort_keys=True) for one in rules}


def test_every_rule_of_nine_rule_sets_comes_out_as_it_went_in(tmp_path):
    source = shared_data("eu-rules", "eu_rules_tests.json")
    given = list(json.loads(source.read_text())["rules"].values())
    assert karvon("rules", "import", source, "--out", tmp_path / "pack.yaml").status == 0
    told = karvon("rules", "export", tmp_path / "pack.yaml")
    assert (told.status, told.err, len(told.json)) == (0, "", 118)
    assert by_identity(told.json) == by_identity(given)


def test_rules_of_our_own_come_out_as_they_went_in(pack):
    told = karvon("rules", "export", pack)
    assert (told.status, told.err) == (0, "")
    assert by_identity(told.json) == by_identity(json.loads(pack.with_name("in.json").read_text()))


def test_one_requirement_is_written_with_all_its_versions(pack, tmp_path):
    out = tmp_path / "out.json"
    told = karvon("rules", "export", pack, "--id", "vr-at-9001", "--out", out)
    assert (told.status, told.out, told.err) == (0, "", f"written: {out}\n")
    assert [one["Version"] for one in json.loads(out.read_text())] == ["1.0.0", "1.0.1"]


def test_what_reads_our_own_facts_is_left_out_with_a_sentence(pack, tmp_path):
    told = karvon("rules", "export", pack, make_pack(tmp_path, make_requirement(), name="own.yaml"))
    assert (told.status, told.err, len(told.json)) == (1, CATALOGUE, 3)


def test_what_such_a_rule_has_no_place_for_is_named(pack):
    text = pack.read_text()
    assert "roles: [entry]" in text
    pack.write_text(text.replace("roles: [entry]", "roles: [transit]", 1))
    told = karvon("rules", "export", pack)
    assert (told.status, len(told.json)) == (1, 2)
    assert told.err == ("VR-AT-9001 version 1000000 is no EU-style rule: such a rule has no place for its roles.\n")


def test_the_reason_is_told_in_russian(tmp_path):
    told = karvon("rules", "export", make_pack(tmp_path, make_requirement()), language="ru")
    assert (told.status, told.json) == (1, [])
    assert told.err.startswith("R-1, версия 1, — не правило в формате ЕС: ")


@pytest.mark.parametrize(
    ("words", "said"),
    [(("--id", "VR-DE-1"), "There is no requirement “VR-DE-1”"), (("--out", "{pack}"), "would be lost"),
     (("nowhere.yaml",), "nowhere.yaml:1:1: there is no such file or folder")],
)  # fmt: skip
def test_bad_input_is_told_and_nothing_is_written(pack, words, said):
    before = pack.read_text()
    told = karvon("rules", "export", pack, *(word.format(pack=pack) for word in words))
    assert (told.status, told.out, pack.read_text()) == (2, "", before)
    assert said in told.err
