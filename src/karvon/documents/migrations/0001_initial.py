import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import karvon.core.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "0001_foundation"),
        ("partners", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="MedicalTest",
            fields=[
                (
                    "id",
                    models.UUIDField(default=karvon.core.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "checked",
                    models.CharField(
                        choices=[
                            ("told", "told by the person or a list"),
                            ("seen", "seen by staff"),
                            ("scanned", "read by machine"),
                            ("verified", "verified with the issuer or by signature"),
                        ],
                        default="told",
                        max_length=10,
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(help_text="when it was corrected, lost or withdrawn", null=True)),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[("pcr", "PCR test"), ("rapid", "rapid antigen test"), ("antibody", "antibody test")],
                        max_length=10,
                    ),
                ),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("negative", "negative"),
                            ("positive", "positive"),
                            ("inconclusive", "inconclusive"),
                            ("pending", "pending"),
                        ],
                        max_length=12,
                    ),
                ),
                ("sampled_at", models.DateTimeField(null=True)),
                ("zone", models.CharField(default="UTC", max_length=40)),
                (
                    "country",
                    models.CharField(
                        blank=True,
                        max_length=3,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z]{3}\\Z", "Write a country as three capital letters, as UZB (ISO 3166-1)."
                            )
                        ],
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=120)),
                ("laboratory", models.CharField(blank=True, max_length=120)),
                ("number", models.CharField(blank=True, max_length=60)),
            ],
        ),
        migrations.CreateModel(
            name="TravelDocument",
            fields=[
                (
                    "id",
                    models.UUIDField(default=karvon.core.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "checked",
                    models.CharField(
                        choices=[
                            ("told", "told by the person or a list"),
                            ("seen", "seen by staff"),
                            ("scanned", "read by machine"),
                            ("verified", "verified with the issuer or by signature"),
                        ],
                        default="told",
                        max_length=10,
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(help_text="when it was corrected, lost or withdrawn", null=True)),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("passport", "passport"),
                            ("return_certificate", "return certificate"),
                            ("laissez_passer", "laissez-passer"),
                            ("birth_certificate", "birth certificate"),
                            ("national_id", "national identity card"),
                            ("residence_permit", "residence permit"),
                            ("other", "other paper"),
                        ],
                        max_length=20,
                    ),
                ),
                ("number", models.CharField(blank=True, max_length=40)),
                ("number_key", models.CharField(blank=True, help_text="the number as it is compared", max_length=40)),
                (
                    "country",
                    models.CharField(
                        blank=True,
                        max_length=3,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z]{3}\\Z", "Write a country as three capital letters, as UZB (ISO 3166-1)."
                            )
                        ],
                    ),
                ),
                ("issued_on", models.DateField(null=True)),
                ("expires_on", models.DateField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Vaccination",
            fields=[
                (
                    "id",
                    models.UUIDField(default=karvon.core.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "checked",
                    models.CharField(
                        choices=[
                            ("told", "told by the person or a list"),
                            ("seen", "seen by staff"),
                            ("scanned", "read by machine"),
                            ("verified", "verified with the issuer or by signature"),
                        ],
                        default="told",
                        max_length=10,
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(help_text="when it was corrected, lost or withdrawn", null=True)),
                ("disease", models.CharField(max_length=60)),
                ("product", models.CharField(blank=True, max_length=120)),
                ("complete", models.BooleanField(null=True)),
                ("given_on", models.DateField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Visa",
            fields=[
                (
                    "id",
                    models.UUIDField(default=karvon.core.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "checked",
                    models.CharField(
                        choices=[
                            ("told", "told by the person or a list"),
                            ("seen", "seen by staff"),
                            ("scanned", "read by machine"),
                            ("verified", "verified with the issuer or by signature"),
                        ],
                        default="told",
                        max_length=10,
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(help_text="when it was corrected, lost or withdrawn", null=True)),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("transit", "transit visa"),
                            ("entry", "entry visa"),
                            ("exit", "exit visa"),
                            ("residence", "residence visa"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "country",
                    models.CharField(
                        max_length=3,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z]{3}\\Z", "Write a country as three capital letters, as UZB (ISO 3166-1)."
                            )
                        ],
                    ),
                ),
                ("starts_on", models.DateField(null=True)),
                ("ends_on", models.DateField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Inquiry",
            fields=[
                (
                    "id",
                    models.UUIDField(default=karvon.core.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "about",
                    models.CharField(
                        choices=[
                            ("papers", "travel documents"),
                            ("visas", "visas"),
                            ("tests", "tests"),
                            ("vaccinations", "vaccinations"),
                        ],
                        max_length=20,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.organisation"
                    ),
                ),
            ],
        ),
    ]
