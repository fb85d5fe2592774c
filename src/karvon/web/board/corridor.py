"""The map of what is on the way: the posts of open movements in order, drawn where they lie, coloured by their answers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import cos, radians
from uuid import UUID

from karvon.movements.models import Step
from karvon.readiness.models import Verdict

WIDTH, HEIGHT, MARGIN = 640, 280, 50


@dataclass(frozen=True)
class Place:
    """A crossing on the map, with how many people are stopped there and how they stand."""

    name: str
    code: str
    x: int
    y: int
    status: str
    people: int
    label_at: str


@dataclass(frozen=True)
class Line:
    """The way between two neighbouring crossings of a movement."""

    start: Place
    end: Place
    status: str


@dataclass(frozen=True)
class Corridor:
    """Everything that is drawn."""

    places: tuple[Place, ...]
    lines: tuple[Line, ...]


def corridor_of(steps: Iterable[Step], counts: Mapping[UUID, Mapping[str, int]]) -> Corridor:
    """Draw the crossings of these steps; `counts` has for each step how many people have which answer."""
    ordered = sorted(steps, key=lambda step: (step.movement_id.int, step.number))
    found: dict[str, list[Step]] = {}
    for step in ordered:
        found.setdefault(step.post.crossing.code, []).append(step)
    if not found:
        return Corridor((), ())
    project = _projection([steps[0] for steps in found.values()])
    places = {code: _place(code, at, counts, project(at[0])) for code, at in found.items()}
    pairs = {
        (one.post.crossing.code, other.post.crossing.code)
        for one, other in pairwise(ordered)
        if one.movement_id == other.movement_id and one.post.crossing_id != other.post.crossing_id
    }
    lines = tuple(Line(places[start], places[end], places[start].status) for start, end in sorted(pairs))
    return Corridor(tuple(places.values()), lines)


def _place(code: str, steps: list[Step], counts: Mapping[UUID, Mapping[str, int]], at: tuple[int, int]) -> Place:
    here: dict[str, int] = {}
    for step in steps:
        for status, people in counts.get(step.id, {}).items():
            here[status] = max(here.get(status, 0), people)
    worst = max(here, key=lambda status: Verdict.SEVERITY[status], default="")
    x, y = at
    label = "end" if x > WIDTH * 2 / 3 else "start"
    return Place(steps[0].post.name, code, x, y, worst.lower(), here.get(worst, 0), label)


class _projection:  # noqa: N801  # used as a function
    """Places on a sheet of paper: near the equator of the corridor, a degree of longitude is shorter than one of latitude."""

    def __init__(self, steps: list[Step]) -> None:
        crossings = [step.post.crossing for step in steps]
        self._lon = [float(one.longitude) for one in crossings]
        self._lat = [float(one.latitude) for one in crossings]
        self._squeeze = cos(radians(sum(self._lat) / len(self._lat)))
        wide = (max(self._lon) - min(self._lon)) * self._squeeze or 1.0
        high = max(self._lat) - min(self._lat) or 1.0
        self._scale = min((WIDTH - 2 * MARGIN) / wide, (HEIGHT - 2 * MARGIN) / high)

    def __call__(self, step: Step) -> tuple[int, int]:
        crossing = step.post.crossing
        middle_lon, middle_lat = (min(self._lon) + max(self._lon)) / 2, (min(self._lat) + max(self._lat)) / 2
        x = WIDTH / 2 + (float(crossing.longitude) - middle_lon) * self._squeeze * self._scale
        y = HEIGHT / 2 - (float(crossing.latitude) - middle_lat) * self._scale
        return round(x), round(y)
