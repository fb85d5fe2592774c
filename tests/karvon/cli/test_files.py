"""Results are written whole or not at all, for their owner alone, and never over what they were made from."""

import os
import stat
from pathlib import Path

import pytest

from karvon.cli.files import written
from tests.karvon.cli.running import HEARD, PEOPLE, RULES, STEPS, check, karvon, started


def test_a_result_replaces_what_stood_there_and_only_its_owner_reads_it(tmp_path):
    out = tmp_path / "answer.csv"
    out.write_text("old")
    check("--csv", out)
    assert out.read_text(encoding="utf-8-sig").startswith("person_id,")
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [out]


def test_a_result_that_fails_half_way_leaves_the_one_before(tmp_path):
    out = tmp_path / "answer.csv"
    out.write_text("old")
    with pytest.raises(KeyboardInterrupt):
        write_half(out)
    assert [path.read_text() for path in tmp_path.iterdir()] == ["old"]


def write_half(out):
    with written(str(out)) as file:
        file.write("half")
        raise KeyboardInterrupt


@pytest.mark.parametrize("option", ["--json", "--csv", "--html"])
@pytest.mark.parametrize("name", ["list.json", "pack.yaml", "steps.json"])
def test_nothing_is_written_over_what_it_is_made_from(tmp_path, option, name):
    for made in ("list.json", "pack.yaml", "steps.json"):
        (tmp_path / made).write_text("kept")
    out = tmp_path / "another.json"
    out.symlink_to(tmp_path / name)
    given = ("check", tmp_path / "list.json", "--rules", tmp_path / "pack.yaml", "--steps", tmp_path / "steps.json")
    told = karvon(*given, option, out)
    assert (told.status, told.out) == (2, "")
    assert told.err == f"“{out}” is what the answer is made from and would be lost. Give the result another name.\n"
    assert (tmp_path / name).read_text() == "kept"


@pytest.mark.parametrize("out", ["", "nowhere/answer.csv"])
def test_a_folder_is_no_place_for_a_result(tmp_path, out):
    told = check("--csv", tmp_path / out)
    assert told.status == 2
    assert told.err.endswith(
        "cannot be written: it is a folder, or lies in a folder that does not exist. Name a file.\n"
    )


@pytest.mark.parametrize(
    ("first", "second", "named"),
    [
        (("--json", "-"), ("--csv", "-"), "stdout"),
        (("--html", "-"), ("--csv", "-"), "stdout"),
        (("--csv", "{}/one"), ("--html", "{}/./one"), "{}/./one"),
    ],
)
def test_two_results_need_two_places(tmp_path, first, second, named):
    told = check(*(word.format(tmp_path) for word in (*first, *second)))
    assert (told.status, told.out) == (2, "")
    assert told.err == f"Two results would go to “{named.format(tmp_path)}”. Give each a name of its own.\n"


def test_a_result_on_stdout_and_others_in_files(tmp_path):
    told = check("--html", tmp_path / "page.html", "--csv", "-")
    assert told.out.startswith("person_id,")
    assert told.err == f"written: {tmp_path / 'page.html'}\n"


def test_a_page_on_stdout_is_the_page():
    told = check("--html", "-")
    assert told.out.startswith("<!DOCTYPE html>")
    assert told.out.rstrip().endswith("</html>")
    assert (told.status, told.err) == (1, "")


def test_the_list_may_come_from_stdin():
    given = ("check", "-", "--rules", RULES, "--steps", STEPS, "--known-at", HEARD, "--json")
    told = karvon(*given, stdin=PEOPLE.read_bytes())
    assert (told.json["list"], told.json["summary"]["stopped"], told.status) == ("stdin", 102, 1)


def test_an_empty_stdin_is_told():
    told = karvon("check", "-", "--rules", RULES)
    assert told.status == 2
    assert told.err == "The file “stdin” is empty. Check that it was saved and copied whole.\n"


def test_an_endless_stdin_is_refused_in_bounded_space(tmp_path):
    with Path("/dev/zero").open("rb") as endless:
        process = started("check", "-", "--rules", RULES, stdin=endless, variables={"TMPDIR": str(tmp_path)})
        _, err = process.communicate(timeout=120)
    assert (process.returncode, err.decode()) == (
        2,
        "The file “stdin” is empty. Check that it was saved and copied whole.\n",
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_told(tmp_path):
    tmp_path.chmod(0o500)
    told = check("--csv", tmp_path / "answer.csv")
    assert told.err == f"“{tmp_path / 'answer.csv'}” could not be written: Permission denied.\n"


def test_what_is_no_file_is_written_to_as_it_is():
    told = check("--csv", os.devnull)
    assert (told.status, told.err) == (1, f"written: {os.devnull}\n")
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)
