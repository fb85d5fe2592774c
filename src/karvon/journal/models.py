"""The journal's entries: rows that the database only ever adds."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from karvon.core.ids import new_id


class Entry(models.Model):
    """One deed or one look: who, for which organisation, when, on what. It holds no personal data itself."""

    class Kind(models.TextChoices):
        """Whether something was done or only seen."""

        DEED = "deed", _("deed")
        LOOK = "look", _("look")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.ForeignKey("partners.Organisation", on_delete=models.PROTECT, null=True, related_name="+")
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=4, choices=Kind)
    what = models.CharField(max_length=80)
    subject = models.CharField(max_length=60)
    subject_id = models.UUIDField(null=True)
    details = models.JSONField(default=dict)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = (
            models.Index(fields=("subject", "subject_id", "at"), name="entry_of_a_subject"),
            models.Index(fields=("owner", "at"), name="entry_of_an_owner"),
        )

    def __str__(self) -> str:
        return self.what
