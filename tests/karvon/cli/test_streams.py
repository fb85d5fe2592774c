"""Words reach every terminal, whatever letters it knows; results are UTF-8 everywhere."""

import io
import json
import os
import sys

import pytest

from karvon.cli import streams
from tests.karvon.cli.running import HEARD, PEOPLE, RULES, STEPS, started

CHECK = ("check", PEOPLE, "--rules", RULES, "--steps", STEPS, "--known-at", HEARD)
OLD_TERMINAL = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii", "PYTHONCOERCECLOCALE": "0"}


def test_a_terminal_that_knows_only_ascii_gets_letters_that_look_alike():
    process = started(*CHECK, variables=OLD_TERMINAL)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (1, b"")
    told = " ".join(out.decode("ascii").split())
    assert told.startswith("ZZ-102 - people.csv 102 of 102 people may not pass")
    assert 'The demand "Negative test of every Tajik citizen at Gisht Kuprik" was only stated' in told
    assert "----------" in told


def test_json_is_utf_8_on_that_terminal_too():
    out, _ = started(*CHECK, "--json", "--lang", "ru", variables=OLD_TERMINAL).communicate(timeout=60)
    assert json.loads(out.decode("utf-8"))["verdicts"][1]["reason"].startswith("теста нет")


@pytest.mark.parametrize(("letter", "shown"), [("“é”", '"e"'), ("Ж", "?"), ("a\u00a0b", "a b"), ("…", "...")])
def test_letters_have_lookalikes(letter, shown):
    assert letter.encode("ascii", "karvon.lookalike") == shown.encode()


def test_what_has_no_stream_goes_nowhere(monkeypatch):
    monkeypatch.setattr(sys, "stdout", None)
    streams.prepare()
    assert sys.stdout.name == os.devnull
    sys.stdout.close()


def test_a_stream_that_cannot_be_set_up_is_taken_as_it_is(monkeypatch):
    plain = io.StringIO()
    monkeypatch.setattr(sys, "stdout", plain)
    streams.prepare()
    assert streams.results() is plain
