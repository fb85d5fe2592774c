"""Records that many rows share are judged once, and what hangs on the row is added: with the answers of the interpreter."""

from typing import Any

import numpy as np
import polars as pl
import pytest

from rulebook.certlogic.columns import Batch, Many, Records, batch_of_frame, batch_of_rows
from rulebook.certlogic.reading import read
from rulebook.certlogic.values import NOT_RECORDED
from tests.rulebook.certlogic.agreeing import assert_agreement, truths
from tests.rulebook.certlogic.test_columns_tables import SCHEMA, TEXT, utc

SEEN = {"var": "accumulator"}
PCR = {"===": [{"var": "current.kind"}, "pcr"]}
VALID = {"var": "current.valid"}
FRESH = {"<": [{"var": "current.minutes"}, 1500]}


def travellers(copies: int = 1) -> Batch:
    """Steps at three hours of people who share four tests; of one person nobody asked for tests."""
    hours = pl.Series([utc(2020, 10, 31, hour) for hour in (8, 12, 20)] * 2)
    steps = pl.DataFrame({"step.at": [*hours, None, utc(2020, 11, 1)]})
    tests = pl.DataFrame(
        {
            "kind": ["pcr", "rapid", None, "pcr"] * copies,
            "sampled_at": [utc(2020, 10, 30, 8), utc(2020, 10, 30, 20), utc(2020, 10, 31), None] * copies,
            "valid": [True, False, None, True] * copies,
        }
    )
    tests_of = SCHEMA["tests"]
    assert isinstance(tests_of, Many)
    records = Records(
        tests,
        np.array([0, 0, 0, 1, 2, 0, 1, 0]),
        np.array([1, 2, 4, 2, 2, 0, 3, -1]) * np.array([1, 1, copies, 1, 1, 1, 1, 1]),
    )
    return batch_of_frame(steps, {"step.at": TEXT, "tests": tests_of}, {"tests": records})


@pytest.mark.parametrize("copies", [1, 12], ids=["short lists", "long lists"])
@pytest.mark.parametrize("condition", [
    PCR, VALID, FRESH, {"and": [PCR, FRESH]}, {"and": [VALID, FRESH, PCR]}, {"and": [PCR, VALID]},
    {"and": [{"!": [VALID]}, {"!": [FRESH]}]}, {"if": [PCR, FRESH, VALID]},
])  # fmt: skip
def test_some_and_every_record_of_shared_lists_decide_as_with_the_interpreter(condition, copies):
    batch = travellers(copies)
    quantified: list[dict[str, Any]] = [
        {"reduce": [{"var": "tests"}, {"if": [SEEN, True, condition]}, False]},
        {"reduce": [{"var": "tests"}, {"if": [SEEN, condition, False]}, True]},
        {"reduce": [{"var": "tests"}, {"and": [SEEN, condition]}, True]},
    ]
    for json in quantified:
        assert_agreement(read(json), batch, batch.rows())


def test_one_proof_is_enough_although_another_is_open():
    fresh_pcr = read({"reduce": [{"var": "tests"}, {"if": [SEEN, True, {"and": [PCR, FRESH]}]}, False]})

    assert truths(fresh_pcr, travellers()) == [True, False, None, None, None, False, None, None]


SAME = {"reduce": [{"var": "lists"}, SEEN, True]}
OPEN = {"if": [{"+": ["a", 1]}, {"var": "x"}, {"var": "y"}]}


@pytest.mark.parametrize("answer", [
    SAME, OPEN, {"if": [{"+": ["a", 1]}, 1, 1]}, {"if": [{"+": ["a", 1]}, 1, 0]}, {"reduce": [3, SEEN, True]},
], ids=str)  # fmt: skip
@pytest.mark.parametrize("rows", [
    [{"lists": [], "x": True, "y": True, "sealed": False}, {"lists": None, "x": True, "y": True, "sealed": True}],
    [{"lists": None, "x": True, "y": False, "sealed": sealed} for sealed in (True, False, True, None)],
    [{"lists": None, "x": NOT_RECORDED, "y": False, "sealed": False}] * 3,
])  # fmt: skip
def test_an_answer_that_is_the_same_for_all_rows_goes_together_with_those_that_differ(answer, rows):
    sealed = {"var": "sealed"}
    combined: list[Any] = [
        {"and": [answer, sealed, sealed]},
        {"and": [sealed, answer]},
        {"!": [answer]},
        {"if": [answer, sealed, {"!": [sealed]}]},
        {"if": [sealed, answer, answer]},
        {"reduce": [[1, 2], {"and": [answer, SEEN]}, True]},
    ]
    for json in combined:
        assert_agreement(read(json), batch_of_rows(rows), rows)
