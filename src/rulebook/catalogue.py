"""The catalogue of facts: everything a requirement may ask about, each with its kind and the meaning of its absence.

Absent never reads as zero. A fact that is absent is either truly none (`Absence.NONE`: the vehicle makes no stops that
we planned because we plan them) or not recorded (`Absence.NOT_RECORDED`), and then every answer that hangs on it is
UNKNOWN. Reduce functions of CertLogic see one record and nothing else, so whatever relates a record to the step (the
age of a sample, the months a passport still has) stands in the record as a derived whole number.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """What kind of value a fact has."""

    TRUTH = "truth"
    NUMBER = "whole number"
    TEXT = "text"
    TEXTS = "list of texts"
    RECORDS = "list of records"


class Absence(Enum):
    """What it means that a fact is absent."""

    NONE = "truly none"
    NOT_RECORDED = "not recorded"


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: its path, kind, absence, unit, and for records the facts of each item.

    `label` is English and a message id of the word catalogues; it completes "not recorded: ...".
    """

    path: str
    kind: Kind
    absence: Absence
    label: str
    unit: str = ""
    of_item: tuple["Fact", ...] = ()


def _item(name: str, kind: Kind, label: str, unit: str = "") -> Fact:
    return Fact(name, kind, Absence.NOT_RECORDED, label, unit)


_TRAVELLER = (
    Fact("traveller.nationalities", Kind.TEXTS, Absence.NOT_RECORDED, "nationality", "ISO 3166-1 alpha-3"),
    Fact("traveller.residences", Kind.TEXTS, Absence.NOT_RECORDED, "country of residence", "ISO 3166-1 alpha-3"),
    Fact("traveller.sex", Kind.TEXT, Absence.NOT_RECORDED, "sex", "F, M or X"),
    Fact("traveller.age", Kind.NUMBER, Absence.NOT_RECORDED, "date of birth", "completed years on the day of the step"),
    Fact("traveller.age_min", Kind.NUMBER, Absence.NOT_RECORDED, "date of birth", "least age it allows, years"),
    Fact("traveller.age_max", Kind.NUMBER, Absence.NOT_RECORDED, "date of birth", "greatest age it allows, years"),
    Fact("traveller.temperature", Kind.NUMBER, Absence.NOT_RECORDED, "body temperature", "tenths of a degree Celsius"),
    Fact("traveller.quarantine_days", Kind.NUMBER, Absence.NONE, "days of quarantine arranged", "days"),
)

_PROOFS = (
    Fact(
        "tests",
        Kind.RECORDS,
        Absence.NOT_RECORDED,
        "tests",
        of_item=(
            _item("kind", Kind.TEXT, "kind of test", "pcr, rapid, antibody"),
            _item("result", Kind.TEXT, "test result", "negative, positive, inconclusive, pending"),
            _item("minutes_before", Kind.NUMBER, "time of sampling", "minutes from sampling to the step"),
            _item("country", Kind.TEXT, "country of the test", "ISO 3166-1 alpha-3"),
        ),
    ),
    Fact(
        "vaccinations",
        Kind.RECORDS,
        Absence.NOT_RECORDED,
        "vaccinations",
        of_item=(
            _item("disease", Kind.TEXT, "disease vaccinated against"),
            _item("product", Kind.TEXT, "vaccine"),
            _item("complete", Kind.TRUTH, "whether the series is complete"),
            _item("days_before", Kind.NUMBER, "date of vaccination", "days from the last dose to the step"),
        ),
    ),
    Fact(
        "papers",
        Kind.RECORDS,
        Absence.NOT_RECORDED,
        "travel documents",
        of_item=(
            _item("kind", Kind.TEXT, "kind of document", "passport, return_certificate, birth_certificate, ..."),
            _item("country", Kind.TEXT, "issuing country", "ISO 3166-1 alpha-3"),
            _item("full_months_left", Kind.NUMBER, "expiry date of the document", "whole months; -1 when expired"),
        ),
    ),
    Fact(
        "visas",
        Kind.RECORDS,
        Absence.NOT_RECORDED,
        "visas",
        of_item=(
            _item("kind", Kind.TEXT, "kind of visa", "transit, entry, exit, residence"),
            _item("country", Kind.TEXT, "country of the visa", "ISO 3166-1 alpha-3"),
            _item("days_since_start", Kind.NUMBER, "first day of the visa", "days from its first day to the step"),
            _item("days_left", Kind.NUMBER, "last day of the visa", "days from the step to its last day"),
        ),
    ),
    Fact(
        "lists",
        Kind.RECORDS,
        Absence.NOT_RECORDED,
        "agreed lists that name the person",
        of_item=(
            _item("id", Kind.TEXT, "name of the list"),
            _item("final", Kind.TRUTH, "whether the list is final and unchanged"),
        ),
    ),
    Fact(
        "clearances",
        Kind.RECORDS,
        Absence.NOT_RECORDED,
        "answers of the authorities",
        of_item=(
            _item("authority", Kind.TEXT, "authority that answered"),
            _item("kind", Kind.TEXT, "kind of clearance", "exit, transit, entry, health, escort, reception"),
            _item("decision", Kind.TEXT, "the authority's decision", "yes, no, pending"),
            _item("form", Kind.TEXT, "form of the answer", "oral, written"),
            _item("minutes_left", Kind.NUMBER, "end of the clearance", "minutes from the step to its end"),
        ),
    ),
)

