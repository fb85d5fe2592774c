"""Crossings, posts, hubs and the legs between them. Names of places are ambiguous: everything refers by id or code."""

from datetime import timedelta
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField, DateTimeRangeField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from karvon.core.countries import COUNTRY
from karvon.core.ids import new_id


class Mode(models.TextChoices):
    """By what means people pass."""

    ROAD = "road", _("road")
    FOOT = "foot", _("on foot")
    RAIL = "rail", _("rail")
    AIR = "air", _("air")
    WATER = "water", _("water")


class Confidence(models.TextChoices):
    """How well the position of a crossing is known."""

    HIGH = "high", _("known")
    MEDIUM = "medium", _("about right")
    LOW = "low", _("uncertain")


class Traffic(models.TextChoices):
    """Who or what passes a post; a post may be closed to buses and open to people on foot."""

    FOOT = "foot", _("people on foot")
    CAR = "car", _("cars")
    BUS = "bus", _("buses")
    LORRY = "lorry", _("lorries")
    TRAIN = "train", _("trains")


class Channel(models.TextChoices):
    """How we learned what is said of a post."""

    AT_THE_POST = "at_the_post", _("officer at the post")
    SEEN = "seen", _("seen by our own staff")
    PHONE = "phone", _("by phone")
    MESSAGE = "message", _("by message")
    LETTER = "letter", _("note or letter")
    PUBLISHED = "published", _("published by the authority")
    MEDIA = "media", _("press or social media")


class Crossing(models.Model):
    """A place where two states meet and people may pass: a pair of posts, one of each state."""

    class Category(models.TextChoices):
        """For whom the states have agreed on it."""

        INTERNATIONAL = "international", _("international")
        BILATERAL = "bilateral", _("only for citizens of the two states")
        LOCAL = "local", _("only for neighbours")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=20, unique=True)
    modes = ArrayField(models.CharField(max_length=5, choices=Mode))
    latitude = models.DecimalField(max_digits=8, decimal_places=5)
    longitude = models.DecimalField(max_digits=8, decimal_places=5)
    confidence = models.CharField(max_length=6, choices=Confidence)
    category = models.CharField(
        max_length=13, choices=Category, blank=True, help_text=_("empty: nobody has recorded it")
    )

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(latitude__range=(-90, 90)), name="crossing_latitude"),
            models.CheckConstraint(condition=models.Q(longitude__range=(-180, 180)), name="crossing_longitude"),
            models.CheckConstraint(condition=models.Q(modes__len__gte=1), name="crossing_has_a_mode"),
        )

    def __str__(self) -> str:
        return self.code


class Post(models.Model):
    """One state's side of a crossing, with its own name, clock and hours."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=24, unique=True)
    crossing = models.ForeignKey(Crossing, on_delete=models.PROTECT, related_name="posts")
    country = models.CharField(max_length=3, validators=[COUNTRY])
    name = models.CharField(max_length=120)
    zone = models.CharField(max_length=40)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("crossing", "country"), name="one_post_of_a_state_at_a_crossing"),
            models.CheckConstraint(condition=models.Q(country__regex=r"^[A-Z]{3}$"), name="post_country"),
        )

    def __str__(self) -> str:
        return self.name


class Hub(models.Model):
    """A town where journeys start, change or end."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=120)
    country = models.CharField(max_length=3, validators=[COUNTRY])
    latitude = models.DecimalField(max_digits=8, decimal_places=5)
    longitude = models.DecimalField(max_digits=8, decimal_places=5)
    zone = models.CharField(max_length=40)

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(country__regex=r"^[A-Z]{3}$"), name="hub_country"),)

    def __str__(self) -> str:
        return self.name


class PlaceName(models.Model):
    """A name of a post or a hub in some script, and the key under which any spelling of it is found."""

    class Kind(models.TextChoices):
        """Whether it is still in use; codes are kept among the names, so that one search finds both."""

        CURRENT = "current", _("name")
        FORMER = "former", _("former name")
        CODE = "code", _("code")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    post = models.ForeignKey(Post, on_delete=models.CASCADE, null=True, related_name="names")
    hub = models.ForeignKey(Hub, on_delete=models.CASCADE, null=True, related_name="names")
    kind = models.CharField(max_length=7, choices=Kind, default=Kind.CURRENT)
    text = models.CharField(max_length=120)
    key = models.CharField(max_length=480)
    rank = models.PositiveSmallIntegerField(default=1, help_text=_("names are shown in this order"))

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(post__isnull=True) ^ models.Q(hub__isnull=True), name="name_of_one_place"
            ),
            models.UniqueConstraint(fields=("post", "hub", "text"), nulls_distinct=False, name="a_name_stands_once"),
        )
        ordering = ("rank",)
        indexes = (GinIndex(fields=("key",), opclasses=("gin_trgm_ops",), fastupdate=False, name="place_name_key"),)

    def __str__(self) -> str:
        return self.text


