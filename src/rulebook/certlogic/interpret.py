"""The interpreter: CertLogic by walking the tree. Small on purpose, it is the oracle that the fast judges must equal.

`evaluate` is CertLogic to the letter and raises where there is no value. `settle` is the same language in three values
for verdicts: a fact that nobody recorded, or an operation that its operands do not allow, leaves the answer open only
where it matters. Learning more never turns a settled answer around.
"""

from dataclasses import dataclass, replace

from rulebook.certlogic.tree import (
    Add,
    And,
    Compare,
    CompareDates,
    Constant,
    DateOfBirth,
    Equal,
    Expr,
    ExtractFromUVCI,
    If,
    In,
    ListOf,
    Not,
    PlusTime,
    Reduce,
    Var,
)
from rulebook.certlogic.validating import is_integer
from rulebook.certlogic.values import (
    NOT_RECORDED,
    Fault,
    Instant,
    Unknown,
    Unsettled,
    Value,
    access,
    add,
    date_of_birth,
    equal,
    in_order,
    is_list,
    member,
    plus_time,
    truthiness,
    uvci_fragment,
)


def evaluate(expr: Expr, data: Value) -> Value:
    """Return the value of `expr` over `data` (JSON values, tuples for lists allowed, `NOT_RECORDED` for open facts).

    Date-times come back as `Instant`. Raises `Unsettled` where CertLogic 1.3.3 calls for an error, and where a fact
    that is read was not recorded.
    """
    match expr:
        case Constant(value):
            return value
        case Var(path, fragments=fragments):
            return access(data, fragments, path)
        case ListOf(items):
            return [evaluate(item, data) for item in items]
        case If(guard, then, otherwise):
            return evaluate(then if truthiness(evaluate(guard, data)) else otherwise, data)
        case And(operands):
            return _first_falsy(operands, data)
        case Not(operand):
            return not truthiness(evaluate(operand, data))
        case Reduce(operand, function, initial):
            return _fold(operand, function, initial, data)
        case _:
            return _operation(expr, data)


def _operation(expr: Expr, data: Value) -> Value:
    match expr:
        case Equal(left, right):
            return equal(evaluate(left, data), evaluate(right, data))
        case In(left, right):
            return member(evaluate(left, data), evaluate(right, data), right.path if isinstance(right, Var) else "")
        case Add(left, right):
            return add(evaluate(left, data), evaluate(right, data))
        case Compare(order, operands):
            return _compare(order, [evaluate(operand, data) for operand in operands])
        case CompareDates(date_order, operands):
            return _compare_dates(date_order, [evaluate(operand, data) for operand in operands])
        case PlusTime(operand, amount, unit):
            return plus_time(_text(evaluate(operand, data)), amount, unit)
        case DateOfBirth(operand):
            return date_of_birth(_text(evaluate(operand, data)))
        case ExtractFromUVCI(operand, index):
            identifier = evaluate(operand, data)
            return None if identifier is None else uvci_fragment(_text(identifier), index)
    raise TypeError(f"not a CertLogic expression: {type(expr).__name__}")


def _first_falsy(operands: tuple[Expr, ...], data: Value) -> Value:
    value: Value = True
    for operand in operands:
        value = evaluate(operand, data)
        if not truthiness(value):
            break
    return value


def _fold(operand: Expr, function: Expr, initial: Expr, data: Value) -> Value:
    items = _items(evaluate(operand, data))
    accumulator = evaluate(initial, data)
    for index, item in enumerate(items):
        try:
            accumulator = evaluate(function, {"accumulator": accumulator, "current": item})
        except Unsettled as why:
            raise Unsettled(why.fault, _placed(why.missing, operand, index)) from None
    return accumulator


def _placed(missing: frozenset[str], operand: Expr, index: int) -> frozenset[str]:
    """Name the facts missing in the item of a fold by their place in the data: `tests.0.kind`, not `current.kind`."""
    if not isinstance(operand, Var):
        return missing
    item = f"{operand.path}.{index}"
    return frozenset(
        item + path.removeprefix("current") if path == "current" or path.startswith("current.") else path
        for path in missing
    )


def _items(value: Value) -> Value:
    """Return the items to fold; null folds like an empty list, as in the reference implementation."""
    if value is None:
        return ()
    if not is_list(value):
        raise Unsettled(Fault.NOT_A_LIST)
    return value


