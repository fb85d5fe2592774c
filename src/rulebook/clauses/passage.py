"""Demands on how people pass: means and origin of travel, vehicle, stops, time in transit, hours, consents, groups."""

from dataclasses import dataclass
from datetime import time
from typing import ClassVar

from rulebook.certlogic.tree import Constant, Equal, Expr, Var
from rulebook.clauses.base import (
    CLEARANCE_KINDS,
    FORMS,
    MODES,
    TRUE,
    Clause,
    ParameterKind,
    Subject,
    all_of,
    any_item,
    any_text_in,
    compare,
    either,
    is_one_of,
    labels,
    parameter,
)
from rulebook.travellers import Clearance
from rulebook.words import N_, Words


@dataclass(frozen=True, slots=True)
class TravelsBy(Clause):
    """Travels by one of some means."""

    keyword = "travels_by"
    actions = ("change_plan",)

    modes: tuple[str, ...] = parameter(ParameterKind.TEXTS, "means of travel", vocabulary=MODES)

    def lower(self) -> Expr:
        """The means of the step is one of them."""
        return is_one_of("step.mode", self.modes)

    def demand(self, words: Words) -> str:
        """Say by which means."""
        return words("travels by {modes}", modes=labels(words, MODES, self.modes))


@dataclass(frozen=True, slots=True)
class ComingFrom(Clause):
    """Comes from one of some countries at this step."""

    keyword = "coming_from"
    actions = ("use_other_crossing",)

    any_of: tuple[str, ...] = parameter(ParameterKind.COUNTRIES, "countries the step leads from")

    def lower(self) -> Expr:
        """The step leads from one of the countries."""
        return is_one_of("step.coming_from", self.any_of)

    def demand(self, words: Words) -> str:
        """Say from where."""
        return words("comes from {countries}", countries=words.either(map(words.country, self.any_of)))


@dataclass(frozen=True, slots=True)
class GoingTo(Clause):
    """Travels on to one of some countries."""

    keyword = "going_to"

    any_of: tuple[str, ...] = parameter(ParameterKind.COUNTRIES, "countries of destination")

    def lower(self) -> Expr:
        """The destination is one of the countries."""
        return is_one_of("step.going_to", self.any_of)

    def demand(self, words: Words) -> str:
        """Say to where."""
        return words("travels on to {countries}", countries=words.either(map(words.country, self.any_of)))


@dataclass(frozen=True, slots=True)
class Purpose(Clause):
    """Travels for one of some purposes."""

    keyword = "purpose"

    any_of: tuple[str, ...] = parameter(ParameterKind.TEXTS, "purposes of travel, e.g. return, work, family")

    def lower(self) -> Expr:
        """The purpose is one of them."""
        return is_one_of("step.purpose", self.any_of)

    def demand(self, words: Words) -> str:
        """Say for which purpose."""
        return words("travels for {purposes}", purposes=words.either(self.any_of))


@dataclass(frozen=True, slots=True)
class GroupKind(Clause):
    """Belongs to one of some kinds of group."""

    keyword = "group_kind"
    actions = ("travel_in_group",)

    any_of: tuple[str, ...] = parameter(ParameterKind.TEXTS, "kinds of group, e.g. seasonal workers, students")

    def lower(self) -> Expr:
        """Some kind of the group is one of them."""
        return any_text_in("group.kinds", self.any_of)

    def demand(self, words: Words) -> str:
        """Say which kinds of group."""
        return words("belongs to a group of {kinds}", kinds=words.either(self.any_of))


class _Arranged(Clause):
    """A yes-or-no matter that the organiser of the movement arranges."""

    __slots__ = ()

    path: ClassVar[str]
    met: ClassVar[str]
    unmet: ClassVar[str]

    def lower(self) -> Expr:
        """The matter is arranged."""
        return Equal(Var(self.path), TRUE)

    def demand(self, words: Words) -> str:
        """Say what must be arranged."""
        return words(self.met)

    def reason(self, subject: Subject) -> str:
        """Say that it is not."""
        return subject.words(self.unmet)


