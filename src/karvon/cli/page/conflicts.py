"""Sources that contradict each other, side by side, each with its words, its weight and what it would lead to."""

from dataclasses import dataclass

from karvon.cli.page.reader import Reader, Share
from karvon.cli.page.rules import Rule, rule
from rulebook.summary import Summary


@dataclass(frozen=True, slots=True)
class Side:
    """What becomes of how many people if this rule holds; `counted` is false for a rumour, which decides nothing."""

    rule: Rule
    shares: tuple[Share, ...]
    counted: bool


@dataclass(frozen=True, slots=True)
class Conflict:
    """The sides of one contradiction at one step."""

    step: str
    at: str
    sides: tuple[Side, ...]

    @property
    def only_rumours(self) -> bool:
        """Whether nothing that counts contradicts anything: there is only hearsay to show."""
        return not any(side.counted for side in self.sides)


def conflicts(summary: Summary, reader: Reader) -> tuple[Conflict, ...]:
    """Return the contradictions in the order of the steps."""
    found = []
    for step in summary.steps:
        sides = tuple(
            Side(rule(one.supposing, step, reader), reader.shares(one.counts), one.counted)
            for one in summary.sides
            if one.step.id == step.id
        )
        if sides:
            found.append(Conflict(reader.step(step), reader.words.moment(step.at), sides))
    return tuple(found)
