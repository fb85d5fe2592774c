"""Real servers in short-lived folders, as whoever runs the tests and, where that is root, as a normal user too."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import psutil
import pytest

USE_SERVER = Path(__file__).with_name("use_server.py")
NOBODY = 65534


@pytest.fixture
def folder() -> Iterator[Path]:
    """An empty folder that other users may pass through, unlike pytest's own; gone, with any server, afterwards."""
    place = Path(tempfile.mkdtemp(prefix="karvon-launcher-"))
    place.chmod(0o755)
    yield place
    for process in psutil.process_iter():
        try:
            if process.name().startswith("postgres") and Path(process.cwd()).is_relative_to(place):
                process.kill()
        except psutil.Error:
            continue
    shutil.rmtree(place, ignore_errors=True)


def python_for(user: int | None) -> str | None:
    """A Python of our version that this user can run; the environment's own may lie where only root can enter."""
    for python in (sys.executable, f"/usr/bin/python3.{sys.version_info.minor}"):
        try:
            answer = subprocess.run([python, "-c", ""], user=user, cwd="/", capture_output=True, check=False)
        except OSError:
            continue
        if answer.returncode == 0:
            return python
    return None


class Launch:
    """Another process that uses the server until told to leave."""

    def __init__(self, folder: Path, user: int | None) -> None:
        self.process = subprocess.Popen(
            [python_for(user) or "", USE_SERVER, folder],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            user=user,
            group=user,
            extra_groups=None if user is None else [],
        )
        self.said = self._output.readline().strip()

    @property
    def _output(self) -> IO[str]:
        assert self.process.stdout is not None
        return self.process.stdout

    def leave(self) -> None:
        """Stop using the server, in good order."""
        self.process.communicate(timeout=60)

    def kill(self) -> None:
        """Die at once, as by `kill -9`."""
        self.process.kill()
        self.process.communicate(timeout=60)


Launching = Callable[[Path], Launch]


@pytest.fixture(params=["as whoever runs the tests", "as a normal user"])
def launch(request: pytest.FixtureRequest, folder: Path) -> Iterator[Launching]:
    """Start a process that uses the server; it ends with the test."""
    user = None
    if request.param == "as a normal user":
        if os.geteuid() != 0:
            pytest.skip("the tests already run as a normal user")
        user = NOBODY
        if python_for(user) is None:
            pytest.skip("a normal user can run no Python of this version here")
        os.chown(folder, NOBODY, NOBODY)
    launches: list[Launch] = []

    def start(place: Path) -> Launch:
        launches.append(Launch(place, user))
        return launches[-1]

    yield start
    for launched in launches:
        if launched.process.poll() is None:
            launched.kill()
