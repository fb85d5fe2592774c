"""The strip of the journey: each step with its place, its local time on both sides of the gate, and its counts."""

from dataclasses import dataclass

from karvon.cli.page.reader import Reader, Share, sentence_case
from rulebook.differences import ROLES
from rulebook.rules import SEVERITY
from rulebook.summary import Summary
from rulebook.travellers import Step


@dataclass(frozen=True, slots=True)
class Stop:
    """One step as the strip shows it; `elsewhere` is the same moment on the clocks of the neighbouring steps."""

    number: int
    role: str
    country: str
    place: str
    at: str
    iso: str
    offset: str
    elsewhere: tuple[str, ...]
    status: str
    shares: tuple[Share, ...]
    contested: str


def stops(summary: Summary, reader: Reader) -> tuple[Stop, ...]:
    """Return the steps in their order."""
    return tuple(_stop(place, summary, reader) for place in range(len(summary.steps)))


def _stop(place: int, summary: Summary, reader: Reader) -> Stop:
    step = summary.steps[place]
    counts = summary.at_step[step.id]
    present = [status for status, number in counts.items() if number]
    contested = sum(one.outcome.contested for one in summary.verdicts if one.step.id == step.id)
    return Stop(
        place + 1,
        sentence_case(reader.words(ROLES[step.role])),
        reader.country(step),
        step.place,
        reader.dated(step.at),
        step.at.isoformat(),
        _offset(step),
        tuple(reader.clock(step.at.astimezone(other.at.tzinfo)) for other in _other_clocks(place, summary.steps)),
        max(present, key=SEVERITY.__getitem__).name.lower() if present else "unknown",
        reader.shares(counts),
        reader.words.count("Sources conflict for {n} person", "Sources conflict for {n} people", contested)
        if contested
        else "",
    )


def _other_clocks(place: int, steps: tuple[Step, ...]) -> list[Step]:
    """Return the neighbouring steps whose clocks show another time at that moment, each clock once."""
    at = steps[place].at
    shown, found = {at.utcoffset()}, []
    for other in (*steps[max(place - 1, 0) : place], *steps[place + 1 : place + 2]):
        offset = at.astimezone(other.at.tzinfo).utcoffset()
        if offset not in shown:
            shown.add(offset)
            found.append(other)
    return found


def _offset(step: Step) -> str:
    sign, hours, minutes = f"{step.at:%z}"[:1], int(f"{step.at:%z}"[1:3]), f"{step.at:%z}"[3:5]
    return f"UTC{sign}{hours}" + (f":{minutes}" if minutes != "00" else "")
