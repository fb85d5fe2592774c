"""Typed columns stand for rows of data: what each cell, null and list means, and that judging them agrees with that."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rulebook.certlogic.columns import (
    Batch,
    Kind,
    Leaf,
    Many,
    Records,
    SchemaMismatch,
    batch_of_frame,
    evaluate_columns,
    settle_columns,
)
from rulebook.certlogic.reading import read
from rulebook.certlogic.tree import Var
from rulebook.certlogic.values import NOT_RECORDED, Instant
from tests.conformance.profile import examples
from tests.rulebook.certlogic.agreeing import assert_agreement, told, truths
from tests.rulebook.certlogic.strategies import DATES, NUMBERS, TEXTS, conditions, expressions

TRUTH, NUMBER, TEXT = Leaf(Kind.TRUTH), Leaf(Kind.NUMBER), Leaf(Kind.TEXT)


def minutes_before(test):
    sampled, known = test.here("sampled_at")
    at, planned = test.of_owner("step.at")
    return (at - sampled) // 60_000, np.logical_and(known, planned)


def is_adult(row):
    age, known = row.here("age")
    return age >= 18, known


SCHEMA = {
    "sealed": TRUTH,
    "group.consent": Leaf(Kind.TRUTH, absent=None),
    "age": NUMBER,
    "adult": Leaf(Kind.TRUTH, derive=is_adult),
    "step.minute": Leaf(Kind.NUMBER, absent=None),
    "step.mode": TEXT,
    "step.at": TEXT,
    "nationality": Leaf(Kind.TEXT, absent=None),
    "born": TEXT,
    "seats": Many(NUMBER),
    "lists": Many(TEXT, absent=None),
    "tests": Many(
        {
            "kind": TEXT,
            "sampled_at": TEXT,
            "minutes": Leaf(Kind.NUMBER, derive=minutes_before),
            "valid": Leaf(Kind.TRUTH, absent=None),
        }
    ),
}


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc, arg-type]  # never so many that one is the zone


TYPES = {
    "sealed": pl.Boolean,
    "group.consent": pl.Boolean,
    "age": pl.Int16,
    "step.minute": pl.Int64,
    "step.mode": pl.Enum(sorted(TEXTS)),
    "step.at": pl.Datetime("ms", "UTC"),
    "nationality": pl.String,
    "born": pl.Categorical,
    "seats": pl.List(pl.Int32),
    "lists": pl.List(pl.String),
    "tests": pl.List(pl.Struct({"kind": pl.String, "sampled_at": pl.Datetime("us", "UTC"), "valid": pl.Boolean})),
}

moments = st.sampled_from([utc(2020, 2, 29, 8), utc(2020, 10, 31, 23, 59, 59), utc(1969, 12, 31, 1)])


def lists(items: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | st.lists(items, max_size=3)


cells = st.fixed_dictionaries(
    {
        "sealed": st.none() | st.booleans(),
        "group.consent": st.none() | st.booleans(),
        "age": st.none() | st.integers(0, 30),
        "step.minute": st.none() | st.sampled_from(NUMBERS),
        "step.mode": st.none() | st.sampled_from(TEXTS),
        "step.at": st.none() | moments,
        "nationality": st.none() | st.sampled_from(TEXTS),
        "born": st.none() | st.sampled_from([*DATES, "never"]),
        "seats": lists(st.none() | st.integers(0, 3)),
        "lists": lists(st.none() | st.sampled_from(TEXTS)),
        "tests": lists(
            st.fixed_dictionaries(
                {
                    "kind": st.none() | st.sampled_from(TEXTS),
                    "sampled_at": st.none() | moments,
                    "valid": st.none() | st.booleans(),
                }
            )
        ),
    }
)


def recorded(value: Any) -> Any:
    return NOT_RECORDED if value is None else value


def spelled(moment: datetime | None) -> Any:
    return NOT_RECORDED if moment is None else f"{moment:%Y-%m-%dT%H:%M:%S}.000Z"


def row_of(cell: dict[str, Any]) -> dict[str, Any]:
    """The data context that a row of cells stands for, written down by hand."""
    at = cell["step.at"]
    return {
        "sealed": recorded(cell["sealed"]),
        "group": {"consent": cell["group.consent"]},
        "age": recorded(cell["age"]),
        "adult": NOT_RECORDED if cell["age"] is None else cell["age"] >= 18,
        "step": {"minute": cell["step.minute"], "mode": recorded(cell["step.mode"]), "at": spelled(at)},
        "nationality": cell["nationality"],
        "born": recorded(cell["born"]),
        "seats": NOT_RECORDED if cell["seats"] is None else [recorded(seat) for seat in cell["seats"]],
        "lists": None if cell["lists"] is None else [recorded(one) for one in cell["lists"]],
        "tests": NOT_RECORDED if cell["tests"] is None else [test_of(one, at) for one in cell["tests"]],
    }


def test_of(cell: dict[str, Any], at: datetime | None) -> dict[str, Any]:
    sampled = cell["sampled_at"]
    return {
        "kind": recorded(cell["kind"]),
        "sampled_at": spelled(sampled),
        "minutes": (at - sampled) // timedelta(minutes=1) if at and sampled else NOT_RECORDED,
        "valid": cell["valid"],
    }


test_of.__test__ = False  # a maker of records, whatever pytest thinks of its name


def frame_of(drawn: list[dict[str, Any]]) -> pl.DataFrame:
    return pl.DataFrame({name: pl.Series([cell[name] for cell in drawn], dtype=TYPES[name]) for name in TYPES})


AGREEMENT = examples(80, thorough=6_000)


@given(st.one_of(expressions(), conditions()), st.lists(cells, min_size=1, max_size=12))
@AGREEMENT
def test_any_expression_on_typed_columns_agrees_with_the_rows_they_stand_for(expr, drawn):
    batch, rows = batch_of_frame(frame_of(drawn), SCHEMA), [row_of(cell) for cell in drawn]

    assert told(batch.rows()) == told(rows)
    assert_agreement(expr, batch, rows)


@given(conditions(), st.lists(cells, min_size=1, max_size=8), st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_some_of_the_rows_are_judged_as_they_are_among_all(expr, drawn, data):
    picked = data.draw(st.lists(st.integers(0, len(drawn) - 1), min_size=1))
    batch = batch_of_frame(frame_of(drawn), SCHEMA)

    again = batch.take(np.array(picked)).take(np.arange(len(picked))[::-1].copy())

    assert_agreement(expr, again, [row_of(drawn[place]) for place in reversed(picked)])


def batch_of(name: str, values: Any, fact: Leaf | Many = TEXT) -> Batch:
    return batch_of_frame(pl.DataFrame({name: values}), {name: fact})


X = {"var": "x"}


@pytest.mark.parametrize(
    ("column", "fact", "expected"),
    [
        (pl.Series([1, None], dtype=pl.UInt64), NUMBER, [1, NOT_RECORDED]),
        (pl.Series([2**63, 7], dtype=pl.UInt64), NUMBER, [2**63, 7]),
        (pl.Series([1.0, 2.5, None]), NUMBER, [1.0, 2.5, NOT_RECORDED]),
        (pl.Series([1.5, None]), Leaf(Kind.NUMBER, absent=None), [1.5, None]),
        (pl.Series([None, None]), NUMBER, [NOT_RECORDED, NOT_RECORDED]),
        (pl.Series([None, None], dtype=pl.String), Leaf(Kind.TEXT, absent=None), [None, None]),
        (pl.Series([date(2020, 2, 29), None, date(1969, 12, 31)]), TEXT, ["2020-02-29", NOT_RECORDED, "1969-12-31"]),
        (
            pl.Series([utc(2020, 10, 31, 8), None]).cast(pl.Datetime("ns", "Asia/Tashkent")),
            TEXT,
            ["2020-10-31T08:00:00.000Z", NOT_RECORDED],
        ),
        (pl.Series([[], None, []]), Many(TEXT), [[], NOT_RECORDED, []]),
        (pl.Series([[], None]), Many({"kind": TEXT}), [[], NOT_RECORDED]),
        (pl.Series([[None], None]), Many({"kind": TEXT}), [[{"kind": NOT_RECORDED}], NOT_RECORDED]),
        (pl.Series([[1.5], [2.0, None]]), Many(NUMBER), [[1.5], [2.0, NOT_RECORDED]]),
    ],
)
def test_each_type_of_column_reads_as_its_value(column, fact, expected):
    batch, rows = batch_of("x", column, fact), [{"x": value} for value in expected]

    assert told(batch.rows()) == told(rows)
    sought: list[dict[str, Any]] = [
        X,
        {"!": [X]},
        {"===": [X, "2020-02-29"]},
        {"in": [1, X]},
        {"in": [2, X]},
        {"in": [X, ["2020-10-31T08:00:00.000Z", 1]]},
        {"+": [X, 1]},
        {"plusTime": [X, 1, "day"]},
        {"dccDateOfBirth": [X]},
        {"extractFromUVCI": [X, 1]},
        {"var": "x.0"},
        {"var": "x.0.kind"},
        {"===": [X, X]},
    ]
    for json in sought:
        assert_agreement(read(json), batch, rows)


def test_moments_beyond_four_digit_years_cannot_be_read_as_dates():
    ms = [-62_167_219_200_001, -62_167_219_200_000, 253_402_300_799_999, 253_402_300_800_000]
    batch = batch_of("x", pl.Series(ms).cast(pl.Datetime("ms")))
    rows = [{"x": Instant(one).isoformat()} for one in ms]

    assert_agreement(read({"plusTime": [X, 0, "day"]}), batch, rows)
    assert truths(read({"before": [{"plusTime": [X, 0, "day"]}, {"plusTime": [X, 1, "hour"]}]}), batch) == [
        *(None, True, True, None)
    ]


def test_texts_of_columns_with_different_words_are_compared_by_text():
    frame = pl.DataFrame(
        {
            "a": pl.Series(["TJK", "UZB", None, "KAZ"], dtype=pl.Enum(["TJK", "UZB", "KAZ"])),
            "b": pl.Series(["TJK", "KAZ", "KAZ", "KAZ"], dtype=pl.Enum(["KAZ", "TJK"])),
            "at": pl.Series([utc(2020, 1, 1)] * 4),
            "later": pl.Series([utc(2020, 1, 1), *[utc(2020, 1, 2)] * 3]),
            "told": ["2020-01-01T00:00:00.000Z", "2020-01-02T00:00:00.000Z", "TJK", ""],
        }
    )
    batch = batch_of_frame(frame, dict.fromkeys(frame.columns, TEXT))
    a, b, at, later, word = ({"var": name} for name in ("a", "b", "at", "later", "told"))
    for json in (
        *({"===": [a, b]}, {"===": [b, a]}, {"===": [at, later]}, {"===": [at, word]}, {"===": ["KAZ", b]}),
        *({"if": [{"===": [a, b]}, a, b]}, {"if": [{"===": [a, "TJK"]}, at, later]}, {"if": [a, at, b]}),
        *({"in": [a, [b, word]]}, {"in": [b, ["UZB", "TJK", "KGZ", "AFG", "RUS"]]}, {"in": [at, [word]]}),
    ):
        assert_agreement(read(json), batch, batch.rows())


def test_a_column_with_more_different_texts_than_a_list_should_hold_is_searched_where_it_lies():
    names = [f"N{number:05d}" for number in range(70_000)]
    frame = pl.DataFrame({"x": names, "y": [*names[::-1]]})
    batch = batch_of_frame(frame, {"x": TEXT, "y": TEXT})

    assert settle_columns(read({"===": [X, "N00042"]}), batch).true.nonzero()[0].tolist() == [42]
    assert not settle_columns(read({"===": [X, "\ud800"]}), batch).true.any()
    assert settle_columns(read({"in": [X, ["N00001", "N69999", "A", "B", "C"]]}), batch).true.sum() == 2
    assert settle_columns(read({"in": [X, names[:11]]}), batch).true.sum() == 11
    assert settle_columns(read({"===": [X, {"var": "y"}]}), batch).true.sum() == 0
    assert settle_columns(read({"===": [X, {"var": "y"}]}), batch.take(np.array([42, 1]))).true.sum() == 0
    assert evaluate_columns(read({"===": [X, "N00042"]}), batch.take(np.array([42, 1]))).to_list() == [True, False]
    assert evaluate_columns(Var("x"), batch.take(np.array([7, 69_999]))).to_list() == ["N00007", "N69999"]


def shared_lists() -> tuple[pl.DataFrame, Records]:
    steps = pl.DataFrame({"step.at": [utc(2020, 10, 31, hour) for hour in (8, 12, 20)]})
    tests = pl.DataFrame({"kind": ["pcr", "rapid"], "sampled_at": [utc(2020, 10, 30, 8), None]})
    return steps, Records(tests, np.array([0, 0, 1]), np.array([2, 2, -1]))


SHARED_SCHEMA = {"step.at": TEXT, "tests": SCHEMA["tests"]}


def test_rows_can_share_their_lists_and_derive_facts_of_their_own_from_them():
    steps, tests = shared_lists()
    schema = {**SHARED_SCHEMA, "tests": Many({**SHARED_SCHEMA["tests"].of, "valid": TRUTH})}  # type: ignore[union-attr]  # it is Many
    frame = tests.frame.with_columns(valid=pl.Series([True, None]))
    batch = batch_of_frame(steps, schema, {"tests": Records(frame, tests.starts, tests.lengths)})

    assert [row["tests"] if row["tests"] is NOT_RECORDED else row["tests"][0]["minutes"] for row in batch.rows()] == [
        *(1440, 1680, NOT_RECORDED)
    ]
    fresh = {"reduce": [{"var": "tests"}, {"if": [{"var": "accumulator"}, True, COUNTS]}, False]}
    assert truths(read(fresh), batch) == [True, None, None]
    assert truths(read(fresh), batch.take(np.array([2, 1, 0]))) == [None, None, True]
    for json in (fresh, {"var": "tests.0.minutes"}, {"var": "tests.1.minutes"}, {"var": "tests.0"}, {"var": "tests"}):
        assert_agreement(read(json), batch, batch.rows())


COUNTS = {"<": [{"var": "current.minutes"}, 1500]}


def test_lists_of_different_records_can_stand_in_one_column():
    frame = pl.DataFrame({"flag": [True, False, None], "a": [[1], [2, 3], []], "b": [["x"], None, ["y"]]})
    batch = batch_of_frame(frame, {"flag": Leaf(Kind.TRUTH, absent=None), "a": Many(NUMBER), "b": Many(TEXT)})
    either: dict[str, Any] = {"if": [{"var": "flag"}, {"var": "a"}, {"var": "b"}]}
    mixed: dict[str, Any] = {"if": [{"===": [{"var": "flag"}, False]}, 1, either]}
    for json in (either, mixed, {"in": ["y", either]}, {"reduce": [either, {"var": "current"}, 0]}, {"!": [either]}):
        assert_agreement(read(json), batch, batch.rows())


def test_a_piece_of_memory_holds_only_so_many_items_at_once():
    long = pl.DataFrame({"": np.zeros(600_000, np.int8)})
    batch = batch_of_frame(
        pl.DataFrame({"n": range(6)}),
        {"n": NUMBER, "x": Many(NUMBER)},
        {"x": Records(long, np.zeros(6, np.int64), np.array([600_000, 5, 600_000, 0, -1, 600_000]))},
    )
    some = {"reduce": [X, {"if": [{"var": "accumulator"}, True, {"===": [{"var": "current"}, 1]}]}, False]}
    every = {"reduce": [X, {"and": [{"var": "accumulator"}, {"===": [{"var": "current"}, 0]}]}, True]}
    assert truths(read(some), batch) == [False, False, False, False, None, False]
    assert truths(read(every), batch) == [True, True, True, True, None, True]
    assert truths(read({"in": [0, X]}), batch) == [True, True, True, False, None, True]
    assert truths(read(some), batch.take(np.array([3, 4]))) == [False, None]


# --- Schemas that do not fit -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("schema", "message"),
    [
        ({"nowhere": TEXT}, "nowhere: the schema names this column, but the frame does not have it"),
        ({"age": TEXT}, "age: a column for a text is String or .* but this one is Int64"),
        ({"name": NUMBER}, "name: a column for a whole number is .* but this one is String"),
        ({"age": TRUTH}, "age: a column for a truth is Boolean, but this one is Int64"),
        ({"age": Many(NUMBER)}, "age: the schema says that this column holds lists, but it is Int64"),
        ({"texts": Many({"kind": TEXT})}, "texts: .* the lists hold records, but they hold String"),
        ({"texts": Many(NUMBER)}, "texts: a column for a whole number is .* but this one is String"),
        ({"tests": Many({"result": TEXT})}, "tests.result: the schema names this column"),
        ({"age": NUMBER, "age.months": NUMBER}, "age.months: lies inside another fact of the schema"),
        ({"x": Leaf(Kind.TEXT, derive=is_adult)}, "x: only numbers and truths can be derived"),
    ],
)
def test_a_schema_that_does_not_fit_is_refused_with_the_column(schema, message):
    frame = pl.DataFrame({"age": [1], "name": ["a"], "texts": [["a"]], "tests": [[{"kind": "pcr"}]], "age.months": [1]})
    with pytest.raises(SchemaMismatch, match=message):
        batch_of_frame(frame, schema)


@pytest.mark.parametrize(
    ("starts", "lengths", "message"),
    [
        ([0], [1, 1, 1], "tests: one start and one length for each of the 3 rows"),
        ([0, 0, 0], [1, 1, 3], "tests: some lists lie outside the 2 records"),
        ([0, 0, -1], [1, 1, 1], "tests: some lists lie outside the 2 records"),
    ],
)
def test_records_that_lie_outside_are_refused(starts, lengths, message):
    steps, tests = shared_lists()
    with pytest.raises(SchemaMismatch, match=message):
        batch_of_frame(
            steps,
            {"step.at": TEXT, "tests": Many({"kind": TEXT})},
            {"tests": Records(tests.frame, np.array(starts), np.array(lengths))},
        )


def test_a_fact_can_only_be_derived_from_what_is_plain():
    def of_name(row):
        return row.here("name")

    frame = pl.DataFrame({"name": ["a", "b"]})
    batch = batch_of_frame(frame, {"name": TEXT, "x": Leaf(Kind.NUMBER, derive=of_name)})

    assert truths(Var("x"), batch) == [None, None]


def test_zones_and_units_of_time_do_not_change_the_moment():
    here = datetime(2020, 10, 31, 13, tzinfo=timezone(timedelta(hours=5)))
    batch = batch_of("x", pl.Series([here]).cast(pl.Datetime("ms", "UTC")))
    assert batch.rows() == [{"x": "2020-10-31T08:00:00.000Z"}]
