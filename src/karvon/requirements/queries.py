"""What borders demand: by either clock, who contradicts whom, what grew stale, and what a version changes, in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from django.db.models import Exists, OuterRef, Q

from karvon.core.words import sentence
from karvon.places.models import Post, PostStatus
from karvon.places.queries import statuses_of
from karvon.requirements.models import BorderRequirement, Kind, RequirementVersion, Standing, VersionSet
from karvon.requirements.versions import version_of
from rulebook.differences import differences
from rulebook.gateway import publication_warnings
from rulebook.requirements import RequirementVersion as Version
from rulebook.words import Words

BINDING = (Kind.REQUIREMENT, Kind.PROHIBITION)


@dataclass(frozen=True)
class Recorded:
    """One version in a history: its row, itself, and what it changed in words (nothing for the first)."""

    row: RequirementVersion
    version: Version
    changes: tuple[str, ...]


def history(requirement: BorderRequirement, *, known: datetime, words: Words) -> tuple[Recorded, ...]:
    """The versions known by then, newest first, each with its difference to the one before."""
    rows = requirement.versions.known_at(known).with_age(known).select_related("recorded_by", "owner")
    ordered = list(rows.order_by("number"))
    versions = [version_of(row) for row in ordered]
    changes: list[tuple[str, ...]] = [()]
    changes += [differences(old, new, words) for old, new in pairwise(versions)]
    return tuple(map(Recorded, ordered, versions, changes))[::-1]


def counting(recorded: Sequence[Recorded], at: datetime) -> Recorded | None:
    """Of the versions of one requirement the one that counts at a moment: the highest in force then."""
    in_force = [one for one in recorded if _covers(one.row, at)]
    return max(in_force, key=lambda one: one.row.number, default=None)


def _covers(row: RequirementVersion, at: datetime) -> bool:
    return bool(row.window.lower <= at and (row.window.upper is None or at < row.window.upper))


@dataclass(frozen=True)
class Conflict:
    """A version that cannot hold together with another: because somebody said so, or because one is surer."""

    row: RequirementVersion
    version: Version
    said: bool


def conflicts_of(row: RequirementVersion, *, at: datetime, known: datetime) -> tuple[Conflict, ...]:
    """The versions in force at `at`, as known by `known`, that contradict this one, each once."""
    code, subject = row.requirement.code, version_of(row)
    said = Q(requirement__code__in=row.conflicts) | Q(conflicts__contains=[code])
    others = RequirementVersion.objects.exclude(requirement=row.requirement)
    found = _in_force(others.filter(said | _same_scope(row)), at=at, known=known)
    conflicts = []
    for one in found:
        named = one.requirement.code in row.conflicts or code in one.conflicts
        version = version_of(one)
        if named or (version.scope == subject.scope and version.when == subject.when):
            conflicts.append(Conflict(one, version, said=named))
    return tuple(conflicts)


def _same_scope(row: RequirementVersion) -> Q:
    """Versions of the same people at the same places, of another standing."""
    same = Q(
        requirement__jurisdiction=row.requirement.jurisdiction,
        kind=row.kind,
        posts=row.posts,
        nationalities=row.nationalities,
        roles__overlap=row.roles,
    )
    return same & ~Q(standing=row.standing)


def rivals_of(version: Version, *, at: datetime) -> tuple[RequirementVersion, ...]:
    """What a version that is about to be published seems to contradict: somebody decides whether it does.

    A demand contradicts the exemption under which the same people pass at the same places, and the other way round.
    """
    opposite = (Kind.EXEMPTION,) if version.kind.value in BINDING else BINDING
    if version.kind.value == Kind.ADVISORY or version.standing.value == Standing.WITHDRAWN:
        return ()
    rows = RequirementVersion.objects.exclude(requirement__code=version.id).filter(
        _near(version), requirement__jurisdiction=version.jurisdiction, kind__in=opposite
    )
    found = _in_force(rows, at=max(at, version.valid_from), known=at)
    return tuple(one for one in found if _concern_the_same(version, version_of(one)))


def _near(version: Version) -> Q:
    """Where the places overlap: a post lies at its crossing, and the whole border is everywhere."""
    if not version.posts:
        return Q()
    codes = {*version.posts}
    for crossing, post in Post.objects.filter(
        Q(code__in=version.posts) | Q(crossing__code__in=version.posts)
    ).values_list("crossing__code", "code"):
        codes |= {crossing} if post in version.posts else {crossing, post}
    return Q(posts=[]) | Q(posts__overlap=sorted(codes))


def _concern_the_same(one: Version, other: Version) -> bool:
    """Whether somebody can fall under both: in a role, and by nationality."""
    lifted = other.id in one.overrides or one.id in other.overrides
    return not lifted and bool(one.roles & other.roles) and _may_meet(one, other)


def _may_meet(one: Version, other: Version) -> bool:
    left, right = set(one.scope.nationalities), set(other.scope.nationalities)
    if left and right:
        return bool(left & right)
    if left:
        return bool(left - set(other.scope.except_nationalities))
    return not right or bool(right - set(one.scope.except_nationalities))


def _in_force(rows: VersionSet, *, at: datetime, known: datetime) -> VersionSet:
    """Those of these rows that count at a moment: in force, and none of their requirement with a higher number is."""
    higher = RequirementVersion.objects.known_at(known).filter(
        window__contains=at, requirement=OuterRef("requirement"), number__gt=OuterRef("number")
    )
    chosen = rows.known_at(known).filter(window__contains=at).exclude(Exists(higher))
    binding = chosen.exclude(standing=Standing.WITHDRAWN)
    return binding.select_related("requirement", "owner").order_by("requirement__code")


def warnings_on(
    version: Version, *, previous: RequirementVersion | None, at: datetime, words: Words
) -> tuple[str, ...]:
    """What is unusual about publishing a version now; whoever publishes it is told, and goes on."""
    before = version_of(previous) if previous is not None else None
    told = [warning.text(words) for warning in publication_warnings(version, before, at)]
    return (*told, *_closed_posts(version, at, words.language))


def _closed_posts(version: Version, at: datetime, language: str) -> Iterator[str]:
    """Say where nobody passes anyway, so that the demand is not taken for the reason."""
    posts = {post.pk: post for post in Post.objects.filter(code__in=version.posts)}
    for key, status in statuses_of(list(posts.values()), at, at).items():
        if status.said.status == PostStatus.Status.CLOSED and not (status.said.nationalities or status.said.traffic):
            words = "{post} is closed at present ({source}): the demand counts once it opens"
            yield sentence(words, post=posts[key].name, source=status.said.source).say(language)


@dataclass(frozen=True)
class Filters:
    """Which requirements a list shows; an empty field means all."""

    country: str = ""
    post: str = ""
    standing: str = ""
    stale: bool = False
    words: str = ""


def demanded(filters: Filters, *, known: datetime) -> VersionSet:
    """Of each requirement the newest version known by then, newest first."""
    rows = RequirementVersion.objects.highest_known(known).with_age(known).select_related("requirement", "owner")
    if filters.country:
        rows = rows.filter(requirement__jurisdiction=filters.country)
    if filters.post:
        rows = rows.filter(_at_post(filters.post))
    standing = Q(standing=filters.standing) if filters.standing else ~Q(standing=Standing.WITHDRAWN)
    rows = rows.filter(standing)
    if filters.stale:
        rows = rows.gone_stale(known)
    if filters.words:
        rows = rows.filter(Q(requirement__code__icontains=filters.words) | Q(titles__icontains=filters.words))
    return rows.order_by("-recorded_at", "-id")


def _at_post(code: str) -> Q:
    """What binds at a post or a crossing: what names it, and what its states demand at their whole border."""
    posts = Post.objects.filter(Q(code=code) | Q(crossing__code=code)).values_list("code", "crossing__code", "country")
    names = {code, *(name for post, crossing, _ in posts for name in (post, crossing))}
    states = {country for _, _, country in posts}
    return Q(posts__overlap=sorted(names)) | Q(requirement__jurisdiction__in=states, posts=[])
