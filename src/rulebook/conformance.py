"""Whether the judges conform: runs CertLogic's official suites, and rules that bring their own tests, through each judge.

Three shapes of files are understood: suites of evaluations or of validations as the specification ships them, a file
with `rules`, `tests` and `valueSets`, and the folder of an EU-style rule (`rule.json` beside `tests/*.json`).
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any, NoReturn, TypeAlias

from rulebook.certlogic.columns import batch_of_rows, evaluate_columns
from rulebook.certlogic.compiled import compile_value
from rulebook.certlogic.interpret import evaluate
from rulebook.certlogic.reading import MalformedExpression, check_size, read
from rulebook.certlogic.tree import Expr, Json
from rulebook.certlogic.validating import issues_of
from rulebook.certlogic.values import Instant, Unsettled, Value

Judge: TypeAlias = Callable[[Expr, Sequence[Value]], "list[Value | Unsettled]"]
"""Gives the value of an expression over each row of data, or the reason why it has none."""

MOST_BYTES = 64_000_000
_SHOWN = 120


class Status(Enum):
    """How a case ended."""

    PASSED = "passed"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one case ended, where it stands, and a sentence that says what happened."""

    status: Status
    place: str
    sentence: str


@dataclass(frozen=True, slots=True)
class _Case:
    """One evaluation: where it stands, its data and the value that is expected; `skipped` says why it is not run."""

    place: str
    data: Value
    expected: Json
    skipped: str = ""


class _NotUnderstood(Exception):
    """A file or a part of it is not what a suite is made of; the sentence says why."""


def conform(paths: Sequence[Path], judges: Mapping[str, Judge] | None = None) -> Iterator[Outcome]:
    """Run every case found at the paths (files or folders) through each judge, by default through all three.

    Yields one outcome for each case in a fixed order. A path that cannot be read or understood is a failed outcome;
    a JSON file of another kind within a folder is a skipped one. Nothing is raised on account of what a file holds.
    """
    judges = JUDGES if judges is None else judges
    for path in paths:
        if path.is_dir():
            yield from _conform_folder(path, judges)
        else:
            yield from _conform_file(path, judges, asked_for=True)


# --- The judges ------------------------------------------------------------------------------------------------------


def interpreter(expr: Expr, rows: Sequence[Value]) -> list[Value | Unsettled]:
    """Judge by walking the tree."""
    return [_answer(lambda row: evaluate(expr, row), row) for row in rows]


def compiled(expr: Expr, rows: Sequence[Value]) -> list[Value | Unsettled]:
    """Judge by generated Python."""
    judge = compile_value(expr)
    return [_answer(judge, row) for row in rows]


def columns(expr: Expr, rows: Sequence[Value]) -> list[Value | Unsettled]:
    """Judge all rows at once, in columns."""
    return evaluate_columns(expr, batch_of_rows(rows)).to_list()


def _answer(judge: Callable[[Value], Value], row: Value) -> Value | Unsettled:
    try:
        return judge(row)
    except Unsettled as why:
        return why


JUDGES: Mapping[str, Judge] = {"interpreter": interpreter, "compiled": compiled, "columns": columns}


# --- Files and folders -----------------------------------------------------------------------------------------------


def _conform_folder(folder: Path, judges: Mapping[str, Judge]) -> Iterator[Outcome]:
    files = sorted(path for path in folder.rglob("*.json") if path.is_file())
    if not files:
        yield Outcome(Status.FAILED, str(folder), "There is no JSON file in this folder: name the folder of a suite.")
    for path in files:
        if not _is_test_of_rule(path):
            yield from _conform_file(path, judges, asked_for=False)


def _is_test_of_rule(path: Path) -> bool:
    return path.parent.name == "tests" and path.parent.with_name("rule.json").is_file()


def _conform_file(path: Path, judges: Mapping[str, Judge], *, asked_for: bool) -> Iterator[Outcome]:
    """Run one file; `asked_for` says that the file itself was named, so that it must be of a known shape."""
    try:
        content = _content(path)
        if _is_test_of_rule(path):
            rule = path.parent.with_name("rule.json")
            yield from _conform_rule(rule, _content(rule), [path], judges)
        elif isinstance(content, dict) and "Logic" in content:
            tests = sorted((path.parent / "tests").glob("*.json"))
            yield from _conform_rule(path, content, tests, judges)
        elif isinstance(content, dict) and isinstance(content.get("cases"), list):
            yield from _conform_suite(str(path), content, judges)
        elif isinstance(content, dict) and isinstance(content.get("tests"), list) and "rules" in content:
            yield from _conform_rules(str(path), content, judges)
        else:
            status = Status.FAILED if asked_for else Status.SKIPPED
            yield Outcome(status, str(path), "This is neither a suite of CertLogic nor a rule with tests.")
    except _NotUnderstood as why:
        yield Outcome(Status.FAILED, str(path), str(why))


