"""Persons, households, travel groups and consent. A person is registered once, whatever the number of programmes."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from karvon.accounts.models import Membership, User
from karvon.accounts.roles import CASE_STAFF
from karvon.core.countries import COUNTRY
from karvon.core.ids import new_id
from karvon.partners.models import Organisation

PARTIAL_DATE = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"


class PersonSet(models.QuerySet["Person"]):
    """Questions to many persons at once."""

    def visible_to(self, member: Membership) -> "PersonSet":
        """Those whose names this member may see: of the own organisation, for staff who meet or move people."""
        return self.filter(owner_id=member.organisation_id) if member.is_any_of(CASE_STAFF) else self.none()


class Person(models.Model):
    """One human being; what nobody recorded is empty and is never taken for "none"."""

    class Sex(models.TextChoices):
        """As in a travel document (ICAO 9303)."""

        FEMALE = "F", _("female")
        MALE = "M", _("male")
        UNSPECIFIED = "X", _("unspecified")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=20, help_text=_("what stands for the person where a name must not"))
    sex = models.CharField(max_length=1, choices=Sex, blank=True)
    born = models.CharField(max_length=10, blank=True, help_text=_("year, year and month, or the day: 1986-07"))
    age_said = models.PositiveSmallIntegerField(null=True, help_text=_("in whole years, where no birth date is known"))
    age_said_on = models.DateField(null=True)
    nationalities = ArrayField(models.CharField(max_length=3, validators=[COUNTRY]), null=True)
    residences = ArrayField(models.CharField(max_length=3, validators=[COUNTRY]), null=True)
    home = models.CharField(max_length=120, blank=True)
    came_from = models.CharField(max_length=120, blank=True)
    phones = ArrayField(models.CharField(max_length=20), default=list)
    languages = ArrayField(models.CharField(max_length=10), default=list)
    registered_at = models.DateTimeField()
    registered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(help_text=_("when what borders ask about the person last changed"))

    objects = PersonSet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("owner", "reference"), name="person_reference"),
            models.CheckConstraint(condition=Q(born="") | Q(born__regex=PARTIAL_DATE), name="person_born"),
            models.CheckConstraint(
                condition=Q(age_said__isnull=True) | Q(age_said__lte=130, age_said_on__isnull=False), name="person_age"
            ),
        )

    def __str__(self) -> str:
        return self.reference


class PersonName(models.Model):
    """A name of a person as one paper or one script has it; single names and patronymics are normal."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="names")
    family = models.CharField(max_length=120, blank=True)
    given = models.CharField(max_length=120, blank=True)
    patronymic = models.CharField(max_length=120, blank=True)
    is_main = models.BooleanField(default=False)
    key = models.CharField(max_length=400, help_text=_("the same for all spellings and scripts of a name"))

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(family="", given=""), name="name_is_not_empty"),
            models.UniqueConstraint(fields=("person",), condition=Q(is_main=True), name="one_main_name"),
        )
        indexes = (GinIndex(fields=("key",), opclasses=("gin_trgm_ops",), name="person_name_key"),)

    def __str__(self) -> str:
        return " ".join(filter(None, (self.family, self.given, self.patronymic)))


class Need(models.Model):
    """A need that changes how a person must be served on the way; never a finding of a protection screening."""

    class Kind(models.TextChoices):
        """What it is about."""

        PREGNANCY = "pregnancy", _("pregnancy")
        INFANT = "infant", _("infant")
        MEDICINE = "medicine", _("regular medicine")
        DISABILITY = "disability", _("disability")
        OLD_AGE = "old_age", _("old age")
        DIET = "diet", _("diet")
        INTERPRETER = "interpreter", _("interpreter")
        OTHER = "other", _("other")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="needs")
    kind = models.CharField(max_length=20, choices=Kind)
    note = models.CharField(max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.kind


class Household(models.Model):
    """People who live and decide together."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=20)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("owner", "reference"), name="household_reference"),)

    def __str__(self) -> str:
        return self.reference


class HouseholdMember(models.Model):
    """One person of a household and what they are to its head."""

    class Relation(models.TextChoices):
        """What the person is to the head."""

        HEAD = "head", _("head of household")
        SPOUSE = "spouse", _("spouse")
        CHILD = "child", _("child")
        PARENT = "parent", _("parent")
        SIBLING = "sibling", _("brother or sister")
        GRANDPARENT = "grandparent", _("grandparent")
        GRANDCHILD = "grandchild", _("grandchild")
        OTHER_RELATIVE = "other_relative", _("other relative")
        NOT_RELATED = "not_related", _("not related")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="members")
    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="household_member")
    relation = models.CharField(max_length=20, choices=Relation)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("household",), condition=Q(relation="head"), name="one_head_of_household"),
        )

    def __str__(self) -> str:
        return self.relation


class TravelGroup(models.Model):
    """People who must travel together, whatever the household."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    persons = models.ManyToManyField(Person, through="TravelGroupMember", related_name="travel_groups")

    def __str__(self) -> str:
        return self.name


class TravelGroupMember(models.Model):
    """One person of a travel group."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(TravelGroup, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("group", "person"), name="once_in_a_travel_group"),)

    def __str__(self) -> str:
        return f"{self.person_id} in {self.group_id}"


class Consent(models.Model):
    """A person's yes or no to one use of their data by one recipient, with the words they were shown."""

    class Purpose(models.TextChoices):
        """What the data is used for."""

        ASSISTANCE = "assistance", _("assistance by the agency")
        BORDER_CROSSING = "border_crossing", _("crossing of borders")
        CONSULAR_HELP = "consular_help", _("help by the consulate")
        RECEPTION = "reception", _("reception at home")
        REFERRAL = "referral", _("referral to a service")

    class Form(models.TextChoices):
        """How it was given."""

        EXPLICIT = "explicit", _("in words or by signature")
        IMPLICIT = "implicit", _("by conduct")
        PROXY = "proxy", _("by another for the person")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=20, choices=Purpose)
    recipient = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    granted = models.BooleanField()
    form = models.CharField(max_length=10, choices=Form)
    language = models.CharField(max_length=10)
    words_sha256 = models.CharField(max_length=64)
    given_by = models.CharField(
        max_length=200, blank=True, help_text=_("who gave it for the person, where another did")
    )
    given_at = models.DateTimeField()
    witnessed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(words_sha256__regex=r"^[0-9a-f]{64}$"), name="consent_to_certain_words"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=models.F("given_at")),
                name="consent_withdrawn",
            ),
        )
        indexes = (models.Index(fields=("person", "purpose", "-given_at"), name="consent_latest"),)

    def __str__(self) -> str:
        return self.purpose
