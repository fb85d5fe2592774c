"""From rows to what the rulebook judges: travellers and steps of whole movements, a fixed number of queries for any number.

The same builder serves one person on a page and a thousand movements in a job. Rows are read as plain tuples, because
model instances would cost more than the judging.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, QuerySet

from karvon.documents.models import Inquiry, MedicalTest, TravelDocument, Vaccination, Visa
from karvon.movements.models import AgreedListEntry, Answer, ManifestEntry, Movement, Position, Step, Vehicle
from rulebook.facts import minutes_between
from rulebook.travellers import AgreedList, Clearance, Paper, Party, Role, Test, Traveller
from rulebook.travellers import Position as Standing
from rulebook.travellers import Step as Passage
from rulebook.travellers import Vaccination as Jab
from rulebook.travellers import Visa as Permit

OPEN = (Movement.Status.REQUESTED, Movement.Status.PLANNED, Movement.Status.IN_MOTION)


@dataclass(frozen=True, slots=True)
class Judgeable:
    """One person on a list with the steps ahead of the movement, as the rulebook takes them; ids are those of rows."""

    entry: UUID
    movement: UUID
    owner: UUID
    traveller: Traveller
    steps: tuple[Passage, ...]


def gather(movements: Collection[UUID], entries: Collection[UUID] | None = None) -> Iterator[Judgeable]:
    """Yield everybody who travels on these movements, or those of these entries, movement by movement."""
    of_list = ManifestEntry.objects.filter(movement__in=movements, status__in=ManifestEntry.TRAVELS)
    if entries is not None:
        of_list = of_list.filter(id__in=entries)
    rows = list(of_list.order_by("movement_id", "id").values_list(*_ENTRY))
    persons = {row[_PERSON] for row in rows}
    travellers = _Travellers(persons, [row[0] for row in rows])
    passages = _passages(movements)
    for row in rows:
        entry, movement, owner, vehicle = row[:4]
        yield Judgeable(entry, movement, owner, travellers.of(row), passages[movement].by(vehicle))


# --- Travellers ------------------------------------------------------------------------------------------------------

_ENTRY = (
    "id", "movement_id", "owner_id", "vehicle_id", "batch", "person_id", "person__nationalities", "person__residences",
    "person__sex", "person__born", "person__age_said", "person__age_said_on",
    "person__household_member__household__reference",
)  # fmt: skip
_PERSON = _ENTRY.index("person_id")


class _Travellers:
    """What is recorded of some persons, each sort of record read at once."""

    def __init__(self, persons: Collection[UUID], entries: Collection[UUID]) -> None:
        self._asked = set(Inquiry.objects.filter(person__in=persons).values_list("person_id", "about"))
        self._papers = _by_first(_standing(TravelDocument, persons, "kind", "number", "country", "expires_on"), _paper)
        self._visas = _by_first(_standing(Visa, persons, "kind", "country", "starts_on", "ends_on"), _visa)
        self._tests = _by_first(_standing(MedicalTest, persons, *_TEST), _test)
        self._jabs = _by_first(_standing(Vaccination, persons, "disease", "product", "complete", "given_on"), _jab)
        self._lists = _by_first(
            AgreedListEntry.objects.filter(entry__in=entries).values_list(
                "entry_id", "agreed_list__name", "agreed_list__final"
            ),
            AgreedList,
        )
        self._positions = _positions(entries)

    def of(self, row: tuple[Any, ...]) -> Traveller:
        """The traveller of a row of entries."""
        entry, _, _, _, batch, person, nationalities, residences, sex, born, age, age_on, household = row
        return Traveller(
            id=str(entry),
            nationalities=None if nationalities is None else tuple(nationalities),
            residences=None if residences is None else tuple(residences),
            sex=sex or None,
            born=born or None,
            age=age,
            age_on=age_on,
            papers=self._all(self._papers, person, Inquiry.About.TRAVEL_DOCUMENTS),
            tests=self._all(self._tests, person, Inquiry.About.TESTS),
            vaccinations=self._all(self._jabs, person, Inquiry.About.VACCINATIONS),
            visas=self._all(self._visas, person, Inquiry.About.VISAS),
            lists=tuple(self._lists.get(entry, ())),
            household=household,
            batch=batch or None,
            position=self._positions.get(entry),
        )

    def _all(self, found: Mapping[UUID, list[Any]], person: UUID, about: str) -> tuple[Any, ...] | None:
        """All records of one sort; None where there is none and nobody asked."""
        records = found.get(person)
        if records is not None:
            return tuple(records)
        return () if (person, about) in self._asked else None


_TEST = ("kind", "result", "sampled_at", "zone", "place", "country", "laboratory", "number")


def _standing(model: Any, persons: Collection[UUID], *fields: str) -> "QuerySet[Any, tuple[Any, ...]]":
    """The proofs of persons that nobody has ended, in the order in which they were recorded."""
    rows = model.objects.filter(person__in=persons, ended_at__isnull=True).order_by("recorded_at", "id")
    found: QuerySet[Any, tuple[Any, ...]] = rows.values_list("person_id", *fields)
    return found


def _by_first(rows: Iterable[tuple[Any, ...]], made: Any) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = defaultdict(list)
    for first, *rest in rows:
        found[first].append(made(*rest))
    return found


def _paper(kind: str, number: str, country: str, expires_on: Any) -> Paper:
    return Paper(kind or None, number or None, country or None, expires_on)


def _visa(kind: str, country: str, starts_on: Any, ends_on: Any) -> Permit:
    return Permit(kind or None, country, starts_on, ends_on)


def _jab(disease: str, product: str, complete: bool | None, given_on: Any) -> Jab:  # noqa: FBT001  # a column
    return Jab(disease, product or None, complete, given_on)


def _test(*values: Any) -> Test:
    kind, result, sampled_at, zone, *where = values
    at = sampled_at.astimezone(ZoneInfo(zone)) if sampled_at else None
    place, country, laboratory, number = (one or None for one in where)
    return Test(kind or None, result or None, at, place, country, laboratory, number)


def _positions(entries: Collection[UUID]) -> dict[UUID, Standing]:
    latest = Position.objects.filter(entry__in=entries).order_by("entry_id", "-since", "-recorded_at", "-id")
    rows = latest.distinct("entry_id").values_list("entry_id", "crossing__code", "left", "entered", "since")
    return {entry: Standing(code, left or None, entered or None, since) for entry, code, left, entered, since in rows}


# --- Steps -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Passages:
    """The steps of a movement for each of its vehicles, and for those without one."""

    plain: tuple[Passage, ...]
    by_vehicle: Mapping[UUID, tuple[Passage, ...]]

    def by(self, vehicle: UUID | None) -> tuple[Passage, ...]:
        return self.plain if vehicle is None else self.by_vehicle[vehicle]


_STEP = (
    "movement_id", "id", "post__country", "role", "planned_at", "post__zone", "post__code", "post__crossing__code", "mode",
    "coming_from", "going_to", "movement__purpose", "post__name",
)  # fmt: skip


def _passages(movements: Collection[UUID]) -> dict[UUID, _Passages]:
    steps = _by_first(
        Step.objects.filter(movement__in=movements).order_by("movement_id", "number").values_list(*_STEP), _step
    )
    parties = _parties(movements)
    vehicles = _by_first(_vehicles(movements), lambda *values: values)
    return {movement: _with_parties(steps[movement], parties[movement], vehicles[movement]) for movement in movements}


def _step(*values: Any) -> Passage:
    id_, country, role, at, zone, post, crossing, mode, coming_from, going_to, purpose, place = values
    return Passage(
        id=str(id_),
        jurisdiction=country,
        role=Role(role),
        at=at.astimezone(ZoneInfo(zone)),
        post=post,
        crossing=crossing,
        mode=mode,
        coming_from=coming_from or None,
        going_to=going_to or None,
        purpose=purpose,
        place=place,
    )


def _parties(movements: Collection[UUID]) -> dict[UUID, Party]:
    clearances = _by_first(
        Answer.objects.filter(movement__in=movements)
        .order_by("movement_id", "authority", "kind", "-answered_at", "-id")
        .distinct("movement_id", "authority", "kind")
        .values_list("movement_id", "authority", "kind", "decision", "form", "until"),
        lambda authority, kind, decision, form, until: Clearance(authority, kind, decision, form or None, until),
    )
    sizes = _counts(movements, "movement_id")
    rows = Movement.objects.filter(id__in=movements).values_list("id", "organised", "kinds", "stops")
    return {
        id_: Party(
            organised=organised,
            size=sizes.get(id_, 0),
            kinds=None if kinds is None else tuple(kinds),
            stops=stops,
            clearances=tuple(clearances[id_]) if id_ in clearances else None,
        )
        for id_, organised, kinds, stops in rows
    }


def _counts(movements: Collection[UUID], field: str) -> dict[UUID, int]:
    """How many people travel, by movement or by vehicle."""
    travelling = ManifestEntry.objects.filter(movement__in=movements, status__in=ManifestEntry.TRAVELS)
    return dict(travelling.values_list(field).annotate(Count("id")).order_by())


def _vehicles(movements: Collection[UUID]) -> list[tuple[Any, ...]]:
    taken = _counts(movements, "vehicle_id")
    rows = Vehicle.objects.filter(movement__in=movements).values_list(
        "movement_id", "id", "sealed", "escorted", "medic", "masks", "seats"
    )
    return [(*row, taken.get(row[1], 0)) for row in rows]


def _with_parties(steps: list[Passage], party: Party, vehicles: list[tuple[Any, ...]]) -> _Passages:
    """Give every step its party: what the movement brings along, the vehicle, and the minutes in the state passed."""
    minutes = _minutes_in_transit(steps)
    plain = tuple(replace(step, party=replace(party, transit_minutes=minutes.get(step.id))) for step in steps)
    by_vehicle = {}
    for id_, sealed, escorted, medic, masks, seats, taken in vehicles:
        aboard = {"sealed": sealed, "escorted": escorted, "medic": medic, "masks": masks}
        by_vehicle[id_] = tuple(
            replace(step, party=replace(step.party, seats=seats, seats_taken=taken, **aboard)) for step in plain
        )
    return _Passages(plain, by_vehicle)


def _minutes_in_transit(steps: list[Passage]) -> dict[str, int]:
    """The planned minutes from gate to gate in a state that is entered and left, for both its steps."""
    found: dict[str, int] = {}
    for arriving, leaving in pairwise(steps):
        passes = arriving.role is not Role.EXIT and leaving.role is Role.EXIT
        if passes and arriving.jurisdiction == leaving.jurisdiction:
            found[arriving.id] = found[leaving.id] = minutes_between(arriving.at, leaving.at)
    return found
