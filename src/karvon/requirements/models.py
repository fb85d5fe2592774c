"""Border requirements and their versions. The body of a version is what a pack has for it, and reads back without loss."""

from datetime import datetime

from django.contrib.postgres.fields import ArrayField, DateTimeRangeField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q, Subquery
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from karvon.accounts.models import Membership, User
from karvon.accounts.roles import Role
from karvon.core.countries import COUNTRY
from karvon.core.ids import new_id
from karvon.partners.models import Organisation
from karvon.requirements.plain_form import PlainForm

# Those who hear demands at the gate and those who must act on them; officials record what their own state demands.
STAFF = (Role.LIAISON_OFFICER, Role.COORDINATOR, Role.MOVEMENT_OFFICER)
OFFICIALS = (Role.BORDER_OFFICER, Role.MIGRATION_OFFICER)
KEEPERS = (*STAFF, *OFFICIALS)


class Kind(models.TextChoices):
    """What a version does to those whom it concerns; as in the rulebook."""

    REQUIREMENT = "requirement", _("requirement")
    PROHIBITION = "prohibition", _("prohibition")
    EXEMPTION = "exemption", _("exemption")
    ADVISORY = "advisory", _("advice")


class Standing(models.TextChoices):
    """How sure we are that the demand is really made; as in the rulebook."""

    RUMOURED = "rumoured", _("rumoured")
    STATED = "stated", _("stated, unconfirmed")
    CONFIRMED = "confirmed", _("confirmed")
    WITHDRAWN = "withdrawn", _("withdrawn")


class BorderRequirement(models.Model):
    """What a state demands of whom; all that is known of it stands in its versions."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=100, unique=True)
    jurisdiction = models.CharField(max_length=3, validators=[COUNTRY])
    begun_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(jurisdiction__regex=r"^[A-Z]{3}$"), name="requirement_jurisdiction"),
            models.UniqueConstraint(fields=("id", "owner"), name="requirement_and_its_owner"),
        )

    def __str__(self) -> str:
        return self.code


class VersionSet(models.QuerySet["RequirementVersion"]):
    """Questions about many versions at once."""

    def visible_to(self, member: Membership) -> "VersionSet":
        """What borders demand is for everybody who has signed in."""
        del member
        return self.all()

    def known_at(self, known: datetime) -> "VersionSet":
        """The versions that had been recorded by then."""
        return self.filter(recorded_at__lte=known)

    def highest_known(self, known: datetime) -> "VersionSet":
        """Of each requirement the highest version that was known by then."""
        later = RequirementVersion.objects.known_at(known).filter(
            requirement=OuterRef("requirement"), number__gt=OuterRef("number")
        )
        return self.known_at(known).exclude(Exists(later))

    def with_age(self, known: datetime) -> "VersionSet":
        """With `asked_at`, the moment of the last confirmation by then, and `goes_stale_at`, empty for never."""
        asked = Confirmation.objects.filter(version=OuterRef("pk"), confirmed_at__lte=known).order_by("-confirmed_at")
        # the greatest of a moment and nothing is the moment
        with_asked = self.annotate(asked_at=Greatest(F("confirmed_at"), Subquery(asked.values("confirmed_at")[:1])))
        return with_asked.annotate(
            goes_stale_at=ExpressionWrapper(F("asked_at") + F("stale_after"), models.DateTimeField(null=True))
        )

    def gone_stale(self, known: datetime) -> "VersionSet":
        """Those that nobody had confirmed for longer than they are good for, and that were not withdrawn."""
        stale = {"goes_stale_at__lt": known}
        return self.with_age(known).filter(**stale).exclude(standing=Standing.WITHDRAWN)


class RequirementVersion(models.Model):
    """One version: known from `recorded_at` on, in force during `window`. The highest known one in force counts.

    The body says all; the other columns repeat what lists and questions ask for.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    requirement = models.ForeignKey(BorderRequirement, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=12, choices=Kind)
    standing = models.CharField(max_length=10, choices=Standing)
    roles = ArrayField(models.CharField(max_length=10))
    posts = ArrayField(models.CharField(max_length=100), default=list, help_text=_("empty: the whole border"))
    nationalities = ArrayField(models.CharField(max_length=3), default=list, help_text=_("empty: everybody"))
    conflicts = ArrayField(models.CharField(max_length=100), default=list)
    window = DateTimeRangeField()
    titles = models.JSONField(default=dict)
    body = PlainForm()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField()  # when it was last confirmed, as known when it was recorded
    stale_after = models.DurationField(null=True)

    objects = VersionSet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("requirement", "number"), name="version_number"),
            models.UniqueConstraint(fields=("id", "owner"), name="version_and_its_owner"),
            models.CheckConstraint(condition=Q(number__gte=1), name="versions_count_from_one"),
            models.CheckConstraint(condition=~Q(window__isempty=True), name="version_lasts"),
        )
        indexes = (
            models.Index(fields=("recorded_at",), name="version_known_since"),
            GinIndex(fields=("posts",), name="version_posts"),
            GinIndex(fields=("conflicts",), name="version_conflicts"),
        )

    def __str__(self) -> str:
        return f"{self.requirement_id} {self.number}"


class Confirmation(models.Model):
    """Somebody asked again and the version still stands."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(RequirementVersion, on_delete=models.PROTECT, related_name="confirmations")
    source = models.CharField(max_length=200)
    confirmed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = (models.Index(fields=("version", "-confirmed_at"), name="confirmation_latest"),)

    def __str__(self) -> str:
        return self.source


class DraftSet(models.QuerySet["Draft"]):
    """Questions about drafts."""

    def visible_to(self, member: Membership) -> "DraftSet":
        """Drafts are for those of the same office who may publish them."""
        return self.filter(owner_id=member.organisation_id) if member.is_any_of(KEEPERS) else self.none()


class Draft(models.Model):
    """A version that is being written: its impact can be seen before it is published.

    `body` is the version without id, number and moment of recording, as far as it goes; `typed` is what stood in the
    form, so that a fault costs nobody a word.
    """

    class Form(models.TextChoices):
        """On which page it is written."""

        DEMAND = "demand", _("a demand as it was heard")
        CLAUSES = "clauses", _("clauses")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    form = models.CharField(max_length=7, choices=Form, default=Form.CLAUSES)
    code = models.CharField(max_length=100, blank=True)
    body = PlainForm(default=dict)
    typed = PlainForm(default=dict)
    revision = models.PositiveIntegerField(default=1)
    begun_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    published = models.OneToOneField(RequirementVersion, on_delete=models.PROTECT, null=True, related_name="draft")

    objects = DraftSet.as_manager()

    def __str__(self) -> str:
        return self.code
