"""What every clause is, how its parameters are declared, and the words that several clauses share."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from datetime import datetime
from enum import Enum
from typing import Any, ClassVar

from rulebook.certlogic.tree import And, Compare, Constant, Equal, Expr, If, In, ListOf, NumberOrder, Reduce, Var
from rulebook.travellers import Step, Traveller
from rulebook.words import N_, Words


class ParameterKind(Enum):
    """How a parameter is written in a pack."""

    NUMBER = "a whole number"
    TEXT = "a text"
    TEXTS = "a list of texts"
    COUNTRY = "an ISO 3166-1 alpha-3 country code"
    COUNTRIES = "a list of ISO 3166-1 alpha-3 country codes"
    TRUTH = "true or false"
    CLOCK = "a time of day, as 08:00"
    CLAUSE = "a clause"
    CLAUSES = "a list of clauses"
    EXPRESSION = "a CertLogic expression"


@dataclass(frozen=True, slots=True)
class Parameter:
    """How one parameter of a clause is written: its kind, bounds or vocabulary, and what it means."""

    kind: ParameterKind
    meaning: str
    least: int | None = None
    most: int | None = None
    vocabulary: Mapping[str, str] | None = None


def parameter(kind: ParameterKind, meaning: str, *, default: Any = MISSING, **bounds: Any) -> Any:
    """Declare a field of a clause as a parameter that packs can write; without a default it is required."""
    return field(default=default, metadata={"parameter": Parameter(kind, meaning, **bounds)})


def parameters_of(clause: type["Clause"]) -> dict[str, tuple[Parameter, bool]]:
    """Return the parameters of a kind of clause by name, each with whether it is required."""
    return {one.name: (one.metadata["parameter"], one.default is MISSING) for one in fields(clause)}  # type: ignore[arg-type]  # every clause is a dataclass


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a reason speaks of, at which step, in the reader's words."""

    traveller: Traveller
    step: Step
    words: Words


class Clause(ABC):
    """One demand, typed. Subclasses are frozen dataclasses whose fields are made by `parameter`."""

    __slots__ = ()

    keyword: ClassVar[str]
    """How packs call it."""
    actions: ClassVar[tuple[str, ...]] = ()
    """What could mend it, as keys of `ACTIONS`; nothing for what nobody can change before the step."""

    @abstractmethod
    def lower(self) -> Expr:
        """Return the CertLogic expression that is truthy where the demand is met."""

    @abstractmethod
    def demand(self, words: Words) -> str:
        """Say what is demanded, as a noun phrase without a full stop."""

    def reason(self, subject: Subject) -> str:
        """Say with the person's own figures why the demand is not met."""
        return subject.words("demanded: {demand}", demand=self.demand(subject.words))


ACTIONS: dict[str, str] = {
    "obtain_test": N_("obtain a test"),
    "obtain_paper": N_("obtain a travel document"),
    "obtain_visa": N_("obtain a visa"),
    "be_vaccinated": N_("be vaccinated"),
    "ask_clearance": N_("ask the authority for its consent"),
    "join_list": N_("be put on the agreed list"),
    "arrange_vehicle": N_("arrange the vehicle"),
    "arrange_escort": N_("arrange the escort"),
    "free_seats": N_("free seats or add a vehicle"),
    "split_group": N_("split the group"),
    "move_step": N_("cross at another time"),
    "use_other_crossing": N_("use another crossing"),
    "change_plan": N_("change the plan of the journey"),
    "measure_again": N_("measure the temperature again"),
    "arrange_quarantine": N_("arrange quarantine"),
    "travel_in_group": N_("travel in an organised group"),
}

TEST_KINDS = {"pcr": N_("PCR"), "rapid": N_("rapid antigen"), "antibody": N_("antibody")}
PAPER_KINDS = {
    "passport": N_("passport"),
    "return_certificate": N_("return certificate"),
    "laissez_passer": N_("laissez-passer"),
    "birth_certificate": N_("birth certificate"),
    "national_id": N_("national identity card"),
    "seafarer_book": N_("seafarer's book"),
    "residence_permit": N_("residence permit"),
}
VISA_KINDS = {"transit": N_("transit"), "entry": N_("entry"), "exit": N_("exit"), "residence": N_("residence")}
MODES = {"road": N_("road"), "rail": N_("rail"), "air": N_("air"), "foot": N_("foot"), "water": N_("water")}
CLEARANCE_KINDS = {
    "exit": N_("exit"),
    "transit": N_("transit"),
    "entry": N_("entry"),
    "health": N_("health"),
    "escort": N_("escort"),
    "reception": N_("reception"),
    "no_objection": N_("no objection"),
}
FORMS = {"oral": N_("oral"), "written": N_("written")}

TRUE, FALSE = Constant(True), Constant(False)
_FOUND, _CURRENT = Var("accumulator"), Var("current")


def any_item(path: str, condition: Expr) -> Expr:
    """Lower "some record of the list satisfies `condition`", which reads the record as `current`."""
    return Reduce(Var(path), If(_FOUND, TRUE, condition), FALSE)


def any_text_in(path: str, texts: tuple[str, ...]) -> Expr:
    """Lower "some text of the list is one of `texts`"."""
    return any_item(path, In(_CURRENT, constants(texts)))


def either(*expressions: Expr) -> Expr:
    """Lower "any of these" (CertLogic has no `or`)."""
    *head, last = expressions
    for expression in reversed(head):
        last = If(expression, TRUE, last)
    return last


def constants(texts: tuple[str, ...]) -> ListOf:
    """Return a list of text constants."""
    return ListOf(tuple(Constant(text) for text in texts))


def is_one_of(path: str, texts: tuple[str, ...]) -> Expr:
    """Lower "this text is one of these"."""
    return Equal(Var(path), Constant(texts[0])) if len(texts) == 1 else In(Var(path), constants(texts))


def compare(path: str, order: NumberOrder, number: int) -> Expr:
    """Lower a comparison of a number with a constant."""
    return Compare(order, (Var(path), Constant(number)))


def within(least: int, path: str, most: int) -> Expr:
    """Lower "the number lies between two constants, both included"."""
    return Compare("<=", (Constant(least), Var(path), Constant(most)))


def all_of(*expressions: Expr) -> Expr:
    """Lower "all of these"; one expression stands for itself."""
    return expressions[0] if len(expressions) == 1 else And(expressions)


def labels(words: Words, vocabulary: Mapping[str, str], keys: tuple[str, ...]) -> str:
    """Join the words for some keys of a vocabulary with "or"; a key without a word stands for itself."""
    return words.either(words(vocabulary.get(key, key.replace("_", " "))) for key in keys)


def sampled(words: Words, at: datetime, minutes: int) -> str:
    """Say when a sample was taken and how long before the step."""
    return words("sampled {moment}, {hours} before the gate", moment=words.moment(at), hours=words.hours(minutes))
