"""Three million steps of a million synthetic journeys, judged in columns against one new requirement.

The columns are built and judged in a process of their own, so that the peak of memory is theirs; beside them a loop over
the compiled judge and over the interpreter judges a sample of the same rows, answers compared, scaled up to all of them.
"""

import gc
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

from bench.of_rulebook.journeys import APPLIES_TO_ALL, APPLIES_TO_ONE, JOURNEYS, REQUIRES, SCHEMA, SEED, made
from bench.of_rulebook.timing import Figures, seconds
from rulebook.certlogic.columns import Batch, batch_of_frame, settle_columns
from rulebook.certlogic.compiled import compile_truths
from rulebook.certlogic.interpret import settle
from rulebook.certlogic.tree import Expr

Answers: TypeAlias = tuple[bool | None, ...]

ROOT = Path(__file__).resolve().parents[2]
SAMPLE, INTERPRETED = 20_000, 2_000


def judged(batch: Batch, applies_when: Expr) -> dict[str, int]:
    """Judge everybody: whom it concerns, and of those who meets it; return the head counts."""
    applies = settle_columns(applies_when, batch)
    concerned = ~applies.false
    affected = batch if concerned.all() else batch.filter(concerned)
    met = settle_columns(REQUIRES, affected)
    open_ = met.unknown | (applies.unknown[concerned] & ~met.true)
    return {"affected": affected.size, "met": int(met.true.sum()), "unknown": int(open_.sum())}


def measure(journeys: int = JOURNEYS) -> Figures:
    """Three million steps against one new requirement, in columns, beside a loop."""
    return of_child("bench.of_rulebook.columns", journeys)


def of_child(module: str, journeys: int) -> Figures:
    """Return the figures that a module prints in a process of its own."""
    command = [sys.executable, "-m", module, str(journeys)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, timeout=600, check=True)
    figures: Figures = json.loads(done.stdout)
    return figures


def measured(journeys: int) -> Figures:
    """Build the columns, judge them, and judge a sample of them in a loop; return all figures."""
    steps, records = made(journeys)
    started = time.perf_counter()
    batch = batch_of_frame(steps, SCHEMA, records)
    judged(batch, APPLIES_TO_ALL)
    build_and_first = time.perf_counter() - started
    gc.collect()
    all_affected = seconds(lambda: judged(batch, APPLIES_TO_ALL))
    one_country = seconds(lambda: judged(batch, APPLIES_TO_ONE), runs=15)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "columns_steps": batch.size,
        "columns_all_affected_s": round(all_affected, 3),
        "columns_one_country_s": round(one_country, 4),
        "columns_build_and_first_s": round(build_and_first, 3),
        "columns_peak_mb": round(peak),
        **_counts(batch),
        **_beside(batch, all_affected),
    }


def _counts(batch: Batch) -> Figures:
    scopes = {"all": APPLIES_TO_ALL, "one_country": APPLIES_TO_ONE}
    return {
        f"columns_{name}_{scope}": count
        for scope, expr in scopes.items()
        for name, count in judged(batch, expr).items()
    }


def _beside(batch: Batch, all_affected: float) -> Figures:
    """Judge a sample of the rows one by one; the answers must be the same, the time is scaled up to all rows."""
    sample = batch.take(np.random.default_rng(SEED).choice(batch.size, min(SAMPLE, batch.size), replace=False))
    rows = sample.rows()
    few = rows[:INTERPRETED]
    compiled = compile_truths([APPLIES_TO_ALL, REQUIRES])
    answers = [settle_columns(expr, sample).answers.tolist() for expr in (APPLIES_TO_ALL, REQUIRES)]
    expected = list(zip(*([(False, None, True)[one] for one in column] for column in answers), strict=True))
    if _loop(compiled, rows) != expected or _loop(_interpreted, few) != expected[: len(few)]:
        raise SystemExit("The columns, the compiled judge and the interpreter do not agree on the sample.")
    by_compiled = seconds(lambda: _loop(compiled, rows), 3) * batch.size / len(rows)
    by_interpreter = seconds(lambda: _loop(_interpreted, few), 3) * batch.size / len(few)
    return {
        "loop_compiled_s": round(by_compiled, 1),
        "loop_interpreter_s": round(by_interpreter, 1),
        "ratio_loop_compiled": round(by_compiled / all_affected, 1),
        "ratio_loop_interpreter": round(by_interpreter / all_affected, 1),
    }


def _loop(judge: Callable[[Any], Answers], rows: list[Any]) -> list[Answers]:
    """Judge row after row, as a program without columns would."""
    return [judge(row) for row in rows]


def _interpreted(row: Any) -> Answers:
    return settle(APPLIES_TO_ALL, row).truth, settle(REQUIRES, row).truth


if __name__ == "__main__":
    print(json.dumps(measured(int(sys.argv[1]))))
