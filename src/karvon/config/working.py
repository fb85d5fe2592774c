"""The worker: does what is due, one thing after the other, until it is told to stop. Any number may run at once."""

import logging
import os
import signal
import sys
import time
from collections.abc import Callable
from datetime import datetime
from types import FrameType
from typing import Protocol

from django.db import InterfaceError, OperationalError, connection

from karvon.core import clock
from karvon.readiness import jobs as readiness

log = logging.getLogger(__name__)

# While nothing is due we look this often; what is due does not have to wait for anything else.
PAUSE = 0.5
LONGEST_PAUSE = 30.0
BESIDE_PAGES = "--beside-pages"


class Job(Protocol):
    """One step of work: does the most urgent thing and tells whether there was any."""

    def __call__(self, *, at: datetime) -> bool: ...


JOBS: tuple[Job, ...] = (readiness.do_one_due_thing,)


class Worker:
    """Does jobs until `stop`; what it is doing then is finished first."""

    def __init__(self, jobs: tuple[Job, ...] = JOBS, sleep: Callable[[float], None] = time.sleep) -> None:
        """Take the jobs, the most urgent first."""
        self._jobs = jobs
        self._sleep = sleep
        self._stopped = False

    def stop(self, _number: int = 0, _frame: FrameType | None = None) -> None:
        """Do nothing more after the thing in hand."""
        self._stopped = True

    def run(self) -> None:
        """Work until stopped; a database that is gone is waited for."""
        pause = PAUSE
        while not self._stopped:
            try:
                busy = self.work_once()
                pause = PAUSE
            except (OperationalError, InterfaceError):
                log.warning("the database does not answer; the worker tries again in %.0f s", pause)
                connection.close()
                busy, pause = False, min(pause * 2, LONGEST_PAUSE)
            if not busy and not self._stopped:
                self._sleep(pause)

    def work_once(self) -> bool:
        """Do one due thing of each job; whether there was any."""
        at = clock.now()
        return sum(job(at=at) for job in self._jobs) > 0


def main() -> int:
    """Work until a signal comes; beside the pages (`--beside-pages PID`) also no longer than that process lives."""
    pages = int(sys.argv[-1]) if BESIDE_PAGES in sys.argv else None

    def sleep(seconds: float) -> None:
        time.sleep(seconds)
        if pages is not None and os.getppid() != pages:
            worker.stop()  # they were killed, and nobody else would end us

    worker = Worker(sleep=sleep)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, worker.stop)
    worker.run()
    return 0
