"""How fast the rulebook judges: one evaluation beside certlogic-js, a country's whole set, its facts, and the bulk jobs.

`python -m bench.rulebook` prints the figures, `--json` as one JSON object; `--only SECTION` measures one section.
"""

import argparse
import gc
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from bench import check, columns
from bench.country import EXPRESSIONS, REQUIREMENTS, STEP, travellers
from rulebook.certlogic.compiled import compile_truths, compile_value, quiet
from rulebook.certlogic.interpret import evaluate, settle
from rulebook.certlogic.reading import read, write
from rulebook.certlogic.tree import Json
from rulebook.certlogic.values import Instant, Unsettled, Value, instant, plus_time
from rulebook.facts import build, passage
from tests.shared_data import SHARED_DATA

Figures: TypeAlias = dict[str, float | int | str | None]

ROOT = Path(__file__).resolve().parent.parent
PEER = ROOT / "bench" / "peers" / "certlogic.mjs"
EU_RULES = SHARED_DATA / "eu-rules" / "eu_rules_tests.json"

ROUNDS, PASSES, WARM_UP = 21, 10, 40
SINGLE_TIMINGS = 40_000


@dataclass(frozen=True)
class Cases:
    """Expressions by name, and the data that each is evaluated over: what both sides get."""

    source: str
    rules: dict[str, Json]
    cases: list[tuple[str, Value]]


# --- One evaluation, beside certlogic-js -----------------------------------------------------------------------------


def certlogic_js() -> Figures:
    """One compiled evaluation beside one of certlogic-js: the same rules and data, both warm, in turns, one process each."""
    cases = eu_cases() if EU_RULES.exists() else own_cases()
    judges = {name: compile_value(read(logic)) for name, logic in cases.rules.items()}
    work = [(judges[name], data) for name, data in cases.cases]
    figures: Figures = {"certlogic_js_rules": cases.source, "certlogic_js_cases": len(work)}
    with _peer(cases) as ask:
        mismatches = sum(
            told(judge, data) != one.get("value", "no value")
            for (judge, data), one in zip(work, ask("values"), strict=True)
        )
        ask(f"round {WARM_UP}")
        _round(work, WARM_UP)
        theirs, ours = [], []
        for _ in range(ROUNDS):
            theirs.append(ask(f"round {PASSES}") / PASSES / len(work) / 1000)
            ours.append(_round(work, PASSES) / PASSES / len(work) / 1000)
    ratio = statistics.median(one / other for one, other in zip(theirs, ours, strict=True))
    figures |= {
        "ratio_certlogic_js": round(ratio, 2),
        "ratio_certlogic_js_undisturbed": round(min(theirs) / min(ours), 2),
        "certlogic_js_us": round(statistics.median(theirs), 3),
        "compiled_us": round(statistics.median(ours), 3),
        "certlogic_js_mismatches": mismatches,
        "compiled_cold_dates_us": round(_cold_dates(work), 3),
        "interpreter_us": round(_interpreted(cases), 3),
        "compile_one_ms": round(_compile_one(cases), 3),
    }
    return figures


def eu_cases() -> Cases:
    """The rules of nine EU rule sets, each with the data of its own tests."""
    content = json.loads(EU_RULES.read_text(encoding="utf-8"))
    rules, cases = content["rules"], []
    for test in content["tests"]:
        outside = {"validationClock": rules[test["rule"]]["ValidFrom"], **test["external"]}
        sets = content["valueSets"].get(test["vs"])
        cases.append((test["rule"], {"payload": test.get("payload"), "external": {**outside, "valueSets": sets}}))
    return Cases("eu-rules", {name: rule["Logic"] for name, rule in rules.items()}, cases)


def own_cases() -> Cases:
    """The requirements of the country below over its travellers: where the third-party rules are absent."""
    print("The EU rules are absent from ../shared/data: Karvon's own requirements take their place.", file=sys.stderr)
    rules = {str(index): write(expr) for index, expr in enumerate(EXPRESSIONS)}
    known = json.loads(json.dumps(facts_of(travellers(40)), default=lambda _: None))
    return Cases("own", rules, [(name, data) for data in known for name in rules])


def told(judge: Callable[[Value], Value], data: Value) -> Json:
    """Return a value as JSON has it; a value that cannot be had by that name."""
    try:
        value: Json = json.loads(json.dumps(_as_json(judge(data))))
    except Unsettled:
        return "no value"
    return value


def _as_json(value: Value) -> Value:
    if isinstance(value, Instant):
        return value.isoformat()
    return [_as_json(item) for item in value] if isinstance(value, (list, tuple)) else value


def _round(work: Sequence[tuple[Callable[[Value], Value], Value]], passes: int) -> int:
    """Return the nanoseconds that some passes over all cases take."""
    started = time.perf_counter_ns()
    for _ in range(passes):
        for judge, data in work:
            try:  # suppress() would cost more than a judgement
                judge(data)
            except Unsettled:
                continue
    return time.perf_counter_ns() - started


