"""Bringing in a pack: looked into first, then all of it or nothing; what is there already is left as it is."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from django.db import connection, transaction

from karvon.accounts.models import Membership
from karvon.journal.actions import record
from karvon.requirements.actions.publishing import add_version, begin_requirement, hold, unknown_places
from karvon.requirements.errors import OnlyAsHistory, PackNotSound
from karvon.requirements.models import BorderRequirement, RequirementVersion
from karvon.requirements.policies import check_may_keep
from karvon.requirements.versions import version_of
from rulebook.packs.faults import PackFault, Place
from rulebook.packs.pack import PackRead
from rulebook.packs.reading import read_pack
from rulebook.requirements import RequirementVersion as Version


@dataclass(frozen=True)
class PackLook:
    """What bringing in a pack would do: the versions that are new, those that are there, and every fault."""

    title: Mapping[str, str]
    new: tuple[Version, ...] = ()
    there: tuple[Version, ...] = ()
    faults: tuple[PackFault, ...] = ()
    warnings: tuple[PackFault, ...] = ()


def look_into_pack(text: str, label: str, *, by: Membership, at: datetime) -> PackLook:
    """Tell what bringing in this pack would do now; nothing is written."""
    read = read_pack(text, label)
    if read.pack is None:
        return PackLook({}, faults=read.faults, warnings=read.warnings)
    for version in read.pack.versions:
        check_may_keep(by, version.jurisdiction, version.posts)
    recorded = [replace(version, recorded_at=at.astimezone(UTC)) for version in read.pack.versions]
    return _compared(read, recorded, by)


@transaction.atomic
def import_pack(text: str, label: str, *, by: Membership, at: datetime) -> PackLook:
    """Bring in every version of a pack that is not there yet, recorded now; with one fault, nothing at all."""
    _hold_all(text, label)
    look = look_into_pack(text, label, by=by, at=at)
    return _bring_in(look, by=by, at=at)


@transaction.atomic
def import_history(text: str, label: str, *, by: Membership, at: datetime, but_for: Collection[str] = ()) -> PackLook:
    """Bring in what was known by `at`, recorded when the pack says: for the system alone, before it is used.

    `but_for` names requirements that are left out.
    """
    if not _acts_as_system():
        raise OnlyAsHistory
    read = read_pack(text, label)
    if read.pack is None:
        raise PackNotSound(read.faults)
    _hold_all(text, label)
    known = [one for one in read.pack.versions if one.recorded_at <= at and one.id not in but_for]
    return _bring_in(_compared(read, known, by), by=by, at=at)


def _acts_as_system() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT karvon_acts_as_system()")
        return bool(cursor.fetchone() == (True,))


def _hold_all(text: str, label: str) -> None:
    """Hold every requirement that the pack speaks of, in one order for everybody, so that nobody waits in a circle."""
    read = read_pack(text, label)
    for code in sorted({version.id for version in read.pack.versions} if read.pack else ()):
        hold(code)


def _compared(read: PackRead, versions: list[Version], by: Membership) -> PackLook:
    """What is new and what is there, and where the two contradict each other."""
    assert read.pack is not None
    codes = {version.id for version in versions}
    requirements = {one.code: one for one in BorderRequirement.objects.filter(code__in=codes)}
    rows = RequirementVersion.objects.filter(requirement__code__in=codes).select_related("requirement")
    there = {(row.requirement.code, row.number): row for row in rows}
    unknown = set(unknown_places(sorted({post for version in versions for post in version.posts})))
    faults = [
        PackFault(read.label, _place(read, version, key), problem, remedy)
        for version in versions
        for key, problem, remedy in _problems(version, requirements, there, unknown, by)
    ]
    new = tuple(version for version in versions if (version.id, version.version) not in there)
    old = tuple(version for version in versions if (version.id, version.version) in there)
    return PackLook(read.pack.title, new, old, tuple(sorted(faults, key=lambda one: one.place)), read.warnings)


def _problems(
    version: Version,
    requirements: Mapping[str, BorderRequirement],
    there: Mapping[tuple[str, int], RequirementVersion],
    unknown: set[str],
    by: Membership,
) -> Iterator[tuple[str, str, str]]:
    """The key at which something is wrong, what it is, and how to mend it."""
    requirement, row = requirements.get(version.id), there.get((version.id, version.version))
    if requirement is not None and requirement.owner_id != by.organisation_id:
        yield "id", f"{version.id} is kept by another body", "give it an id of your own: both are then shown"
    elif requirement is not None and requirement.jurisdiction != version.jurisdiction:
        problem = f"{version.id} is a demand of {requirement.jurisdiction}"
        yield "jurisdiction", problem, "give the demand of another state an id of its own"
    if row is not None and not _says_the_same(version, version_of(row)):
        newest = max(number for code, number in there if code == version.id)
        problem = f"{version.id} version {version.version} is published already and says something else"
        yield "version", problem, f"write what has changed as version {newest + 1}"
    for post in version.posts:
        if post in unknown:
            yield "posts", f"there is no post or crossing {post}", "correct it, or add the place first"


def _says_the_same(one: Version, other: Version) -> bool:
    """Whether two versions differ in nothing but when each came to be known here."""
    return replace(one, recorded_at=other.recorded_at) == other


def _place(read: PackRead, version: Version, key: str) -> Place:
    places = read.places[version.id, version.version]
    return places.get(key, places["id"])


def _bring_in(look: PackLook, *, by: Membership, at: datetime) -> PackLook:
    if look.faults:
        raise PackNotSound(look.faults)
    requirements = {one.code: one for one in BorderRequirement.objects.filter(code__in={v.id for v in look.new})}
    for version in sorted(look.new, key=lambda one: (one.id, one.version)):
        requirement = requirements.get(version.id)
        if requirement is None:
            requirement = begin_requirement(version, owner=by.organisation, at=version.recorded_at)
            requirements[version.id] = requirement
        row = add_version(requirement, version, by=by.user)
        record("requirement brought in", row, by=by, at=at, code=version.id, number=row.number, standing=row.standing)
    return look
