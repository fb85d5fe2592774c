"""Packs in files and folders: what cannot be read is said with its place, and what several packs say together is checked."""

import socket
from pathlib import Path

import pytest

from rulebook.packs.faults import MOST_FAULTS
from rulebook.packs.folders import read_packs
from rulebook.packs.nodes import MAX_CHARACTERS
from tests.rulebook.packs.texts import SOUND, changed


@pytest.fixture
def kept(tmp_path: Path):
    """Write files and return the folder."""

    def write(**files: str | bytes) -> Path:
        for name, content in files.items():
            path = tmp_path / f"{name.replace('__', '/')}.yaml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path

    return write


def told(*paths: Path) -> list[str]:
    """Every fault, with the name of the file but not of its folder."""
    return [str(fault).rpartition("/")[2] for fault in read_packs(paths).faults]


def requirement(id_: str, overrides: str, *, more: str = "") -> str:
    """A pack with one sound requirement."""
    return changed(("R-KZ-1", id_), ("overrides: []", f"overrides: [{overrides}]{more}"))


def test_a_folder_is_read_with_the_folders_inside_it_and_each_file_once(kept):
    folder = kept(one=SOUND, deeper__two=changed(("R-KZ-1", "R-KZ-2")))
    read = read_packs([folder, folder / "one.yaml", folder / "deeper"])

    assert read.faults == ()
    assert [version.id for version in read.versions] == ["R-KZ-2", "R-KZ-1"]
    assert len(read.packs) == 2


def test_the_same_version_in_two_packs_is_there_once(kept):
    read = read_packs([kept(one=SOUND, two=SOUND)])

    assert read.faults == ()
    assert len(read.packs) == 2
    assert [(version.id, version.version) for version in read.versions] == [("R-KZ-1", 1)]


def test_what_is_not_there_is_said(tmp_path):
    assert told(tmp_path / "nowhere.yaml") == ["nowhere.yaml:1:1: there is no such file or folder; check the name"]
    assert told(tmp_path)[0].endswith("1:1: the folder holds no pack; name a folder with *.yaml files")


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", '1:1: the file is empty; begin it with "karvon_pack: 1"'),
        (
            bytes(range(256)),
            "2:118: this is not text in UTF-8 (byte 0x80); save the file as UTF-8, or check that it is a pack",
        ),
        (
            b"\x89PNG\r\n\x1a\n",
            "1:1: this is not text in UTF-8 (byte 0x89); save the file as UTF-8, or check that it is a pack",
        ),
        (SOUND.encode("utf-16"), "1:1: this is text in UTF-16 and not in UTF-8; save the file as UTF-8"),
        (b"\xfe\xff\x00a", "1:1: this is text in UTF-16 and not in UTF-8; save the file as UTF-8"),
        (
            "title: Казахстан".encode("cp1251"),
            "1:8: this is not text in UTF-8 (byte 0xca); save the file as UTF-8, or check that it is a pack",
        ),
    ],
    ids=["empty", "binary", "picture", "UTF-16", "UTF-16 of the other order", "Windows-1251"],
)
def test_a_file_that_is_no_text_in_utf_8_is_refused_with_the_place(kept, content, fault):
    assert told(kept(p=content)) == [f"p.yaml:{fault}"]


def test_a_byte_order_mark_is_passed_over(kept):
    assert told(kept(p=b"\xef\xbb\xbf" + SOUND.encode())) == []


def test_a_file_of_fifty_megabytes_is_read_no_further_than_the_bound(tmp_path):
    with (tmp_path / "large.yaml").open("wb") as file:
        file.truncate(50_000_000)

    assert told(tmp_path) == [
        f"large.yaml:1:1: the file has more than {MAX_CHARACTERS:,} bytes; split it into several packs"
    ]


def test_what_is_called_like_a_pack_but_cannot_be_opened_is_said(tmp_path):
    (tmp_path / "p.yaml").symlink_to(tmp_path / "nowhere")
    assert told(tmp_path / "p.yaml") == ["p.yaml:1:1: there is no such file or folder; check the name"]

    with socket.socket(socket.AF_UNIX) as line:
        line.bind(str(tmp_path / "q.yaml"))
    assert told(tmp_path / "q.yaml") == [
        "q.yaml:1:1: the file cannot be read (No such device or address); check that it may be read"
    ]


def test_a_file_of_another_kind_is_passed_over_in_a_folder_and_refused_by_name(kept):
    folder = kept(p=SOUND, steps="karvon_steps: 1\n")
    read = read_packs([folder])

    assert read.faults == ()
    assert [str(one).rpartition("/")[2] for one in read.warnings] == [
        "steps.yaml:1:1: this is no pack but a file of karvon_steps; it is passed over"
    ]
    assert told(folder / "steps.yaml") == [
        "steps.yaml:1:1: this is no pack but a file of karvon_steps; name a pack: it has karvon_pack: 1"
    ]


def test_all_faults_of_all_files_are_told_at_once(kept):
    folder = kept(a=changed(("kind: requirement", "kind: ban")), b="- a\n", c=SOUND)

    assert told(folder) == [
        'a.yaml:8:11: "ban" is not known here; write one of requirement, prohibition, exemption, advisory',
        "b.yaml:1:1: a list stands where a pack (key: value) belongs; write key: value",
    ]


def test_one_version_that_two_packs_tell_differently_is_a_fault(kept):
    folder = kept(a=SOUND, b=changed(("within_hours: 72", "within_hours: 48")))

    (fault,) = read_packs([folder]).faults

    assert fault.problem == f"R-KZ-1 version 1 is not the same in {folder / 'a.yaml'}"
    assert (fault.line, fault.column) == (5, 5)
    assert fault.remedy == "give the later one the next version number"


def test_overrides_that_go_round_over_three_files_are_told_once(kept):
    folder = kept(a=requirement("R-A", "R-B"), b=requirement("R-B", "R-C"), c=requirement("R-C", "R-A"))

    assert told(folder) == [
        (
            "a.yaml:20:5: these requirements override each other in a circle: R-A -> R-B -> R-C -> R-A; "
            "let one of them override no other"
        )
    ]


def test_a_name_that_none_of_the_packs_holds_is_a_warning_with_what_was_probably_meant(kept):
    folder = kept(a=requirement("R-A", "R-KZ-l, ELSEWHERE", more="\n    conflicts_with: [GONE]"), b=SOUND)
    read = read_packs([folder])

    assert read.faults == ()
    assert [str(one).rpartition("/")[2] for one in read.warnings] == [
        (
            "a.yaml:20:5: R-A names R-KZ-l in overrides, which none of these packs holds; "
            "did you mean R-KZ-1? If not, add the pack that holds it"
        ),
        (
            "a.yaml:20:5: R-A names ELSEWHERE in overrides, which none of these packs holds; "
            "check the id, or add the pack that holds it"
        ),
        (
            "a.yaml:21:5: R-A names GONE in conflicts_with, which none of these packs holds; "
            "check the id, or add the pack that holds it"
        ),
    ]


def test_of_a_file_with_endless_faults_the_first_thousand_are_told_and_that_there_are_more(kept):
    read = read_packs([kept(p=changed(("modes: [road]", f"modes: [{', '.join(['raod'] * 100_000)}]")))])

    assert len(read.faults) == MOST_FAULTS + 1
    assert "there are more than 1,000 faults, and the rest is not listed" in str(read.faults[-1])