def _content(path: Path) -> Json:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise _NotUnderstood(f"The file is larger than {MOST_BYTES // 1_000_000} MB: split it.")
        content: Json = json.loads(path.read_text(encoding="utf-8-sig"), parse_constant=_no_number)
    except OSError as error:
        raise _NotUnderstood(f"The file cannot be read: {error.strerror or error}.") from None
    except UnicodeDecodeError as error:
        raise _NotUnderstood(f"The file is not UTF-8 text: byte {error.start} is out of place.") from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise _NotUnderstood(f"The file is not JSON: {error.msg}, {where}.") from None
    except ValueError as error:
        raise _NotUnderstood(f"The file is not JSON: {error}.") from None
    except RecursionError:
        raise _NotUnderstood("The file is nested too deeply to be read.") from None
    return content


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number that JSON knows")


# --- Suites of the specification -------------------------------------------------------------------------------------


def _conform_suite(file: str, suite: dict[str, Json], judges: Mapping[str, Judge]) -> Iterator[Outcome]:
    cases = suite["cases"]
    assert isinstance(cases, list)
    if not cases:
        raise _NotUnderstood("The suite has no cases.")
    only = _marked_only(cases)
    for index, case in enumerate(cases):
        place = f"{file}: case {index + 1}"
        if not isinstance(case, dict):
            yield Outcome(Status.FAILED, place, "A case must be an object.")
            continue
        place = f"{place} ({case['name']})" if isinstance(case.get("name"), str) else place
        skipped = _skipped(suite, "the suite") or _skipped(case, "the case", among=only)
        if "issues" in case:
            yield _validated(place, case, skipped)
        else:
            yield from _evaluated(place, case, skipped, judges)


def _marked_only(parts: Iterable[Json]) -> bool:
    return any(isinstance(part, dict) and part.get("directive") == "only" for part in parts)


def _skipped(part: dict[str, Json], name: str, *, among: bool = False) -> str:
    """Say why a part is not run: it is marked `skip`, or others beside it are marked `only`."""
    if part.get("directive") == "skip":
        return f"Not run: {name} is marked to be skipped."
    return (
        f"Not run: others beside {name} are marked to be run alone." if among and part.get("directive") is None else ""
    )


def _evaluated(place: str, case: dict[str, Json], skipped: str, judges: Mapping[str, Judge]) -> Iterator[Outcome]:
    assertions = case.get("assertions")
    if not isinstance(assertions, list):
        yield Outcome(Status.FAILED, place, "A case needs a list of assertions, or of issues.")
        return
    only = _marked_only(assertions)
    for index, assertion in enumerate(assertions):
        where = f"{place}, assertion {index + 1}"
        if not isinstance(assertion, dict) or not {"data", "expected"} <= assertion.keys():
            yield Outcome(Status.FAILED, where, "An assertion must be an object with data and expected.")
            continue
        why = skipped or _skipped(assertion, "the assertion", among=only)
        one = _Case(where, assertion["data"], assertion["expected"], why)
        logic = assertion if "certLogicExpression" in assertion else case
        yield from _judged(logic.get("certLogicExpression"), [one], judges)


def _validated(place: str, case: dict[str, Json], skipped: str) -> Outcome:
    if skipped:
        return Outcome(Status.SKIPPED, place, skipped)
    expr = case.get("certLogicExpression")
    try:
        check_size(expr)
    except MalformedExpression as error:
        return Outcome(Status.FAILED, place, f"The expression is too large to be checked: {error}.")
    found: Json = [{"expr": issue.expr, "message": issue.message} for issue in issues_of(expr)]
    if _same(case["issues"], found):
        return Outcome(Status.PASSED, place, "The validator finds the issues expected.")
    return Outcome(
        Status.FAILED, place, f"Expected the issues {_shown(case['issues'])}; the validator finds {_shown(found)}."
    )


# --- Rules with tests ------------------------------------------------------------------------------------------------


def _conform_rules(file: str, content: dict[str, Json], judges: Mapping[str, Judge]) -> Iterator[Outcome]:
    """Run the tests of a file that holds many rules, all tests of one rule together."""
    rules, tests, sets = content["rules"], content["tests"], content.get("valueSets", {})
    if not isinstance(rules, dict) or not isinstance(sets, dict):
        raise _NotUnderstood("`rules` and `valueSets` must be objects.")
    assert isinstance(tests, list)
    grouped: dict[str, tuple[Json, list[_Case]]] = {}
    for index, test in enumerate(tests):
        rule = rules.get(str(test.get("rule"))) if isinstance(test, dict) else None
        if not isinstance(test, dict) or not isinstance(rule, dict):
            yield Outcome(Status.FAILED, f"{file}: test {index + 1}", "The test names no rule of this file.")
            continue
        place = f"{file}: test {index + 1} ({test.get('file') or test['rule']})"
        external = {"valueSets": sets.get(str(test.get("vs")))}
        of_rule = grouped.setdefault(str(test["rule"]), (rule.get("Logic"), []))
        of_rule[1].append(_rule_case(place, rule, test, external))
    for logic, cases in grouped.values():
        yield from _judged(logic, cases, judges)


