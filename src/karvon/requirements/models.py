"""Border requirements and their versions. The body of a version is the text of a pack, and reads back without loss."""

from django.contrib.postgres.fields import ArrayField, DateTimeRangeField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from karvon.accounts.models import User
from karvon.core.ids import new_id
from karvon.partners.models import Organisation
from karvon.places.models import COUNTRY


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
    code = models.CharField(max_length=60, unique=True)
    jurisdiction = models.CharField(max_length=3, validators=[COUNTRY])
    begun_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(jurisdiction__regex=r"^[A-Z]{3}$"), name="requirement_jurisdiction"),
        )

    def __str__(self) -> str:
        return self.code


class RequirementVersion(models.Model):
    """One version: known from `recorded_at` on, in force during `window`. The highest known one in force counts."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    requirement = models.ForeignKey(BorderRequirement, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=Kind)
    standing = models.CharField(max_length=10, choices=Standing)
    roles = ArrayField(models.CharField(max_length=10))
    posts = ArrayField(models.CharField(max_length=24), default=list, help_text=_("empty: the whole border"))
    nationalities = ArrayField(models.CharField(max_length=3), default=list, help_text=_("empty: everybody"))
    window = DateTimeRangeField()
    titles = models.JSONField(default=dict)
    body = models.TextField(help_text=_("a pack that holds this version alone"))
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("requirement", "number"), name="version_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="versions_count_from_one"),
            models.CheckConstraint(condition=~Q(window__isempty=True), name="version_lasts"),
        )
        indexes = (
            models.Index(fields=("recorded_at",), name="version_known_since"),
            GinIndex(fields=("posts",), name="version_posts"),
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


class Draft(models.Model):
    """A version that is being written: its impact can be seen before it is published."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=60, blank=True)
    body = models.JSONField(default=dict)
    begun_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    published = models.OneToOneField(RequirementVersion, on_delete=models.PROTECT, null=True, related_name="draft")

    def __str__(self) -> str:
        return self.code
