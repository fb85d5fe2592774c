"""Three million steps of a million synthetic journeys, judged against one new requirement.

`python -m bench.columns` prints the figures, `--json` as one JSON object. The columns are built and judged in a process
of their own, so that the peak of memory is theirs; beside them a loop over the compiled judge and the interpreter judge
a sample of the same rows, answers compared, scaled up to all of them.
"""

import argparse
import gc
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import polars as pl
from numpy.typing import NDArray

from rulebook.certlogic.columns import Batch, Kind, Leaf, Many, Reading, Records, batch_of_frame, settle_columns
from rulebook.certlogic.compiled import compile_truths
from rulebook.certlogic.interpret import settle
from rulebook.certlogic.tree import And, Expr
from rulebook.clauses.base import any_text_in, is_one_of
from rulebook.clauses.combining import Unless
from rulebook.clauses.persons import Age
from rulebook.clauses.proofs import FreshNegativeTest

Array: TypeAlias = NDArray[Any]
Answer: TypeAlias = bool | None
Figures: TypeAlias = dict[str, float]

JOURNEYS, STEPS, SEED = 1_000_000, 3, 20201031
RUNS = 5
SAMPLE = 20_000

COUNTRIES = (
    "AFG", "ALB", "ARE", "ARM", "AUT", "AZE", "BGD", "BGR", "BLR", "CHN", "CZE", "DEU", "EGY", "EST", "FIN",
    "FRA", "GEO", "GRC", "HUN", "IDN", "IND", "IRN", "IRQ", "ISR", "ITA", "JPN", "KAZ", "KGZ", "KOR", "LKA",
    "LTU", "LVA", "MDA", "MNG", "NPL", "PAK", "POL", "RUS", "TJK", "TKM", "TUR", "UKR", "UZB", "VNM",
)  # fmt: skip
JURISDICTIONS = COUNTRIES[4:]
ROLES = ("exit", "transit", "entry")
TEST_KINDS = ("pcr", "rapid", "antibody")
RESULTS = ("negative", "positive", "inconclusive", "pending")
START_MS, SPAN_MS, HOUR_MS, MINUTE_MS = 1_604_102_400_000, 14 * 86_400_000, 3_600_000, 60_000


# --- The journeys ----------------------------------------------------------------------------------------------------


def made(journeys: int) -> tuple[pl.DataFrame, dict[str, Records]]:
    """Return the steps, journey after journey, and the records that the steps of a journey share."""
    random = np.random.default_rng(SEED)
    of_journey = np.repeat(np.arange(journeys), STEPS)
    departs = START_MS + random.integers(0, SPAN_MS, journeys)
    later = np.cumsum(random.integers(HOUR_MS, 12 * HOUR_MS, (journeys, STEPS)), axis=1).ravel()
    age = random.integers(0, 80, journeys).astype(np.int16)
    known = random.random(journeys) > 0.02
    ages = pl.Series(age[of_journey]).set(pl.Series(~known[of_journey]), None)
    steps = pl.DataFrame(
        {
            "step.role": coded(np.tile(np.arange(STEPS, dtype=np.uint8), journeys), ROLES),
            "step.jurisdiction": coded(random.integers(0, len(JURISDICTIONS), journeys * STEPS), JURISDICTIONS),
            "step.at": pl.Series(departs[of_journey] + later).cast(pl.Datetime("ms")),
            "traveller.age": ages,
            "traveller.age_min": ages,
            "traveller.age_max": ages,
        }
    )
    return steps, {"tests": tests(random, departs, of_journey), "traveller.nationalities": nations(random, of_journey)}


def coded(codes: Array, words: tuple[str, ...]) -> pl.Series:
    """Return texts as an Enum column."""
    return pl.Series(codes.astype(np.uint8)).cat.to(pl.Enum(words))


