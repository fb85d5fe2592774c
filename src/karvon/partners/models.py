"""Organisations, what they are competent for, whom one calls there, and who answers now."""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from karvon.accounts.models import Membership
from karvon.accounts.roles import CALLERS
from karvon.core.countries import COUNTRY
from karvon.core.ids import new_id
from karvon.places.models import Post


class OrganisationSet(models.QuerySet["Organisation"]):
    """Questions to many organisations at once."""

    def visible_to(self, member: Membership) -> "OrganisationSet":  # noqa: ARG002  # the same word for every table
        """All of them: everybody who acts knows who takes part."""
        return self.all()


class CompetenceSet(models.QuerySet["Competence"]):
    """Questions to many competences at once."""

    def visible_to(self, member: Membership) -> "CompetenceSet":  # noqa: ARG002
        """All of them: everybody who acts knows who decides what."""
        return self.all()


class FocalPointSet(models.QuerySet["FocalPoint"]):
    """Questions to many focal points at once."""

    def visible_to(self, member: Membership) -> "FocalPointSet":
        """Those of the own body; all for those of the agency who have to call."""
        return self.all() if member.is_any_of(CALLERS) else self.filter(organisation_id=member.organisation_id)


class DutyShiftSet(models.QuerySet["DutyShift"]):
    """Questions to many shifts at once."""

    def visible_to(self, member: Membership) -> "DutyShiftSet":
        """Those of the own body; all for those of the agency who have to call."""
        return self.all() if member.is_any_of(CALLERS) else self.filter(organisation_id=member.organisation_id)


class Organisation(models.Model):
    """Any body that takes part."""

    class Kind(models.TextChoices):
        """What sort of body it is."""

        AGENCY = "agency", _("migration agency")
        CONSULATE = "consulate", _("embassy or consulate")
        MINISTRY = "ministry", _("ministry")
        BORDER_SERVICE = "border_service", _("border service")
        MIGRATION_SERVICE = "migration_service", _("migration service")
        HEALTH_SERVICE = "health_service", _("health service")
        CARRIER = "carrier", _("carrier")
        DONOR = "donor", _("donor")
        RECEIVING_REGION = "receiving_region", _("receiving region")
        NGO = "ngo", _("non-governmental organisation")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    names: ClassVar = models.JSONField(default=dict, blank=True, help_text=_("names in other languages"))
    kind = models.CharField(max_length=20, choices=Kind)
    country = models.CharField(max_length=3, blank=True, validators=[COUNTRY])
    languages = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    zone = models.CharField(max_length=40, default="UTC")

    objects = OrganisationSet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(country="") | Q(country__regex=r"^[A-Z]{3}$"), name="organisation_country"
            ),
        )

    def __str__(self) -> str:
        return self.name


class Competence(models.Model):
    """What a body decides or must know, for which country, post and nationality; an empty field means all."""

    class Matter(models.TextChoices):
        """What it is about."""

        EXIT = "exit", _("leaving the country")
        TRANSIT = "transit", _("passing through the country")
        ENTRY = "entry", _("entering the country")
        BORDER_CONTROL = "border_control", _("control at the border")
        HEALTH = "health", _("health at the border")
        NATIONALS = "nationals", _("care for own nationals")
        RECEPTION = "reception", _("reception")
        TRANSPORT = "transport", _("transport")
        FUNDING = "funding", _("funding")
        COORDINATION = "coordination", _("coordination of movements")

    class Part(models.TextChoices):
        """What the body does in the matter."""

        DECIDES = "decides", _("decides")
        MUST_KNOW = "must_know", _("must know")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="competences")
    matter = models.CharField(max_length=20, choices=Matter)
    part = models.CharField(max_length=10, choices=Part)
    country = models.CharField(max_length=3, blank=True, validators=[COUNTRY])
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="competences")
    nationality = models.CharField(max_length=3, blank=True, validators=[COUNTRY])

    objects = CompetenceSet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "matter", "part", "country", "post", "nationality"),
                nulls_distinct=False,
                name="a_competence_stands_once",
            ),
            models.CheckConstraint(
                condition=Q(country="") | Q(country__regex=r"^[A-Z]{3}$"), name="competence_country"
            ),
            models.CheckConstraint(
                condition=Q(nationality="") | Q(nationality__regex=r"^[A-Z]{3}$"), name="competence_nationality"
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.part} {self.matter}"


class FocalPoint(models.Model):
    """A named person of a body, whom one writes to or calls."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="focal_points")
    name = models.CharField(max_length=200)
    title = models.CharField(max_length=200, blank=True)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="focal_points")
    language = models.CharField(max_length=10)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    left_at = models.DateTimeField(null=True, blank=True)

    objects = FocalPointSet.as_manager()

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(phone="", email=""), name="focal_point_can_be_reached"),)

    def __str__(self) -> str:
        return self.name


class DutyShift(models.Model):
    """Who answers for a body in a window of time; `rank` 1 is asked first, then 2."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="shifts")
    focal_point = models.ForeignKey(FocalPoint, on_delete=models.PROTECT, related_name="shifts")
    window = DateTimeRangeField()
    rank = models.PositiveSmallIntegerField(default=1)

    objects = DutyShiftSet.as_manager()

    class Meta:
        constraints = (
            ExclusionConstraint(
                name="one_on_duty_at_a_time",
                expressions=(
                    ("organisation", RangeOperators.EQUAL),
                    ("rank", RangeOperators.EQUAL),
                    ("window", RangeOperators.OVERLAPS),
                ),
            ),
            models.CheckConstraint(condition=Q(rank__range=(1, 9)), name="shift_rank"),
            models.CheckConstraint(condition=~Q(window__isempty=True), name="shift_lasts"),
        )

    def __str__(self) -> str:
        return f"{self.focal_point_id}"