@dataclass(frozen=True, slots=True)
class OrganisedGroup(_Arranged):
    """Travels in an organised group."""

    keyword = "organised_group"
    actions = ("travel_in_group",)
    path, met, unmet = (
        "group.organised",
        N_("travels in an organised group"),
        N_("does not travel in an organised group"),
    )


@dataclass(frozen=True, slots=True)
class SealedVehicle(_Arranged):
    """The vehicle is sealed from gate to gate."""

    keyword = "sealed_vehicle"
    actions = ("arrange_vehicle",)
    path, met, unmet = "vehicle.sealed", N_("sealed vehicle"), N_("the vehicle is not sealed")


@dataclass(frozen=True, slots=True)
class EscortedVehicle(_Arranged):
    """The vehicle is escorted."""

    keyword = "escorted_vehicle"
    actions = ("arrange_escort",)
    path, met, unmet = "vehicle.escorted", N_("escorted vehicle"), N_("the vehicle has no escort")


@dataclass(frozen=True, slots=True)
class MedicAboard(_Arranged):
    """A medic travels along."""

    keyword = "medic_aboard"
    actions = ("arrange_escort",)
    path, met, unmet = "vehicle.medic", N_("medic aboard"), N_("no medic is aboard")


@dataclass(frozen=True, slots=True)
class MasksAboard(_Arranged):
    """There are masks for everybody."""

    keyword = "masks_aboard"
    actions = ("arrange_vehicle",)
    path, met, unmet = "vehicle.masks", N_("masks for all aboard"), N_("there are no masks for all")


@dataclass(frozen=True, slots=True)
class NoStops(Clause):
    """No stop between the gates."""

    keyword = "no_stops"
    actions = ("change_plan",)

    def lower(self) -> Expr:
        """No stop is planned."""
        return Equal(Var("transit.stops"), Constant(0))

    def demand(self, words: Words) -> str:
        """Say that nobody may stop."""
        return words("no stops on the way")

    def reason(self, subject: Subject) -> str:
        """Show how many stops are planned."""
        return subject.words.count("{n} stop is planned", "{n} stops are planned", subject.step.party.stops or 0)


@dataclass(frozen=True, slots=True)
class HoursInTransit(Clause):
    """At most so many hours from gate to gate."""

    keyword = "hours_in_transit"
    actions = ("change_plan",)

    at_most: int = parameter(ParameterKind.NUMBER, "longest time from gate to gate, in hours", least=1, most=720)

    def lower(self) -> Expr:
        """The planned time is no longer."""
        return compare("transit.minutes", "<=", self.at_most * 60)

    def demand(self, words: Words) -> str:
        """Say how long."""
        return words.count("at most {n} hour from gate to gate", "at most {n} hours from gate to gate", self.at_most)

    def reason(self, subject: Subject) -> str:
        """Show the planned time."""
        words = subject.words
        planned = words.hours(subject.step.party.transit_minutes or 0)
        return words("planned: {hours}; at most {n} h", hours=planned, n=self.at_most)


@dataclass(frozen=True, slots=True)
class ShareOfSeats(Clause):
    """At most a share of the seats is taken."""

    keyword = "share_of_seats"
    actions = ("free_seats",)

    at_most_percent: int = parameter(
        ParameterKind.NUMBER, "greatest share of seats taken, in percent", least=1, most=100
    )

    def lower(self) -> Expr:
        """No greater share is taken."""
        return compare("vehicle.taken_permille", "<=", self.at_most_percent * 10)

    def demand(self, words: Words) -> str:
        """Say which share."""
        return words("at most {n} % of the seats taken", n=self.at_most_percent)

    def reason(self, subject: Subject) -> str:
        """Show the seats taken."""
        party = subject.step.party
        return subject.words(
            "{taken} of {seats} seats are taken; at most {n} %",
            taken=party.seats_taken,
            seats=party.seats,
            n=self.at_most_percent,
        )


