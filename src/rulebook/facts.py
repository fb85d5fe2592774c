"""Facts about one traveller at one step, as the catalogue names them: the data that requirements are judged on."""

import calendar
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any, TypeAlias

from rulebook.certlogic.values import NOT_RECORDED
from rulebook.travellers import Clearance, Paper, Party, Step, Test, Traveller, Vaccination, Visa

Facts: TypeAlias = dict[str, Any]

_MINUTE, _NOTHING = timedelta(minutes=1), timedelta()
_ENDLESS = 10_000_000  # minutes or days left of what has no end: beyond any journey


def build(traveller: Traveller, step: Step, shared: Facts | None = None) -> Facts:
    """Return the facts of the catalogue for one traveller at one step: nested dicts of JSON values.

    Whatever is not recorded stands as `NOT_RECORDED`. Moments are compared as moments and days in the zone of the
    post, so the two sides of a gate may be in different zones. `shared` is `passage(step)` where the caller has it.
    """
    day = step.at.date()
    return {
        "traveller": _traveller(traveller, day),
        "tests": _records(traveller.tests, lambda test: _test(test, step.at)),
        "vaccinations": _records(traveller.vaccinations, lambda one: _vaccination(one, day)),
        "papers": _records(traveller.papers, lambda paper: _paper(paper, day)),
        "visas": _records(traveller.visas, lambda visa: _visa(visa, day)),
        "lists": _records(traveller.lists, lambda one: {"id": one.id, "final": recorded(one.final)}),
        **(shared or passage(step)),
    }


def passage(step: Step) -> Facts:
    """Return the facts of a step that are the same for everybody who takes it."""
    party = step.party
    return {
        "clearances": _records(party.clearances, lambda answer: _clearance(answer, step.at)),
        "step": _step(step),
        "group": {
            "organised": recorded(party.organised),
            "size": recorded(party.size),
            "kinds": recorded(party.kinds),
        },
        "vehicle": _vehicle(party),
        "transit": {"stops": recorded(party.stops), "minutes": recorded(party.transit_minutes)},
    }


def recorded(value: Any) -> Any:
    """Return `value`, or the mark that nobody recorded it."""
    return NOT_RECORDED if value is None else value


def _records(items: Sequence[Any] | None, record: Any) -> Any:
    return NOT_RECORDED if items is None else [record(item) for item in items]


def _traveller(traveller: Traveller, day: date) -> Facts:
    bounds = age_bounds(traveller, day)
    least, most = bounds or (None, None)
    return {
        "nationalities": recorded(traveller.nationalities),
        "residences": recorded(traveller.residences),
        "sex": recorded(traveller.sex),
        "age": least if least is not None and least == most else NOT_RECORDED,
        "age_min": recorded(least),
        "age_max": recorded(most),
        "temperature": recorded(traveller.temperature),
        "quarantine_days": traveller.quarantine_days,
    }


def _test(test: Test, at: datetime) -> Facts:
    return {
        "kind": recorded(test.kind),
        "result": recorded(test.result),
        "minutes_before": NOT_RECORDED if test.sampled_at is None else minutes_between(test.sampled_at, at),
        "country": recorded(test.country),
    }


def _vaccination(vaccination: Vaccination, day: date) -> Facts:
    given = vaccination.given_on
    return {
        "disease": recorded(vaccination.disease),
        "product": recorded(vaccination.product),
        "complete": recorded(vaccination.complete),
        "days_before": NOT_RECORDED if given is None else (day - given).days,
    }


def _paper(paper: Paper, day: date) -> Facts:
    return {
        "kind": recorded(paper.kind),
        "country": recorded(paper.country),
        "full_months_left": NOT_RECORDED if paper.expires_on is None else full_months(day, paper.expires_on),
    }


def _visa(visa: Visa, day: date) -> Facts:
    return {
        "kind": recorded(visa.kind),
        "country": recorded(visa.country),
        "days_since_start": NOT_RECORDED if visa.starts_on is None else (day - visa.starts_on).days,
        "days_left": NOT_RECORDED if visa.ends_on is None else (visa.ends_on - day).days,
    }


def _clearance(answer: Clearance, at: datetime) -> Facts:
    return {
        "authority": answer.authority,
        "kind": answer.kind,
        "decision": answer.decision,
        "form": recorded(answer.form),
        "minutes_left": _ENDLESS if answer.until is None else minutes_between(at, answer.until),
    }


def _step(step: Step) -> Facts:
    return {
        "role": step.role.value,
        "jurisdiction": step.jurisdiction,
        "post": recorded(step.post),
        "crossing": recorded(step.crossing),
        "mode": recorded(step.mode),
        "coming_from": recorded(step.coming_from),
        "going_to": recorded(step.going_to),
        "purpose": recorded(step.purpose),
        "minute_of_day": step.at.hour * 60 + step.at.minute,
        "weekday": step.at.isoweekday(),
    }


def _vehicle(party: Party) -> Facts:
    known = party.seats and party.seats_taken is not None
    return {
        "sealed": recorded(party.sealed),
        "escorted": recorded(party.escorted),
        "medic": recorded(party.medic),
        "masks": recorded(party.masks),
        "seats": recorded(party.seats),
        # rounded up: 70.04 % of the seats is more than 70 %
        "taken_permille": -(-(party.seats_taken or 0) * 1000 // (party.seats or 1)) if known else NOT_RECORDED,
    }


def minutes_between(earlier: datetime, later: datetime) -> int:
    """Return the minutes from one moment to another, rounded away from zero: one second too old is too old."""
    # two moments in one zone would be subtracted as wall clocks, an hour wrong over a change of daylight saving
    seconds = later.astimezone(UTC) - earlier.astimezone(UTC)
    return -(-seconds // _MINUTE) if seconds > _NOTHING else seconds // _MINUTE


@lru_cache(maxsize=2**16)
def full_months(day: date, end: date) -> int:
    """Return how many whole calendar months `end` lies beyond `day`: 0 from the same day on, -1 before it.

    A month ends on the same day of the next month, or on its last day where it has no such day.
    """
    if end < day:
        return -1
    months = (end.year - day.year) * 12 + end.month - day.month
    last = calendar.monthrange(end.year, end.month)[1]
    return months if end.day >= min(day.day, last) else months - 1


def age_bounds(traveller: Traveller, day: date) -> tuple[int, int] | None:
    """Return the least and greatest age in completed years that the records allow on `day`; None if none is known."""
    if traveller.born:
        first, last = birth_bounds(traveller.born)
        return max(_completed_years(last, day), 0), max(_completed_years(first, day), 0)
    if traveller.age is None:
        return None
    told_on = traveller.age_on or day
    later = _completed_years(told_on, day) if day >= told_on else -1 - _completed_years(day, told_on)
    # an age told on another day leaves open whether a birthday lies between
    return max(traveller.age + later, 0), max(traveller.age + later + (day != told_on), 0)


@lru_cache(maxsize=2**15)
def birth_bounds(born: str) -> tuple[date, date]:
    """Return the first and the last day that a possibly partial date of birth allows; `ValueError` for other text."""
    parts = [int(part) for part in born.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else None
    if len(parts) == 3:
        return date(*parts), date(*parts)
    last_month = month or 12
    return date(year, month or 1, 1), date(year, last_month, calendar.monthrange(year, last_month)[1])


def _completed_years(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