_PASSAGE = (
    Fact("step.role", Kind.TEXT, Absence.NONE, "role of the step", "exit, transit or entry"),
    Fact("step.jurisdiction", Kind.TEXT, Absence.NONE, "state that judges the step", "ISO 3166-1 alpha-3"),
    Fact("step.post", Kind.TEXT, Absence.NOT_RECORDED, "border post"),
    Fact("step.crossing", Kind.TEXT, Absence.NOT_RECORDED, "border crossing"),
    Fact("step.mode", Kind.TEXT, Absence.NOT_RECORDED, "means of travel", "road, rail, air, foot, water"),
    Fact("step.coming_from", Kind.TEXT, Absence.NOT_RECORDED, "country the step leads from", "ISO 3166-1 alpha-3"),
    Fact("step.going_to", Kind.TEXT, Absence.NOT_RECORDED, "country of destination", "ISO 3166-1 alpha-3"),
    Fact("step.purpose", Kind.TEXT, Absence.NOT_RECORDED, "purpose of travel"),
    Fact("step.minute_of_day", Kind.NUMBER, Absence.NONE, "local time of the step", "minutes after local midnight"),
    Fact("step.weekday", Kind.NUMBER, Absence.NONE, "local weekday of the step", "1 Monday ... 7 Sunday"),
    Fact("group.organised", Kind.TRUTH, Absence.NOT_RECORDED, "whether the group is organised"),
    Fact("group.size", Kind.NUMBER, Absence.NOT_RECORDED, "size of the group", "people"),
    Fact("group.kinds", Kind.TEXTS, Absence.NOT_RECORDED, "kinds of group"),
    Fact("vehicle.sealed", Kind.TRUTH, Absence.NOT_RECORDED, "whether the vehicle is sealed"),
    Fact("vehicle.escorted", Kind.TRUTH, Absence.NOT_RECORDED, "whether the vehicle is escorted"),
    Fact("vehicle.medic", Kind.TRUTH, Absence.NOT_RECORDED, "whether a medic is aboard"),
    Fact("vehicle.masks", Kind.TRUTH, Absence.NOT_RECORDED, "whether there are masks for all"),
    Fact("vehicle.seats", Kind.NUMBER, Absence.NOT_RECORDED, "seats of the vehicle", "seats"),
    Fact("vehicle.taken_permille", Kind.NUMBER, Absence.NOT_RECORDED, "seats taken", "thousandths of the seats"),
    Fact("transit.stops", Kind.NUMBER, Absence.NOT_RECORDED, "planned stops", "stops"),
    Fact("transit.minutes", Kind.NUMBER, Absence.NOT_RECORDED, "planned time in transit", "minutes, gate to gate"),
)

# A verdict names the catalogue version it was judged under; a change of meaning is a new version.
CATALOGUE_VERSION = 1
CATALOGUE: dict[str, Fact] = {fact.path: fact for fact in (*_TRAVELLER, *_PROOFS, *_PASSAGE)}


def described(path: str) -> Fact | None:
    """Return the fact at `path`, with list indices as in `tests.0.kind`; None where the catalogue has none."""
    if path in CATALOGUE:
        return CATALOGUE[path]
    head, _, rest = path.partition(".")
    records = CATALOGUE.get(head)
    index, _, name = rest.partition(".")
    if records is None or not index.isdecimal():
        return None
    if not name:
        return records
    return next((fact for fact in records.of_item if fact.path == name), None)


def paths() -> Iterator[str]:
    """Yield every path of the catalogue, items of records as `tests.N.kind`."""
    for fact in CATALOGUE.values():
        yield fact.path
        yield from (f"{fact.path}.N.{item.path}" for item in fact.of_item)
