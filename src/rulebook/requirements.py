"""Border requirements as data: immutable versions with scope, clauses, sources, standing and two clocks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from functools import cached_property
from types import MappingProxyType

from rulebook.certlogic.tree import And, Constant, Expr, In, Not, Var
from rulebook.clauses.base import TRUE, Clause, any_text_in, constants, is_one_of
from rulebook.clauses.persons import OnAgreedList
from rulebook.travellers import Role
from rulebook.words import N_, Words


class Kind(Enum):
    """What a version does to those whom it concerns."""

    REQUIREMENT = "requirement"
    PROHIBITION = "prohibition"
    EXEMPTION = "exemption"
    ADVISORY = "advisory"


class Standing(Enum):
    """How sure we are that the demand is really made."""

    RUMOURED = "rumoured"
    STATED = "stated"
    CONFIRMED = "confirmed"
    WITHDRAWN = "withdrawn"


STANDINGS = {
    Standing.RUMOURED: N_("rumoured"),
    Standing.STATED: N_("stated, unconfirmed"),
    Standing.CONFIRMED: N_("confirmed"),
    Standing.WITHDRAWN: N_("withdrawn"),
}
KINDS = {
    Kind.REQUIREMENT: N_("requirement"),
    Kind.PROHIBITION: N_("prohibition"),
    Kind.EXEMPTION: N_("exemption"),
    Kind.ADVISORY: N_("advice"),
}


@dataclass(frozen=True, slots=True)
class Source:
    """Where a demand was heard or read: which authority, channel and words, when, and the hash of the paper.

    `posts` are the posts or crossings that the source itself speaks of; empty when it speaks of the whole border.
    """

    authority: str
    channel: str
    quote: str
    heard_at: datetime
    sha256: str | None = None
    reference: str | None = None
    posts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """Whom a version concerns; an empty field means everybody. `except_nationalities` wins over `nationalities`."""

    nationalities: tuple[str, ...] = ()
    except_nationalities: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    coming_from: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    agreed_list: str | None = None


@dataclass(frozen=True, slots=True)
class Remedy:
    """One way to meet a demand: what to do, how long it takes, where, and what it costs where that is known."""

    action: str
    lead: timedelta | None = None
    place: str | None = None
    cost_usd_cents: int | None = None
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Part:
    """One named clause of a version, with its own texts and remedies."""

    name: str
    clause: Clause
    texts: Mapping[str, str] = field(default_factory=dict)
    remedies: tuple[Remedy, ...] = ()

    def text(self, words: Words) -> str:
        """Return the text written for this language, else the clause in words."""
        return self.texts.get(words.language) or self.clause.demand(words)


@dataclass(frozen=True, slots=True)
class Example:
    """A case that a version must judge as told: facts by path over a blank traveller, and whether they pass.

    To pass means to be concerned and to meet every part; `passes` is None where that must stay open. A case that is
    not `concerned` shows whom the version leaves alone; its `passes` is None.
    """

    name: str
    facts: Mapping[str, object]
    passes: bool | None
    concerned: bool = True


@dataclass(frozen=True)
class RequirementVersion:
    """What one state demands of whom, in which role, from when to when, as known from `recorded_at` on.

    Ranges are half-open: in force from `valid_from`, no longer at `valid_to`. `posts` holds ids of posts or crossings;
    empty means the whole border. `overrides` names requirements that do not bind where this version does;
    `conflicts_with` names those that cannot hold together with it, so that each side is shown.
    """

    id: str
    version: int
    jurisdiction: str
    roles: frozenset[Role]
    kind: Kind
    standing: Standing
    valid_from: datetime
    recorded_at: datetime
    title: Mapping[str, str]
    valid_to: datetime | None = None
    modes: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()
    scope: Scope = field(default_factory=Scope)
    when: Clause | None = None
    parts: tuple[Part, ...] = ()
    overrides: tuple[str, ...] = ()
    conflicts_with: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    last_confirmed_at: datetime | None = None
    stale_after: timedelta | None = None
    examples: tuple[Example, ...] = ()
    extras: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))

    def __hash__(self) -> int:
        return hash((self.id, self.version, self.recorded_at))

    @cached_property
    def applies_when(self) -> Expr:
        """The expression that is truthy for those whom this version concerns: scope, means, places, own condition."""
        conditions = _scope_conditions(self.scope)
        if self.modes:
            conditions.append(is_one_of("step.mode", self.modes))
        if self.posts:
            places = constants(self.posts)
            conditions.append(Not(And((Not(In(Var("step.post"), places)), Not(In(Var("step.crossing"), places))))))
        if self.when is not None:
            conditions.append(self.when.lower())
        if len(conditions) < 2:
            return conditions[0] if conditions else TRUE
        return And(tuple(conditions))

    @cached_property
    def demands(self) -> tuple[Expr, ...]:
        """The expressions of the parts, in their order; a prohibition without parts demands the impossible."""
        if self.kind is Kind.PROHIBITION and not self.parts:
            return (Constant(False),)
        return tuple(part.clause.lower() for part in self.parts)

    @cached_property
    def requires(self) -> Expr:
        """The expression that is truthy where every part is met."""
        demands = self.demands
        if len(demands) < 2:
            return demands[0] if demands else TRUE
        return And(demands)

    def titled(self, words: Words) -> str:
        """Return the title in the reader's language, else in English, else in any language, else the id."""
        return self.title.get(words.language) or self.title.get("en") or next(iter(self.title.values()), self.id)

    def is_stale(self, at: datetime) -> bool:
        """Tell whether nobody has confirmed this version for longer than its kind allows."""
        confirmed = self.last_confirmed_at or self.recorded_at
        return self.stale_after is not None and at - confirmed > self.stale_after


def _scope_conditions(scope: Scope) -> list[Expr]:
    conditions: list[Expr] = []
    if scope.nationalities:
        conditions.append(any_text_in("traveller.nationalities", scope.nationalities))
    if scope.except_nationalities:
        conditions.append(Not(any_text_in("traveller.nationalities", scope.except_nationalities)))
    if scope.purposes:
        conditions.append(is_one_of("step.purpose", scope.purposes))
    if scope.coming_from:
        conditions.append(is_one_of("step.coming_from", scope.coming_from))
    if scope.groups:
        conditions.append(any_text_in("group.kinds", scope.groups))
    if scope.agreed_list:
        conditions.append(OnAgreedList(scope.agreed_list).lower())
    return conditions


def cycle_of_overrides(versions: Mapping[str, tuple[str, ...]]) -> tuple[str, ...] | None:
    """Return a cycle in "id -> ids it overrides" as the ids along it, the first repeated last; None where none is.

    Iterative, so that a pack of any size is checked without recursion.
    """
    done: set[str] = set()
    for start in versions:
        path: list[str] = []
        waiting = [(start, iter(versions.get(start, ())))]
        on_path = {start}
        path.append(start)
        while waiting and start not in done:
            node, targets = waiting[-1]
            target = next((one for one in targets if one not in done), None)
            if target is None:
                waiting.pop()
                on_path.discard(path.pop())
                done.add(node)
            elif target in on_path:
                return (*path[path.index(target) :], target)
            else:
                waiting.append((target, iter(versions.get(target, ()))))
                on_path.add(target)
                path.append(target)
    return None
