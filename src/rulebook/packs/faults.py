"""Faults of a pack: what is wrong, where it stands and how to mend it; all of them are gathered before any is shown."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches

MOST_FAULTS = 1000
_SHOWN = 60  # characters of a text that a fault quotes


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a file; both counts begin with 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class PackFault:
    """One fault or warning: the file and the place, what is wrong, and how to mend it."""

    file: str
    place: Place
    problem: str
    remedy: str

    @property
    def line(self) -> int:
        """The line, from 1."""
        return self.place.line

    @property
    def column(self) -> int:
        """The column, from 1."""
        return self.place.column

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.problem}; {self.remedy}"


class Wrong(ValueError):
    """A text that is not what stands at its place; whoever knows the place makes a fault of it."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem, remedy)
        self.problem = problem
        self.remedy = remedy


@dataclass(slots=True)
class Faults:
    """Gathers the faults of one file."""

    file: str
    found: list[PackFault] = field(default_factory=list)
    more: int = 0

    def add(self, place: Place, problem: str, remedy: str) -> None:
        """Take note of a fault; a hostile file may have millions, so only the first thousand are kept."""
        if len(self.found) < MOST_FAULTS:
            self.found.append(PackFault(self.file, place, problem, remedy))
        else:
            self.more += 1

    @property
    def count(self) -> int:
        """How many faults there are, kept or not."""
        return len(self.found) + self.more

    @property
    def full(self) -> bool:
        """Whether so many were told that it is no use to read on."""
        return self.more > 0

    def in_order(self) -> tuple[PackFault, ...]:
        """Return the faults by their place in the file, with one more where some were not kept."""
        kept = tuple(sorted(self.found, key=lambda fault: fault.place))
        if not self.more:
            return kept
        problem = f"there are more than {MOST_FAULTS:,} faults, and the rest is not listed"
        return (*kept, PackFault(self.file, kept[-1].place, problem, "mend those above first"))


def shown(text: str) -> str:
    """Quote a text of the file for a fault."""
    return f'"{cut(text)}"'


def cut(text: str) -> str:
    """Cut a text of the file to a line; what cannot be seen is written as its number."""
    kept = text[:_SHOWN] + "…" if len(text) > _SHOWN else text
    return "".join(one if one.isprintable() else f"\\u{ord(one):04x}" for one in kept)


def nearest(text: str, known: Iterable[str]) -> str | None:
    """Return what was probably meant."""
    return next(iter(get_close_matches(text[:_SHOWN], list(known), n=1, cutoff=0.6)), None)
