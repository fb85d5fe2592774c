"""Runs the `karvon` command as a shell would: words in; exit status, output and error stream out."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from karvon.cli.main import run
from tests.shared_data import ROOT

DEMO = ROOT / "demo" / "zhibek_zholy"
PEOPLE, RULES, STEPS = DEMO / "people.csv", DEMO / "rules", DEMO / "steps.yaml"
HEARD = "2020-10-31T08:00Z"
"""When the oral order of the gate stood in the book."""
OWN_VARIABLES = ("KARVON_LANG", "COLUMNS", "NO_COLOR", "FORCE_COLOR")


@dataclass(frozen=True)
class Told:
    """What a command told, and the status with which it left."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The output as the JSON document it is."""
        return json.loads(self.out)

    @property
    def flat(self) -> str:
        """The output without its line breaks, so that a sentence is found however it was laid out."""
        return " ".join(self.out.split())


def karvon(*words: str | Path, columns: int = 0, language: str = "", stdin: bytes = b"") -> Told:
    """Run the command in this process."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") for _ in range(2))
    variables = {name: value for name, value in os.environ.items() if name not in OWN_VARIABLES}
    variables |= {"COLUMNS": str(columns)} if columns else {}
    variables |= {"KARVON_LANG": language} if language else {}
    with (
        patch.dict(os.environ, variables, clear=True),
        patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin))),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        try:
            status = run([str(word) for word in words])
        except SystemExit as left:
            status = left.code if isinstance(left.code, int) else 0
    return Told(status, _read(out), _read(err))


def check(*words: str | Path, steps: Path = STEPS, known_at: str = HEARD, columns: int = 0) -> Told:
    """Judge the list of the 102 people by the rules of the scenario."""
    asked = ("check", PEOPLE, "--rules", RULES, "--steps", steps, "--known-at", known_at)
    return karvon(*asked, *words, columns=columns)


def started(*words: str | Path, variables: Mapping[str, str] | None = None, **given: Any) -> subprocess.Popen[bytes]:
    """Start the command as a process of its own, its output and errors on pipes unless it is told otherwise."""
    kept = {name: value for name, value in os.environ.items() if name not in OWN_VARIABLES}
    command = [sys.executable, "-m", "karvon.cli.main", *map(str, words)]
    streams: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL}
    return subprocess.Popen(command, env=kept | dict(variables or {}), **streams | given)


def _read(stream: io.TextIOWrapper) -> str:
    stream.flush()
    written = stream.buffer
    assert isinstance(written, io.BytesIO)
    return written.getvalue().decode()
