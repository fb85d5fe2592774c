"""Questions about partners: who decides, who must know and why, and who answers now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from karvon.partners.models import Competence, DutyShift, FocalPoint, Organisation
from karvon.places.models import Post

Matter, Part = Competence.Matter, Competence.Part


@dataclass(frozen=True)
class Competent:
    """A body, and the competence because of which it is asked or told."""

    organisation: Organisation
    because: Competence


def who_decides(
    matter: Competence.Matter, *, country: str = "", post: Post | None = None, nationality: str = ""
) -> list[Competent]:
    """The bodies that decide a matter, the closest first: of the post, then of the country, then of any.

    A competence without country, post or nationality holds for all; a question without them asks only for such.
    """
    return _competent([matter], [Part.DECIDES], country, post, nationality)


def who_must_know(
    *matters: Competence.Matter, country: str = "", post: Post | None = None, nationality: str = ""
) -> list[Competent]:
    """Everyone who decides one of the matters or must know of it, each body once, with its closest competence."""
    return _competent(matters, [Part.DECIDES, Part.MUST_KNOW], country, post, nationality)


def on_duty(organisation: Organisation, at: datetime) -> list[FocalPoint]:
    """Who answers for a body at this moment, in the order in which they are asked; nobody where the roster has a hole."""
    shifts = DutyShift.objects.filter(organisation=organisation, window__contains=at)
    return [shift.focal_point for shift in shifts.select_related("focal_point").order_by("rank")]


def reachable(organisation: Organisation, at: datetime, *, post: Post | None = None) -> list[FocalPoint]:
    """Everyone one can call at a body: who is on duty first, then those of the post, then the others."""
    first = on_duty(organisation, at)
    there = FocalPoint.objects.filter(Q(left_at__isnull=True) | Q(left_at__gt=at), organisation=organisation)
    others = [one for one in there.order_by("name") if one not in first]
    return [*first, *sorted(others, key=lambda one: post is None or one.post_id != post.pk)]


def _competent(
    matters: Iterable[Competence.Matter],
    parts: list[Competence.Part],
    country: str,
    post: Post | None,
    nationality: str,
) -> list[Competent]:
    country = country or (post.country if post else "")
    fitting = Competence.objects.filter(
        Q(post__isnull=True) | Q(post=post),
        matter__in=list(matters),
        part__in=parts,
        country__in=["", country],
        nationality__in=["", nationality],
    ).select_related("organisation")
    found: dict[object, Competent] = {}
    for competence in sorted(fitting, key=_distance):
        found.setdefault(competence.organisation_id, Competent(competence.organisation, competence))
    return list(found.values())


def _distance(competence: Competence) -> tuple[bool, bool, bool, bool, str]:
    """Competences sort from the closest to the widest; a body that decides stands before one that is told."""
    return (
        competence.post_id is None,
        competence.country == "",
        competence.nationality == "",
        competence.part != Part.DECIDES,
        competence.organisation.name,
    )
