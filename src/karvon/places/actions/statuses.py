"""Recording what is said of a post: whether it is open, for whom, according to whom; and that it still holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from karvon.accounts.models import Membership
from karvon.core.announcements import announce
from karvon.core.ids import new_id
from karvon.journal.actions import record
from karvon.places.errors import (
    EndsBeforeItBegins,
    NoLongerCounts,
    RecordedDifferently,
    RestrictsNothing,
    SourceMissing,
)
from karvon.places.models import Post, PostStatus, StatusConfirmation
from karvon.places.policies import check_may_report
from karvon.places.queries import status_of


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says of a post: of whom and of what it holds (empty: of all), from when to when, and who says it."""

    status: str
    channel: str
    source: str
    starts_at: datetime | None = None
    """None: from now on."""
    ends_at: datetime | None = None
    """None: until further notice."""
    nationalities: Sequence[str] = ()
    traffic: Sequence[str] = ()
    reason: str = ""


@transaction.atomic
def report_status(post: Post, said: Said, *, by: Membership, at: datetime, key: UUID | None = None) -> PostStatus:
    """Record what is said of a post. With the `key` of a form that was sent before, nothing is recorded twice."""
    check_may_report(by, post)
    _one_at_a_time(post)
    _check_sense(post, said, at)
    before = PostStatus.objects.filter(pk=key).first() if key else None
    if before is not None:
        return _same(before, post, said)
    row = PostStatus.objects.create(
        id=key or new_id(),
        post=post,
        status=said.status,
        nationalities=sorted(said.nationalities),
        traffic=sorted(said.traffic),
        window=DateTimeTZRange(said.starts_at or at, said.ends_at),
        reason=said.reason.strip(),
        channel=said.channel,
        source=said.source.strip(),
        recorded_at=at,
    )
    record("status reported", post, by=by, at=at, status=said.status, channel=said.channel, row=str(row.pk))
    announce("places", f"crossing:{post.crossing.code}")
    return row


@transaction.atomic
def confirm_status(
    status: PostStatus, *, channel: str, source: str, by: Membership, at: datetime, key: UUID | None = None
) -> StatusConfirmation:
    """Record that what counts for a post was said again; refused where it no longer counts."""
    post = status.post
    check_may_report(by, post)
    _one_at_a_time(post)
    if not source.strip():
        raise SourceMissing(post)
    before = StatusConfirmation.objects.filter(pk=key, status=status).first() if key else None
    if before is not None:
        return before
    counts = status_of(post, at, at)
    if counts is None or counts.said.pk != status.pk:
        raise NoLongerCounts(status)
    row = StatusConfirmation.objects.create(
        id=key or new_id(), status=status, channel=channel, source=source.strip(), at=at
    )
    record("status confirmed", post, by=by, at=at, channel=channel, row=str(status.pk))
    announce("places", f"crossing:{post.crossing.code}")
    return row


def _check_sense(post: Post, said: Said, at: datetime) -> None:
    """Refuse what nobody could act on."""
    if not said.source.strip():
        raise SourceMissing(post)
    if said.ends_at is not None and said.ends_at <= (said.starts_at or at):
        raise EndsBeforeItBegins(post)
    if said.status == PostStatus.Status.RESTRICTED and not (said.nationalities or said.traffic or said.reason.strip()):
        raise RestrictsNothing(post)


def _same(before: PostStatus, post: Post, said: Said) -> PostStatus:
    """What the same form has recorded before; refused where it says something else by now."""
    then = (
        before.post_id,
        before.status,
        before.channel,
        before.source,
        before.reason,
        before.nationalities,
        before.traffic,
    )
    of = (sorted(said.nationalities), sorted(said.traffic))
    now = (post.pk, said.status, said.channel, said.source.strip(), said.reason.strip(), *of)
    if then != now:
        raise RecordedDifferently(post)
    return before


def _one_at_a_time(post: Post) -> None:
    """Wait for whoever records something of the same post, until their transaction is over."""
    # No row lock: row-level security lets only coordinators change posts, and locking counts as changing.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"status of {post.pk}"])
