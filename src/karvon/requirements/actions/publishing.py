"""How a version comes to be: under a lock it gets its number, it is read and checked as a whole, and then it stands."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pycountry
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import BigIntegerField, Max
from django.db.models.functions import Cast, Substr

from karvon.accounts.models import Membership, User
from karvon.core.announcements import announce
from karvon.core.ids import new_id
from karvon.journal.actions import record
from karvon.partners.models import Organisation
from karvon.places.models import Crossing, Post
from karvon.requirements.errors import ClockBehind, NotSound, UnknownPlace
from karvon.requirements.models import BorderRequirement, RequirementVersion
from karvon.requirements.policies import check_may_change, check_may_keep
from rulebook.packs.moments import moment_as_text
from rulebook.packs.plain import PlainFault, PlainRead, version_from_plain, version_to_plain
from rulebook.requirements import RequirementVersion as Version

UNNUMBERED = "NEW"
"""What a requirement is called in a preview, before it has got its code."""
NEARLY_AT_ONCE = timedelta(minutes=1)
"""Two who publish in the same moment may have read the clock in the other order than they got their numbers."""


def hold(matter: str) -> None:
    """Let nobody else do this until the transaction ends; rows that are only added to cannot be locked themselves."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"requirements: {matter}"])


def next_code(jurisdiction: str) -> str:
    """The first free code of a state, as R-UZ-3; held until the transaction ends."""
    country = pycountry.countries.get(alpha_3=jurisdiction)
    prefix = f"R-{country.alpha_2 if country else jurisdiction}-"
    hold(f"codes {prefix}")
    numbered = BorderRequirement.objects.filter(code__startswith=prefix, code__regex=rf"^{prefix}\d{{1,9}}$")
    number = Cast(Substr("code", len(prefix) + 1), BigIntegerField())
    highest = numbered.aggregate(highest=Max(number))["highest"]
    return f"{prefix}{1 if highest is None else highest + 1}"


def publish(plain: Mapping[str, Any], *, code: str, by: Membership, at: datetime) -> RequirementVersion:
    """Make the next version of a requirement, or the first; raises `NotSound` with every fault.

    It binds from its recording on where `plain` does not say from when.
    """
    jurisdiction = str(plain.get("jurisdiction", ""))
    code = code or next_code(jurisdiction)
    hold(code)
    requirement = BorderRequirement.objects.filter(code=code).first()
    newest = newest_of(requirement)
    recorded_at = moment_after(newest, at, code)
    version = read_next(plain, code, newest.number + 1 if newest else 1, recorded_at)
    check_may_keep(by, version.jurisdiction, version.posts)
    check_places(version.posts)
    if requirement is None:
        requirement = begin_requirement(version, owner=by.organisation, at=recorded_at)
    check_may_change(by, requirement)
    check_same_state(requirement, version)
    row = add_version(requirement, version, by=by.user)
    record(
        "requirement published", row, by=by, at=at, code=code, number=row.number, standing=row.standing, kind=row.kind
    )
    return row


def preview(plain: Mapping[str, Any], *, newest: RequirementVersion | None, at: datetime) -> PlainRead:
    """What publishing this now would make, faults and all; a new requirement has no code yet."""
    code, number = (newest.requirement.code, newest.number + 1) if newest else (UNNUMBERED, 1)
    return version_from_plain(_whole(plain, code, number, at))


def newest_of(requirement: BorderRequirement | None) -> RequirementVersion | None:
    """The highest version there is."""
    return (
        None if requirement is None else requirement.versions.select_related("requirement").order_by("-number").first()
    )


def moment_after(newest: RequirementVersion | None, at: datetime, code: str) -> datetime:
    """The moment of recording: now, and in any case after what was recorded before."""
    if newest is None or newest.recorded_at < at:
        return at
    if newest.recorded_at - at > NEARLY_AT_ONCE:
        raise ClockBehind(code, newest.number)
    return newest.recorded_at + timedelta(microseconds=1)


def read_next(plain: Mapping[str, Any], code: str, number: int, recorded_at: datetime) -> Version:
    """Read what was written as this version of this requirement; raises `NotSound`."""
    read = version_from_plain(_whole(plain, code, number, recorded_at))
    if read.version is None:
        raise NotSound(read.faults)
    return read.version


def _whole(plain: Mapping[str, Any], code: str, number: int, recorded_at: datetime) -> dict[str, Any]:
    """What was written with what publication decides; it binds from its recording where it does not say from when."""
    recorded = moment_as_text(recorded_at.astimezone(UTC))
    return {"valid_from": recorded, **plain, "id": code, "version": number, "recorded_at": recorded}


def check_places(codes: Sequence[str]) -> None:
    """Refuse places that nobody has entered: a demand at a misspelt post would concern nobody."""
    unknown = unknown_places(codes)
    if unknown:
        raise UnknownPlace(unknown)


def unknown_places(codes: Sequence[str]) -> list[str]:
    """Those of these codes that are neither a post nor a crossing."""
    if not codes:
        return []
    known = {*Post.objects.filter(code__in=codes).values_list("code", flat=True)}
    known |= {*Crossing.objects.filter(code__in=codes).values_list("code", flat=True)}
    return [code for code in codes if code not in known]


def check_same_state(requirement: BorderRequirement, version: Version) -> None:
    """Refuse to turn what one state demands into a demand of another."""
    if requirement.jurisdiction != version.jurisdiction:
        problem = f"{requirement.code} is a demand of {requirement.jurisdiction}, not of {version.jurisdiction}"
        raise NotSound([PlainFault("jurisdiction", problem, "record a requirement of its own")])


def begin_requirement(version: Version, *, owner: Organisation, at: datetime) -> BorderRequirement:
    """The requirement to which its first version belongs."""
    return BorderRequirement.objects.create(
        owner=owner, code=version.id, jurisdiction=version.jurisdiction, begun_at=at
    )


def add_version(requirement: BorderRequirement, version: Version, *, by: User | None) -> RequirementVersion:
    """Keep a version, and let live pages know; the columns that lists ask for follow from it."""
    announce("requirements", f"requirement:{requirement.pk}")
    return RequirementVersion.objects.create(
        id=new_id(),
        owner_id=requirement.owner_id,
        requirement=requirement,
        number=version.version,
        kind=version.kind.value,
        standing=version.standing.value,
        roles=sorted(role.value for role in version.roles),
        posts=list(version.posts),
        nationalities=list(version.scope.nationalities),
        conflicts=list(version.conflicts_with),
        window=DateTimeTZRange(version.valid_from, version.valid_to),
        titles=dict(version.title),
        body=version_to_plain(version),
        recorded_at=version.recorded_at,
        recorded_by=by,
        confirmed_at=version.last_confirmed_at or version.recorded_at,
        stale_after=version.stale_after,
    )
