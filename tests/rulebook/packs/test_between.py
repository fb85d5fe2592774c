"""Circles of overrides: each is told once, at the highest version, however long it is."""

import pytest

from rulebook.packs.between import cycles
from rulebook.requirements import RequirementVersion, Standing
from tests.rulebook.making import make_version
from tests.rulebook.packs.texts import SOUND, told


def told_of(*versions: RequirementVersion) -> list[str]:
    """The sentence of each circle, with the version at which it is told."""
    return [f"{version.id} {version.version}: {problem.rpartition(': ')[2]}" for version, problem in cycles(versions)]


def chain(*ids: str) -> list[RequirementVersion]:
    """Requirements each of which overrides the next, and the last one the first."""
    return [make_version(one, overrides=(other,)) for one, other in zip(ids, (*ids[1:], ids[0]), strict=True)]


def test_overrides_that_lead_nowhere_are_no_circle():
    assert told_of(make_version("A", overrides=("B", "C")), make_version("B", overrides=("C",))) == []


@pytest.mark.parametrize("ids", ["AB", "ABC", "ABCDEFGH"])
def test_a_circle_of_any_length_is_told_once(ids):
    assert told_of(*chain(*ids)) == [f"A 1: {' -> '.join(ids)} -> A"]


def test_a_long_circle_is_cut_with_the_count_of_its_requirements():
    (sentence,) = told_of(*chain(*(f"R{number}" for number in range(5_000))))

    assert sentence.startswith("R0 1: R0 -> R1 -> R2")
    assert sentence.endswith("-> ... (5000 requirements)")
    assert len(sentence) < 100


def test_two_circles_are_both_told():
    assert told_of(*chain("A", "B"), *chain("C", "D")) == ["A 1: A -> B -> A", "C 1: C -> D -> C"]


def test_of_each_requirement_its_highest_version_counts():
    old, other = chain("A", "B")
    assert told_of(make_version("A", version=2), old, other) == []
    assert told_of(make_version("A"), make_version("A", version=2, overrides=("B",)), other) == ["A 2: A -> B -> A"]


def test_what_was_withdrawn_overrides_nothing():
    old, other = chain("A", "B")
    assert told_of(old, other, make_version("B", version=2, standing=Standing.WITHDRAWN, overrides=("A",))) == []


def test_whoever_names_itself_is_told_of_where_it_is_read():
    assert told_of(make_version("A", overrides=("A",))) == []


def test_a_circle_is_told_beside_other_faults_of_the_pack():
    one = SOUND[SOUND.index("  - id") :]
    parts = [
        one.replace("R-KZ-1", id_).replace("overrides: []", f"overrides: [{other}]")
        for id_, other in (("R-A", "R-B"), ("R-B", "R-A"))
    ]
    broken = one.replace("jurisdiction: KAZ", "jurisdiction: KZ")

    assert told(SOUND[: SOUND.index("  - id")] + "".join((*parts, broken))) == [
        "20:5: these requirements override each other in a circle: R-A -> R-B -> R-A; let one of them override no other",
        '50:19: "KZ" is not a country code of three letters; write KAZ',
    ]
