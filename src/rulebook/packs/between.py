"""What versions must make sense of together: overrides may not go round in a circle."""

from collections.abc import Iterable, Iterator
from itertools import islice

from rulebook.requirements import RequirementVersion, Standing, cycle_of_overrides

CYCLE_REMEDY = "let one of them override no other"
_MOST = 50  # circles that are told; whoever has more mends these first
_SHOWN = 8  # requirements of a circle that are named


def cycles(versions: Iterable[RequirementVersion]) -> Iterator[tuple[RequirementVersion, str]]:
    """Yield for each circle of overrides the version where it begins, and what is wrong.

    Of each requirement its highest version counts: what an older one overrode is history. Circles that share a
    requirement are told one after the other, as they are mended.
    """
    highest: dict[str, RequirementVersion] = {}
    for version in versions:
        known = highest.get(version.id)
        if known is None or version.version > known.version:
            highest[version.id] = version
    binding = {id_: one for id_, one in highest.items() if one.standing is not Standing.WITHDRAWN}
    # a version that names itself is told of where it is read
    overrides = {id_: tuple(other for other in one.overrides if other != id_) for id_, one in binding.items()}
    for found in islice(_circles(overrides), _MOST):
        yield binding[found[0]], f"these requirements override each other in a circle: {_told(found)}"


def _circles(overrides: dict[str, tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Yield circles that have no requirement in common; `overrides` is used up."""
    while found := cycle_of_overrides(overrides):
        yield found
        for id_ in found[1:]:
            del overrides[id_]


def _told(circle: tuple[str, ...]) -> str:
    if len(circle) - 1 <= _SHOWN:
        return " -> ".join(circle)
    return f"{' -> '.join(circle[:_SHOWN])} -> ... ({len(circle) - 1} requirements)"
