"""The two sides of a comparison: packs, or two versions that stand side by side in the packs."""

import pytest

from karvon.cli.rules.sides import VersionMissing, sides
from tests.karvon.cli.making import make_pack, make_requirement
from tests.karvon.cli.running import RULES


def versions(book):
    """Ids and numbers in a book."""
    return [(one.id, one.version) for one in book.versions]


def test_packs_stand_beside_the_packs_that_hold_under_both(tmp_path):
    old = make_pack(tmp_path, make_requirement(), name="old.yaml")
    new = make_pack(tmp_path, make_requirement(version=2), name="new.yaml")
    rest = make_pack(tmp_path, make_requirement("R-2"), name="rest.yaml")
    before, after = sides(str(old), str(new), [rest])
    assert (set(versions(before)), set(versions(after))) == ({("R-1", 1), ("R-2", 1)}, {("R-1", 2), ("R-2", 1)})


def test_of_two_versions_each_stands_alone_among_the_others():
    before, after = sides("R-UZ-2@1", "R-UZ-2@2", [RULES])
    assert [one for one in versions(before) if one[0] == "R-UZ-2"] == [("R-UZ-2", 1)]
    assert [one for one in versions(after) if one[0] == "R-UZ-2"] == [("R-UZ-2", 2)]
    assert {one for one in versions(before) if one[0] != "R-UZ-2"} == {
        one for one in versions(after) if one[0] != "R-UZ-2"
    }


def test_a_file_that_looks_like_a_version_is_a_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    make_pack(tmp_path, make_requirement(), name="R-1@1")
    make_pack(tmp_path, make_requirement(version=2), name="R-1@2")
    before, after = sides("R-1@1", "R-1@2", [])
    assert (versions(before), versions(after)) == ([("R-1", 1)], [("R-1", 2)])


@pytest.mark.parametrize(
    ("old", "new", "packs", "sentence"),
    [
        ("R-UZ-2@1", "R-UZ-2@3", [RULES], "no version “R-UZ-2@3” in these packs. They hold: R-UZ-2@1, R-UZ-2@2."),
        ("R-9@1", "R-UZ-2@1", [RULES], "no version “R-9@1” in these packs. They hold: R-KZ-1, "),
        (
            "R-UZ-2@1",
            "R-UZ-2@2",
            [],
            "“R-UZ-2@1” and “R-UZ-2@2” name versions. Add the packs that hold them with --rules.",
        ),
    ],
)
def test_a_version_that_is_not_there_is_told_with_those_that_are(old, new, packs, sentence):
    with pytest.raises(VersionMissing) as told:
        sides(old, new, packs)
    assert sentence in str(told.value)
