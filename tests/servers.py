"""One PostgreSQL for a whole test run, started when the first test asks for it, and a folder that dies with the run."""

import os
import re
import shutil
import tempfile
from pathlib import Path

import psutil

PREFIX = "karvon-test-"


def make_run_folder() -> Path:
    """The folder of this run; what runs that were killed have left is cleared away first."""
    base = Path(tempfile.gettempdir())
    for left in base.glob(f"{PREFIX}*"):
        owner = re.match(rf"{PREFIX}(\d+)-", left.name)
        if owner and not psutil.pid_exists(int(owner[1])) and os.access(left, os.W_OK):
            remove_with_servers(left)
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
    folder.chmod(0o711)  # root's server is another user and must pass through
    return folder


def remove_with_servers(folder: Path) -> None:
    """Remove a folder, and end every PostgreSQL that still works below it."""
    for process in psutil.process_iter():
        try:
            if process.name().startswith("postgres") and Path(process.cwd()).is_relative_to(folder):
                process.kill()
        except psutil.Error:
            continue
    shutil.rmtree(folder, ignore_errors=True)