def _compare(order: str, values: list[Value]) -> bool:
    if not all(is_integer(value) for value in values):
        raise Unsettled(Fault.NOT_A_NUMBER)
    return in_order(values, order)


def _compare_dates(order: str, values: list[Value]) -> bool:
    if not all(type(value) is Instant for value in values):
        raise Unsettled(Fault.NOT_A_DATE_TIME)
    return in_order(values, order)


def _text(value: Value) -> str:
    if not isinstance(value, str):
        raise Unsettled(Fault.NOT_TEXT)
    return value


@dataclass(frozen=True, slots=True)
class Settled:
    """A three-valued answer: `truth` is True, False, or None for UNKNOWN, with what stands in the way.

    `missing` are the paths of facts that nobody recorded and that could settle the answer; `faults` are the
    operations that had no value. Both are empty for a settled answer.
    """

    truth: bool | None
    missing: frozenset[str] = frozenset()
    faults: frozenset[Fault] = frozenset()


TRUE = Settled(True)
FALSE = Settled(False)
_TRUTHS = {True: TRUE, False: FALSE}


def settle(expr: Expr, data: Value) -> Settled:
    """Return whether `expr` is truthy over `data`, in three values; never raises on any data.

    Conjunction, negation and choice are Kleene's. Source: S. C. Kleene, Introduction to Metamathematics, section 64.
    """
    match expr:
        case And(operands):
            return _all_of([settle(operand, data) for operand in operands])
        case Not(operand):
            return _negated(settle(operand, data))
        case If(guard, then, otherwise):
            return _chosen(settle(guard, data), then, otherwise, data)
        case Reduce(operand, function, initial):
            return _settle_fold(operand, function, initial, data)
        case Var(path, fragments=fragments):
            return _settle_var(path, fragments, data)
        case _:
            return _settle_value(expr, data)


def _all_of(answers: list[Settled]) -> Settled:
    if any(answer.truth is False for answer in answers):
        return FALSE
    open_answers = [answer for answer in answers if answer.truth is None]
    return _open(*open_answers) if open_answers else TRUE


def _negated(answer: Settled) -> Settled:
    return answer if answer.truth is None else (FALSE if answer.truth else TRUE)


def _chosen(guard: Settled, then: Expr, otherwise: Expr, data: Value) -> Settled:
    if guard.truth is not None:
        return settle(then if guard.truth else otherwise, data)
    branches = settle(then, data), settle(otherwise, data)
    if branches[0].truth is not None and branches[0].truth is branches[1].truth:
        return branches[0]
    return _open(guard, *branches)


def _open(*answers: Settled) -> Settled:
    """Leave the answer open, naming all that could settle it."""
    return Settled(
        None,
        frozenset().union(*(answer.missing for answer in answers)),
        frozenset().union(*(answer.faults for answer in answers)),
    )


def _unsettled(why: Unsettled) -> Settled:
    return Settled(None, why.missing, frozenset({why.fault}))


def _settle_value(expr: Expr, data: Value) -> Settled:
    try:
        return TRUE if truthiness(evaluate(expr, data)) else FALSE
    except Unsettled as why:
        return _unsettled(why)


def _settle_var(path: str, fragments: tuple[str, ...], data: Value) -> Settled:
    """Answer for a fact; an accumulator whose value is open may still have a known truthiness."""
    value = data.get(path) if isinstance(data, dict) and len(fragments) == 1 else None
    if isinstance(value, Unknown) and value is not NOT_RECORDED:
        return Settled(None, value.missing, value.faults) if value.truth is None else _TRUTHS[value.truth]
    return _settle_value(Var(path), data)


def _settle_fold(operand: Expr, function: Expr, initial: Expr, data: Value) -> Settled:
    """Fold with an accumulator that may stay open: one proof that settles the answer is enough."""
    try:
        items = _items(evaluate(operand, data))
    except Unsettled as why:
        return _unsettled(why)
    accumulator = _value_or_unknown(initial, data)
    for index, item in enumerate(items):
        accumulator = _value_or_unknown(function, {"accumulator": accumulator, "current": item})
        if isinstance(accumulator, Unknown):
            accumulator = replace(accumulator, missing=_placed(accumulator.missing, operand, index))
    return _settle_var("accumulator", ("accumulator",), {"accumulator": accumulator})


def _value_or_unknown(expr: Expr, data: Value) -> Value:
    try:
        return evaluate(expr, data)
    except Unsettled:
        answer = settle(expr, data)
        return Unknown(answer.truth, answer.missing, answer.faults)
