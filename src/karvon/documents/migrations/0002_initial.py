import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from karvon.core.isolation import isolate, own_rows

NAMES = ["registrar", "caseworker", "protection_supervisor", "movement_officer", "coordinator"]
KEPT = (
    "documents_traveldocument",
    "documents_visa",
    "documents_medicaltest",
    "documents_vaccination",
    "documents_inquiry",
)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("documents", "0001_initial"),
        ("partners", "0001_initial"),
        ("people", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="inquiry",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="inquiries", to="people.person"
            ),
        ),
        migrations.AddField(
            model_name="medicaltest",
            name="owner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.organisation"
            ),
        ),
        migrations.AddField(
            model_name="medicaltest",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="%(class)ss", to="people.person"
            ),
        ),
        migrations.AddField(
            model_name="medicaltest",
            name="recorded_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="traveldocument",
            name="owner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.organisation"
            ),
        ),
        migrations.AddField(
            model_name="traveldocument",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="%(class)ss", to="people.person"
            ),
        ),
        migrations.AddField(
            model_name="traveldocument",
            name="recorded_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="vaccination",
            name="owner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.organisation"
            ),
        ),
        migrations.AddField(
            model_name="vaccination",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="%(class)ss", to="people.person"
            ),
        ),
        migrations.AddField(
            model_name="vaccination",
            name="recorded_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="visa",
            name="owner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.organisation"
            ),
        ),
        migrations.AddField(
            model_name="visa",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="%(class)ss", to="people.person"
            ),
        ),
        migrations.AddField(
            model_name="visa",
            name="recorded_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="inquiry",
            constraint=models.UniqueConstraint(fields=("person", "about"), name="one_inquiry_a_sort"),
        ),
        migrations.AddIndex(
            model_name="medicaltest",
            index=models.Index(
                condition=models.Q(("ended_at__isnull", True)), fields=["person"], name="tests_of_a_person"
            ),
        ),
        migrations.AddIndex(
            model_name="traveldocument",
            index=models.Index(
                condition=models.Q(("number_key", ""), _negated=True),
                fields=["owner", "number_key"],
                name="document_number",
            ),
        ),
        migrations.AddIndex(
            model_name="traveldocument",
            index=models.Index(
                condition=models.Q(("ended_at__isnull", True)), fields=["person"], name="documents_of_a_person"
            ),
        ),
        migrations.AddConstraint(
            model_name="traveldocument",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("issued_on__isnull", True),
                    ("expires_on__isnull", True),
                    ("expires_on__gte", models.F("issued_on")),
                    _connector="OR",
                ),
                name="document_lasts",
            ),
        ),
        migrations.AddIndex(
            model_name="vaccination",
            index=models.Index(
                condition=models.Q(("ended_at__isnull", True)), fields=["person"], name="vaccinations_of_a_person"
            ),
        ),
        migrations.AddIndex(
            model_name="visa",
            index=models.Index(
                condition=models.Q(("ended_at__isnull", True)), fields=["person"], name="visas_of_a_person"
            ),
        ),
        migrations.AddConstraint(
            model_name="visa",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("starts_on__isnull", True),
                    ("ends_on__isnull", True),
                    ("ends_on__gte", models.F("starts_on")),
                    _connector="OR",
                ),
                name="visa_lasts",
            ),
        ),
        *(isolate(table, read=own_rows(NAMES), add=own_rows(NAMES), change=own_rows(NAMES)) for table in KEPT),
    ]