def _conform_rule(file: Path, rule: Json, tests: Sequence[Path], judges: Mapping[str, Judge]) -> Iterator[Outcome]:
    """Run the tests beside one rule."""
    if not isinstance(rule, dict) or "Logic" not in rule:
        raise _NotUnderstood(f"{file} is not a rule: it has no Logic.")
    if not tests:
        yield Outcome(Status.SKIPPED, str(file), "The rule has no tests beside it.")
    cases = []
    for path in tests:
        try:
            test = _content(path)
        except _NotUnderstood as why:
            yield Outcome(Status.FAILED, str(path), str(why))
            continue
        if isinstance(test, dict):
            cases.append(_rule_case(str(path), rule, test, {}))
        else:
            yield Outcome(Status.FAILED, str(path), "A test must be an object.")
    yield from _judged(rule["Logic"], cases, judges)


def _rule_case(place: str, rule: dict[str, Json], test: dict[str, Json], external: dict[str, Json]) -> _Case:
    """Put the data of a test together; a test without a clock is judged at the start of the rule's validity."""
    if "expected" not in test:
        return _Case(place, None, None, "Not run: the test does not say what is expected.")
    given = test.get("external")
    clock = {"validationClock": rule["ValidFrom"]} if "ValidFrom" in rule else {}
    outside = {**clock, **external, **(given if isinstance(given, dict) else {})}
    return _Case(place, {"payload": test.get("payload"), "external": outside}, test["expected"])


# --- Judging ---------------------------------------------------------------------------------------------------------


def _judged(logic: Json, cases: Sequence[_Case], judges: Mapping[str, Judge]) -> Iterator[Outcome]:
    """Run the cases of one expression through every judge."""
    due = [case for case in cases if not case.skipped]
    try:
        answers = _answers(read(logic), due, judges) if due else {}
    except MalformedExpression as error:
        answers = {}
        sentence = f"The expression is not valid CertLogic: {error}."
        yield from (Outcome(Status.FAILED, case.place, sentence) for case in due)
        due = []
    yield from (Outcome(Status.SKIPPED, case.place, case.skipped) for case in cases if case.skipped)
    for index, case in enumerate(due):
        yield _compared(case, {name: given[index] for name, given in answers.items()})


def _answers(expr: Expr, cases: Sequence[_Case], judges: Mapping[str, Judge]) -> dict[str, list[Any]]:
    rows = [case.data for case in cases]
    answers: dict[str, list[Any]] = {}
    for name, judge in judges.items():
        try:
            answers[name] = judge(expr, rows)
        except Exception as error:  # noqa: BLE001 - whatever stops a judge, its cases have failed and the others go on
            answers[name] = [error] * len(rows)
    return answers


def _compared(case: _Case, answers: Mapping[str, Any]) -> Outcome:
    wrong: dict[str, list[str]] = {}
    for name, given in answers.items():
        if isinstance(given, Exception) or not _same(case.expected, given):
            wrong.setdefault(_shown(given), []).append(name)
    if not wrong:
        return Outcome(Status.PASSED, case.place, f"{', '.join(answers)}: {_shown(case.expected)}, as expected.")
    said = "; ".join(f"{' and '.join(names)}: {given}" for given, names in wrong.items())
    return Outcome(Status.FAILED, case.place, f"Expected {_shown(case.expected)}, got {said}.")


def _same(expected: Json, given: Value) -> bool:
    """Compare as JSON does: 42 is 42.0, `true` is not 1; a date-time is its text."""
    if isinstance(given, Instant):
        return expected == given.isoformat()
    if isinstance(expected, list):
        return (
            isinstance(given, (list, tuple))
            and len(expected) == len(given)
            and all(_same(*pair) for pair in zip(expected, given, strict=True))
        )
    if isinstance(expected, dict):
        return (
            isinstance(given, dict)
            and expected.keys() == given.keys()
            and all(_same(value, given[key]) for key, value in expected.items())
        )
    return isinstance(expected, bool) == isinstance(given, bool) and bool(expected == given)


def _shown(value: Value) -> str:
    if isinstance(value, Unsettled):
        return f"no value ({value})"
    if isinstance(value, Exception):
        return f"a stop with {type(value).__name__}: {value}"[:_SHOWN]
    if isinstance(value, Instant):
        return value.isoformat()
    text = json.dumps(value, ensure_ascii=False, default=repr)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]} ..."
