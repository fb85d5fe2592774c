"""What changed, in words: between two versions of a requirement, and between the verdicts of a list under each."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from rulebook.clauses.base import Clause
from rulebook.clauses.combining import Unless
from rulebook.requirements import KINDS, STANDINGS, Part, RequirementVersion, Scope
from rulebook.travellers import Role
from rulebook.verdicts import Verdict
from rulebook.words import N_, Words

ROLES = {Role.EXIT: N_("exit"), Role.TRANSIT: N_("transit"), Role.ENTRY: N_("entry")}


def differences(old: RequirementVersion, new: RequirementVersion, words: Words) -> tuple[str, ...]:
    """Return one sentence for each change from one version to another, and one for each exception that still holds.

    Empty when nothing that a traveller or an official could notice has changed.
    """
    return (
        *_changes_of_matters(old, new, words),
        *_changes_of_scope(old.scope, new.scope, words),
        *_changes_of_parts(old.parts, new.parts, words),
    )


def _changes_of_matters(old: RequirementVersion, new: RequirementVersion, words: Words) -> Iterator[str]:
    matters: tuple[tuple[str, Callable[[RequirementVersion], str]], ...] = (
        (N_("standing"), lambda one: words(STANDINGS[one.standing])),
        (N_("kind"), lambda one: words(KINDS[one.kind])),
        (N_("state"), lambda one: words.country(one.jurisdiction)),
        (N_("roles"), lambda one: words.both(sorted(words(ROLES[role]) for role in one.roles))),
        (N_("means of travel"), lambda one: words.either(map(words, one.modes)) or words("all")),
        (N_("places"), lambda one: words.either(one.posts) or words("the whole border")),
        (N_("in force from"), lambda one: words.moment(one.valid_from)),
        (N_("in force until"), lambda one: _until(one.valid_to, words)),
        (N_("condition"), lambda one: one.when.demand(words) if one.when else words("none")),
        (N_("overrides"), lambda one: words.both(one.overrides) or words("nothing")),
    )
    for name, shown in matters:
        before, after = shown(old), shown(new)
        if before != after:
            yield words("{matter}: {before} becomes {after}", matter=words(name), before=before, after=after)


def _until(moment: datetime | None, words: Words) -> str:
    return words.moment(moment) if moment else words("further notice")


def _changes_of_scope(old: Scope, new: Scope, words: Words) -> Iterator[str]:
    countries = {"nationalities", "except_nationalities", "coming_from"}
    names = {
        "nationalities": N_("nationals of"),
        "except_nationalities": N_("except nationals of"),
        "purposes": N_("purposes"),
        "coming_from": N_("coming from"),
        "groups": N_("groups"),
    }
    for name, label in names.items():
        before, after = getattr(old, name), getattr(new, name)
        shown: Callable[[str], str] = words.country if name in countries else str
        added, gone = [one for one in after if one not in before], [one for one in before if one not in after]
        if before and not after:
            yield words("{matter}: no longer limited to {gone}", matter=words(label), gone=words.both(map(shown, gone)))
        elif after and not before:
            yield words("{matter}: now only {added}", matter=words(label), added=words.both(map(shown, added)))
        else:
            if added:
                yield words("{matter}: {added} added", matter=words(label), added=words.both(map(shown, added)))
            if gone:
                yield words("{matter}: {gone} no longer", matter=words(label), gone=words.both(map(shown, gone)))
    if old.agreed_list != new.agreed_list:
        yield words(
            "agreed list: {before} becomes {after}",
            before=old.agreed_list or words("none"),
            after=new.agreed_list or words("none"),
        )


def _changes_of_parts(old: tuple[Part, ...], new: tuple[Part, ...], words: Words) -> Iterator[str]:
    before, after = {part.name: part for part in old}, {part.name: part for part in new}
    for name in {**before, **after}:
        if name not in after:
            yield words("no longer demanded: {demand}", demand=before[name].clause.demand(words))
        elif name not in before:
            yield words("newly demanded: {demand}", demand=after[name].clause.demand(words))
        else:
            yield from _changes_of_clause(before[name].clause, after[name].clause, words)


def _changes_of_clause(old: Clause, new: Clause, words: Words) -> Iterator[str]:
    if old == new:
        return
    old_core, old_exception = _parted(old)
    new_core, new_exception = _parted(new)
    if old_core != new_core:
        yield words("{before} becomes {after}", before=old_core.demand(words), after=new_core.demand(words))
    match old_exception, new_exception:
        case Clause() as before, Clause() as after if before == after:
            yield words("still exempt: {exception}", exception=after.demand(words))
        case Clause() as before, Clause() as after:
            yield words("exempt: {before} becomes {after}", before=before.demand(words), after=after.demand(words))
        case Clause() as before, None:
            yield words("no longer exempt: {exception}", exception=before.demand(words))
        case None, Clause() as after:
            yield words("newly exempt: {exception}", exception=after.demand(words))


def _parted(clause: Clause) -> tuple[Clause, Clause | None]:
    return (clause.clause, clause.exception) if isinstance(clause, Unless) else (clause, None)


@dataclass(frozen=True, slots=True)
class ChangedVerdict:
    """One traveller at one step whose status differs between two ways of judging."""

    before: Verdict
    after: Verdict

    @property
    def cause(self) -> str:
        """The id of the requirement that decides the new verdict, or decided the old one where all is well now."""
        deciding = self.after.deciding if self.after.outcome.decisive.failing else self.before.deciding
        return deciding.version.id if deciding else ""


def changed_verdicts(before: Iterable[Verdict], after: Iterable[Verdict]) -> Iterator[ChangedVerdict]:
    """Yield whose status changed; both sequences hold the same travellers and steps in the same order."""
    for old, new in zip(before, after, strict=True):
        if old.status is not new.status:
            yield ChangedVerdict(old, new)
