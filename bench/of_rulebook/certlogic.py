"""One CertLogic evaluation, compiled, beside one of certlogic-js: the same rules and data, values compared first.

Both sides run warm in one process each, in turns, and the time is that of their thread on the processor: whatever else
the machine does disturbs both alike, and little.
"""

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

from bench.of_rulebook.country import EXPRESSIONS, facts_of, travellers
from bench.of_rulebook.timing import Figures
from rulebook.certlogic.compiled import compile_value, quiet
from rulebook.certlogic.interpret import evaluate
from rulebook.certlogic.reading import read, write
from rulebook.certlogic.tree import Constant, Json
from rulebook.certlogic.values import Instant, Unsettled, Value, instant, plus_time
from tests.shared_data import SHARED_DATA

ROOT = Path(__file__).resolve().parents[2]
PEER = ROOT / "bench" / "peers" / "certlogic.mjs"
EU_RULES = SHARED_DATA / "eu-rules" / "eu_rules_tests.json"

ROUNDS, WARM_UP = 31, 60
PASSES, PASSES_OF_PEER = 160, 20  # so that a turn of either takes about as long, and is disturbed about as much
NO_VALUE = "no value"

Judge: TypeAlias = Callable[[Value], Value]
Work: TypeAlias = Sequence[tuple[Judge, Value]]


@dataclass(frozen=True)
class Cases:
    """Expressions by name, and the data that each is evaluated over: what both sides get."""

    source: str
    rules: dict[str, Json]
    cases: list[tuple[str, Value]]

    def work(self) -> Work:
        """Return each case with the compiled judge of its rule."""
        judges = {name: compile_value(read(logic)) for name, logic in self.rules.items()}
        return [(judges[name], data) for name, data in self.cases]


def all_cases() -> Cases:
    """Return the cases of the EU where they lie beside the checkout, our own where not."""
    if EU_RULES.exists():
        return eu_cases()
    print("The EU rules are absent from ../shared/data: Karvon's own requirements take their place.", file=sys.stderr)
    return own_cases()


def eu_cases() -> Cases:
    """The rules of nine EU rule sets, each with the data of its own tests."""
    content = json.loads(EU_RULES.read_text(encoding="utf-8"))
    rules, cases = content["rules"], []
    for test in content["tests"]:
        outside = {"validationClock": rules[test["rule"]]["ValidFrom"], **test["external"]}
        sets = content["valueSets"].get(test["vs"])
        cases.append((test["rule"], {"payload": test.get("payload"), "external": {**outside, "valueSets": sets}}))
    return Cases("eu-rules", {name: rule["Logic"] for name, rule in rules.items()}, cases)


def own_cases(people: int = 40) -> Cases:
    """The requirements of the bench's own country over some of its travellers, where a value is to be had.

    What nobody recorded is null. As among the cases of the EU, there is none without a value.
    """
    rules = {str(index): write(expr) for index, expr in enumerate(EXPRESSIONS) if not isinstance(expr, Constant)}
    known = json.loads(json.dumps(facts_of(travellers(people)), default=lambda _: None))
    judges = {name: compile_value(read(logic)) for name, logic in rules.items()}
    pairs = [(name, data) for data in known for name in rules]
    return Cases("own", rules, [(name, data) for name, data in pairs if told(judges[name], data) != NO_VALUE])


