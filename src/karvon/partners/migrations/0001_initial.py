import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import karvon.core.ids
from karvon.core.isolation import isolate, own_rows, signed_in

KEEPERS = signed_in(["coordinator"])
# Telephone numbers of officials: for their own body, and for those of the agency who have to call.
REACHED = ("partners_focalpoint", "partners_dutyshift")
CALLERS = f"{own_rows(None, owner='organisation_id')} OR {signed_in(['coordinator', 'liaison_officer', 'movement_officer', 'grants_officer', 'caseworker', 'protection_supervisor'])}"
ROSTER = f"{KEEPERS} OR {own_rows(['administrator'], owner='organisation_id')}"


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "0001_foundation"),
        ("places", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Organisation",
            fields=[
                (
                    "id",
                    models.UUIDField(default=karvon.core.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                ("code", models.SlugField(max_length=40, unique=True)),
                ("name", models.CharField(max_length=200)),
                ("names", models.JSONField(blank=True, default=dict, help_text="names in other languages")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("agency", "migration agency"),
                            ("consulate", "embassy or consulate"),
                            ("ministry", "ministry"),
                            ("border_service", "border service"),
                            ("migration_service", "migration service"),
                            ("health_service", "health service"),
                            ("carrier", "carrier"),
                            ("donor", "donor"),
                            ("receiving_region", "receiving region"),
                            ("ngo", "non-governmental organisation"),
                        ],
                        max_length=20,
                    ),
                ),
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
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10), blank=True, default=list, size=None
                    ),
                ),
                ("zone", models.CharField(default="UTC", max_length=40)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("country", ""), ("country__regex", "^[A-Z]{3}$"), _connector="OR"),
                        name="organisation_country",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FocalPoint",
            fields=[
                (
                    "id",
                    models.UUIDField(default=karvon.core.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                ("name", models.CharField(max_length=200)),
                ("title", models.CharField(blank=True, max_length=200)),
                ("language", models.CharField(max_length=10)),
                ("phone", models.CharField(blank=True, max_length=20)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("left_at", models.DateTimeField(blank=True, null=True)),
                (
                    "post",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="focal_points",
                        to="places.post",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="focal_points",
                        to="partners.organisation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DutyShift",
            fields=[
                (
                    "id",
                    models.UUIDField(default=karvon.core.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                ("window", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ("rank", models.PositiveSmallIntegerField(default=1)),
                (
                    "focal_point",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="shifts", to="partners.focalpoint"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="shifts", to="partners.organisation"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Competence",
            fields=[
                (
                    "id",
                    models.UUIDField(default=karvon.core.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "matter",
                    models.CharField(
                        choices=[
                            ("exit", "leaving the country"),
                            ("transit", "passing through the country"),
                            ("entry", "entering the country"),
                            ("border_control", "control at the border"),
                            ("health", "health at the border"),
                            ("nationals", "care for own nationals"),
                            ("reception", "reception"),
                            ("transport", "transport"),
                            ("funding", "funding"),
                            ("coordination", "coordination of movements"),
                        ],
                        max_length=20,
                    ),
                ),
                ("part", models.CharField(choices=[("decides", "decides"), ("must_know", "must know")], max_length=10)),
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
                (
                    "nationality",
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
                (
                    "post",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="competences",
                        to="places.post",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="competences",
                        to="partners.organisation",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="focalpoint",
            constraint=models.CheckConstraint(
                condition=models.Q(("email", ""), ("phone", ""), _negated=True), name="focal_point_can_be_reached"
            ),
        ),
        migrations.AddConstraint(
            model_name="dutyshift",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=(("organisation", "="), ("rank", "="), ("window", "&&")), name="one_on_duty_at_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="dutyshift",
            constraint=models.CheckConstraint(condition=models.Q(("rank__range", (1, 9))), name="shift_rank"),
        ),
        migrations.AddConstraint(
            model_name="dutyshift",
            constraint=models.CheckConstraint(
                condition=models.Q(("window__isempty", True), _negated=True), name="shift_lasts"
            ),
        ),
        migrations.AddConstraint(
            model_name="competence",
            constraint=models.UniqueConstraint(
                fields=("organisation", "matter", "part", "country", "post", "nationality"),
                name="a_competence_stands_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="competence",
            constraint=models.CheckConstraint(
                condition=models.Q(("country", ""), ("country__regex", "^[A-Z]{3}$"), _connector="OR"),
                name="competence_country",
            ),
        ),
        migrations.AddConstraint(
            model_name="competence",
            constraint=models.CheckConstraint(
                condition=models.Q(("nationality", ""), ("nationality__regex", "^[A-Z]{3}$"), _connector="OR"),
                name="competence_nationality",
            ),
        ),
        isolate(
            "partners_organisation",
            read=signed_in(),
            add=KEEPERS,
            change=f"{KEEPERS} OR {own_rows(['administrator'], owner='id')}",
        ),
        isolate("partners_competence", read=signed_in(), add=KEEPERS, change=KEEPERS, remove=KEEPERS),
        *(isolate(table, read=CALLERS, add=ROSTER, change=ROSTER, remove=ROSTER) for table in REACHED),
    ]
