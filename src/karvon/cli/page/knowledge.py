"""What was known when a list was judged, on every clock of the journey, and how old and how sure its sources are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from karvon.cli.page.reader import Reader
from karvon.cli.page.rules import Use
from rulebook.requirements import Source, Standing
from rulebook.travellers import Step


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The moment, the same moment on the journey's clocks, and the state of the sources; empty texts say nothing."""

    known: str
    iso: str
    clocks: tuple[str, ...]
    counted_from: str
    newest: str
    oldest: str
    doubts: tuple[str, ...]


def knowledge(uses: Sequence[Use], steps: Sequence[Step], now: datetime, reader: Reader) -> Knowledge:
    """Sum up when the page was true and what it rests on; `uses` are the versions that concern somebody."""
    at = reader.known_at
    sources = sorted((one for use in uses for one in use.version.sources), key=lambda one: one.heard_at)
    clocks = {at.astimezone(step.at.tzinfo).utcoffset(): step for step in reversed(steps)}
    clocks.pop(at.utcoffset(), None)
    shown = sorted(clocks.values(), key=steps.index)
    return Knowledge(
        reader.dated(at),
        at.isoformat(),
        tuple(reader.clock(at.astimezone(step.at.tzinfo)) for step in shown),
        reader.dated(now) if now != at else "",
        _source(sources[-1], steps, reader) if sources else "",
        _source(sources[0], steps, reader) if len(sources) > 1 else "",
        _doubts(uses, reader),
    )


def _source(source: Source, steps: Sequence[Step], reader: Reader) -> str:
    heard = source.heard_at.astimezone(steps[0].at.tzinfo) if steps else source.heard_at
    return ", ".join(filter(None, (source.authority, reader.dated(heard), reader.age(heard))))


def _doubts(uses: Sequence[Use], reader: Reader) -> tuple[str, ...]:
    count, total = reader.words.count, len(uses)
    unsure = sum(use.version.standing is not Standing.CONFIRMED for use in uses)
    stale = sum(use.version.is_stale(reader.known_at) for use in uses)
    silent = sum(not use.version.sources for use in uses)
    told = (
        (unsure, count("{n} of {total} rules unconfirmed", "{n} of {total} rules unconfirmed", unsure, total=total)),
        (stale, count("{n} of {total} rules stale", "{n} of {total} rules stale", stale, total=total)),
        (silent, count("{n} of {total} without a source", "{n} of {total} without a source", silent, total=total)),
    )
    return tuple(text for number, text in told if number)
