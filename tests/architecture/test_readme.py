"""The README shows a run of the command and what it prints; both are real."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

from tests.shared_data import ROOT

RUN = re.compile(r"```console\n\$ \./dev karvon (?P<words>.*?[^\\])\n(?P<shown>.*?)\n\.\.\.\n```", re.DOTALL)


def test_the_run_in_the_readme_prints_what_stands_below_it() -> None:
    found = RUN.search((ROOT / "README.md").read_text(encoding="utf-8"))
    assert found is not None
    karvon = Path(sys.executable).with_name("karvon")
    words = shlex.split(found["words"].replace("\\\n", " "))
    wide = {**os.environ, "COLUMNS": "100"}
    answer = subprocess.run([karvon, *words], cwd=ROOT, env=wide, capture_output=True, text=True, check=False)
    lines = [line.rstrip() for line in answer.stdout.splitlines()]
    shown = found["shown"].splitlines()
    assert lines[: len(shown)] == shown
    assert answer.returncode == 1
