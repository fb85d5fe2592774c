"""`karvon rules import`: a pack of all the rules or of none; each fault with its place and how to mend it."""

import json
from typing import Any

import pytest

from rulebook.packs.nodes import MAX_CHARACTERS
from rulebook.packs.reading import read_pack
from tests.karvon.cli.making import make_eu_rule
from tests.karvon.cli.running import karvon

OWN = make_eu_rule()


@pytest.fixture
def import_(tmp_path, monkeypatch):
    """Imports files of some contents, from within their folder."""
    monkeypatch.chdir(tmp_path)

    def run(*words, language="", **files: Any):
        for name, content in files.items():
            text = content if isinstance(content, str) else json.dumps(content)
            (tmp_path / f"{name}.json").write_text(text)
        return karvon("rules", "import", *words, *(f"{name}.json" for name in files), language=language)

    return run


@pytest.mark.parametrize("content", [OWN, [OWN], {"rules": [OWN]}, {"rules": {"mine": OWN}, "tests": []}])
def test_a_rule_is_found_however_it_is_held(import_, content):
    told = import_(own=content)
    assert (told.status, told.err) == (0, "")
    read = read_pack(told.out, "own")
    assert read.faults == ()
    assert read.pack is not None
    assert [version.id for version in read.pack.versions] == ["VR-AT-9001"]


def test_rules_of_several_files_make_one_pack_and_the_same_rule_counts_once(import_, tmp_path):
    told = import_("--out", "pack.yaml", one=OWN, two=[OWN, make_eu_rule(Version="1.0.1")])
    assert (told.status, told.out, told.err) == (0, "", "written: pack.yaml\n")
    assert (
        karvon("rules", "check", tmp_path / "pack.yaml").out.splitlines()[-1].startswith("2 requirement versions, 0 f")
    )


def test_every_fault_of_every_file_is_told_and_nothing_is_written(import_, tmp_path):
    kept = tmp_path / "pack.yaml"
    kept.write_text("kept")
    told = import_("--out", "pack.yaml", "nowhere.json", good=OWN, one=make_eu_rule(Country="Austria"), two=[OWN, None],
                   three={"rules": {"a/b~": make_eu_rule(Version="one")}}, four="null")  # fmt: skip
    assert (told.status, told.out, kept.read_text()) == (2, "", "kept")
    assert told.err.splitlines() == [
        "nowhere.json: the file cannot be read (No such file or directory); check its name and that you may read it",
        'one.json: /Country: "Austria" is no country code of two letters; write it as AT, or EU',
        "two.json: /1: this is not a JSON object; give one rule, as {...}",
        'three.json: /rules/a~1b~0/Version: "one" is not a version; write three numbers up to 999, as 1.0.0',
        "four.json: /: this is not a JSON object; give one rule, as {...}",
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('{"Identifier":', "Expecting value"),
        ('{"Version": NaN}', "NaN is no number"),
        ('{"Version": "1.0.0", "Version": "1.0.1"}', '"Version" stands twice in one object'),
        ("[" * 100_000 + "]" * 100_000, "recursion"),
        (" " * (MAX_CHARACTERS + 1), "it has more than 5,000,000 bytes"),
    ],
    ids=["cut", "nan", "twice", "deep", "large"],
)
def test_a_file_that_is_no_json_is_told(import_, text, why):
    told = import_(odd=text)
    assert (told.status, told.out) == (2, "")
    assert told.err.startswith("odd.json: this is not JSON (")
    assert why in told.err
    assert told.err.endswith("; check that it was saved and copied whole\n")


@pytest.mark.parametrize("content", [[], {"rules": {}}, {"rules": []}])
def test_a_file_without_rules_is_told(import_, content):
    told = import_(none=content)
    assert (told.status, told.out) == (2, "")
    assert told.err == "none.json: it holds no rule; give a rule, a list of rules, or them under “rules”\n"


def test_two_rules_that_disagree_under_one_version_are_told_with_both_places(import_):
    told = import_(one=OWN, two=[make_eu_rule(ValidTo="2023-07-01T00:00:00Z")])
    assert (told.status, told.out) == (2, "")
    assert told.err == (
        "two.json: /0: it says otherwise than one.json: / under the same Identifier and Version; "
        "give the later one the next Version\n"
    )


def test_faults_of_files_are_told_in_russian(import_):
    assert import_(none=[], language="ru").err.startswith("none.json: здесь нет ни одного правила; ")


def test_a_pack_is_never_written_over_its_rules(import_, tmp_path):
    told = import_("--out", "own.json", own=OWN)
    assert told.status == 2
    assert "would be lost" in told.err
    assert json.loads((tmp_path / "own.json").read_text()) == OWN


@pytest.mark.parametrize(
    "moment", [{"ValidFrom": "0001-01-01T00:00:00+14:00"}, {"ValidTo": "9999-12-31T23:59:59-12:00"}]
)
def test_a_moment_beyond_the_calendar_is_told(import_, moment):
    told = import_(own=[make_eu_rule(**moment)])
    assert (told.status, told.out) == (2, "")
    assert told.err.startswith("own.json: /0: its ValidFrom or ValidTo lies beyond the calendar in UTC; ")


def test_what_a_pack_could_not_hold_is_told_at_its_rule(import_):
    odd = make_eu_rule(
        Identifier="VR-AT-9002", Description=[{"lang": "en", "desc": "A description with\0in its midst."}]
    )
    told = import_(own=[OWN, odd])
    assert (told.status, told.out) == (2, "")
    assert told.err == "own.json: /1: this text holds the control character U+0000; remove it\n"
