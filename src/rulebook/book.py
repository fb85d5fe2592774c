"""The book of requirements: which versions bind a step, by two clocks.

One clock is the planned moment of the step (in force then?), the other what was known when (recorded by then?). Of
the versions of one requirement that are known and in force the highest wins; overlaps are normal in real data.
"""

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from heapq import heappop, heappush

from rulebook.requirements import RequirementVersion, Standing
from rulebook.rules import RuleSet
from rulebook.travellers import Role

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NEVER = 2**62
_REMEMBERED = 4096  # selections kept per state and role


def microseconds(moment: datetime) -> int:
    """Return a moment as whole microseconds since 1970, comparable whatever its zone."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


class RequirementBook:
    """All versions known to somebody, immutable. Selection costs microseconds, whatever the number of versions."""

    def __init__(self, versions: Iterable[RequirementVersion]) -> None:
        """Take versions in any order; two of the same id and number are told apart by when they were recorded."""
        self.versions = tuple(versions)
        by_id: dict[str, list[RequirementVersion]] = {}
        for version in self.versions:
            by_id.setdefault(version.id, []).append(version)
        self._histories = {id_: _History(known) for id_, known in by_id.items()}
        self._shelves: dict[tuple[str, Role], _Shelf] = {}

    def in_force(self, jurisdiction: str, role: Role, at: datetime, known_at: datetime) -> RuleSet:
        """Return the versions of a state and role that are in force at `at` as known at `known_at`.

        Both moments need a zone. A requirement whose highest version is withdrawn is not in force.
        """
        shelf = self._shelves.get((jurisdiction, role))
        if shelf is None:
            shelf = self._shelves[jurisdiction, role] = self._shelf(jurisdiction, role)
        return shelf.in_force(microseconds(at), microseconds(known_at))

    def version(self, id_: str, at: datetime, known_at: datetime) -> RequirementVersion | None:
        """Return the version of one requirement in force at `at` as known at `known_at`, withdrawn or not."""
        history = self._histories.get(id_)
        return history.in_force(microseconds(at), microseconds(known_at)) if history else None

    def history(self, id_: str) -> tuple[RequirementVersion, ...]:
        """Return every version of one requirement in the order in which they were recorded; empty for none."""
        history = self._histories.get(id_)
        return tuple(history.versions) if history else ()

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The ids of all requirements, sorted."""
        return tuple(sorted(self._histories))

    @cached_property
    def states(self) -> frozenset[tuple[str, Role]]:
        """The pairs of state and role that any version speaks of."""
        return frozenset((version.jurisdiction, role) for version in self.versions for role in version.roles)

    def _shelf(self, jurisdiction: str, role: Role) -> "_Shelf":
        ids = {one.id for one in self.versions if one.jurisdiction == jurisdiction and role in one.roles}
        return _Shelf(jurisdiction, role, [self._histories[id_] for id_ in sorted(ids)])


class _History:
    """The versions of one requirement in the order in which they were recorded."""

    def __init__(self, versions: Sequence[RequirementVersion]) -> None:
        self.versions = sorted(versions, key=lambda one: (microseconds(one.recorded_at), one.version))
        self.recorded = [microseconds(version.recorded_at) for version in self.versions]
        self.moments = sorted({moment for version in self.versions for moment in _range(version)})
        self._timelines: dict[int, _Timeline] = {}

    def in_force(self, at: int, known_at: int) -> RequirementVersion | None:
        """Return the highest version known and in force."""
        known = bisect_right(self.recorded, known_at)
        timeline = self._timelines.get(known)
        if timeline is None:
            timeline = self._timelines[known] = _timeline(self.versions[:known])
        return timeline.at(at)


@dataclass(frozen=True, slots=True)
class _Timeline:
    """Which version is in force from each moment on, until the next."""

    moments: list[int]
    versions: list[RequirementVersion | None]

    def at(self, moment: int) -> RequirementVersion | None:
        index = bisect_right(self.moments, moment) - 1
        return self.versions[index] if index >= 0 else None


def _range(version: RequirementVersion) -> tuple[int, int]:
    return microseconds(version.valid_from), microseconds(version.valid_to) if version.valid_to else _NEVER


def _timeline(known: Sequence[RequirementVersion]) -> _Timeline:
    """Sweep over the ranges once; a heap holds those that have begun, highest version first."""
    ranges = sorted((*_range(version), -version.version, -order) for order, version in enumerate(known))
    moments = sorted({moment for start, end, *_ in ranges for moment in (start, end)})
    begun: list[tuple[int, int, int]] = []
    waiting = 0
    in_force: list[RequirementVersion | None] = []
    for moment in moments:
        while waiting < len(ranges) and ranges[waiting][0] <= moment:
            start, end, number, order = ranges[waiting]
            if start < end:
                heappush(begun, (number, order, end))
            waiting += 1
        while begun and begun[0][2] <= moment:
            heappop(begun)
        in_force.append(known[-begun[0][1]] if begun else None)
    return _Timeline(moments, in_force)


@dataclass
class _Shelf:
    """The requirements of one state and role, with the selections made so far."""

    jurisdiction: str
    role: Role
    histories: list[_History]
    selections: OrderedDict[tuple[int, int], RuleSet] = field(default_factory=OrderedDict)

    def __post_init__(self) -> None:
        self.moments = sorted({moment for history in self.histories for moment in history.moments})
        self.recorded = sorted({moment for history in self.histories for moment in history.recorded})

    def in_force(self, at: int, known_at: int) -> RuleSet:
        """Between two neighbouring moments of either clock the selection cannot change, so it is made once."""
        key = bisect_right(self.moments, at), bisect_right(self.recorded, known_at)
        rules = self.selections.get(key)
        if rules is None:
            rules = self.selections[key] = self._selected(at, known_at)
            if len(self.selections) > _REMEMBERED:
                self.selections.popitem(last=False)
        return rules

    def _selected(self, at: int, known_at: int) -> RuleSet:
        found = (history.in_force(at, known_at) for history in self.histories)
        return RuleSet(tuple(version for version in found if version is not None and self._binds(version)))

    def _binds(self, version: RequirementVersion) -> bool:
        return (
            version.jurisdiction == self.jurisdiction
            and self.role in version.roles
            and version.standing is not Standing.WITHDRAWN
        )
