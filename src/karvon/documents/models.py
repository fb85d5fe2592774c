"""What a person can show at a border. A row is corrected by ending it and adding another."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from karvon.accounts.models import User
from karvon.core.countries import COUNTRY
from karvon.core.ids import new_id
from karvon.partners.models import Organisation
from karvon.people.models import Person


class Check(models.TextChoices):
    """How a paper was looked at."""

    TOLD = "told", _("told by the person or a list")
    SEEN = "seen", _("seen by staff")
    SCANNED = "scanned", _("read by machine")
    VERIFIED = "verified", _("verified with the issuer or by signature")


class Proof(models.Model):
    """What all papers and proofs have in common: whose, how checked, and from when to when it counts for us."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="%(class)ss")
    checked = models.CharField(max_length=10, choices=Check, default=Check.TOLD)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, help_text=_("when it was corrected, lost or withdrawn"))

    class Meta:
        abstract = True


class TravelDocument(Proof):
    """A paper that a state accepts for crossing its border; valid through its last day."""

    class Kind(models.TextChoices):
        """As the rulebook knows them."""

        PASSPORT = "passport", _("passport")
        RETURN_CERTIFICATE = "return_certificate", _("return certificate")
        LAISSEZ_PASSER = "laissez_passer", _("laissez-passer")
        BIRTH_CERTIFICATE = "birth_certificate", _("birth certificate")
        NATIONAL_ID = "national_id", _("national identity card")
        RESIDENCE_PERMIT = "residence_permit", _("residence permit")
        OTHER = "other", _("other paper")

    kind = models.CharField(max_length=20, choices=Kind, blank=True)
    number = models.CharField(max_length=40, blank=True)
    number_key = models.CharField(max_length=40, blank=True, help_text=_("the number as it is compared"))
    country = models.CharField(max_length=3, blank=True, validators=[COUNTRY])
    issued_on = models.DateField(null=True)
    expires_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(issued_on__isnull=True)
                | Q(expires_on__isnull=True)
                | Q(expires_on__gte=models.F("issued_on")),
                name="document_lasts",
            ),
        )
        indexes = (
            models.Index(fields=("owner", "number_key"), condition=~Q(number_key=""), name="document_number"),
            models.Index(fields=("person",), condition=Q(ended_at__isnull=True), name="documents_of_a_person"),
        )

    def __str__(self) -> str:
        return self.kind


class Visa(Proof):
    """A visa or permit of one state, both days included."""

    class Kind(models.TextChoices):
        """As the rulebook knows them."""

        TRANSIT = "transit", _("transit visa")
        ENTRY = "entry", _("entry visa")
        EXIT = "exit", _("exit visa")
        RESIDENCE = "residence", _("residence visa")

    kind = models.CharField(max_length=20, choices=Kind, blank=True)
    country = models.CharField(max_length=3, validators=[COUNTRY])
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="visa_lasts",
            ),
        )
        indexes = (models.Index(fields=("person",), condition=Q(ended_at__isnull=True), name="visas_of_a_person"),)

    def __str__(self) -> str:
        return self.kind


class MedicalTest(Proof):
    """A test for an infection; the zone is that of the place where the sample was taken."""

    class Kind(models.TextChoices):
        """As the rulebook knows them."""

        PCR = "pcr", _("PCR test")
        RAPID = "rapid", _("rapid antigen test")
        ANTIBODY = "antibody", _("antibody test")

    class Result(models.TextChoices):
        """What the test found."""

        NEGATIVE = "negative", _("negative")
        POSITIVE = "positive", _("positive")
        INCONCLUSIVE = "inconclusive", _("inconclusive")
        PENDING = "pending", _("pending")

    kind = models.CharField(max_length=10, choices=Kind, blank=True)
    result = models.CharField(max_length=12, choices=Result, blank=True)
    sampled_at = models.DateTimeField(null=True)
    zone = models.CharField(max_length=40, default="UTC")
    country = models.CharField(max_length=3, blank=True, validators=[COUNTRY])
    place = models.CharField(max_length=120, blank=True)
    laboratory = models.CharField(max_length=120, blank=True)
    number = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes = (models.Index(fields=("person",), condition=Q(ended_at__isnull=True), name="tests_of_a_person"),)

    def __str__(self) -> str:
        return self.kind


class Vaccination(Proof):
    """A vaccination; the day is that of the last dose."""

    disease = models.CharField(max_length=60)
    product = models.CharField(max_length=120, blank=True)
    complete = models.BooleanField(null=True)
    given_on = models.DateField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=("person",), condition=Q(ended_at__isnull=True), name="vaccinations_of_a_person"),
        )

    def __str__(self) -> str:
        return self.disease


class Inquiry(models.Model):
    """Somebody asked a person for their papers of one sort: what is recorded is all there is, be it nothing."""

    class About(models.TextChoices):
        """What was asked for."""

        TRAVEL_DOCUMENTS = "papers", _("travel documents")
        VISAS = "visas", _("visas")
        TESTS = "tests", _("tests")
        VACCINATIONS = "vaccinations", _("vaccinations")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="inquiries")
    about = models.CharField(max_length=20, choices=About)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("person", "about"), name="one_inquiry_a_sort"),)

    def __str__(self) -> str:
        return self.about
