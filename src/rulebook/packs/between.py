"""What versions must make sense of together: overrides may not go round in a circle."""

from collections.abc import Iterable

from rulebook.requirements import RequirementVersion, Standing, cycle_of_overrides

CYCLE_REMEDY = "let one of them override no other"


def cycle(versions: Iterable[RequirementVersion]) -> tuple[RequirementVersion, str] | None:
    """Return the first version of a circle of overrides and what is wrong; None where there is no circle.

    Of each requirement its highest version counts: what an older one overrode is history.
    """
    highest: dict[str, RequirementVersion] = {}
    for version in versions:
        known = highest.get(version.id)
        if known is None or version.version > known.version:
            highest[version.id] = version
    binding = {id_: one for id_, one in highest.items() if one.standing is not Standing.WITHDRAWN}
    found = cycle_of_overrides({id_: one.overrides for id_, one in binding.items()})
    if found is None:
        return None
    return binding[found[0]], f"these requirements override each other in a circle: {' -> '.join(found)}"