class RouteLeg(models.Model):
    """The way between two neighbouring places, each a hub or a crossing; it can be travelled both ways."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    from_hub = models.ForeignKey(Hub, on_delete=models.PROTECT, null=True, related_name="legs_out")
    from_crossing = models.ForeignKey(Crossing, on_delete=models.PROTECT, null=True, related_name="legs_out")
    to_hub = models.ForeignKey(Hub, on_delete=models.PROTECT, null=True, related_name="legs_in")
    to_crossing = models.ForeignKey(Crossing, on_delete=models.PROTECT, null=True, related_name="legs_in")
    mode = models.CharField(max_length=5, choices=Mode)
    km = models.PositiveIntegerField()
    hours = models.DecimalField(max_digits=5, decimal_places=1)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(from_hub__isnull=True) ^ models.Q(from_crossing__isnull=True), name="leg_starts_once"
            ),
            models.CheckConstraint(
                condition=models.Q(to_hub__isnull=True) ^ models.Q(to_crossing__isnull=True), name="leg_ends_once"
            ),
            models.CheckConstraint(condition=models.Q(km__gt=0, hours__gt=0), name="leg_takes_something"),
            models.UniqueConstraint(
                fields=("from_hub", "from_crossing", "to_hub", "to_crossing", "mode"),
                nulls_distinct=False,
                name="a_leg_stands_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.from_hub or self.from_crossing} - {self.to_hub or self.to_crossing}"


class PostHours(models.Model):
    """When a post works, in its own clock; a post without rows has hours that nobody recorded."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="hours")
    weekdays = ArrayField(models.PositiveSmallIntegerField(), help_text=_("1 is Monday, 7 is Sunday"))
    opens = models.TimeField()
    closes = models.TimeField(help_text=_("the same as the opening time where it never closes"))
    window = DateTimeRangeField(null=True, help_text=_("when these hours hold; empty: until further notice"))
    source = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(weekdays__len__gte=1, weekdays__contained_by=[1, 2, 3, 4, 5, 6, 7]),
                name="hours_on_weekdays",
            ),
            models.CheckConstraint(
                condition=models.Q(window__isnull=True) | models.Q(window__isempty=False), name="hours_last"
            ),
        )

    def __str__(self) -> str:
        return f"{self.opens:%H:%M}-{self.closes:%H:%M}"


class PostQuota(models.Model):
    """How many people or vehicles a post lets pass in a day."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="quotas")
    people_a_day = models.PositiveIntegerField(null=True)
    vehicles_a_day = models.PositiveIntegerField(null=True)
    window = DateTimeRangeField(null=True)
    source = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(people_a_day__isnull=False) | models.Q(vehicles_a_day__isnull=False),
                name="quota_of_something",
            ),
            models.CheckConstraint(
                condition=models.Q(window__isnull=True) | models.Q(window__isempty=False), name="quota_lasts"
            ),
        )

    def __str__(self) -> str:
        return f"{self.people_a_day or '-'} / {self.vehicles_a_day or '-'}"


class PostStatus(models.Model):
    """What was said at a moment about whether a post is open: rows are only added, the latest known one counts."""

    class Status(models.TextChoices):
        """Whether people pass."""

        OPEN = "open", _("open")
        RESTRICTED = "restricted", _("restricted")
        CLOSED = "closed", _("closed")

    # How long a report is believed without anybody confirming it: a restriction changes with the shift that made it.
    STALE_AFTER: ClassVar[dict[str, timedelta]] = {
        Status.OPEN: timedelta(hours=24),
        Status.RESTRICTED: timedelta(hours=12),
        Status.CLOSED: timedelta(hours=24),
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="statuses")
    status = models.CharField(max_length=10, choices=Status)
    nationalities = ArrayField(
        models.CharField(max_length=3, validators=[COUNTRY]), default=list, help_text=_("of whom; empty: of everybody")
    )
    traffic = ArrayField(
        models.CharField(max_length=5, choices=Traffic), default=list, help_text=_("of what; empty: of everything")
    )
    window = DateTimeRangeField()
    reason = models.CharField(max_length=500, blank=True)
    channel = models.CharField(max_length=11, choices=Channel)
    source = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("post", "-recorded_at", "-id"), name="post_status_latest"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(window__isempty=False, window__startswith__isnull=False), name="status_lasts"
            ),
            models.CheckConstraint(condition=~models.Q(source=""), name="status_has_a_source"),
        )

    def __str__(self) -> str:
        return f"{self.post_id}: {self.status}"


class StatusConfirmation(models.Model):
    """Somebody said again what a status says; rows are only added, so that what was known when stays exact."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    status = models.ForeignKey(PostStatus, on_delete=models.PROTECT, related_name="confirmations")
    channel = models.CharField(max_length=11, choices=Channel)
    source = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("status", "-at"), name="status_confirmed_latest"),)
        constraints = (models.CheckConstraint(condition=~models.Q(source=""), name="confirmation_has_a_source"),)

    def __str__(self) -> str:
        return f"{self.status_id}: {self.at.isoformat()}"
