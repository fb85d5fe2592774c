"""The operations of CertLogic on columns: vector code for the usual kinds, the interpreter for the odd rows.

Each operation is a kernel over the kinds that columns are typed for. `applied` lets it work on all rows at once, has
the interpreter judge the rows with an odd operand, and lets the first operand without a value decide.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

import numpy as np

from rulebook.certlogic.columns.column import Column, Lists, constant, merge, pieces, same_kind, same_tag, shred, truths
from rulebook.certlogic.columns.tags import BOOL, FIRST_FAULT, INT, LIST, NULL, ODD, TAG_OF, TEXT, TIME
from rulebook.certlogic.columns.texts import Array, Flags, Mask, Moments, Numbers, Text, Texts, same_texts
from rulebook.certlogic.interpret import evaluate
from rulebook.certlogic.tree import (
    Add,
    Compare,
    CompareDates,
    Constant,
    DateOfBirth,
    DateOrder,
    Equal,
    Expr,
    ExtractFromUVCI,
    In,
    ListOf,
    Not,
    NumberOrder,
    PlusTime,
    Unit,
    Var,
)
from rulebook.certlogic.validating import MAX_SAFE_INTEGER
from rulebook.certlogic.values import (
    MAX_INSTANT,
    MS_PER_DAY,
    MS_PER_HOUR,
    Fault,
    Unsettled,
    Value,
    date_of_birth,
    instant,
    uvci_fragment,
)

_FEW, _TABLE = 4, 65_536
_FIRST_MOMENT, _LAST_MOMENT = instant("0000-01-01"), instant("9999-12-31T23:59:59.999")


def operand(place: int) -> Var:
    """Return the expression that stands for the operand at this place."""
    return Var(str(place))


_ONE, _TWO = operand(0), operand(1)


def applied(node: Expr, operands: Sequence[Column], kernel: Callable[..., Column]) -> Column:
    """Return the operation `node`, its operands written as `operand(0)` and so on, on columns."""
    if all(column.uniform() for column in operands):
        return _once(node, operands)
    result = kernel(*operands)
    odd, faulty = _any_of(column.where(ODD) for column in operands), _any_of(column.faulty() for column in operands)
    rows = np.flatnonzero(np.broadcast_to(np.logical_and(odd, np.logical_not(faulty)), result.size))
    if len(rows):
        values = zip(*(column.take(rows).objects() for column in operands), strict=True)
        result = merge(result.size, [(slice(None), result), (rows, shred([_judged(node, one) for one in values]))])
    return first_fault(result, operands)


def _once(node: Expr, operands: Sequence[Column]) -> Column:
    size = operands[0].size
    for column in operands:
        if column.faulty():
            return column
    return constant(size, _judged(node, tuple(column.first() for column in operands)))


def _judged(node: Expr, values: Sequence[Value]) -> Value:
    try:
        return evaluate(node, values)
    except Unsettled as why:
        return why


def _any_of(flags: Iterable[Flags]) -> Flags:
    found: Flags = False
    for one in flags:
        if isinstance(one, np.ndarray):
            found = found | one if isinstance(found, np.ndarray) else one
        elif one:
            return True
    return found


def _all_of(flags: Iterable[Flags]) -> Flags:
    found: Flags = True
    for one in flags:
        if isinstance(one, np.ndarray):
            found = found & one if isinstance(found, np.ndarray) else one
        elif not one:
            return False
    return found


def _holds(column: Column, kind: int) -> Flags:
    """Tell which rows hold this kind; of rows that have no value, whatever costs least: `applied` sees to them."""
    return True if column.only(kind) else column.where(kind)


def first_fault(result: Column, operands: Sequence[Column]) -> Column:
    """Let the first operand that has no value decide, as it does where operands are evaluated one by one."""
    for column in reversed(operands):
        faulty = column.faulty()
        if not isinstance(faulty, np.ndarray):
            result = column if faulty else result
        elif faulty.any():
            tags = np.where(faulty, column.tags, result.all_tags())
            faults = column.kinds >> FIRST_FAULT << FIRST_FAULT
            result = Column(result.size, tags, result.kinds | faults, result.spread().held)
    return result


# --- Truth -----------------------------------------------------------------------------------------------------------


def truth(column: Column) -> Column:
    """Return whether each row is truthy, as booleans."""
    if column.only(BOOL):
        return column
    return applied(Not(Not(_ONE)), [column], _truth)


def negation(column: Column) -> Column:
    """Return whether each row is falsy."""
    answer = truth(column)
    if BOOL not in answer.held:
        return answer
    flags = answer.held[BOOL]
    negated = np.logical_not(flags) if isinstance(flags, np.ndarray) else not flags
    return Column(answer.size, answer.tags, answer.kinds, {BOOL: negated})


def _truth(column: Column) -> Column:
    kinds = [kind for kind in column.held if kind not in (TIME, ODD)]
    flags = _any_of(_all_of([_holds(column, kind), _truthy(column.held[kind])]) for kind in kinds)
    return truths(column.size, flags).tagged(_holds(column, TIME), TAG_OF[Fault.NOT_TRUTHY_NOR_FALSY])


def _truthy(held: object) -> Flags:
    match held:
        case Text(codes, words):
            return codes != words.find("")
        case Moments():
            return True
        case Lists():
            return held.lengths > 0
        case _:
            return held != 0


# --- Equality --------------------------------------------------------------------------------------------------------


def equal(left: Column, right: Column) -> Column:
    """Return `left === right`."""
    return applied(Equal(_ONE, _TWO), [left, right], _equal)


def _equal(left: Column, right: Column) -> Column:
    return truths(left.size, _same(left, right))


def _same(left: Column, right: Column) -> Flags:
    same: Flags = _all_of([_holds(left, NULL), _holds(right, NULL)])
    for kind in (BOOL, INT, TEXT):
        if kind in left.held and kind in right.held:
            ours, theirs = left.held[kind], right.held[kind]
            equals = same_texts(ours, theirs) if kind == TEXT else ours == theirs
            same = _any_of([same, _all_of([_holds(left, kind), _holds(right, kind), equals])])
    return same


def member_of_any(left: Column, items: Sequence[Column]) -> Column:
    """Return `left in [items]`."""
    node = In(_ONE, ListOf(tuple(operand(place + 1) for place in range(len(items)))))
    return applied(node, [left, *items], _same_as_any)


def _same_as_any(left: Column, *items: Column) -> Column:
    return truths(left.size, _any_of([False, *(_same(left, item) for item in items)]))


def member_of_constants(left: Column, values: ListOf) -> Column:
    """Return `left in values`, a list of constants."""
    constants = [item.value for item in values.items if isinstance(item, Constant)]

    def kernel(left: Column) -> Column:
        return truths(left.size, _any_of([False, *(_among(left, kind, constants) for kind in (BOOL, INT, TEXT))]))

    return applied(In(_ONE, values), [left], kernel)


def _among(left: Column, kind: int, constants: Sequence[Value]) -> Flags:
    of_kind = {BOOL: bool, INT: int, TEXT: str}[kind]
    wanted: list[Value] = [value for value in constants if type(value) is of_kind]
    if kind not in left.held or not wanted:
        return False
    held = left.held[kind]
    if isinstance(held, Moments):
        held = held.spelled()
    if isinstance(held, Text):
        return _all_of([_holds(left, kind), _in_table(held, wanted)])
    return _all_of([_holds(left, kind), _any_of(held == value for value in wanted)])


def _in_table(text: Text, wanted: list[str]) -> Flags:
    if len(wanted) <= _FEW or len(text.words) > _TABLE:
        return _any_of(text.codes == text.words.find(one) for one in wanted)
    table = np.zeros(len(text.words) + 1, np.bool_)
    # the last place is for texts that no row has: their code is -1
    table[text.words.find_all(wanted)] = True
    return table[text.codes]


def member(left: Column, right: Column) -> Column:
    """Return `left in right`."""
    return applied(In(_ONE, _TWO), [left, right], _member)


def _member(left: Column, right: Column) -> Column:
    found, unseen = np.zeros(left.size, np.bool_), np.zeros(left.size, np.bool_)
    for piece in pieces(right.held[LIST]) if LIST in right.held else ():
        owners, items = right.held[LIST].take(piece).flat()
        if len(owners):
            each = items.read(())
            same = equal(left.take(piece).take(owners), each)
            equals = _all_of([same.where(BOOL), same.held.get(BOOL, False)])
            found[piece][owners[np.broadcast_to(equals, owners.shape)]] = True
            unseen[piece][owners[np.broadcast_to(each.faulty(), owners.shape)]] = True
    membership = truths(left.size, found).tagged(unseen & ~found, TAG_OF[Fault.NOT_RECORDED])
    return membership.tagged(np.logical_not(_holds(right, LIST)), TAG_OF[Fault.NOT_A_LIST])


# --- Numbers and moments ---------------------------------------------------------------------------------------------

_ORDERS: dict[str, Callable[[Numbers, Numbers], Flags]] = {
    "<": np.less, "before": np.less, ">": np.greater, "after": np.greater,
    "<=": np.less_equal, "not-after": np.less_equal, ">=": np.greater_equal, "not-before": np.greater_equal,
}  # fmt: skip


def numbers_in_order(order: NumberOrder, columns: Sequence[Column]) -> Column:
    """Return whether two or three integers stand in this order."""
    node = Compare(order, tuple(operand(place) for place in range(len(columns))))
    return applied(node, columns, _ordering(order, INT, Fault.NOT_A_NUMBER))


def moments_in_order(order: DateOrder, columns: Sequence[Column]) -> Column:
    """Return whether two or three date-times stand in this order."""
    node = CompareDates(order, tuple(operand(place) for place in range(len(columns))))
    return applied(node, columns, _ordering(order, TIME, Fault.NOT_A_DATE_TIME))


def _ordering(order: str, kind: int, fault: Fault) -> Callable[..., Column]:
    compared = _ORDERS[order]

    def kernel(*columns: Column) -> Column:
        size = columns[0].size
        if not all(kind in column.held for column in columns):
            return same_tag(size, TAG_OF[fault])
        flags = _all_of(compared(left.held[kind], right.held[kind]) for left, right in pairwise(columns))
        comparable = _all_of(_holds(column, kind) for column in columns)
        return truths(size, flags).tagged(np.logical_not(comparable), TAG_OF[fault])

    return kernel


def add(left: Column, right: Column) -> Column:
    """Return the sum of two integers."""
    return applied(Add(_ONE, _TWO), [left, right], _add)


def _add(left: Column, right: Column) -> Column:
    if INT not in left.held or INT not in right.held:
        return same_tag(left.size, TAG_OF[Fault.NOT_A_NUMBER])
    ours, theirs = (np.broadcast_to(np.asarray(one.held[INT], np.int64), one.size) for one in (left, right))
    total = ours + theirs
    # a sum beyond 64 bits has come round, with a sign that neither number has
    too_large = (total > MAX_SAFE_INTEGER) | (total < -MAX_SAFE_INTEGER) | (((ours ^ total) & (theirs ^ total)) < 0)
    summed = same_kind(left.size, INT, total).tagged(too_large, TAG_OF[Fault.NUMBER_TOO_LARGE])
    return summed.tagged(np.logical_not(_all_of([_holds(left, INT), _holds(right, INT)])), TAG_OF[Fault.NOT_A_NUMBER])


# --- Texts -----------------------------------------------------------------------------------------------------------


def plus_time(column: Column, amount: int, unit: Unit) -> Column:
    """Return the moments that lie `amount` units after the dates in `column`."""

    def kernel(column: Column) -> Column:
        if TEXT not in column.held:
            return same_tag(column.size, TAG_OF[Fault.NOT_TEXT])
        tags, ms = _moments(column.held[TEXT])
        moved, fits = _moved(ms, amount, unit)
        tags = np.where((tags == TIME) & ~fits, TAG_OF[Fault.DATE_OUT_OF_RANGE], tags)
        return _of_texts(column, tags, moved)

    return applied(PlusTime(_ONE, amount, unit), [column], kernel)


def _of_texts(column: Column, tags: Array, moments: Array) -> Column:
    """Return moments where `tags` say so; rows of `column` that are no text have none."""
    kinds = 1 << TIME
    for tag in TAG_OF.values():
        kinds |= 1 << tag
    result = (
        same_kind(column.size, TIME, moments)
        if (tags == TIME).all()
        else Column(column.size, tags.astype(np.uint8), kinds, {TIME: moments})
    )
    return result.tagged(np.logical_not(_holds(column, TEXT)), TAG_OF[Fault.NOT_TEXT])


def _moments(texts: Texts) -> tuple[Array, Array]:
    if isinstance(texts, Text):
        return texts.words.dates(texts.codes, instant)
    readable = (texts.ms >= _FIRST_MOMENT) & (texts.ms <= _LAST_MOMENT)
    return np.where(readable, TIME, TAG_OF[Fault.NOT_A_DATE]), texts.ms


def _moved(ms: Array, amount: int, unit: Unit) -> tuple[Array, Mask]:
    """Move moments as `values.moved` does, and tell which stay in the range of JavaScript's Date."""
    step = amount * {"hour": MS_PER_HOUR, "day": MS_PER_DAY, "month": 31 * MS_PER_DAY, "year": 366 * MS_PER_DAY}[unit]
    if abs(step) > 2 * MAX_INSTANT:
        return ms, np.zeros(len(ms), np.bool_)
    if unit in ("hour", "day"):
        moved = ms + step
    else:
        months = ms.astype("M8[ms]").astype("M8[M]")
        into_month = ms - months.astype("M8[ms]").astype(np.int64)
        later = months + amount * (12 if unit == "year" else 1)
        moved = later.astype("M8[ms]").astype(np.int64) + into_month
    return moved, np.abs(moved) <= MAX_INSTANT


def birth_dates(column: Column) -> Column:
    """Return the last day that each date of birth allows."""

    def kernel(column: Column) -> Column:
        if TEXT not in column.held:
            return same_tag(column.size, TAG_OF[Fault.NOT_TEXT])
        texts = column.held[TEXT].spelled()
        tags, ms = texts.words.dates(texts.codes, date_of_birth)
        return _of_texts(column, tags, ms)

    return applied(DateOfBirth(_ONE), [column], kernel)


def uvci_fragments(column: Column, index: int) -> Column:
    """Return the fragment with this index of each certificate identifier."""

    def kernel(column: Column) -> Column:
        result = same_tag(column.size, NULL)
        if TEXT in column.held:
            texts = column.held[TEXT].spelled()
            used, places = texts.used()
            result = shred([uvci_fragment(one, index) for one in texts.words.at(used)]).take(places)
        result = result.tagged(_holds(column, NULL), NULL)
        allowed = _any_of([_holds(column, NULL), _holds(column, TEXT)])
        return result.tagged(np.logical_not(allowed), TAG_OF[Fault.NOT_TEXT])

    return applied(ExtractFromUVCI(_ONE, index), [column], kernel)