def tests(random: np.random.Generator, departs: Array, of_journey: Array) -> Records:
    """Nought to three tests per traveller, sampled in the five days before departure, some facts not recorded."""
    lengths = random.choice(4, len(departs), p=[0.15, 0.4, 0.3, 0.15]).astype(np.int32)
    starts = (np.cumsum(lengths) - lengths).astype(np.int32)
    count = int(lengths.sum())
    sampled = np.repeat(departs, lengths) - random.integers(0, 120 * HOUR_MS, count)
    frame = pl.DataFrame(
        {
            "kind": coded(random.choice(3, count, p=[0.6, 0.3, 0.1]), TEST_KINDS),
            "result": coded(random.choice(4, count, p=[0.9, 0.05, 0.02, 0.03]), RESULTS),
            "sampled_at": pl.Series(sampled).set(pl.Series(random.random(count) < 0.03), None).cast(pl.Datetime("ms")),
        }
    )
    lengths[random.random(len(lengths)) < 0.02] = -1
    return Records(frame, starts[of_journey], lengths[of_journey])


def nations(random: np.random.Generator, of_journey: Array) -> Records:
    """One nationality per traveller, two for some."""
    journeys = int(of_journey[-1]) + 1
    lengths = random.choice([1, 2], journeys, p=[0.97, 0.03]).astype(np.int32)
    starts = (np.cumsum(lengths) - lengths).astype(np.int32)
    frame = pl.DataFrame({"": coded(random.integers(0, len(COUNTRIES), int(lengths.sum())), COUNTRIES)})
    return Records(frame, starts[of_journey], lengths[of_journey])


def minutes_before(test: Reading) -> tuple[Array, Array]:
    """Derive the minutes from sampling to the step, away from zero, instead of keeping three of them per test."""
    sampled, known = test.here("sampled_at")
    at, planned = test.of_owner("step.at")
    ms = at - sampled
    return (ms + np.where(ms > 0, MINUTE_MS - 1, 0)) // MINUTE_MS, np.logical_and(known, planned)


SCHEMA: Mapping[str, Leaf | Many] = {
    "step.role": Leaf(Kind.TEXT, absent=None),
    "step.jurisdiction": Leaf(Kind.TEXT, absent=None),
    "step.at": Leaf(Kind.TEXT),
    "traveller.age": Leaf(Kind.NUMBER),
    "traveller.age_min": Leaf(Kind.NUMBER),
    "traveller.age_max": Leaf(Kind.NUMBER),
    "traveller.nationalities": Many(Leaf(Kind.TEXT)),
    "tests": Many(
        {
            "kind": Leaf(Kind.TEXT),
            "result": Leaf(Kind.TEXT),
            "sampled_at": Leaf(Kind.TEXT),
            "minutes_before": Leaf(Kind.NUMBER, derive=minutes_before),
        }
    ),
}


# --- The requirement -------------------------------------------------------------------------------------------------

SCOPE = ("TJK", "UZB", "KGZ", "AFG", "TKM", "IND", "PAK", "BGD", "LKA", "NPL")
REQUIRES = Unless(FreshNegativeTest(("pcr", "rapid"), 72), Age(under=12)).lower()
APPLIES_TO_ALL = And(
    (
        is_one_of("step.role", ROLES),
        is_one_of("step.jurisdiction", JURISDICTIONS),
        any_text_in("traveller.nationalities", COUNTRIES),
    )
)
APPLIES_TO_ONE = And(
    (
        is_one_of("step.role", ("entry",)),
        is_one_of("step.jurisdiction", ("UZB",)),
        any_text_in("traveller.nationalities", SCOPE),
    )
)


def judged(batch: Batch, applies_when: Expr) -> Figures:
    """Judge everybody: whom it concerns, and of those who meets it; return the head counts."""
    applies = settle_columns(applies_when, batch)
    concerned = ~applies.false
    affected = batch if concerned.all() else batch.filter(concerned)
    met = settle_columns(REQUIRES, affected)
    open_ = met.unknown | (applies.unknown[concerned] & ~met.true)
    return {"affected": affected.size, "met": int(met.true.sum()), "unknown": int(open_.sum())}


