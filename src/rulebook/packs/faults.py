"""Faults of a pack: what is wrong, where it stands and how to mend it; all of them are gathered before any is shown."""

from dataclasses import dataclass, field

MOST_FAULTS = 1000


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

    def in_order(self) -> tuple[PackFault, ...]:
        """Return the faults by their place in the file, with one more that counts those that were not kept."""
        kept = tuple(sorted(self.found, key=lambda fault: fault.place))
        if not self.more:
            return kept
        problem = f"{self.more} more faults are not listed"
        return (*kept, PackFault(self.file, kept[-1].place, problem, "mend those above first"))
