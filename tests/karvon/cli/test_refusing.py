"""A refusal is one sentence and exit status 2; what the machine itself refuses is told too, and a bug is not hidden."""

import errno
import os
import sys
from pathlib import Path

import pytest

from karvon.cli.refusing import BAD_INPUT, BadInput, refusing
from karvon.cli.streams import CLOSED_EARLY
from tests.karvon.cli.running import RULES, check, karvon

FULL = "/dev/full"
needs_full = pytest.mark.skipif(not Path(FULL).exists(), reason="this system has no device that is always full")


def test_every_line_of_bad_input_is_told(capsys):
    with pytest.raises(SystemExit) as left, refusing("en"):
        raise BadInput(["one", "two"])
    assert left.value.code == BAD_INPUT
    assert capsys.readouterr().err == "one\ntwo\n"


@needs_full
def test_a_full_disk_is_told_in_a_sentence(monkeypatch, capfd):
    with Path(FULL).open("w") as full:
        monkeypatch.setattr(sys, "stdout", full)
        with pytest.raises(SystemExit) as left, refusing("en"):
            print("a" * 100_000)
    assert left.value.code == BAD_INPUT
    assert capfd.readouterr().err == "The output could not be written: No space left on device.\n"


def test_a_reader_who_went_away_ends_it_quietly(monkeypatch, capfd):
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as closed:
        monkeypatch.setattr(sys, "stdout", closed)
        with pytest.raises(SystemExit) as left, refusing("en"):
            print("a")
    assert left.value.code == CLOSED_EARLY
    assert capfd.readouterr().err == ""


def test_any_other_trouble_is_a_bug_and_fails_loudly():
    with pytest.raises(OSError, match="odd"), refusing("en"):
        raise OSError(errno.EINVAL, "odd")


@needs_full
@pytest.mark.parametrize("option", ["--json", "--csv", "--html"])
def test_a_result_that_does_not_fit_is_told_with_its_name(option, tmp_path):
    full = tmp_path / "full.json"
    full.symlink_to(FULL)
    told = check(option, full)
    assert (told.status, told.out) == (2, "")
    assert told.err == f"“{full}” could not be written: No space left on device.\n"


def test_refusals_are_told_in_russian():
    told = karvon("check", "nobody.csv", "--rules", RULES, language="ru")
    assert told.err.startswith("Файла «nobody.csv» нет.")