def loop(judge: Callable[[Any], tuple[Answer, ...]], rows: list[Any]) -> list[tuple[Answer, ...]]:
    """Judge row after row, as a program without columns would."""
    return [judge(row) for row in rows]


# --- Measuring -------------------------------------------------------------------------------------------------------


def seconds(work: Callable[[], Any], runs: int = RUNS) -> float:
    """Return the median time of some runs."""
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def measured(journeys: int) -> Figures:
    """Build the columns, judge them, and judge a sample of them in a loop; return all figures."""
    steps, records = made(journeys)
    started = time.perf_counter()
    batch = batch_of_frame(steps, SCHEMA, records)
    counts = {f"columns_{name}_all": count for name, count in judged(batch, APPLIES_TO_ALL).items()}
    build_and_first = time.perf_counter() - started
    counts |= {f"columns_{name}_one_country": count for name, count in judged(batch, APPLIES_TO_ONE).items()}
    gc.collect()
    figures: Figures = {
        "columns_steps": batch.size,
        "columns_build_and_first_s": build_and_first,
        "columns_all_affected_s": seconds(lambda: judged(batch, APPLIES_TO_ALL)),
        "columns_one_country_s": seconds(lambda: judged(batch, APPLIES_TO_ONE)),
        "columns_peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    return figures | beside(batch, figures["columns_all_affected_s"]) | counts


def beside(batch: Batch, all_affected: float) -> Figures:
    """Judge a sample of the rows one by one; the answers must be the same, the time is scaled up to all rows."""
    sample = batch.take(np.random.default_rng(SEED).choice(batch.size, min(SAMPLE, batch.size), replace=False))
    rows = sample.rows()
    compiled = compile_truths([APPLIES_TO_ALL, REQUIRES])
    answers = [settle_columns(expr, sample).answers.tolist() for expr in (APPLIES_TO_ALL, REQUIRES)]
    expected = list(zip(*([(False, None, True)[one] for one in column] for column in answers), strict=True))
    if loop(compiled, rows) != expected or loop(interpreted, rows[:2000]) != expected[:2000]:
        raise SystemExit("The columns, the compiled judge and the interpreter do not agree on the sample.")
    scale = batch.size / len(rows)
    figures = {
        "loop_compiled_s": seconds(lambda: loop(compiled, rows), 3) * scale,
        "loop_interpreter_s": seconds(lambda: loop(interpreted, rows[:2000]), 3) * scale * len(rows) / len(rows[:2000]),
    }
    return figures | {f"ratio_{name[:-2]}": figure / all_affected for name, figure in figures.items()}


def interpreted(row: Any) -> tuple[Answer, ...]:
    """Judge one row with the interpreter."""
    return settle(APPLIES_TO_ALL, row).truth, settle(REQUIRES, row).truth


def measure(journeys: int = JOURNEYS) -> Figures:
    """Return the figures of a run in a process of its own, so that the peak of memory is that of the columns."""
    command = [sys.executable, "-m", "bench.columns", "--here", "--json", "--journeys", str(journeys)]
    root = Path(__file__).parents[1]
    done = subprocess.run(command, cwd=root, stdout=subprocess.PIPE, text=True, timeout=600, check=True)
    figures: Figures = json.loads(done.stdout)
    return figures


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m bench.columns", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--here", action="store_true", help="measure in this process")
    parser.add_argument("--journeys", type=int, default=JOURNEYS)
    options = parser.parse_args()
    figures = measured(options.journeys) if options.here else measure(options.journeys)
    if options.json:
        print(json.dumps(figures))
    else:
        print("\n".join(f"{name:32} {figure:14,.3f}" for name, figure in figures.items()))


if __name__ == "__main__":
    main()
