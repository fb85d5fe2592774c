"""A bar shows where somebody looks and waits: on a terminal, after a while; never on a pipe."""

import io
import itertools
import os
import pty
import sys
import time

import pytest

from karvon.cli.progress import with_progress
from tests.karvon.cli.making import make_list
from tests.karvon.cli.running import HEARD, RULES, STEPS, started

ITEMS = 3000


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """It is."""
        return True


@pytest.fixture
def slow(monkeypatch):
    """Time runs a second at every look at the clock."""
    monkeypatch.setattr(time, "monotonic", itertools.count().__next__)
    monkeypatch.setenv("TERM", "xterm")


def test_on_a_pipe_there_is_no_bar(slow, capsys):
    assert list(with_progress(range(ITEMS), "judging", ITEMS)) == list(range(ITEMS))
    assert capsys.readouterr().err == ""


def test_on_a_terminal_long_work_shows_how_far_it_is(slow, monkeypatch):
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    assert list(with_progress(range(ITEMS), "judging", ITEMS)) == list(range(ITEMS))
    assert "judging" in screen.getvalue()
    assert f"/{ITEMS}" in screen.getvalue()


def test_on_a_terminal_short_work_shows_nothing(monkeypatch):
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    assert list(with_progress(range(ITEMS), "judging")) == list(range(ITEMS))
    assert screen.getvalue() == ""


def test_a_bar_is_taken_away_when_the_work_fails(slow, monkeypatch):
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)

    def failing():
        yield from range(ITEMS)
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        list(with_progress(failing(), "reading"))
    assert "\x1b[?25h" in screen.getvalue()  # the cursor is shown again


def test_a_short_list_leaves_a_real_terminal_clean_and_in_colour(tmp_path):
    ours, theirs = pty.openpty()
    people = make_list(tmp_path, "1,Karimov,TJK")
    given = ("check", people, "--rules", RULES, "--steps", STEPS, "--known-at", HEARD)
    people.write_text("person_id,name,nationality\n" + "".join(f"P{n:03},Karimov,TJK\n" for n in range(1, 103)))
    process = started(*given, stdout=theirs, stderr=theirs, variables={"TERM": "xterm-256color", "COLUMNS": "100"})
    os.close(theirs)
    shown = b""
    while piece := read(ours):
        shown += piece
    os.close(ours)
    assert process.wait(60) == 1
    assert b"\x1b[1;31m" in shown
    assert b"judging" not in shown
    assert b"\x1b[?25l" not in shown


def read(terminal: int) -> bytes:
    """What the other side wrote; nothing where it is gone."""
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""
