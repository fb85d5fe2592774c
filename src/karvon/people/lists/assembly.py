"""From the cells of one row to one traveller: names, papers, tests, vaccinations and visas put together."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, tzinfo
from typing import Any

from identity.names import split_full_name
from karvon.core.words import sentence
from karvon.people.lists.cells import Said
from karvon.people.lists.dates import place_in_zone
from karvon.people.lists.faults import Problem, error
from karvon.people.lists.fields import Field
from karvon.people.lists.travellers import (
    Document,
    DocumentKind,
    LabTest,
    TestKind,
    TravellerRow,
    Vaccination,
    Visa,
)
from karvon.people.lists.zones import read_zone

Facts = Mapping[Field, Any]
Report = Callable[[Field, Problem], None]
"""Tell of a problem in the column of a field."""

Group = tuple[str, int, str | None]
"""Test, document, vaccination or visa; which one; the kind its headings imply."""

# A field of a group that, where it says "none", says so of the whole thing.
_DENYING = frozenset(
    {
        Field.DOCUMENT_KIND, Field.DOCUMENT_NUMBER, Field.TEST, Field.TEST_KIND, Field.TEST_SAMPLED, Field.TEST_RESULT,
        Field.VACCINATION_PRODUCT, Field.VACCINATION_DOSE, Field.VISA_KIND, Field.VISA_NUMBER,
    }
)  # fmt: skip
_NAMES_OF_FIELDS = {
    Field.NUMBER: "number", Field.PERSON_ID: "person_id", Field.FAMILY_NAME: "family_name",
    Field.GIVEN_NAME: "given_name", Field.PATRONYMIC: "patronymic", Field.SEX: "sex", Field.AGE: "age",
    Field.BIRTH_DATE: "birth_date", Field.NATIONALITY: "nationalities", Field.RESIDENCE: "residence",
    Field.HOUSEHOLD: "household", Field.ROLE: "role", Field.GROUP: "group", Field.HOME_PLACE: "home_place",
    Field.CAME_FROM: "came_from", Field.NEEDS: "needs", Field.FLAGS: "flags", Field.PHONE: "phone",
    Field.LANGUAGE: "language", Field.CONSENT: "consent", Field.TEMPERATURE: "temperature", Field.POST: "post",
    Field.SIDE: "side", Field.STAMPED_OUT: "stamped_out", Field.BATCH: "batch", Field.VEHICLE: "vehicle",
    Field.SEAT: "seat", Field.NOTE: "note", Field.FULL_NAME: "full_name", Field.FULL_NAME_FAMILY_FIRST: "full_name",
}  # fmt: skip


def assemble(
    row: int, facts: dict[Field, Any], groups: Mapping[Group, Facts], zone: tzinfo | None, report: Report
) -> TravellerRow:
    """One traveller from the facts of a row."""
    values = {_NAMES_OF_FIELDS[field]: value for field, value in facts.items()}
    _split_name(facts, values)
    denied: list[str] = []
    found: dict[str, list[Any]] = {}
    wholly: set[str] = set()
    for (subject, _, implied), group in groups.items():
        thing = _BUILDERS[subject](group, implied, zone, report)
        if thing is not None:
            found.setdefault(subject, []).append(thing)
        elif any(value is Said.NONE and field in _DENYING for field, value in group.items()):
            if implied:
                denied.append(implied)
            else:
                wholly.add(subject)
    for subject in wholly | found.keys():
        values[_PLURALS[subject]] = tuple(found.get(subject, ()))
    return TravellerRow(row, denied=tuple(denied), **values)


def _split_name(facts: Facts, values: dict[str, Any]) -> None:
    """Parts of a name given in one cell, where its form shows them and no column gives them itself."""
    name = facts.get(Field.FULL_NAME_FAMILY_FIRST) or facts.get(Field.FULL_NAME)
    if not name or Field.FAMILY_NAME in facts or Field.GIVEN_NAME in facts:
        return
    parts = split_full_name(name, family_first=Field.FULL_NAME_FAMILY_FIRST in facts)
    if parts is not None:
        values["family_name"], values["given_name"] = parts.family, parts.given
        values.setdefault("patronymic", parts.patronymic)


def _real(group: Facts) -> Facts:
    """What a group says, without what it says there is none of."""
    if Said.NONE not in group.values():
        return group
    return {field: value for field, value in group.items() if value is not Said.NONE}


def _document(group: Facts, implied: str | None, _zone: tzinfo | None, _report: Report) -> Document | None:
    """A travel document."""
    real = _real(group)
    number, series = real.get(Field.DOCUMENT_NUMBER), real.get(Field.DOCUMENT_SERIES)
    told = None
    if isinstance(number, DocumentKind):
        told, number = number, None
    if not real or (group.get(Field.DOCUMENT_NUMBER) is Said.NONE and Field.DOCUMENT_KIND not in real):
        return None
    expiry = real.get(Field.DOCUMENT_EXPIRY)
    return Document(
        kind=real.get(Field.DOCUMENT_KIND) or told or (DocumentKind(implied) if implied else None),
        number=" ".join(part for part in (series, number) if part) or None,
        country=real.get(Field.DOCUMENT_COUNTRY),
        issued_on=real.get(Field.DOCUMENT_ISSUED),
        expires_on=None if expiry is Said.NEVER else expiry,
        never_expires=expiry is Said.NEVER,
    )


def _test(group: Facts, implied: str | None, zone: tzinfo | None, report: Report) -> LabTest | None:
    """A test for infection."""
    real = _real(group)
    if not real.keys() & {Field.TEST, Field.TEST_KIND, Field.TEST_SAMPLED, Field.TEST_RESULT, Field.TEST_CLOCK}:
        return None
    test: LabTest = real.get(Field.TEST) or LabTest()
    if group.get(Field.TEST_RESULT) is Said.NONE:
        words = sentence("A test is given, but this does not say its result.")
        report(Field.TEST_RESULT, error("result-unclear", words, sentence("Write negative or positive.")))
    at, on = _sampled(real, zone, report)
    return LabTest(
        kind=real.get(Field.TEST_KIND) or test.kind or (TestKind(implied) if implied else None),
        sampled_at=at or test.sampled_at,
        sampled_on=on or test.sampled_on,
        result=real.get(Field.TEST_RESULT) or test.result,
        country=real.get(Field.TEST_COUNTRY),
        laboratory=real.get(Field.TEST_LABORATORY),
    )


def _sampled(real: Facts, zone: tzinfo | None, report: Report) -> tuple[datetime | None, date | None]:
    """When a test was sampled, from its day, hour and zone wherever they stand."""
    moment = real.get(Field.TEST_SAMPLED)
    clock: tuple[time, str] | None = real.get(Field.TEST_CLOCK)
    own_zone: tzinfo | None = real.get(Field.TEST_ZONE)
    if moment is None:
        return None, None
    if not isinstance(moment, datetime):
        if clock is None:
            return None, moment
        moment = datetime.combine(moment, clock[0])
        own_zone = own_zone or (read_zone(clock[1]) if clock[1] else None)
    if moment.tzinfo is None:
        reading = place_in_zone(moment, own_zone or zone)
        if reading.problem:
            report(Field.TEST_SAMPLED, reading.problem)
            return None, reading.value
        moment = reading.value
    return moment, moment.date()


def _vaccination(group: Facts, _implied: str | None, _zone: tzinfo | None, _report: Report) -> Vaccination | None:
    """A dose of a vaccine."""
    real = _real(group)
    if not real or (group.get(Field.VACCINATION_PRODUCT) is Said.NONE and Field.VACCINATION_DATE not in real):
        return None
    dose, doses = real.get(Field.VACCINATION_DOSE, (None, None))
    return Vaccination(real.get(Field.VACCINATION_PRODUCT) or None, dose, doses, real.get(Field.VACCINATION_DATE))


def _visa(group: Facts, _implied: str | None, _zone: tzinfo | None, _report: Report) -> Visa | None:
    """A visa."""
    real = _real(group)
    if not real or (group.get(Field.VISA_KIND) is Said.NONE and Field.VISA_NUMBER not in real):
        return None
    entries, until = real.get(Field.VISA_ENTRIES), real.get(Field.VISA_UNTIL)
    return Visa(
        kind=real.get(Field.VISA_KIND) or None,
        country=real.get(Field.VISA_COUNTRY),
        number=real.get(Field.VISA_NUMBER) or None,
        valid_from=real.get(Field.VISA_FROM),
        valid_until=None if until is Said.NEVER else until,
        entries=entries or None,
        multiple=entries == 0,
    )


_BUILDERS: dict[str, Callable[[Facts, str | None, tzinfo | None, Report], object | None]] = {
    "document": _document,
    "test": _test,
    "vaccination": _vaccination,
    "visa": _visa,
}
_PLURALS = {"document": "documents", "test": "tests", "vaccination": "vaccinations", "visa": "visas"}
