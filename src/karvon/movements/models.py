"""Movements, their legs and steps, vehicles, manifest entries, and the position of each person."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from karvon.accounts.models import Membership, User
from karvon.accounts.roles import MOVEMENT_STAFF
from karvon.core.countries import COUNTRY
from karvon.core.ids import new_id
from karvon.partners.models import Organisation
from karvon.people.models import Person
from karvon.places.models import Crossing, Hub, Mode, Post


class MovementSet(models.QuerySet["Movement"]):
    """Questions to many movements at once."""

    def visible_to(self, member: Membership) -> "MovementSet":
        """Those of the own organisation, for staff who meet or move people."""
        return self.filter(owner_id=member.organisation_id) if member.is_any_of(MOVEMENT_STAFF) else self.none()


class Movement(models.Model):
    """One organised journey of a list of people from start to end."""

    class Status(models.TextChoices):
        """How far it is."""

        REQUESTED = "requested", _("requested")
        PLANNED = "planned", _("planned")
        IN_MOTION = "in_motion", _("in motion")
        ARRIVED = "arrived", _("arrived")
        CANCELLED = "cancelled", _("cancelled")

    NEXT: ClassVar[dict[Status, tuple[Status, ...]]] = {
        Status.REQUESTED: (Status.PLANNED, Status.CANCELLED),
        Status.PLANNED: (Status.IN_MOTION, Status.CANCELLED),
        Status.IN_MOTION: (Status.ARRIVED,),
        Status.ARRIVED: (),
        Status.CANCELLED: (),
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=30)
    name = models.CharField(max_length=200)
    requested_by = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    request_reference = models.CharField(max_length=120, blank=True)
    requested_at = models.DateTimeField()
    purpose = models.CharField(max_length=20, default="return")
    status = models.CharField(max_length=10, choices=Status, default=Status.REQUESTED)
    expected_people = models.PositiveIntegerField(null=True)
    organised = models.BooleanField(null=True)
    kinds = ArrayField(models.CharField(max_length=30), null=True, help_text=_("what sort of group, as borders ask"))
    stops = models.PositiveSmallIntegerField(null=True, help_text=_("planned stops in transit"))
    changed_at = models.DateTimeField(help_text=_("when what borders ask about the journey last changed"))

    objects = MovementSet.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("owner", "reference"), name="movement_reference"),)
        indexes = (models.Index(fields=("owner", "status"), name="movement_status"),)

    def __str__(self) -> str:
        return self.reference

    def can_become(self, status: str) -> bool:
        """Whether this is a move that a movement makes."""
        return status in self.NEXT[self.Status(self.status)]


class Leg(models.Model):
    """A part of a movement between two places with one mode; each end is a hub or a crossing."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    movement = models.ForeignKey(Movement, on_delete=models.CASCADE, related_name="legs")
    number = models.PositiveSmallIntegerField()
    mode = models.CharField(max_length=5, choices=Mode)
    from_hub = models.ForeignKey(Hub, on_delete=models.PROTECT, null=True, related_name="+")
    from_crossing = models.ForeignKey(Crossing, on_delete=models.PROTECT, null=True, related_name="+")
    to_hub = models.ForeignKey(Hub, on_delete=models.PROTECT, null=True, related_name="+")
    to_crossing = models.ForeignKey(Crossing, on_delete=models.PROTECT, null=True, related_name="+")
    departs_at = models.DateTimeField()
    arrives_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("movement", "number"), name="leg_number", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(condition=Q(arrives_at__gt=models.F("departs_at")), name="leg_goes_forward"),
            models.CheckConstraint(
                condition=Q(from_hub__isnull=True) ^ Q(from_crossing__isnull=True), name="leg_from_one_place"
            ),
            models.CheckConstraint(
                condition=Q(to_hub__isnull=True) ^ Q(to_crossing__isnull=True), name="leg_to_one_place"
            ),
        )

    def __str__(self) -> str:
        return f"{self.number}"


class Step(models.Model):
    """The passing of one state's post, planned for a moment: what the rulebook judges."""

    class Role(models.TextChoices):
        """In which role people stand before the state."""

        EXIT = "exit", _("exit")
        TRANSIT = "transit", _("transit")
        ENTRY = "entry", _("entry")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    movement = models.ForeignKey(Movement, on_delete=models.CASCADE, related_name="steps")
    number = models.PositiveSmallIntegerField()
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=10, choices=Role)
    mode = models.CharField(max_length=5, choices=Mode)
    planned_at = models.DateTimeField()
    coming_from = models.CharField(max_length=3, blank=True, validators=[COUNTRY])
    going_to = models.CharField(max_length=3, blank=True, validators=[COUNTRY])
    passed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("movement", "number"), name="step_number", deferrable=models.Deferrable.DEFERRED
            ),
        )
        indexes = (models.Index(fields=("post", "planned_at"), name="step_at_post"),)

    def __str__(self) -> str:
        return f"{self.number}"


