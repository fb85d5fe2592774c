"""Random CertLogic expressions and rows of data, so that every judge can be held against the interpreter.

Expressions are of all node kinds and typed, so that most of them have a value; here and there an operand is of the
wrong kind, a fact is missing or a date cannot be read. Rows all draw on the same few paths (`PATHS`).
"""

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from rulebook.certlogic.tree import (
    DATE_ORDERS,
    NUMBER_ORDERS,
    UNITS,
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
from rulebook.certlogic.validating import MAX_SAFE_INTEGER
from rulebook.certlogic.values import NOT_RECORDED

Kind = Literal["truth", "number", "text", "date", "moment", "uvci", "texts", "numbers", "tests"]

# `date` is a date or date-time as text, `moment` a date-time computed from it, which no data holds.
PATHS: dict[Kind, tuple[str, ...]] = {
    "truth": ("sealed", "group.consent"),
    "number": ("age", "step.minute", "tests.0.minutes", "seats.1"),
    "text": ("nationality", "step.mode", "tests.0.kind", "lists.0"),
    "date": ("born", "step.at", "tests.0.sampled"),
    "moment": (),
    "uvci": ("uvci",),
    "texts": ("lists", "tests.0.lists"),
    "numbers": ("seats",),
    "tests": ("tests",),
}
_ITEM_PATHS: dict[Kind, dict[Kind, tuple[str, ...]]] = {
    "tests": {
        "truth": ("current.valid",),
        "number": ("current.minutes",),
        "text": ("current.kind",),
        "date": ("current.sampled",),
        "texts": ("current.lists",),
    },
    "texts": {"text": ("current",)},
    "numbers": {"number": ("current",)},
}
ODD_PATHS = (
    "",
    "nowhere",
    "step",
    "nowhere.at.all",
    "tests.7.kind",
    "tests.x",
    "step.0",
    "age.0",
    "nationality.0",
    "0",
)

TEXTS = ("", "a", "pcr", "rapid", "TJK", "UZB", "road", "2021-02-28")
NUMBERS = (0, 1, -1, 2, 3, 17, 18, 72, 4320, MAX_SAFE_INTEGER, -MAX_SAFE_INTEGER)
DATES = (
    "2020",
    "2020-02",
    "2021-02",
    "2019-12",
    "0000",
    "9999",
    "2020-02-29",
    "2021-01-31",
    "2020-12-31",
    "2021-03-31",
    "2020-10-31T08:00:00Z",
    "2020-10-31T08:00:00",
    "2020-10-31T13:00:00+05:00",
    "2020-10-31T08:00:00.1239Z",
    "2020-02-29T23:59:59-12",
    "2020-02-29T23:59:59.5+0545",
    "1969-12-31T23:59:59.999+5:45",
    "0000-01-01T00:00:00+23",
    "9999-12-31T23:59:59.999-23:59",
)
BAD_DATES = (
    "",
    "never",
    "2021-02-29",
    "2021-13",
    "2021-00-10",
    "2021-04-31T10:00:00Z",
    "2020-10-31T24:00:00Z",
    "2020-10-31 08:00:00",
    "20-10-31",
    "2020-10-31T08:00:00+24",
    "٢٠٢٠",
    "2020\n",
)
UVCIS = ("URN:UVCI:01:AT:10807843F94AEE0EE5093FBC254BD813#B", "foo/bar::baz#qux", "", "URN:UVCI:", "a::c/#/f")


def mostly(usual: SearchStrategy[Any], rare: SearchStrategy[Any], one_in: int = 16) -> SearchStrategy[Any]:
    """Draw from `usual`, but once in so many times from `rare`."""
    return st.integers(1, one_in).flatmap(lambda n: rare if n == one_in else usual)


@dataclass(frozen=True)
class Fold:
    """What the function of a fold sees: items of one kind of list, and an accumulator of one kind."""

    over: Kind
    accumulator: Kind


# --- Expressions -----------------------------------------------------------------------------------------------------

_CONSTANTS: dict[Kind, SearchStrategy[Expr]] = {
    "truth": st.builds(Constant, st.booleans()),
    "number": st.builds(Constant, st.one_of(st.sampled_from(NUMBERS), st.integers(-100, 100))),
    "text": st.builds(Constant, st.sampled_from(TEXTS)),
    "date": st.builds(Constant, mostly(st.sampled_from(DATES), st.sampled_from(BAD_DATES))),
    "uvci": st.builds(Constant, st.sampled_from(UVCIS)),
    "texts": st.builds(lambda items: ListOf(tuple(map(Constant, items))), st.lists(st.sampled_from(TEXTS), max_size=4)),
    "numbers": st.builds(
        lambda items: ListOf(tuple(map(Constant, items))), st.lists(st.sampled_from(NUMBERS), max_size=4)
    ),
}
_KINDS: tuple[Kind, ...] = ("truth", "number", "text", "date", "moment", "uvci", "texts", "numbers", "tests")


def expressions(depth: int = 4) -> SearchStrategy[Expr]:
    """Any valid expression over a row of data, at most so many operations deep (folds may add a level)."""
    return st.one_of(conditions(depth), *(_of(kind, depth, None) for kind in _KINDS), conditions(depth - 1))


def conditions(depth: int = 4) -> SearchStrategy[Expr]:
    """Expressions that are mostly true or false: what `applies_when` and `requires` are made of."""
    return _of("truth", depth, None)


def conditions_of_items(over: Kind, depth: int = 2) -> SearchStrategy[Expr]:
    """Conditions in the function of a fold over this kind of list, whose accumulator is true or false."""
    return _of("truth", depth, Fold(over, "truth"))


@cache
def _of(kind: Kind, depth: int, fold: Fold | None) -> SearchStrategy[Expr]:
    """An expression that mostly has a value of this kind."""
    leaf = _leaves(kind, fold)
    if depth <= 0:
        return leaf
    deeper = depth - 1
    operations = _operations(kind, deeper, fold)
    choices = st.one_of(*_choices(kind, deeper, fold))
    usual = mostly(st.one_of(leaf, *operations), choices, one_in=3 if operations else 2)
    return mostly(usual, st.deferred(lambda: _anything(deeper, fold)))


def _later(kind: Kind, depth: int, fold: Fold | None) -> SearchStrategy[Expr]:
    """The same, made only when it is drawn from: the strategies refer to each other without end."""
    return st.deferred(lambda: _of(kind, depth, fold))


@cache
def _anything(depth: int, fold: Fold | None) -> SearchStrategy[Expr]:
    return st.one_of(_odd_leaves(fold), *(_of(kind, depth, fold) for kind in _KINDS))


def _paths(kind: Kind, fold: Fold | None) -> tuple[str, ...]:
    if fold is None:
        return PATHS[kind]
    own = ("accumulator",) if fold.accumulator == kind else ()
    return (*own, *_ITEM_PATHS[fold.over].get(kind, ()))


@cache
def _leaves(kind: Kind, fold: Fold | None) -> SearchStrategy[Expr]:
    paths = _paths(kind, fold)
    usual: list[SearchStrategy[Expr]] = [st.builds(Var, st.sampled_from(paths))] * 2 if paths else []
    if kind in _CONSTANTS:
        usual.append(_CONSTANTS[kind])
    if not usual and kind == "moment":
        dates = _leaves("date", fold)
        usual.append(st.builds(PlusTime, dates, st.integers(-40, 40), st.sampled_from(UNITS)))
    return mostly(st.one_of(*usual), _odd_leaves(fold)) if usual else _odd_leaves(fold)


@cache
def _odd_leaves(fold: Fold | None) -> SearchStrategy[Expr]:
    odd = ODD_PATHS if fold is None else (*ODD_PATHS, "current", "accumulator", "accumulator.kind", "age")
    constants = st.one_of(*_CONSTANTS.values())
    return st.one_of(st.builds(Var, st.sampled_from(odd)), constants)


def _choices(kind: Kind, depth: int, fold: Fold | None) -> list[SearchStrategy[Expr]]:
    """What any kind of value can come from: a choice, and a fold."""
    value = _later(kind, depth, fold)
    truth = _later("truth", depth, fold)
    return [st.builds(If, truth, value, value), st.deferred(lambda: _folds(kind, depth, fold))]


@cache
def _folds(kind: Kind, depth: int, fold: Fold | None) -> SearchStrategy[Expr]:
    """Folds over each kind of list; within the function of a fold at most one more fold."""
    inner = min(depth, 2) if fold is None else min(depth, 1)
    return st.one_of(
        *(
            st.builds(Reduce, _of(over, depth - 1, fold), _of(kind, inner, Fold(over, kind)), _of(kind, 0, fold))
            for over in _LISTS
        )
    )


_LISTS: tuple[Kind, ...] = ("tests", "texts", "numbers")


def _operations(kind: Kind, depth: int, fold: Fold | None) -> list[SearchStrategy[Expr]]:
    def some(kind: Kind) -> SearchStrategy[Expr]:
        return _later(kind, depth, fold)

    match kind:
        case "truth":
            return _conditions(depth, fold)
        case "number":
            return [st.builds(Add, some("number"), some("number"))]
        case "text":
            return [st.builds(ExtractFromUVCI, some("uvci"), st.integers(-1, 6))]
        case "moment":
            amounts = mostly(st.integers(-40, 40), st.sampled_from((10**9, -(10**9), MAX_SAFE_INTEGER)))
            offset = st.builds(PlusTime, some("date"), amounts, st.sampled_from(UNITS))
            return [offset, offset, st.builds(DateOfBirth, some("date"))]
        case "texts":
            return [st.builds(ListOf, st.lists(some("text"), max_size=3).map(tuple))]
        case "numbers":
            return [st.builds(ListOf, st.lists(some("number"), max_size=3).map(tuple))]
        case _:
            return []


def _conditions(depth: int, fold: Fold | None) -> list[SearchStrategy[Expr]]:
    def some(*kinds: Kind) -> SearchStrategy[Expr]:
        return st.one_of(*(_later(kind, depth, fold) for kind in kinds))

    def two_or_three(kind: Kind) -> SearchStrategy[tuple[Expr, ...]]:
        return st.lists(some(kind), min_size=2, max_size=3).map(tuple)

    present = some("truth", "number", "text", "texts", "tests")
    return [
        st.builds(And, st.lists(some("truth"), min_size=2, max_size=4).map(tuple)),
        st.builds(And, st.lists(present, min_size=2, max_size=3).map(tuple)),
        st.builds(Not, some("truth")),
        st.builds(Not, present),
        st.builds(Equal, some("text"), some("text")),
        st.builds(Equal, some("number"), some("number")),
        st.builds(In, some("text"), some("texts")),
        st.builds(In, some("number"), some("numbers")),
        st.builds(Compare, st.sampled_from(NUMBER_ORDERS), two_or_three("number")),
        st.builds(CompareDates, st.sampled_from(DATE_ORDERS), two_or_three("moment")),
    ]


# --- Data ------------------------------------------------------------------------------------------------------------

_MISSING = object()
_ODD_VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, 3.0, 2.5, -0.0, "", "x", "2020-02-30", (), [], {}, ["a", None], [1, 1.0], {"kind": "pcr"}),
)
_UNSEEN = (NOT_RECORDED, NOT_RECORDED, NOT_RECORDED, _MISSING, _MISSING, None)


