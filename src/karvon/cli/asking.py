"""What is asked: at which moment, as known when, seen from when. Only here does the command read the clock."""

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from karvon.core.refusals import Refused
from karvon.core.words import sentence
from karvon.people.lists.zones import read_zone
from rulebook.packs.faults import Wrong
from rulebook.packs.moments import moment as read_moment


class MomentUnclear(Refused):
    """A moment on the command line cannot be read, does not exist, or lacks its zone."""

    code = "moment-unclear"


@dataclass(frozen=True, slots=True)
class Clocks:
    """The moments of a question: `at` where it was given, what was known when, and from when remedies are counted."""

    at: datetime | None
    known_at: datetime
    now: datetime
    told: bool
    """Whether somebody said what was known when; otherwise it is all that is known today."""


def clocks(at: str | None, known_at: str | None, now: str | None = None) -> Clocks:
    """Read the moments of a command line; what is not given is now."""
    known = moment(known_at, "--known-at") if known_at else clock()
    seen = moment(now, "--now") if now else known
    return Clocks(moment(at, "--at") if at else None, known, seen, known_at is not None)


def moment(text: str, option: str) -> datetime:
    """Return the moment that an option names, in the zone it is written in."""
    try:
        return read_moment(text.strip())
    except Wrong as wrong:
        words = "{option}: {problem}; {remedy}"
        raise MomentUnclear(sentence(words, option=option, problem=wrong.problem, remedy=wrong.remedy)) from wrong


def zone(name: str, option: str) -> tzinfo:
    """Return the zone that an option names: by its town, its name or its distance from UTC."""
    found = read_zone(name)
    if found is None:
        words = "{option}: there is no zone “{name}”. Write it as Asia/Almaty or +06:00."
        raise MomentUnclear(sentence(words, option=option, name=name))
    return found


def clock() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC).replace(microsecond=0)