class Vehicle(models.Model):
    """A vehicle of a movement and what borders ask about it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    movement = models.ForeignKey(Movement, on_delete=models.CASCADE, related_name="vehicles")
    name = models.CharField(max_length=60)
    carrier = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    seats = models.PositiveSmallIntegerField()
    sealed = models.BooleanField(null=True)
    escorted = models.BooleanField(null=True)
    medic = models.BooleanField(null=True)
    masks = models.BooleanField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("movement", "name"), name="vehicle_name"),
            models.CheckConstraint(condition=Q(seats__gte=1), name="vehicle_has_seats"),
        )

    def __str__(self) -> str:
        return self.name


class ManifestEntry(models.Model):
    """A person on the list of a movement."""

    class Status(models.TextChoices):
        """Whether they travel."""

        LISTED = "listed", _("listed")
        STAND_BY = "stand_by", _("stand-by")
        NO_SHOW = "no_show", _("no-show")
        WITHDRAWN = "withdrawn", _("withdrawn")
        REMOVED = "removed", _("taken off the list")

    TRAVELS: ClassVar[tuple[Status, ...]] = (Status.LISTED, Status.STAND_BY)

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    movement = models.ForeignKey(Movement, on_delete=models.CASCADE, related_name="entries")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="entries")
    status = models.CharField(max_length=10, choices=Status, default=Status.LISTED)
    vehicle = models.ForeignKey(Vehicle, on_delete=models.SET_NULL, null=True, related_name="entries")
    batch = models.CharField(max_length=20, blank=True)
    added_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("movement", "person"), name="once_on_a_list"),)
        indexes = (models.Index(fields=("movement", "status"), name="entry_status"),)

    def __str__(self) -> str:
        return f"{self.person_id} on {self.movement_id}"


class Position(models.Model):
    """Where a person of a movement stood from a moment on; the latest counts, and rows are only added."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    entry = models.ForeignKey(ManifestEntry, on_delete=models.CASCADE, related_name="positions")
    crossing = models.ForeignKey(Crossing, on_delete=models.PROTECT, null=True, related_name="+")
    hub = models.ForeignKey(Hub, on_delete=models.PROTECT, null=True, related_name="+")
    left = models.CharField(max_length=3, blank=True, help_text=_("the state that has stamped the person out"))
    entered = models.CharField(max_length=3, blank=True, help_text=_("the state that has let the person in"))
    since = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(crossing__isnull=True) ^ Q(hub__isnull=True), name="position_in_one_place"
            ),
        )
        indexes = (models.Index(fields=("entry", "-since", "-recorded_at"), name="position_latest"),)

    def __str__(self) -> str:
        return f"{self.entry_id}"


class AgreedList(models.Model):
    """A list of people that parties agreed on, by the name that requirements know it under; final once unchangeable."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    movement = models.ForeignKey(Movement, on_delete=models.CASCADE, related_name="agreed_lists")
    name = models.CharField(max_length=60)
    final = models.BooleanField(null=True)
    entries = models.ManyToManyField(ManifestEntry, through="AgreedListEntry", related_name="agreed_lists")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("movement", "name"), name="agreed_list_name"),)

    def __str__(self) -> str:
        return self.name


class AgreedListEntry(models.Model):
    """One person of an agreed list."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    agreed_list = models.ForeignKey(AgreedList, on_delete=models.CASCADE, related_name="+")
    entry = models.ForeignKey(ManifestEntry, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("agreed_list", "entry"), name="once_on_an_agreed_list"),)

    def __str__(self) -> str:
        return f"{self.entry_id} on {self.agreed_list_id}"


class Answer(models.Model):
    """What an authority answered about a movement, by the names that requirements know authorities under."""

    class Decision(models.TextChoices):
        """The answer."""

        YES = "yes", _("yes")
        NO = "no", _("no")
        PENDING = "pending", _("pending")

    class Form(models.TextChoices):
        """How it was given."""

        ORAL = "oral", _("oral")
        WRITTEN = "written", _("written")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    movement = models.ForeignKey(Movement, on_delete=models.CASCADE, related_name="answers")
    authority = models.CharField(max_length=120)
    kind = models.CharField(max_length=20)
    decision = models.CharField(max_length=10, choices=Decision)
    form = models.CharField(max_length=10, choices=Form, blank=True)
    until = models.DateTimeField(null=True)
    answered_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = (models.Index(fields=("movement", "authority", "kind", "-answered_at"), name="answer_latest"),)

    def __str__(self) -> str:
        return f"{self.authority}: {self.decision}"
