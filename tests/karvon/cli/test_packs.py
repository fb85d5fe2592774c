"""Packs that cannot be used: every fault of every file at once, with its place; nothing is judged by half a book."""

import json

import pytest
import yaml

from tests.karvon.cli.making import make_list, make_pack, make_requirement, make_steps
from tests.karvon.cli.running import DEMO, PEOPLE, STEPS, check, karvon


def faults(*packs):
    """What is told of packs that a list should be judged by."""
    told = karvon("check", PEOPLE, "--rules", *packs, "--at", "2020-10-31T08:00Z")
    assert (told.status, told.out) == (2, "")
    return told.err.splitlines()


def test_a_pack_that_is_missing_empty_or_none_is_told(tmp_path):
    (tmp_path / "empty.yaml").write_text("")
    (tmp_path / "folder").mkdir()
    told = faults(tmp_path / "missing.yaml", tmp_path / "empty.yaml", tmp_path / "folder", "--rules", PEOPLE)
    assert [line.split(":")[0] for line in told] == [
        str(tmp_path / "missing.yaml"), str(tmp_path / "folder"), str(tmp_path / "empty.yaml"), str(PEOPLE)
    ]  # fmt: skip


def test_a_file_that_is_no_text_is_told(tmp_path):
    (tmp_path / "pack.yaml").write_bytes(bytes(range(256)))
    (line,) = faults(tmp_path / "pack.yaml")
    assert "this is not text in UTF-8" in line


def test_every_fault_is_told_at_once_in_order(tmp_path):
    pack = make_pack(tmp_path, make_requirement(standing="sure", jurisdiction="UZ", kind=None))
    told = faults(pack)
    assert len(told) == 3
    assert all(line.startswith(f"{pack}:") for line in told)
    assert [int(line.split(":")[1]) for line in told] == sorted(int(line.split(":")[1]) for line in told)


def test_a_cycle_of_overrides_between_packs_is_told(tmp_path):
    first = make_pack(tmp_path, make_requirement("R-1", overrides=["R-2"]), name="first.yaml")
    second = make_pack(tmp_path, make_requirement("R-2", overrides=["R-1"]), name="second.yaml")
    assert any("R-1" in line and "R-2" in line and "overrid" in line for line in faults(first, second))
    assert karvon("rules", "check", first, second).status == 2


def test_one_version_in_two_packs_is_told(tmp_path):
    first = make_pack(tmp_path, make_requirement(), name="first.yaml")
    second = make_pack(tmp_path, make_requirement(title={"en": "Another"}), name="second.yaml")
    assert any("R-1" in line for line in faults(first, second))


def test_a_hostile_expression_is_refused_quickly(tmp_path):
    deep = "{not: " * 10_000 + "x" + "}" * 10_000
    pack = make_pack(tmp_path, make_requirement())
    pack.write_text(pack.read_text() + f"    applies_when: {deep}\n")
    (line,) = faults(pack)
    assert "deep" in line


def test_a_hostile_certlogic_expression_is_refused_quickly(tmp_path):
    deep = json.dumps(True)
    for _ in range(900):
        deep = f'{{"!": [{deep}]}}'
    pack = make_pack(tmp_path, make_requirement())
    pack.write_text(pack.read_text() + f"    applies_when: {{certlogic: {deep}}}\n")
    assert any("deep" in line for line in faults(pack))


def test_what_is_odd_in_a_pack_is_a_remark_of_the_answer():
    told = karvon("check", PEOPLE, "--rules", DEMO, "--steps", STEPS, "--known-at", "2020-10-31T08:00Z")
    assert f"{STEPS}:3:1: this is no pack but a file of karvon_steps; it is passed over" in told.flat


def test_a_steps_file_that_is_missing_a_folder_or_no_text_is_told(tmp_path):
    (tmp_path / "binary.yaml").write_bytes(b"karvon_steps: 1\n\xff\xfe\x00")
    for name, sentence in [
        ("missing.yaml", "the file cannot be read (No such file or directory)"),
        ("", "the file cannot be read (Is a directory)"),
        ("binary.yaml", "this is not text in UTF-8"),
    ]:
        told = check(steps=tmp_path / name)
        assert (told.status, told.err.count("\n")) == (2, 1)
        assert sentence in told.err


@pytest.mark.parametrize("kind", ["a duplicate key", "a broken line"])
def test_a_steps_file_with_broken_yaml_is_told_with_its_line(tmp_path, kind):
    steps = make_steps(tmp_path)
    steps.write_text(steps.read_text() + ("karvon_steps: 1\n" if kind == "a duplicate key" else "a: [b\n"))
    told = check(steps=steps)
    assert told.status == 2
    assert told.err.startswith(f"{steps}:")


def test_a_pack_of_the_demo_says_what_it_says(tmp_path):
    pack = make_pack(tmp_path, make_requirement())
    assert yaml.safe_load(pack.read_text())["requirements"][0]["id"] == "R-1"
    people = make_list(tmp_path, "1,Karimov,TJK")
    told = karvon("check", people, "--rules", pack, "--at", "2020-10-31T08:00Z", "--json")
    assert (told.json["verdicts"][0]["status"], told.json["verdicts"][0]["missing"]) == ("UNKNOWN", ["tests"])