def _cold_dates(work: Sequence[tuple[Callable[[Value], Value], Value]]) -> float:
    """Return the microseconds of one evaluation when no date was ever seen before."""
    times = []
    for _ in range(ROUNDS):
        forget_dates()
        # within one pass a date may recur, as it does in real payloads
        times.append(_round(work, 1) / len(work) / 1000)
    return statistics.median(times)


def forget_dates() -> None:
    """Empty every cache of dates."""
    quiet.forget_moments()
    instant.cache_clear()
    plus_time.cache_clear()


def _interpreted(cases: Cases) -> float:
    trees = {name: read(logic) for name, logic in cases.rules.items()}

    def judge(name: str) -> Callable[[Value], Value]:
        return lambda data: evaluate(trees[name], data)

    work = [(judge(name), data) for name, data in cases.cases]
    return statistics.median(_round(work, 1) / len(work) / 1000 for _ in range(5))


def _compile_one(cases: Cases) -> float:
    """Return the milliseconds that compiling one rule takes, which happens once per rule."""
    trees = [read(logic) for logic in cases.rules.values()]
    compile_value_again = compile_value.__globals__["_compile_value"].__wrapped__
    started = time.perf_counter_ns()
    for tree in trees:
        compile_value_again(tree)
    return (time.perf_counter_ns() - started) / len(trees) / 1e6


@contextmanager
def _peer(cases: Cases) -> Iterator[Callable[[str], Any]]:
    """Start certlogic-js on the cases and yield the function that gives it a command."""
    node = shutil.which("node") or str(Path(sys.executable).with_name("node"))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "cases.json"
        file.write_text(json.dumps({"rules": cases.rules, "cases": cases.cases}), encoding="utf-8")
        process = subprocess.Popen(
            [node, str(PEER), str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
        )
        assert process.stdin is not None
        assert process.stdout is not None
        stdin, stdout = process.stdin, process.stdout

        def ask(command: str) -> Any:
            stdin.write(f"{command}\n")
            stdin.flush()
            line = stdout.readline()
            if not line:
                raise SystemExit("certlogic-js did not answer: `./dev setup` fetches it from npm, `node` must run it.")
            return json.loads(line)

        with process:
            yield ask
            stdin.close()


# --- A country's set -------------------------------------------------------------------------------------------------


def facts_of(people: Sequence[Any]) -> list[Value]:
    """Build the facts of travellers at the step."""
    shared = passage(STEP)
    return [build(person, STEP, shared) for person in people]


def country_set() -> Figures:
    """All requirements of a country on one traveller, each call timed by itself, the timer's own cost included."""
    judge, rows = compile_truths(EXPRESSIONS), facts_of(travellers(1000))
    wrong = sum(judge(row) != tuple(settle(expr, row).truth for expr in EXPRESSIONS) for row in rows)
    times = single_timings(judge, rows)
    answers = [truth for row in rows for truth in judge(row)]
    return {
        "country_set_requirements": len(REQUIREMENTS),
        "country_set_p50_us": percentile(times, 50),
        "country_set_p99_us": percentile(times, 99),
        "country_set_open_percent": round(100 * answers.count(None) / len(answers), 1),
        "country_set_mismatches": wrong,
        "timer_us": percentile(single_timings(_nothing, rows), 50),
    }


def single_timings(work: Callable[[Any], Any], inputs: Sequence[Any], count: int = SINGLE_TIMINGS) -> list[int]:
    """Return the nanoseconds of each of many single calls, in ascending order, without the garbage collector."""
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


def _nothing(_: Any) -> None:
    return None


def facts_build() -> Figures:
    """The facts of one traveller at one step, built from the records."""
    shared, people = passage(STEP), travellers(1000)
    times = single_timings(lambda person: build(person, STEP, shared), people)
    alone = single_timings(lambda person: build(person, STEP), people)
    return {
        "facts_build_us": percentile(alone, 50),
        "facts_build_p99_us": percentile(alone, 99),
        "facts_build_with_passage_us": percentile(times, 50),
    }


# --- Bulk ------------------------------------------------------------------------------------------------------------


def in_columns() -> Figures:
    """Three million steps against one new requirement, in a process of their own."""
    return dict(columns.measure())


def whole_check() -> Figures:
    """The command on 100,000 people at three steps, in a process of its own."""
    return dict(check.measure(check.PEOPLE))


SECTIONS: dict[str, Callable[[], Figures]] = {
    "certlogic_js": certlogic_js,
    "country_set": country_set,
    "facts_build": facts_build,
    "columns": in_columns,
    "check": whole_check,
}


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m bench.rulebook", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--only", action="append", choices=SECTIONS, help="measure this section alone")
    options = parser.parse_args()
    figures: Figures = {}
    for name in options.only or SECTIONS:
        if not options.json:
            print(f"\n{SECTIONS[name].__doc__}")
        found = SECTIONS[name]()
        figures |= found
        if not options.json:
            print("\n".join(f"  {key:32} {figure}" for key, figure in found.items()))
    if options.json:
        print(json.dumps(figures))


if __name__ == "__main__":
    main()
