"""What a newcomer meets first: the entry point, its help and what happens when it is interrupted."""

import io
import os
import re
import signal
import subprocess
import sys
from importlib.metadata import version

import pytest

from karvon.cli.main import main
from tests.karvon.cli.running import DEMO, HEARD, PEOPLE, RULES, STEPS, karvon, started

CHECK = ("check", PEOPLE, "--rules", RULES, "--steps", STEPS, "--known-at", HEARD)


def test_without_a_word_the_help_comes_on_the_error_stream():
    told = karvon()
    assert (told.status, told.out) == (2, "")
    assert "Karvon says who may pass a border" in told.err


@pytest.mark.parametrize("word", ["--help", "-h"])
def test_help_names_both_groups_and_the_exit_status(word):
    told = karvon(word)
    assert told.status == 0
    assert "  check  Judge a list of travellers.\n" in told.out
    assert "  rules  Check, compare and show packs of requirements.\n" in told.out
    assert "Exit status: 0 all is well, 1 somebody is stopped or something failed, 2 the input is bad." in told.flat


def test_the_version_is_that_of_the_package():
    assert karvon("--version").out == f"karvon {version('karvon')}\n"


def test_the_language_may_stand_before_the_command():
    told = karvon("--lang", "ru", "check", PEOPLE, "--rules", "nowhere.yaml", "--at", "2020-02-31T08:00Z")
    assert told.err.startswith("--at: время не удаётся прочитать")
    assert "Вызов: karvon [OPTIONS] COMMAND" in karvon("--lang=ru", "--help").out


def test_a_language_of_the_environment_that_is_not_spoken_is_english():
    assert karvon("--help", language="de").out == karvon("--help").out


def test_the_examples_of_the_help_run(monkeypatch):
    monkeypatch.chdir(DEMO.parent.parent)
    shown = karvon("--help").out.replace("\\\n", " ")
    examples = [line.split() for line in re.findall(r"^ +karvon (.*demo/zhibek_zholy/people.*)$", shown, re.MULTILINE)]
    assert [karvon(*words).status for words in examples] == [1]


def test_the_program_is_started_by_its_name():
    told = subprocess.run([sys.executable, "-m", "karvon.cli.main", "--version"], capture_output=True, check=True)
    assert told.stdout.decode() == karvon("--version").out


def test_a_reader_that_has_seen_enough_is_no_error():
    process = started(*CHECK, "--csv", "-")
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    assert (process.wait(60), process.stderr.read()) == (141, b"")
    process.stderr.close()


def test_an_interrupted_command_says_nothing_and_tells_the_shell(tmp_path):
    os.mkfifo(tmp_path / "list.csv")
    process = started("check", tmp_path / "list.csv", "--rules", tmp_path / "rules.yaml")
    os.mkfifo(tmp_path / "rules.yaml")
    with (tmp_path / "rules.yaml").open("w"):  # from here on it waits for the pack
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err.strip()) == (130, b"", b"")


def test_a_closed_output_is_an_output_that_nobody_reads():
    process = started(*CHECK, stdout=None, preexec_fn=lambda: os.close(1))
    assert (process.communicate(timeout=60)[1], process.returncode) == (b"", 1)


def test_help_loads_nothing_that_judges():
    code = "import sys; from karvon.cli.main import run; run(['check', '--help']); sys.exit('rulebook' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], stdout=subprocess.DEVNULL, check=False).returncode == 0


def test_whoever_interrupts_is_told_nothing(monkeypatch):
    class Interrupting(io.BytesIO):
        def read(self, *_):
            raise KeyboardInterrupt

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(Interrupting()))
    monkeypatch.setattr(sys, "argv", ["karvon", "check", "-", "--rules", str(RULES)])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 130
