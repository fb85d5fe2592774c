"""The picture of 102 people at Zhibek Zholy: three bus loads, one of them already between the posts."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

REFUSED_AT: Final = datetime(2020, 10, 31, 7, 40, tzinfo=UTC)
IN_A_BATCH: Final = 34
IN_A_ROW: Final = 9
STEP: Final = 10  # from dot to dot, in the picture's own units


@dataclass(frozen=True)
class Dot:
    """One person in the picture: where the dot's centre is."""

    x: int
    y: int


def people(count: int) -> tuple[Dot, ...]:
    """So many dots in rows, filled row by row."""
    return tuple(
        Dot(STEP * (number % IN_A_ROW) + STEP // 2, STEP * (number // IN_A_ROW) + STEP // 2) for number in range(count)
    )


BATCH: Final = people(IN_A_BATCH)
