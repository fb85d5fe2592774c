"""The journey to judge: from a steps file, or, without one, a step for every state and role the packs speak of."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pycountry
from babel.core import get_global

from karvon.cli.asking import Clocks
from karvon.cli.packs import refuse_faults
from karvon.cli.steps import Plan, read_plan
from rulebook.book import RequirementBook
from rulebook.travellers import Journey, Role, Step

_ORDER = {Role.EXIT: 0, Role.TRANSIT: 1, Role.ENTRY: 2}


def plan_of(steps: Path | None, book: RequirementBook, asked: Clocks) -> Plan:
    """Return the plan of a steps file, moved where a moment was asked for, or one that follows from the packs."""
    if steps is None:
        return _plan_from(book, asked)
    plan, faults = read_plan(steps)
    refuse_faults(faults)
    assert plan is not None
    return plan if asked.at is None else plan.starting_at(asked.at)


def _plan_from(book: RequirementBook, asked: Clocks) -> Plan:
    """Return a step for every state and role of which something is in force then; else for all the packs speak of."""
    at = asked.at or asked.known_at
    pairs = sorted(book.states, key=lambda pair: (pair[0], _ORDER[pair[1]]))
    bound = [pair for pair in pairs if book.in_force(*pair, at, asked.known_at).versions]
    return Plan(Journey("", tuple(_step(state, role, at) for state, role in bound or pairs)))


def _step(state: str, role: Role, at: datetime) -> Step:
    return Step(f"{state.lower()}-{role.value}", state, role, _local(at, state))


def _local(at: datetime, state: str) -> datetime:
    """Return a moment on the clock of a state where all its clocks agree, else as it was given."""
    country = pycountry.countries.get(alpha_3=state)
    keys = get_global("territory_zones").get(country.alpha_2, ()) if country else ()
    clocks = {at.astimezone(ZoneInfo(key)).utcoffset(): ZoneInfo(key) for key in keys}
    return at.astimezone(clocks.popitem()[1]) if len(clocks) == 1 else at
