"""The compiled judge: CertLogic as generated Python, for single checks in microseconds.

It is built from the validated tree alone. It says what an expression gives, or that it gives nothing; where a value is
not to be had by the short way the interpreter is asked, who finds it or explains why there is none.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from types import CodeType
from typing import Any, cast

from rulebook.certlogic.compiled.analysis import Analysis
from rulebook.certlogic.compiled.kleene import KleeneCode
from rulebook.certlogic.compiled.source import Source
from rulebook.certlogic.compiled.writing import NAMES, Sight
from rulebook.certlogic.interpret import evaluate
from rulebook.certlogic.reading import MAX_DEPTH, MAX_NODES
from rulebook.certlogic.tree import Expr, Reduce, Var, children
from rulebook.certlogic.values import Value

Truths = tuple[bool | None, ...]

_DATA = "d"


class TooLargeToCompile(ValueError):
    """An expression is nested too deeply, or a set of expressions has too many nodes."""


def compile_value(expr: Expr) -> Callable[[Value], Value]:
    """Return the function from data to the value of `expr`: the same as `interpret.evaluate`, errors included.

    Raises `TooLargeToCompile` for an expression nested deeper than 200 nodes or with more than 20,000.
    """
    check_size((expr,))
    return _compile_value(expr)


def compile_truth(expr: Expr) -> Callable[[Value], bool | None]:
    """Return the function from data to the truth of `expr`: the same as `interpret.settle`, without the explanation.

    Raises `TooLargeToCompile` for an expression nested deeper than 200 nodes or with more than 20,000.
    """
    check_size((expr,))
    return _compile_truth(expr)


def compile_truths(expressions: Sequence[Expr]) -> Callable[[Value], Truths]:
    """Return the function from data to the truth of each expression in order: True, False, or None for UNKNOWN.

    What the expressions have in common is computed once. Keep the function: finding it again takes longer than a call.
    Raises `TooLargeToCompile` for an expression nested deeper than 200 nodes, or more than 20,000 nodes in all.
    """
    check_size(expressions)
    return _compile_truths(tuple(expressions))


def check_size(expressions: Sequence[Expr]) -> None:
    """Refuse expressions nested too deeply or too large, without recursion."""
    waiting = [(expr, 1) for expr in expressions]
    nodes = 0
    while waiting:
        expr, depth = waiting.pop()
        nodes += 1
        if depth > 2 * MAX_DEPTH:
            raise TooLargeToCompile(f"an expression is nested deeper than {2 * MAX_DEPTH} nodes")
        if nodes > MAX_NODES:
            raise TooLargeToCompile(f"the expressions have more than {MAX_NODES:,} nodes: split them")
        waiting.extend((child, depth + 1) for child in children(expr))


@lru_cache(maxsize=4_096)
def _compile_value(expr: Expr) -> Callable[[Value], Value]:
    def write(code: KleeneCode, sight: Sight) -> None:
        interpreted = code.source.bind(partial(evaluate, expr))
        with code.source.block("try:"):
            code.write_return(expr, replace(sight, settled=True))
        code.source.line("except NO_VALUE: pass")
        code.source.line(f"return {interpreted}({_DATA})")

    return _compiled((expr,), write)


@lru_cache(maxsize=4_096)
def _compile_truth(expr: Expr) -> Callable[[Value], bool | None]:
    def write(code: KleeneCode, sight: Sight) -> None:
        code.source.line(f"return {code.truth(expr, sight)}")

    return cast("Callable[[Value], bool | None]", _compiled((expr,), write))


@lru_cache(maxsize=1_024)
def _compile_truths(expressions: tuple[Expr, ...]) -> Callable[[Value], Truths]:
    def write(code: KleeneCode, sight: Sight) -> None:
        for fact in _shared_facts(expressions):
            code.fact(fact, sight)
        truths = [code.name_of(code.truth(expr, sight)) for expr in expressions]
        code.source.line(f"return ({', '.join(truths)}{',' * bool(truths)})")

    return cast("Callable[[Value], Truths]", _compiled(expressions, write))


def _shared_facts(expressions: Sequence[Expr]) -> list[Var]:
    """Return the facts, and the objects that hold them, that more than one expression reads from the data."""
    uses = Counter(path for expr in expressions for path in _paths_read(expr))
    return [Var(path) for path, users in uses.items() if users > 1]


def _paths_read(expr: Expr) -> dict[str, None]:
    paths: dict[str, None] = {}
    waiting = [expr]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Var):
            fragments = node.fragments
            paths.update((".".join(fragments[:end]), None) for end in range(1, len(fragments) + 1))
        within = (node.operand, node.initial) if isinstance(node, Reduce) else children(node)
        waiting.extend(reversed(within))
    return paths


def _compiled(expressions: tuple[Expr, ...], write: Callable[[KleeneCode, Sight], None]) -> Callable[[Value], Value]:
    """Generate the function whose statements `write` writes, and everything that it calls."""
    source = Source({"__builtins__": NAMES})
    code = KleeneCode(Analysis(expressions), source)
    sight = code.sight(_DATA)
    source.function("judge", _DATA, lambda: write(code, sight))
    code.write_waiting()
    return _defined(source.code(), source.bound)


def _defined(code: CodeType, names: dict[str, Any]) -> Callable[[Value], Value]:
    exec(code, names)  # noqa: S102 - the code holds generated names alone; everything of the rule is bound to them
    return cast("Callable[[Value], Value]", names["judge"])
