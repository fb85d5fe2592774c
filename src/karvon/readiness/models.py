"""Verdicts with everything needed to reach them again, what is to be judged again, and how far the news was heard."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from karvon.accounts.models import Membership
from karvon.accounts.roles import MOVEMENT_STAFF
from karvon.core.ids import new_id
from karvon.movements.models import ManifestEntry, Movement, Step
from karvon.partners.models import Organisation
from karvon.requirements.models import RequirementVersion


class Snapshot(models.Model):
    """What was known of a traveller, or of a step and its vehicle, when somebody was judged.

    The key follows from owner and content, so that equal ones are kept once and nobody has to look for them first.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    body = models.JSONField()

    def __str__(self) -> str:
        return str(self.id)


class VerdictSet(models.QuerySet["Verdict"]):
    """Questions to many verdicts at once."""

    def visible_to(self, member: Membership) -> "VerdictSet":
        """Those on movements of the own organisation, for staff who meet or move people."""
        return self.filter(owner_id=member.organisation_id) if member.is_any_of(MOVEMENT_STAFF) else self.none()

    def current(self) -> "VerdictSet":
        """The latest of each person and step."""
        return self.filter(is_current=True)


class Verdict(models.Model):
    """The answer for one person at one step as of a moment. Rows are only added; the latest is marked."""

    class Status(models.TextChoices):
        """As in the rulebook."""

        OK = "OK", _("OK")
        FIXABLE = "FIXABLE", _("Fixable")
        UNKNOWN = "UNKNOWN", _("Unknown")
        BLOCKED = "BLOCKED", _("Blocked")

    class Danger(models.TextChoices):
        """How close the person is to being trapped between two posts by this step; as in the rulebook."""

        TRAPPED = "trapped", _("trapped between the posts")
        WAITING_BETWEEN = "waiting_between", _("between the posts, may go back")
        WOULD_BE_TRAPPED = "would_be_trapped", _("would be trapped if stamped out")
        WOULD_BE_TURNED_BACK = "would_be_turned_back", _("would be turned back if stamped out")

    SEVERITY: ClassVar[dict[str, int]] = {"OK": 0, "UNKNOWN": 1, "FIXABLE": 2, "BLOCKED": 3}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    movement = models.ForeignKey(Movement, on_delete=models.CASCADE, related_name="verdicts")
    entry = models.ForeignKey(ManifestEntry, on_delete=models.CASCADE, related_name="verdicts")
    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="verdicts")
    status = models.CharField(max_length=7, choices=Status)
    contested = models.BooleanField(help_text=_("sources that conflict lead to different answers"))
    danger = models.CharField(max_length=20, choices=Danger, blank=True)
    deciding = models.ForeignKey(RequirementVersion, on_delete=models.PROTECT, null=True, related_name="+")
    failing = ArrayField(models.CharField(max_length=130), help_text=_("parts that are not met, as R-UZ-2/test"))
    missing = ArrayField(models.CharField(max_length=60), help_text=_("facts that nobody recorded"))
    traveller = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="+")
    passage = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="+")
    known_at = models.DateTimeField(help_text=_("what was known then was taken into account"))
    checked_at = models.DateTimeField(help_text=_("when it was last judged again and came out the same"))
    holds_until = models.DateTimeField(null=True, help_text=_("from when a remedy is no longer in time"))
    is_current = models.BooleanField(default=True)

    objects = VerdictSet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("entry", "step"), condition=Q(is_current=True), name="one_current_verdict"),
        )
        indexes = (
            models.Index(fields=("movement", "step", "status"), condition=Q(is_current=True), name="verdict_current"),
            models.Index(
                fields=("owner", "danger"), condition=Q(is_current=True) & ~Q(danger=""), name="verdict_danger"
            ),
            models.Index(
                fields=("holds_until",), condition=Q(is_current=True, holds_until__isnull=False), name="verdict_holds"
            ),
            models.Index(fields=("entry", "step", "known_at"), name="verdict_history"),
        )

    def __str__(self) -> str:
        return self.status


class Due(models.Model):
    """A person on a list who is to be judged again; written by triggers with the change that outdated the verdict.

    Several rows may stand for one person. A worker removes those that it saw before it looked at the facts, so that a
    change that comes while it works stays due.
    """

    id = models.BigAutoField(primary_key=True)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    movement = models.ForeignKey(Movement, on_delete=models.CASCADE, related_name="+")
    entry = models.ForeignKey(ManifestEntry, on_delete=models.CASCADE, related_name="+")
    urgency = models.PositiveSmallIntegerField(help_text=_("0: in motion; 1: planned"))
    due_at = models.DateTimeField()
    cause = models.CharField(max_length=40)

    class Meta:
        indexes = (models.Index(fields=("urgency", "id"), name="due_first"),)

    def __str__(self) -> str:
        return self.cause


class News(models.Model):
    """A published version whose affected people are not yet due; written by a trigger with the version itself."""

    version = models.OneToOneField(RequirementVersion, primary_key=True, on_delete=models.CASCADE, related_name="+")
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.version_id)
