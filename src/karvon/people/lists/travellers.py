"""One person of a list, as the list says it; what it does not say is None, and is never taken for "none"."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Sex(StrEnum):
    """As in a travel document (ICAO 9303)."""

    FEMALE = "F"
    MALE = "M"
    UNSPECIFIED = "X"


class TestKind(StrEnum):
    """What a test looks for, as border rules tell them apart."""

    __test__ = False

    PCR = "pcr"
    RAPID = "rapid"
    """A rapid antigen test; lists say "rapid", "express" or "antigen"."""
    ANTIBODY = "antibody"


class TestResult(StrEnum):
    """What a test found."""

    __test__ = False

    NEGATIVE = "negative"
    POSITIVE = "positive"
    INCONCLUSIVE = "inconclusive"
    PENDING = "pending"


class DocumentKind(StrEnum):
    """A paper to travel with."""

    PASSPORT = "passport"
    SERVICE_PASSPORT = "service_passport"
    DIPLOMATIC_PASSPORT = "diplomatic_passport"
    ID_CARD = "id_card"
    BIRTH_CERTIFICATE = "birth_certificate"
    RETURN_CERTIFICATE = "return_certificate"
    """A laissez-passer or certificate for return, issued by a consulate instead of a passport."""
    REFUGEE_DOCUMENT = "refugee_document"
    STATELESS_DOCUMENT = "stateless_document"
    RESIDENCE_PERMIT = "residence_permit"


class Side(StrEnum):
    """Where a person stands at a crossing."""

    EXIT = "exit"
    """Before the post of the state that is left."""
    BETWEEN = "between"
    """Stamped out of one state and not yet in the other."""
    ENTRY = "entry"
    """In the state that is entered."""


@dataclass(frozen=True, slots=True)
class Age:
    """An age as the list gives it: whole years, the months of an infant, and the day of the list if it is known."""

    years: int
    months: int | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A travel document."""

    kind: DocumentKind | None = None
    number: str | None = None
    """As written, series included."""
    country: str | None = None
    """The issuing state, ISO 3166-1 alpha-3."""
    issued_on: date | None = None
    expires_on: date | None = None
    never_expires: bool = False
    """The list says so, as of a document without end."""


@dataclass(frozen=True, slots=True)
class LabTest:
    """A test for infection."""

    kind: TestKind | None = None
    sampled_at: datetime | None = None
    """With its zone; None if the list gives no hour or no zone."""
    sampled_on: date | None = None
    """The day as written at the place of sampling."""
    result: TestResult | None = None
    country: str | None = None
    laboratory: str | None = None


@dataclass(frozen=True, slots=True)
class Vaccination:
    """One dose of a vaccine."""

    product: str | None = None
    dose: int | None = None
    doses: int | None = None
    """How many make the series, from "1/2"."""
    given_on: date | None = None


@dataclass(frozen=True, slots=True)
class Visa:
    """A permission to enter a state."""

    kind: str | None = None
    country: str | None = None
    number: str | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    entries: int | None = None
    multiple: bool = False
    """Any number of entries."""


@dataclass(frozen=True, slots=True)
class TravellerRow:
    """One row of a list of travellers. None is "not recorded"; an empty tuple is "the list says there are none"."""

    row: int
    number: str | None = None
    person_id: str | None = None
    family_name: str | None = None
    given_name: str | None = None
    patronymic: str | None = None
    full_name: str | None = None
    """The whole name where the list gives it in one cell, as written."""
    sex: Sex | None = None
    age: Age | None = None
    birth_date: str | None = None
    """`1986`, `1986-07` or `1986-07-12`: as much as is known."""
    nationalities: tuple[str, ...] | None = None
    """ISO 3166-1 alpha-3; `XXA` for a stateless person (ICAO 9303)."""
    residence: str | None = None
    documents: tuple[Document, ...] | None = None
    tests: tuple[LabTest, ...] | None = None
    vaccinations: tuple[Vaccination, ...] | None = None
    visas: tuple[Visa, ...] | None = None
    denied: tuple[str, ...] = ()
    """Kinds of paper or test that the list says this person does not have (`pcr`, `passport`), other kinds unsaid."""
    household: str | None = None
    role: str | None = None
    group: str | None = None
    home_place: str | None = None
    came_from: str | None = None
    needs: tuple[str, ...] | None = None
    flags: tuple[str, ...] | None = None
    phone: str | None = None
    language: str | None = None
    """ISO 639-1, or 639-3 where there is no shorter code."""
    consent: tuple[str, ...] | None = None
    temperature: float | None = None
    """Degrees Celsius."""
    post: str | None = None
    side: Side | None = None
    stamped_out: bool | None = None
    batch: str | None = None
    vehicle: str | None = None
    seat: str | None = None
    note: str | None = None

    @property
    def name(self) -> str:
        """What to call the person in a table: the name, else the identifier, else the number of a paper."""
        if self.full_name:
            return self.full_name
        parts = " ".join(part for part in (self.family_name, self.given_name, self.patronymic) if part)
        numbers = (document.number for document in self.documents or () if document.number)
        return parts or self.person_id or next(numbers, "")
