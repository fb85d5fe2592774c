"""Examples for a version whose author gave none: a person who meets it, one who does not, one whom it leaves alone.

Every example is judged before it is kept, so what a clause really demands is what its examples show.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import time
from typing import Any

from rulebook.clauses.base import MODES, Clause
from rulebook.clauses.combining import Admitted, AllOf, AnyOf, NotThis, Unless
from rulebook.clauses.passage import (
    ComingFrom,
    ConsentOfAuthority,
    EscortedVehicle,
    GoingTo,
    GroupKind,
    HeadCount,
    HoursInTransit,
    MasksAboard,
    MedicAboard,
    NoStops,
    OrganisedGroup,
    PostHours,
    Purpose,
    SealedVehicle,
    ShareOfSeats,
    TravelsBy,
)
from rulebook.clauses.persons import Age, Nationality, OnAgreedList, Quarantine, Residence, Temperature
from rulebook.clauses.proofs import DocumentValid, FreshNegativeTest, HasVisa, Vaccinated
from rulebook.packs.examples import answer
from rulebook.packs.plain import published_from_plain, version_to_plain
from rulebook.requirements import Example, RequirementVersion, Scope

Facts = dict[str, Any]

_NATIONALS = "traveller.nationalities"
_ELSEWHERE = ("NZL", "URY", "BWA")
"""Countries to say "of another country" with, where no clause names them."""

_ARRANGED: dict[type[Clause], str] = {
    OrganisedGroup: "group.organised",
    SealedVehicle: "vehicle.sealed",
    EscortedVehicle: "vehicle.escorted",
    MedicAboard: "vehicle.medic",
    MasksAboard: "vehicle.masks",
}


def examples_of(version: RequirementVersion) -> tuple[Example, ...]:
    """One case that passes, one that fails, and one that is not concerned, as far as such cases can be found."""
    names = {True: "meets the demand", False: "does not meet the demand"}
    found: dict[bool | None, Example] = {}
    for facts in _candidates(version):
        came_out = answer(version, Example("", facts, passes=None))
        if came_out.concerned.truth and came_out.passes is not None:
            name = names[came_out.passes]
            found.setdefault(came_out.passes, Example(name, facts, passes=came_out.passes))
        elif came_out.concerned.truth is False:
            found.setdefault(None, Example("is not concerned", facts, passes=None, concerned=False))
    return tuple(found[answer_] for answer_ in (True, False, None) if answer_ in found)


def with_examples(version: RequirementVersion) -> RequirementVersion:
    """The version with examples, where its author gave none."""
    return version if version.examples else replace(version, examples=examples_of(version))


def _candidates(version: RequirementVersion) -> Iterator[Facts]:
    concerned = _of_scope(version)
    when = version.when or Admitted()
    clauses = AllOf(tuple(part.clause for part in version.parts)) if version.parts else Admitted()
    for condition in (met(when), {}):
        yield _joined(concerned, condition, met(clauses))
        for part in version.parts:
            yield _joined(concerned, condition, unmet(part.clause))
        yield _joined(concerned, condition)
    yield _joined(concerned, unmet(when), met(clauses))
    yield _joined(concerned, _outside(version))


def _of_scope(version: RequirementVersion) -> Facts:
    """Facts of somebody whom the scope names."""
    scope = version.scope
    excepted = [code for code in _ELSEWHERE if code not in scope.except_nationalities]
    facts: Facts = {_NATIONALS: scope.nationalities[:1] or tuple(excepted[:1])}
    for path, values in (
        ("step.purpose", scope.purposes),
        ("step.coming_from", scope.coming_from),
        ("step.mode", version.modes),
        ("step.post", version.posts),
        ("step.crossing", version.posts),
    ):
        if values:
            facts[path] = values[0]
    if scope.groups:
        facts["group.kinds"] = scope.groups[:1]
    if scope.agreed_list:
        facts["lists"] = ({"id": scope.agreed_list, "final": True},)
    if not (scope.nationalities or scope.except_nationalities):
        del facts[_NATIONALS]
    return facts


def _outside(version: RequirementVersion) -> Facts:
    """A fact that takes somebody out of the scope."""
    scope: Scope = version.scope
    if scope.nationalities:
        return {_NATIONALS: tuple(code for code in _ELSEWHERE if code not in scope.nationalities)[:1]}
    if scope.except_nationalities:
        return {_NATIONALS: scope.except_nationalities[:1]}
    return {"step.post": "ELSEWHERE", "step.crossing": "ELSEWHERE"} if version.posts else {}


def _joined(*several: Facts) -> Facts:
    """Facts together: records are added to each other, of single facts the last one counts."""
    facts: Facts = {}
    for one in several:
        for path, value in one.items():
            before = facts.get(path)
            both = isinstance(value, tuple) and isinstance(before, tuple) and path != _NATIONALS
            facts[path] = (*before, *value) if both and before is not None else value
    return facts


def met(clause: Clause) -> Facts:
    """Facts under which a clause holds, as far as one can tell from its kind."""
    match clause:
        case AnyOf(clauses=clauses):
            return met(clauses[0])
        case AllOf(clauses=clauses):
            return _joined(*map(met, clauses))
        case NotThis(clause=inner):
            return unmet(inner)
        case Unless(clause=inner, exception=exception):
            return _joined(unmet(exception), met(inner))
    found = _SIMPLE.get(type(clause))
    return found(clause)[0] if found else _arranged(clause, truth=True)


def unmet(clause: Clause) -> Facts:
    """Facts under which a clause does not hold, as far as one can tell from its kind."""
    match clause:
        case AnyOf(clauses=clauses):
            return _joined(*map(unmet, clauses))
        case AllOf(clauses=clauses):
            return _joined(*map(met, clauses[1:]), unmet(clauses[0]))
        case NotThis(clause=inner):
            return met(inner)
        case Unless(clause=inner, exception=exception):
            return _joined(unmet(exception), unmet(inner))
    found = _SIMPLE.get(type(clause))
    return found(clause)[1] if found else _arranged(clause, truth=False)


def _arranged(clause: Clause, *, truth: bool) -> Facts:
    path = _ARRANGED.get(type(clause))
    return {path: truth} if path else {}


def _records(name: str, record: Mapping[str, Any]) -> tuple[Facts, Facts]:
    """Somebody with one such record, and somebody with none."""
    return {name: (dict(record),)}, {name: ()}


def _one_of(path: str, values: tuple[str, ...], *, as_list: bool = False) -> tuple[Facts, Facts]:
    other = next(code for code in (*_ELSEWHERE, "other") if code not in values)
    shown: Callable[[str], Any] = (lambda value: (value,)) if as_list else (lambda value: value)
    return {path: shown(values[0])}, {path: shown(other)}


def _limit(path: str, most: int) -> tuple[Facts, Facts]:
    return {path: most}, {path: most + 1}


def _test(clause: FreshNegativeTest) -> tuple[Facts, Facts]:
    test = {"kind": clause.kinds[0], "result": "negative", "minutes_before": clause.within_hours * 30}
    return _records("tests", test | ({"country": clause.countries[0]} if clause.countries else {}))


def _vaccination(clause: Vaccinated) -> tuple[Facts, Facts]:
    dose = {"disease": clause.disease, "complete": True, "days_before": clause.at_least_days}
    return _records("vaccinations", dose | ({"product": clause.products[0]} if clause.products else {}))


def _paper(clause: DocumentValid) -> tuple[Facts, Facts]:
    paper = {"kind": clause.kinds[0], "full_months_left": clause.months_beyond}
    return _records("papers", paper | ({"country": clause.countries[0]} if clause.countries else {}))


def _visa(clause: HasVisa) -> tuple[Facts, Facts]:
    first = {"kind": clause.kinds[0], "country": clause.country}
    return _records("visas", {**first, "days_since_start": 1, "days_left": clause.days_beyond})


def _consent(clause: ConsentOfAuthority) -> tuple[Facts, Facts]:
    answer_: Facts = {"authority": clause.authority, "decision": "yes", "minutes_left": 600}
    answer_ |= {"kind": clause.kinds[0]} if clause.kinds else {}
    return _records("clearances", answer_ | ({"form": clause.form} if clause.form else {}))


def _age(clause: Age) -> tuple[Facts, Facts]:
    too_young, too_old = clause.at_least - 1, clause.under
    return {"traveller.age": clause.at_least}, {"traveller.age": too_young if clause.at_least else too_old}


def _hours(clause: PostHours) -> tuple[Facts, Facts]:
    return {"step.minute_of_day": _minute(clause.opens)}, {"step.minute_of_day": _minute(clause.until)}


def _minute(clock: time) -> int:
    return clock.hour * 60 + clock.minute


_SIMPLE: dict[type[Clause], Callable[[Any], tuple[Facts, Facts]]] = {
    FreshNegativeTest: _test,
    Vaccinated: _vaccination,
    DocumentValid: _paper,
    HasVisa: _visa,
    ConsentOfAuthority: _consent,
    Age: _age,
    PostHours: _hours,
    Nationality: lambda clause: _one_of(_NATIONALS, clause.any_of, as_list=True),
    Residence: lambda clause: _one_of("traveller.residences", clause.any_of, as_list=True),
    OnAgreedList: lambda clause: _records("lists", {"id": clause.list_id, "final": True}),
    Quarantine: lambda clause: ({"traveller.quarantine_days": clause.days}, {"traveller.quarantine_days": 0}),
    Temperature: lambda clause: _limit("traveller.temperature", clause.at_most_tenths),
    TravelsBy: lambda clause: (
        {"step.mode": clause.modes[0]},
        {"step.mode": next((mode for mode in MODES if mode not in clause.modes), "other")},
    ),
    ComingFrom: lambda clause: _one_of("step.coming_from", clause.any_of),
    GoingTo: lambda clause: _one_of("step.going_to", clause.any_of),
    Purpose: lambda clause: _one_of("step.purpose", clause.any_of),
    GroupKind: lambda clause: _one_of("group.kinds", clause.any_of, as_list=True),
    NoStops: lambda _: ({"transit.stops": 0}, {"transit.stops": 1}),
    HoursInTransit: lambda clause: _limit("transit.minutes", clause.at_most * 60),
    ShareOfSeats: lambda clause: _limit("vehicle.taken_permille", clause.at_most_percent * 10),
    HeadCount: lambda clause: _limit("group.size", clause.at_most),
}


def plain_with_examples(plain: Mapping[str, Any]) -> dict[str, Any]:
    """A version as plain JSON with examples where it has none; what cannot be read yet stays as it is."""
    known = {"id": "NEW", "version": 1, "recorded_at": _ANY_MOMENT, "valid_from": _ANY_MOMENT}
    try:
        version = published_from_plain({**known, **plain})
    except ValueError:
        return dict(plain)
    if version.examples:
        return dict(plain)
    written = version_to_plain(with_examples(version))
    return {**plain, **({"examples": written["examples"]} if "examples" in written else {})}


_ANY_MOMENT = "2020-01-01T00:00Z"
