"""A million synthetic journeys of three steps, and a new requirement in two scopes: one country, and everybody.

Of some travellers neither age nor tests are recorded, as in any real caseload.
"""

from collections.abc import Mapping
from typing import Any, TypeAlias

import numpy as np
import polars as pl
from numpy.typing import NDArray

from rulebook.certlogic.columns import Kind, Leaf, Many, Reading, Records
from rulebook.certlogic.tree import And
from rulebook.clauses.base import any_text_in, is_one_of
from rulebook.clauses.combining import Unless
from rulebook.clauses.persons import Age
from rulebook.clauses.proofs import FreshNegativeTest

Array: TypeAlias = NDArray[Any]

JOURNEYS, STEPS, SEED = 1_000_000, 3, 20201031

COUNTRIES = (
    "AFG", "ALB", "ARE", "ARM", "AUT", "AZE", "BGD", "BGR", "BLR", "CHN", "CZE", "DEU", "EGY", "EST", "FIN",
    "FRA", "GEO", "GRC", "HUN", "IDN", "IND", "IRN", "IRQ", "ISR", "ITA", "JPN", "KAZ", "KGZ", "KOR", "LKA",
    "LTU", "LVA", "MDA", "MNG", "NPL", "PAK", "POL", "RUS", "TJK", "TKM", "TUR", "UKR", "UZB", "VNM",
)  # fmt: skip
JURISDICTIONS = COUNTRIES[4:]
ROLES = ("exit", "transit", "entry")
TEST_KINDS = ("pcr", "rapid", "antibody")
RESULTS = ("negative", "positive", "inconclusive", "pending")
START_MS, SPAN_MS, HOUR_MS, MINUTE_MS = 1_604_102_400_000, 14 * 86_400_000, 3_600_000, 60_000


# --- The journeys ----------------------------------------------------------------------------------------------------


def made(journeys: int) -> tuple[pl.DataFrame, dict[str, Records]]:
    """Return the steps, journey after journey, and the records that the steps of a journey share."""
    random = np.random.default_rng(SEED)
    of_journey = np.repeat(np.arange(journeys), STEPS)
    departs = START_MS + random.integers(0, SPAN_MS, journeys)
    later = np.cumsum(random.integers(HOUR_MS, 12 * HOUR_MS, (journeys, STEPS)), axis=1).ravel()
    age = random.integers(0, 80, journeys).astype(np.int16)
    known = random.random(journeys) > 0.02
    ages = pl.Series(age[of_journey]).set(pl.Series(~known[of_journey]), None)
    steps = pl.DataFrame(
        {
            "step.role": coded(np.tile(np.arange(STEPS, dtype=np.uint8), journeys), ROLES),
            "step.jurisdiction": coded(random.integers(0, len(JURISDICTIONS), journeys * STEPS), JURISDICTIONS),
            "step.at": pl.Series(departs[of_journey] + later).cast(pl.Datetime("ms")),
            "traveller.age": ages,
            "traveller.age_min": ages,
            "traveller.age_max": ages,
        }
    )
    return steps, {"tests": tests(random, departs, of_journey), "traveller.nationalities": nations(random, of_journey)}


def coded(codes: Array, words: tuple[str, ...]) -> pl.Series:
    """Return texts as an Enum column."""
    return pl.Series(codes.astype(np.uint8)).cat.to(pl.Enum(words))


def tests(random: np.random.Generator, departs: Array, of_journey: Array) -> Records:
    """Nought to three tests per traveller, sampled in the five days before departure, some facts not recorded."""
    lengths = random.choice(4, len(departs), p=[0.15, 0.4, 0.3, 0.15]).astype(np.int32)
    starts = (np.cumsum(lengths) - lengths).astype(np.int32)
    count = int(lengths.sum())
    sampled = np.repeat(departs, lengths) - random.integers(0, 120 * HOUR_MS, count)
    frame = pl.DataFrame(
        {
            "kind": coded(random.choice(3, count, p=[0.6, 0.3, 0.1]), TEST_KINDS),
            "result": coded(random.choice(4, count, p=[0.9, 0.05, 0.02, 0.03]), RESULTS),
            "sampled_at": pl.Series(sampled).set(pl.Series(random.random(count) < 0.03), None).cast(pl.Datetime("ms")),
        }
    )
    lengths[random.random(len(lengths)) < 0.02] = -1
    return Records(frame, starts[of_journey], lengths[of_journey])


def nations(random: np.random.Generator, of_journey: Array) -> Records:
    """One nationality per traveller, two for some."""
    journeys = int(of_journey[-1]) + 1
    lengths = random.choice([1, 2], journeys, p=[0.97, 0.03]).astype(np.int32)
    starts = (np.cumsum(lengths) - lengths).astype(np.int32)
    frame = pl.DataFrame({"": coded(random.integers(0, len(COUNTRIES), int(lengths.sum())), COUNTRIES)})
    return Records(frame, starts[of_journey], lengths[of_journey])


def minutes_before(test: Reading) -> tuple[Array, Array]:
    """Derive the minutes from sampling to the step, away from zero, instead of keeping three of them per test."""
    sampled, known = test.here("sampled_at")
    at, planned = test.of_owner("step.at")
    ms = at - sampled
    return (ms + np.where(ms > 0, MINUTE_MS - 1, 0)) // MINUTE_MS, np.logical_and(known, planned)


SCHEMA: Mapping[str, Leaf | Many] = {
    "step.role": Leaf(Kind.TEXT, absent=None),
    "step.jurisdiction": Leaf(Kind.TEXT, absent=None),
    "step.at": Leaf(Kind.TEXT),
    "traveller.age": Leaf(Kind.NUMBER),
    "traveller.age_min": Leaf(Kind.NUMBER),
    "traveller.age_max": Leaf(Kind.NUMBER),
    "traveller.nationalities": Many(Leaf(Kind.TEXT)),
    "tests": Many(
        {
            "kind": Leaf(Kind.TEXT),
            "result": Leaf(Kind.TEXT),
            "sampled_at": Leaf(Kind.TEXT),
            "minutes_before": Leaf(Kind.NUMBER, derive=minutes_before),
        }
    ),
}


# --- The requirement -------------------------------------------------------------------------------------------------

SCOPE = ("TJK", "UZB", "KGZ", "AFG", "TKM", "IND", "PAK", "BGD", "LKA", "NPL")
REQUIRES = Unless(FreshNegativeTest(("pcr", "rapid"), 72), Age(under=12)).lower()
APPLIES_TO_ALL = And(
    (
        is_one_of("step.role", ROLES),
        is_one_of("step.jurisdiction", JURISDICTIONS),
        any_text_in("traveller.nationalities", COUNTRIES),
    )
)
APPLIES_TO_ONE = And(
    (
        is_one_of("step.role", ("entry",)),
        is_one_of("step.jurisdiction", ("UZB",)),
        any_text_in("traveller.nationalities", SCOPE),
    )
)