@dataclass(frozen=True, slots=True)
class HeadCount(Clause):
    """At most so many people in the group."""

    keyword = "head_count"
    actions = ("split_group",)

    at_most: int = parameter(ParameterKind.NUMBER, "most people in the group", least=1, most=100_000)

    def lower(self) -> Expr:
        """The group is no larger."""
        return compare("group.size", "<=", self.at_most)

    def demand(self, words: Words) -> str:
        """Say how many."""
        return words.count("at most {n} person in the group", "at most {n} people in the group", self.at_most)

    def reason(self, subject: Subject) -> str:
        """Show the size of the group."""
        size = subject.step.party.size or 0
        return subject.words.count("the group has {n} person; at most {most}",
                                   "the group has {n} people; at most {most}", size, most=self.at_most)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PostHours(Clause):
    """Only within the hours of the post, in its own zone; `until` itself is too late. May run over midnight."""

    keyword = "post_hours"
    actions = ("move_step",)

    opens: time = parameter(ParameterKind.CLOCK, "local time from which people pass")
    until: time = parameter(ParameterKind.CLOCK, "local time from which nobody passes any more")

    def lower(self) -> Expr:
        """The local time of the step lies within the hours."""
        opens, until = _minutes(self.opens), _minutes(self.until)
        after, before = compare("step.minute_of_day", ">=", opens), compare("step.minute_of_day", "<", until)
        return all_of(after, before) if opens < until else either(after, before)

    def demand(self, words: Words) -> str:
        """Say the hours."""
        return words("between {opens} and {until} local time", opens=f"{self.opens:%H:%M}", until=f"{self.until:%H:%M}")

    def reason(self, subject: Subject) -> str:
        """Show the planned local time."""
        words = subject.words
        return words("planned {moment}; demanded: {demand}",
                     moment=words.moment(subject.step.at), demand=self.demand(words))  # fmt: skip


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


@dataclass(frozen=True, slots=True)
class ConsentOfAuthority(Clause):
    """An authority has said yes, in the form demanded, and its yes still holds at the step."""

    keyword = "consent_of_authority"
    actions = ("ask_clearance",)

    authority: str = parameter(ParameterKind.TEXT, "name of the authority")
    kinds: tuple[str, ...] = parameter(
        ParameterKind.TEXTS, "kinds of clearance that count; any when left out", default=(), vocabulary=CLEARANCE_KINDS
    )
    form: str = parameter(ParameterKind.TEXT, "form demanded; any when left out", default="", vocabulary=FORMS)

    def lower(self) -> Expr:
        """Some answer of the authority is a yes that still holds."""
        conditions: list[Expr] = [
            Equal(Var("current.authority"), Constant(self.authority)),
            Equal(Var("current.decision"), Constant("yes")),
            compare("current.minutes_left", ">=", 0),
        ]
        if self.kinds:
            conditions.append(is_one_of("current.kind", self.kinds))
        if self.form:
            conditions.append(Equal(Var("current.form"), Constant(self.form)))
        return any_item("clearances", all_of(*conditions))

    def demand(self, words: Words) -> str:
        """Say whose consent."""
        messages = {"written": N_("written consent of {authority}"), "oral": N_("oral consent of {authority}")}
        consent = words(messages.get(self.form, N_("consent of {authority}")), authority=self.authority)
        if not self.kinds:
            return consent
        return words("{consent} ({kinds})", consent=consent, kinds=labels(words, CLEARANCE_KINDS, self.kinds))

    def reason(self, subject: Subject) -> str:
        """Show what the authority has said so far."""
        words = subject.words
        answers = [one for one in subject.step.party.clearances or () if one.authority == self.authority]
        if not answers:
            return words("{authority} has not answered", authority=self.authority)
        shown = words.both(self._answer(one, subject) for one in answers)
        return words("{authority} answered: {answers}; demanded: {demand}",
                     authority=self.authority, answers=shown, demand=self.demand(words))  # fmt: skip

    def _answer(self, answer: Clearance, subject: Subject) -> str:
        """Say one answer, and that it has run out where it has."""
        words = subject.words
        form, decision = FORMS.get(answer.form or "", ""), _DECISIONS.get(answer.decision, answer.decision)
        shown = words("{form} {decision}", form=words(form), decision=words(decision)).strip()
        if answer.until is None or answer.until >= subject.step.at:
            return shown
        until = words.moment(answer.until.astimezone(subject.step.at.tzinfo))
        return words("{answer}, which ran out {moment}", answer=shown, moment=until)


_DECISIONS = {"yes": N_("yes"), "no": N_("no"), "pending": N_("no decision yet")}
