"""Whom one calls at a body, and who answers there when."""

import re
from datetime import datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from karvon.accounts.models import Membership
from karvon.journal.actions import record
from karvon.partners.errors import HasLeft, NoNumber, NotReachable, ShiftEmpty, ShiftTaken
from karvon.partners.models import DutyShift, FocalPoint, Organisation
from karvon.partners.policies import check_may_keep_roster
from karvon.places.models import Post

_NUMBER = re.compile(r"\+\d{7,15}")


@transaction.atomic
def name_focal_point(
    organisation: Organisation,
    name: str,
    *,
    language: str,
    title: str = "",
    phone: str = "",
    email: str = "",
    post: Post | None = None,
    by: Membership,
    at: datetime,
) -> FocalPoint:
    """Name somebody of a body whom one writes to or calls."""
    check_may_keep_roster(by, organisation.pk)
    number = re.sub(r"[\s()-]", "", phone)
    if not (number or email):
        raise NotReachable(name)
    if number and not _NUMBER.fullmatch(number):
        raise NoNumber(phone)
    focal_point = FocalPoint.objects.create(
        organisation=organisation, name=name, title=title, language=language, phone=number, email=email, post=post
    )
    record("focal point named", focal_point, by=by, at=at, organisation=str(organisation.pk))
    return focal_point


@transaction.atomic
def release_focal_point(focal_point: FocalPoint, *, by: Membership, at: datetime) -> FocalPoint:
    """Call somebody no longer: the shift they are on ends now, those to come fall away."""
    check_may_keep_roster(by, focal_point.organisation_id)
    focal_point = FocalPoint.objects.select_for_update().get(pk=focal_point.pk)
    if focal_point.left_at is not None:
        return focal_point
    focal_point.left_at = at
    focal_point.save(update_fields=["left_at"])
    focal_point.shifts.filter(window__startswith__gte=at).delete()
    for shift in focal_point.shifts.filter(window__contains=at):
        shift.window = DateTimeTZRange(shift.window.lower, at)
        shift.save(update_fields=["window"])
    record("focal point released", focal_point, by=by, at=at)
    return focal_point


@transaction.atomic
def set_shift(
    focal_point: FocalPoint, *, starts: datetime, ends: datetime, rank: int = 1, by: Membership, at: datetime
) -> DutyShift:
    """Put somebody on duty for a window of time; of each rank one person answers at a time."""
    check_may_keep_roster(by, focal_point.organisation_id)
    organisation = Organisation.objects.select_for_update(no_key=True).get(pk=focal_point.organisation_id)
    if ends <= starts:
        raise ShiftEmpty
    if focal_point.left_at is not None:
        raise HasLeft(focal_point.name)
    window = DateTimeTZRange(starts, ends)
    taken = DutyShift.objects.filter(organisation=organisation, rank=rank, window__overlap=window)
    other = taken.select_related("focal_point").first()
    if other is not None:
        raise ShiftTaken(other.focal_point.name, rank)
    shift = DutyShift.objects.create(organisation=organisation, focal_point=focal_point, window=window, rank=rank)
    record("shift set", shift, by=by, at=at, focal_point=str(focal_point.pk))
    return shift


@transaction.atomic
def drop_shift(shift: DutyShift, *, by: Membership, at: datetime) -> None:
    """Take a shift off the roster; dropped twice, it is dropped."""
    check_may_keep_roster(by, shift.organisation_id)
    if DutyShift.objects.filter(pk=shift.pk).delete()[0]:
        record("shift dropped", shift, by=by, at=at, focal_point=str(shift.focal_point_id))
