"""Bringing the people of a list into a movement: each person once, with papers, household and place on the manifest."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import models, transaction

from identity.names import name_key
from identity.numbers import number_key
from karvon.accounts.models import Membership
from karvon.documents.models import Inquiry, MedicalTest, TravelDocument, Vaccination, Visa
from karvon.journal.actions import record
from karvon.movements.models import ManifestEntry, Movement
from karvon.people.lists import Document, DocumentKind, LabTest, TravellerRow
from karvon.people.lists import Vaccination as Dose
from karvon.people.lists import Visa as VisaRow
from karvon.people.models import Household, HouseholdMember, Need, Person, PersonName

_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that is read as another
_KINDS = {
    DocumentKind.SERVICE_PASSPORT: TravelDocument.Kind.PASSPORT,
    DocumentKind.DIPLOMATIC_PASSPORT: TravelDocument.Kind.PASSPORT,
    DocumentKind.ID_CARD: TravelDocument.Kind.NATIONAL_ID,
}
_ABOUT = {
    "documents": Inquiry.About.TRAVEL_DOCUMENTS,
    "tests": Inquiry.About.TESTS,
    "vaccinations": Inquiry.About.VACCINATIONS,
    "visas": Inquiry.About.VISAS,
}


@dataclass
class _Rows:
    """Rows of every table that a list fills, to be added table by table."""

    by: Membership
    at: datetime
    movement: Movement
    rows: dict[type[models.Model], list[Any]] = field(default_factory=dict)

    def add(self, row: models.Model) -> None:
        self.rows.setdefault(type(row), []).append(row)

    def save(self) -> None:
        """Add everything; a table comes after those that it refers to, as it was first met."""
        for model, rows in self.rows.items():
            model._default_manager.bulk_create(rows, batch_size=5_000)

    @property
    def told(self) -> dict[str, Any]:
        """What is the same in every paper: who has told us, and when."""
        return {"owner": self.by.organisation, "recorded_at": self.at, "recorded_by": self.by.user}


@transaction.atomic
def bring_in(
    movement: Movement, travellers: Sequence[TravellerRow], *, by: Membership, at: datetime
) -> list[ManifestEntry]:
    """Register the people of a list and put them on the manifest, in the order of the list."""
    rows = _Rows(by, at, movement)
    households: dict[str, Household] = {}
    entries = [_person(row, rows, households) for row in travellers]
    rows.save()
    record("list brought in", movement, by=by, at=at, people=len(entries))
    return entries


def _person(row: TravellerRow, rows: _Rows, households: dict[str, Household]) -> ManifestEntry:
    person = Person(
        owner=rows.by.organisation,
        reference=new_reference(),
        sex=row.sex.value if row.sex else "",
        born=row.birth_date or "",
        age_said=row.age.years if row.age and not row.birth_date else None,
        age_said_on=(row.age.on or rows.at.date()) if row.age and not row.birth_date else None,
        nationalities=None if row.nationalities is None else list(row.nationalities),
        residences=[row.residence] if row.residence else None,
        home=row.home_place or "",
        came_from=row.came_from or "",
        phones=[row.phone[:20]] if row.phone else [],
        languages=[row.language] if row.language else [],
        registered_at=rows.at,
        registered_by=rows.by.user,
        changed_at=rows.at,
    )
    rows.add(person)
    rows.add(_name(row, person))
    for need in row.needs or ():
        rows.add(Need(owner=person.owner, person=person, kind=Need.Kind.OTHER, note=need[:200]))
    _papers(row, person, rows)
    if row.household:
        _household(row, person, rows, households)
    entry = ManifestEntry(
        owner=person.owner,
        movement=rows.movement,
        person=person,
        batch=row.batch or "",
        added_at=rows.at,
        changed_at=rows.at,
    )
    rows.add(entry)
    return entry


def new_reference() -> str:
    """What stands for a person where a name must not: short enough to read out, and not to be guessed."""
    return "P-" + "".join(secrets.choice(_LETTERS) for _ in range(8))


def _name(row: TravellerRow, person: Person) -> PersonName:
    parts = (row.family_name, row.given_name, row.patronymic)
    if not any(parts):
        parts = (row.full_name or row.name or row.person_id or "?", None, None)
    family, given, patronymic = (part or "" for part in parts)
    key = name_key(" ".join(part for part in (family, given, patronymic) if part))
    return PersonName(
        owner=person.owner, person=person, family=family, given=given, patronymic=patronymic, is_main=True, key=key
    )


def _household(row: TravellerRow, person: Person, rows: _Rows, households: dict[str, Household]) -> None:
    """Put the person into their household; its first person is its head where the list names none."""
    name = f"{rows.movement.reference}-{row.household}"[:20]
    household = households.get(name)
    if household is None:
        household = households[name] = Household(owner=person.owner, reference=name)
        rows.add(household)
    relation = row.role if row.role in HouseholdMember.Relation.values else HouseholdMember.Relation.OTHER_RELATIVE
    rows.add(HouseholdMember(owner=person.owner, household=household, person=person, relation=relation))


# --- Papers ----------------------------------------------------------------------------------------------------------


def _papers(row: TravellerRow, person: Person, rows: _Rows) -> None:
    sorts: tuple[tuple[str, Iterable[Any] | None, Any], ...] = (
        ("documents", row.documents, _document),
        ("tests", row.tests, _test),
        ("vaccinations", row.vaccinations, _vaccination),
        ("visas", row.visas, _visa),
    )
    for sort, papers, made in sorts:
        if papers is None:
            continue
        told = {**rows.told, "person": person}
        for paper in papers:
            rows.add(made(paper, told))
        inquiry = {"asked_at": rows.at, "asked_by": rows.by.user}
        rows.add(Inquiry(owner=person.owner, person=person, about=_ABOUT[sort], **inquiry))


def _document(paper: Document, told: dict[str, Any]) -> TravelDocument:
    return TravelDocument(
        kind=_KINDS.get(paper.kind, paper.kind.value) if paper.kind else "",
        number=paper.number or "",
        number_key=number_key(paper.number) if paper.number else "",
        country=paper.country or "",
        issued_on=paper.issued_on,
        expires_on=date.max if paper.never_expires else paper.expires_on,
        **told,
    )


def _test(test: LabTest, told: dict[str, Any]) -> MedicalTest:
    zone = getattr(test.sampled_at.tzinfo, "key", "UTC") if test.sampled_at else "UTC"
    return MedicalTest(
        kind=test.kind.value if test.kind else "",
        result=test.result.value if test.result else "",
        sampled_at=test.sampled_at,
        zone=zone,
        country=test.country or "",
        laboratory=test.laboratory or "",
        **told,
    )


def _vaccination(dose: Dose, told: dict[str, Any]) -> Vaccination:
    complete = None if dose.dose is None or dose.doses is None else dose.dose >= dose.doses
    return Vaccination(product=dose.product or "", complete=complete, given_on=dose.given_on, **told)


def _visa(visa: VisaRow, told: dict[str, Any]) -> Visa:
    return Visa(
        kind=(visa.kind or "").lower(),
        country=visa.country or "",
        starts_on=visa.valid_from,
        ends_on=visa.valid_until,
        **told,
    )
