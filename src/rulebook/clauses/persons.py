"""Demands on who a person is: nationality, residence, age, temperature, lists, quarantine."""

from dataclasses import dataclass

from rulebook.certlogic.tree import And, Constant, Equal, Expr, If, Var
from rulebook.clauses.base import (
    FALSE,
    TRUE,
    Clause,
    ParameterKind,
    Subject,
    all_of,
    any_item,
    any_text_in,
    compare,
    parameter,
)
from rulebook.facts import age_bounds
from rulebook.words import N_, Words


@dataclass(frozen=True, slots=True)
class Nationality(Clause):
    """A national of one of some countries; one of several nationalities is enough."""

    keyword = "nationality"

    any_of: tuple[str, ...] = parameter(ParameterKind.COUNTRIES, "countries whose nationals are meant")

    def lower(self) -> Expr:
        """Some nationality is one of the countries."""
        return any_text_in("traveller.nationalities", self.any_of)

    def demand(self, words: Words) -> str:
        """Say whose nationals."""
        return words("national of {countries}", countries=words.either(map(words.country, self.any_of)))

    def reason(self, subject: Subject) -> str:
        """Show the nationalities on record."""
        words = subject.words
        held = words.both(map(words.country, subject.traveller.nationalities or ()))
        return words("is a national of {held}; demanded: {demand}", held=held, demand=self.demand(words))


@dataclass(frozen=True, slots=True)
class Residence(Clause):
    """A lawful resident of one of some countries."""

    keyword = "residence"

    any_of: tuple[str, ...] = parameter(ParameterKind.COUNTRIES, "countries whose residents are meant")

    def lower(self) -> Expr:
        """Some country of residence is one of the countries."""
        return any_text_in("traveller.residences", self.any_of)

    def demand(self, words: Words) -> str:
        """Say whose residents."""
        return words("resident of {countries}", countries=words.either(map(words.country, self.any_of)))


@dataclass(frozen=True, slots=True)
class Age(Clause):
    """An age in completed years on the day of the step. A partial date of birth is used as far as it goes."""

    keyword = "age"

    at_least: int = parameter(ParameterKind.NUMBER, "least age in completed years", default=0, least=0, most=150)
    under: int = parameter(ParameterKind.NUMBER, "age not yet reached, in years", default=200, least=1, most=200)

    def lower(self) -> Expr:
        """Settled by the bounds of the age where they suffice, by the age itself where not."""
        conditions = []
        if self.at_least > 0:
            conditions.append(_at_least(self.at_least))
        if self.under < 200:
            conditions.append(If(_at_least(self.under), FALSE, TRUE))
        return all_of(*conditions) if conditions else TRUE

    def demand(self, words: Words) -> str:
        """Say the age."""
        parts = []
        if self.at_least > 0:
            parts.append(words.count("aged {n} year or more", "aged {n} years or more", self.at_least))
        if self.under < 200:
            parts.append(words.count("under {n} year of age", "under {n} years of age", self.under))
        return ", ".join(parts) or words("of any age")

    def reason(self, subject: Subject) -> str:
        """Show the age on the day."""
        words = subject.words
        least, most = age_bounds(subject.traveller, subject.step.at.date()) or (0, 0)
        shown = str(least) if least == most else f"{least}–{most}"
        return words("is {age} years old; demanded: {demand}", age=shown, demand=self.demand(words))


def _at_least(years: int) -> Expr:
    certain = compare("traveller.age_min", ">=", years)
    excluded = compare("traveller.age_max", "<", years)
    return If(certain, TRUE, If(excluded, FALSE, compare("traveller.age", ">=", years)))


@dataclass(frozen=True, slots=True)
class Temperature(Clause):
    """A body temperature no higher than a limit."""

    keyword = "temperature"
    actions = ("measure_again",)

    at_most_tenths: int = parameter(
        ParameterKind.NUMBER, "highest temperature, in tenths of a degree Celsius", least=300, most=450
    )

    def lower(self) -> Expr:
        """The temperature is no higher."""
        return compare("traveller.temperature", "<=", self.at_most_tenths)

    def demand(self, words: Words) -> str:
        """Say the limit."""
        return words("body temperature at most {limit} °C", limit=_degrees(self.at_most_tenths))

    def reason(self, subject: Subject) -> str:
        """Show the reading."""
        words = subject.words
        reading = _degrees(subject.traveller.temperature or 0)
        return words("{reading} °C; at most {limit}", reading=reading, limit=_degrees(self.at_most_tenths))


def _degrees(tenths: int) -> str:
    return f"{tenths // 10}.{tenths % 10}"


@dataclass(frozen=True, slots=True)
class OnAgreedList(Clause):
    """Named on a list that the parties agreed on."""

    keyword = "on_agreed_list"
    actions = ("join_list",)

    list_id: str = parameter(ParameterKind.TEXT, "name of the agreed list")
    final: bool = parameter(ParameterKind.TRUTH, "whether the list must be final and unchanged", default=False)

    def lower(self) -> Expr:
        """Some list that names the person is this one."""
        conditions: list[Expr] = [Equal(Var("current.id"), Constant(self.list_id))]
        if self.final:
            conditions.append(Equal(Var("current.final"), TRUE))
        return any_item("lists", all_of(*conditions))

    def demand(self, words: Words) -> str:
        """Say which list."""
        message = N_("named on the final list {list}") if self.final else N_("named on the list {list}")
        return words(message, list=self.list_id)

    def reason(self, subject: Subject) -> str:
        """Say whether the name is missing or the list is not final."""
        words = subject.words
        named = any(one.id == self.list_id for one in subject.traveller.lists or ())
        message = N_("the list {list} is not final yet") if named else N_("is not on the list {list}")
        return words(message, list=self.list_id)


@dataclass(frozen=True, slots=True)
class Quarantine(Clause):
    """So many days of quarantine after the step, arranged beforehand."""

    keyword = "quarantine"
    actions = ("arrange_quarantine",)

    days: int = parameter(ParameterKind.NUMBER, "days of quarantine", least=1, most=90)

    def lower(self) -> Expr:
        """Quarantine is arranged, for at least the days."""
        path = "traveller.quarantine_days"
        return And((Var(path), compare(path, ">=", self.days)))

    def demand(self, words: Words) -> str:
        """Say how long."""
        return words.count("{n} day of quarantine", "{n} days of quarantine", self.days)

    def reason(self, subject: Subject) -> str:
        """Say that it still binds."""
        words, arranged = subject.words, subject.traveller.quarantine_days
        demand = self.demand(words)
        if not arranged:
            return words("{demand} after entry still binds; none is arranged", demand=demand)
        return words("{demand} after entry still binds; arranged: {n}", demand=demand, n=arranged)
