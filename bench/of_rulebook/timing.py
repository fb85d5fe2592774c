"""How the benchmarks take the time: medians of several runs, single calls one by one, the garbage collector aside."""

import gc
import statistics
import time
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

Figures: TypeAlias = dict[str, float | int | str]
"""Measured figures by name; the unit is the end of the name."""

SINGLE_TIMINGS = 40_000


def seconds(work: Callable[[], Any], runs: int = 5) -> float:
    """Return the median time of some runs."""
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def single_timings(work: Callable[[Any], Any], inputs: Sequence[Any], count: int = SINGLE_TIMINGS) -> list[int]:
    """Return the nanoseconds of each of many single calls, in ascending order, the timer's own cost included."""
    clock, times = time.perf_counter_ns, []
    passes = -(-count // len(inputs))
    for one in inputs:
        work(one)
    gc.collect()
    gc.disable()
    try:
        for _ in range(passes):
            for one in inputs:
                started = clock()
                work(one)
                times.append(clock() - started)
    finally:
        gc.enable()
    return sorted(times)


def percentile(times: Sequence[int], percent: int) -> float:
    """Return a percentile of ascending nanoseconds, in microseconds."""
    return round(times[min(len(times) * percent // 100, len(times) - 1)] / 1000, 3)
