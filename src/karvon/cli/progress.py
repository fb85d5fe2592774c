"""A bar on the error stream for what takes long, and only where somebody looks: on a terminal, after two seconds."""

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

T = TypeVar("T")

_PATIENCE = 2.0  # seconds
_EVERY = 512  # items between two looks at the clock


def with_progress(items: Iterable[T], label: str, total: int | None = None) -> Iterator[T]:
    """Yield the items; show how many of `total` have passed where that takes long."""
    if not sys.stderr.isatty():
        yield from items
        return
    began, bar = time.monotonic(), None
    try:
        for number, item in enumerate(items):
            yield item
            if number % _EVERY == 0:
                if bar is None and time.monotonic() - began > _PATIENCE:
                    bar = _Bar(label, total)
                if bar is not None:
                    bar.show(number)
    finally:
        if bar is not None:
            bar.stop()


class _Bar:
    """A bar that vanishes when the work is done."""

    def __init__(self, label: str, total: int | None) -> None:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self.progress = Progress(*columns, console=Console(stderr=True), transient=True)
        self.task = self.progress.add_task(label, total=total)
        self.progress.start()

    def show(self, done: int) -> None:
        """Move the bar."""
        self.progress.update(self.task, completed=done)

    def stop(self) -> None:
        """Take the bar away."""
        self.progress.stop()