def measure() -> Figures:
    """One compiled evaluation beside one of certlogic-js, with dates met before and with dates never met."""
    cases = all_cases()
    work = cases.work()
    theirs, ours, cold = [], [], []
    with peer(cases) as ask:
        mismatches = differences(cases, ask("values"))
        ask(f"round {WARM_UP}")
        _round(work, WARM_UP)
        for _ in range(ROUNDS):
            ask("round 1")
            theirs.append(ask(f"round {PASSES_OF_PEER}") / PASSES_OF_PEER / len(work) / 1000)
            forget_dates()
            # within one pass a date may recur, as it does in real payloads
            cold.append(_round(work, 1) / len(work) / 1000)
            ours.append(_round(work, PASSES) / PASSES / len(work) / 1000)
    ratios, cold_ratios = _ratios(theirs, ours), _ratios(theirs, cold)
    return {
        "certlogic_js_rules": cases.source,
        "certlogic_js_cases": len(work),
        "certlogic_js_mismatches": len(mismatches),
        "ratio_certlogic_js": round(statistics.median(ratios), 2),
        "ratio_certlogic_js_lowest": round(min(ratios), 2),
        "ratio_certlogic_js_highest": round(max(ratios), 2),
        "ratio_certlogic_js_undisturbed": round(min(theirs) / min(ours), 2),
        "ratio_certlogic_js_cold_dates": round(statistics.median(cold_ratios), 2),
        "certlogic_js_us": round(statistics.median(theirs), 3),
        "compiled_us": round(statistics.median(ours), 3),
        "compiled_cold_dates_us": round(statistics.median(cold), 3),
        "interpreter_us": round(_interpreted(cases), 3),
        "compile_one_ms": round(_compile_one(cases), 3),
    }


def differences(cases: Cases, theirs: Sequence[dict[str, Json]]) -> list[str]:
    """Return the rule of every case in which the two sides do not give the same value, or not both give none."""
    pairs = zip(cases.cases, cases.work(), theirs, strict=True)
    return [name for (name, _), (judge, data), answer in pairs if told(judge, data) != (answer.get("value", NO_VALUE))]


def told(judge: Judge, data: Value) -> Json:
    """Return a value as JSON has it; a value that cannot be had by that name."""
    try:
        value: Json = json.loads(json.dumps(_as_json(judge(data))))
    except Unsettled:
        return NO_VALUE
    return value


def _as_json(value: Value) -> Value:
    if isinstance(value, Instant):
        return value.isoformat()
    return [_as_json(item) for item in value] if isinstance(value, (list, tuple)) else value


def _round(work: Work, passes: int) -> int:
    """Return the nanoseconds on the processor that some passes over all cases take."""
    started = time.thread_time_ns()
    for _ in range(passes):
        for judge, data in work:
            try:  # suppress() would cost more than a judgement
                judge(data)
            except Unsettled:
                continue
    return time.thread_time_ns() - started


def _ratios(theirs: Sequence[float], ours: Sequence[float]) -> list[float]:
    return [one / other for one, other in zip(theirs, ours, strict=True)]


def forget_dates() -> None:
    """Empty every cache of dates."""
    quiet.forget_moments()
    instant.cache_clear()
    plus_time.cache_clear()


def _interpreted(cases: Cases) -> float:
    trees = {name: read(logic) for name, logic in cases.rules.items()}

    def judge(name: str) -> Judge:
        return lambda data: evaluate(trees[name], data)

    work = [(judge(name), data) for name, data in cases.cases]
    return statistics.median(_round(work, 1) / len(work) / 1000 for _ in range(5))


def _compile_one(cases: Cases) -> float:
    """Return the milliseconds that compiling one rule takes, which happens once per rule."""
    trees = [read(logic) for logic in cases.rules.values()]
    compile_again = compile_value.__globals__["_compile_value"].__wrapped__
    started = time.perf_counter_ns()
    for tree in trees:
        compile_again(tree)
    return (time.perf_counter_ns() - started) / len(trees) / 1e6


@contextmanager
def peer(cases: Cases) -> Iterator[Callable[[str], Any]]:
    """Start certlogic-js on the cases and yield the function that gives it a command."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "cases.json"
        file.write_text(json.dumps({"rules": cases.rules, "cases": cases.cases}), encoding="utf-8")
        process = subprocess.Popen(
            [node(), str(PEER), str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
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


def node() -> str:
    """Return the Node of the environment."""
    own = Path(sys.executable).with_name("node")
    return str(own) if own.exists() else shutil.which("node") or "node"
