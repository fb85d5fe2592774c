"""Clauses made of clauses, the flat refusal, and free CertLogic where no clause says it."""

from dataclasses import dataclass

from rulebook.certlogic.interpret import settle
from rulebook.certlogic.reading import read, write
from rulebook.certlogic.tree import Expr, If, Json, Not
from rulebook.clauses.base import (
    FALSE,
    TRUE,
    Clause,
    ParameterKind,
    Subject,
    all_of,
    either,
    parameter,
)
from rulebook.facts import build
from rulebook.words import Words


@dataclass(frozen=True, slots=True)
class AnyOf(Clause):
    """At least one of several clauses."""

    keyword = "any_of"

    clauses: tuple[Clause, ...] = parameter(ParameterKind.CLAUSES, "clauses of which one must hold")

    def lower(self) -> Expr:
        """One of them holds."""
        return either(*(clause.lower() for clause in self.clauses))

    def demand(self, words: Words) -> str:
        """Say all of them with "or"."""
        return words.either(clause.demand(words) for clause in self.clauses)

    def reason(self, subject: Subject) -> str:
        """Say why none of them holds."""
        return subject.words("none of these holds: {reasons}", reasons=_reasons(self.clauses, subject))


@dataclass(frozen=True, slots=True)
class AllOf(Clause):
    """Several clauses together."""

    keyword = "all_of"

    clauses: tuple[Clause, ...] = parameter(ParameterKind.CLAUSES, "clauses that must all hold")

    def lower(self) -> Expr:
        """All of them hold."""
        return all_of(*(clause.lower() for clause in self.clauses))

    def demand(self, words: Words) -> str:
        """Say all of them with "and"."""
        return words.both(clause.demand(words) for clause in self.clauses)

    def reason(self, subject: Subject) -> str:
        """Say the reasons of those that do not hold."""
        facts = build(subject.traveller, subject.step)
        return _reasons(tuple(one for one in self.clauses if settle(one.lower(), facts).truth is False), subject)


def _reasons(clauses: tuple[Clause, ...], subject: Subject) -> str:
    return "; ".join(clause.reason(subject) for clause in clauses)


@dataclass(frozen=True, slots=True)
class NotThis(Clause):
    """The opposite of a clause."""

    keyword = "not"

    clause: Clause = parameter(ParameterKind.CLAUSE, "clause that must not hold")

    def lower(self) -> Expr:
        """It does not hold."""
        return Not(self.clause.lower())

    def demand(self, words: Words) -> str:
        """Say it negated."""
        return words("not: {demand}", demand=self.clause.demand(words))


@dataclass(frozen=True, slots=True)
class Unless(Clause):
    """A clause with an exception; in packs the exception stands as `unless` beside the clause."""

    keyword = "unless"

    clause: Clause = parameter(ParameterKind.CLAUSE, "clause that must hold")
    exception: Clause = parameter(ParameterKind.CLAUSE, "clause that frees from it")

    @property
    def actions(self) -> tuple[str, ...]:  # type: ignore[override]  # follows the clause inside
        """What could mend the clause inside."""
        return self.clause.actions

    def lower(self) -> Expr:
        """The exception holds, or else the clause."""
        return If(self.exception.lower(), TRUE, self.clause.lower())

    def demand(self, words: Words) -> str:
        """Say the clause and its exception."""
        return words(
            "{demand} (exempt: {exception})", demand=self.clause.demand(words), exception=self.exception.demand(words)
        )

    def reason(self, subject: Subject) -> str:
        """Say the reason of the clause."""
        return self.clause.reason(subject)


@dataclass(frozen=True, slots=True)
class Forbidden(Clause):
    """Nobody passes."""

    keyword = "forbidden"
    actions = ("use_other_crossing",)

    def lower(self) -> Expr:
        """Never."""
        return FALSE

    def demand(self, words: Words) -> str:
        """Say that nobody passes."""
        return words("nobody passes")

    def reason(self, subject: Subject) -> str:
        """Say that passing is forbidden."""
        return subject.words("passing is forbidden")


@dataclass(frozen=True, slots=True)
class Admitted(Clause):
    """Passes without a further demand; it says that somebody looked and there is none."""

    keyword = "admitted"

    def lower(self) -> Expr:
        """Always."""
        return TRUE

    def demand(self, words: Words) -> str:
        """Say that there is no demand."""
        return words("no further demand")


@dataclass(frozen=True, slots=True)
class FreeLogic(Clause):
    """A CertLogic expression where no typed clause says it; judged the same, explained only in its own terms."""

    keyword = "certlogic"

    expression: Expr = parameter(ParameterKind.EXPRESSION, "CertLogic 1.3.3 expression over the catalogue of facts")

    @staticmethod
    def of(json: Json) -> "FreeLogic":
        """Read the expression; raises `MalformedExpression`."""
        return FreeLogic(read(json))

    def lower(self) -> Expr:
        """Return the expression itself."""
        return self.expression

    def demand(self, words: Words) -> str:
        """Say that it is a logical condition; the requirement's own text says more."""
        return words("a condition written in CertLogic")

    def json(self) -> Json:
        """Return the expression as JSON."""
        return write(self.expression)
