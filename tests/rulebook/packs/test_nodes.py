"""YAML is read as a bounded tree of texts: what it may hold, what it may not, and what is told of a text that is no YAML."""

import pytest

from rulebook.packs.faults import Faults, Place
from rulebook.packs.nodes import MAX_CHARACTERS, MAX_DEPTH, MAX_PARTS, ListNode, MappingNode, Node, ScalarNode, parse


def parsed(text: str) -> tuple[Node | None, list[str]]:
    """The tree of a text and everything told about it."""
    faults = Faults("p.yaml")
    root = parse(text, faults)
    return root, [str(fault).removeprefix("p.yaml:") for fault in faults.in_order()]


def told(text: str) -> list[str]:
    """Everything told about a text."""
    return parsed(text)[1]


def test_every_text_stays_as_it_stands_in_the_file():
    root, faults = parsed("a: NO\nb: [12:30, 2020-10-31, '~', ~]\n")

    assert faults == []
    assert isinstance(root, MappingNode)
    assert [key.text for key, _ in root.entries] == ["a", "b"]
    listed = root.get("b")
    assert isinstance(listed, ListNode)
    assert [(one.text, one.plain, one.empty) for one in listed.items if isinstance(one, ScalarNode)] == [
        ("12:30", True, False),
        ("2020-10-31", True, False),
        ("~", False, False),
        ("~", True, True),
    ]
    assert listed.items[1].place == Place(2, 12)


def test_what_is_not_there_or_empty_is_found_nowhere():
    root, _ = parsed("a:\nb: 1\n")

    assert isinstance(root, MappingNode)
    assert root.get("a") is None
    assert root.get("c") is None
    assert root.place_of("b") == Place(2, 1)
    assert root.place_of("c") == Place(1, 1)


@pytest.mark.parametrize("text", ["", "   \n", "# only a comment\n"])
def test_an_empty_file_is_told_how_to_begin(text):
    assert parsed(text) == (None, ['1:1: the file is empty; begin it with "karvon_pack: 1"'])


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("a: b: c\n", ["1:5: there is a colon too much in this line; put the text in quotes if the colon belongs to it"]),
        ("a: @b\n", ["1:4: a text cannot begin with @; put it in quotes"]),
        ('a: "b\n', ["1:4: the quote that opens here is not closed; close it"]),
        (
            "a: [b\n",
            [("2:1: this is not well-formed YAML (while parsing a flow sequence did not find expected ',' or ']'); "
             "check indentation, brackets and quotes")],
        ),
        ("a:\n\tb: 1\n  c: 2\n", ["2:1: a tab stands where YAML wants spaces; indent with spaces"]),
        (
            "a:\n\tb: 1\n\tc: 2\n  \td: 3\ne: x\ty\n",
            [
                "2:1: a tab stands where YAML wants spaces; indent with spaces",
                "3:1: this line is indented with a tab; indent with spaces",
                "4:3: this line is indented with a tab; indent with spaces",
            ],
        ),
        ("a: 1\n---\nb: 2\n", ["2:1: a second document begins here; put it into a file of its own"]),
        ("a: 1\nb: 2\na: 3\n", ['3:1: "a" stands here twice, first in line 1; keep one of them']),
        ("a: !!str b\n", ["1:4: tag:yaml.org,2002:str is a tag of YAML, which packs do not use; remove it; use quotes for a text"]),
        ("? [a]\n: 1\n", ["1:3: a list or mapping stands where a key belongs; write a word as the key"]),
        ("a: b\u0007\n", ["1:5: the character U+0007 does not belong in a text file; remove it, or check that this is a pack and not another kind of file"]),
        ("a: 1\nb: \ud800\n", ["2:4: the character U+D800 does not belong in a text file; remove it, or check that this is a pack and not another kind of file"]),
    ],
)  # fmt: skip
def test_a_text_that_is_not_what_packs_are_made_of_is_told_with_its_place(text, faults):
    assert told(text) == faults


def test_anchors_and_aliases_are_refused_and_never_followed():
    laughs = "a: &a [lol, lol]\nb: &b [*a, *a]\n*a : 1\n"

    assert told(laughs) == [
        "1:4: &a is an anchor of YAML, which packs do not use; remove it",
        "2:4: &b is an anchor of YAML, which packs do not use; remove it",
        "2:8: *a refers to another part of the file; write out what it stands for",
        "2:12: *a refers to another part of the file; write out what it stands for",
        "3:1: *a refers to another part of the file; write out what it stands for",
    ]


def test_a_billion_laughs_stay_as_many_parts_as_were_written():
    layers = "\n".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 30))

    root, faults = parsed(f"l0: &l0 lol\n{layers}\n")

    assert isinstance(root, MappingNode)
    assert len(root.entries) == 30
    assert len(faults) == 30 + 29 * 9


@pytest.mark.parametrize("opening", ["[", '{"!": ['])
def test_nesting_without_end_is_stopped_where_it_becomes_too_deep(opening):
    (fault,) = told("a: " + opening * 10_000)

    assert fault.endswith(f"it is nested deeper than {MAX_DEPTH} levels; write it flatter")


def test_lines_indented_without_end_are_stopped_as_well():
    (fault,) = told("".join(f"{' ' * depth}a:\n" for depth in range(500)))

    assert fault == f"{MAX_DEPTH + 1}:{MAX_DEPTH + 1}: it is nested deeper than {MAX_DEPTH} levels; write it flatter"


def test_a_file_of_a_million_parts_is_read_no_further_than_the_bound():
    (fault,) = told("a: [" + "1, " * 1_000_000 + "1]")

    assert fault.endswith(f"the file has more than {MAX_PARTS:,} parts; split it into several packs")


def test_a_text_longer_than_the_bound_is_not_parsed():
    assert told("#" * (MAX_CHARACTERS + 1)) == [
        "1:1: the file is longer than 5,000,000 characters; split it into several packs"
    ]


def test_what_nobody_can_see_is_shown_by_its_number():
    assert told('"a\\u202eb": 1\n"a\\u202eb": 2\n') == [
        '2:1: "a\\u202eb" stands here twice, first in line 1; keep one of them'
    ]