def _plain(*usual: Any) -> SearchStrategy[Any]:
    """A value that is mostly one of the usual ones, once in six unseen, and once in sixteen of another kind.

    One draw from a weighted list: drawing is what most of the time of a test goes to.
    """
    times = max(1, round(len(_ODD_VALUES) * 15 * 5 / 6 / len(usual)))
    most = usual * times
    unseen = round(len(most) / 5 / len(_UNSEEN))
    return st.sampled_from([*most, *(_UNSEEN * unseen), *_ODD_VALUES])


def _leaf(usual: SearchStrategy[Any]) -> SearchStrategy[Any]:
    """A value that is mostly of its usual kind, at times unseen, and at times of another kind."""
    return mostly(usual, st.sampled_from([*(_UNSEEN * 7), *_ODD_VALUES]), one_in=5)


def _object(**leaves: SearchStrategy[Any]) -> SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(leaves).map(
        lambda drawn: {key: value for key, value in drawn.items() if value is not _MISSING}
    )


def _list(items: SearchStrategy[Any]) -> SearchStrategy[list[Any]]:
    return st.lists(items, max_size=3).map(lambda drawn: [item for item in drawn if item is not _MISSING])


_numbers = _plain(*(NUMBERS * 6), *range(-100, 101, 3), *([3.0, -0.0, 2.5, 4320.0] * 16))
_texts = _plain(*TEXTS)
_dates = _plain(*(DATES * 10), *BAD_DATES)
_truths = _plain(True, False)
_lists_of_texts = _leaf(_list(_texts))
_test = _object(kind=_texts, minutes=_numbers, sampled=_dates, valid=_truths, lists=_lists_of_texts)


def rows() -> SearchStrategy[dict[str, Any]]:
    """One row of data over `PATHS`: nested objects, lists of objects, nulls, absent keys, facts not recorded."""
    return _object(
        sealed=_truths,
        group=_leaf(_object(consent=_truths)),
        age=_numbers,
        step=_leaf(_object(minute=_numbers, mode=_texts, at=_dates)),
        tests=_leaf(_list(_leaf(_test))),
        seats=_leaf(_list(_numbers)),
        nationality=_texts,
        lists=_lists_of_texts,
        born=_dates,
        uvci=_plain(*UVCIS),
    )


def tables(max_size: int = 5) -> SearchStrategy[list[dict[str, Any]]]:
    """A few rows at once, for judges that work in columns; now and then all of them the same, which columns hold once."""
    different = st.lists(rows(), min_size=1, max_size=max_size)
    return mostly(different, st.builds(lambda row, times: [row] * times, rows(), st.integers(2, 4)), one_in=6)
