import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import karvon.core.ids
from karvon.core.isolation import isolate, only_added_to, own_rows, signed_in

KEEPERS = ["liaison_officer", "coordinator", "movement_officer"]


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "0001_foundation"),
        ("partners", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BorderRequirement",
            fields=[
                (
                    "id",
                    models.UUIDField(default=karvon.core.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                ("code", models.CharField(max_length=60, unique=True)),
                (
                    "jurisdiction",
                    models.CharField(
                        max_length=3,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z]{3}\\Z", "Write a country as three capital letters, as UZB (ISO 3166-1)."
                            )
                        ],
                    ),
                ),
                ("begun_at", models.DateTimeField()),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.organisation"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RequirementVersion",
            fields=[
                (
                    "id",
                    models.UUIDField(default=karvon.core.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("requirement", "requirement"),
                            ("prohibition", "prohibition"),
                            ("exemption", "exemption"),
                            ("advisory", "advice"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("rumoured", "rumoured"),
                            ("stated", "stated, unconfirmed"),
                            ("confirmed", "confirmed"),
                            ("withdrawn", "withdrawn"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "roles",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), size=None),
                ),
                (
                    "posts",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=24),
                        default=list,
                        help_text="empty: the whole border",
                        size=None,
                    ),
                ),
                (
                    "nationalities",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=3), default=list, help_text="empty: everybody", size=None
                    ),
                ),
                ("window", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ("titles", models.JSONField(default=dict)),
                ("body", models.TextField(help_text="a pack that holds this version alone")),
                ("recorded_at", models.DateTimeField()),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.organisation"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "requirement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="requirements.borderrequirement",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                (
                    "id",
                    models.UUIDField(default=karvon.core.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                ("code", models.CharField(blank=True, max_length=60)),
                ("body", models.JSONField(default=dict)),
                ("begun_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                (
                    "begun_by",
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
                (
                    "published",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="draft",
                        to="requirements.requirementversion",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Confirmation",
            fields=[
                (
                    "id",
                    models.UUIDField(default=karvon.core.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                ("source", models.CharField(max_length=200)),
                ("confirmed_at", models.DateTimeField()),
                (
                    "confirmed_by",
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
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="confirmations",
                        to="requirements.requirementversion",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="borderrequirement",
            constraint=models.CheckConstraint(
                condition=models.Q(("jurisdiction__regex", "^[A-Z]{3}$")), name="requirement_jurisdiction"
            ),
        ),
        migrations.AddIndex(
            model_name="requirementversion",
            index=models.Index(fields=["recorded_at"], name="version_known_since"),
        ),
        migrations.AddIndex(
            model_name="requirementversion",
            index=django.contrib.postgres.indexes.GinIndex(fields=["posts"], name="version_posts"),
        ),
        migrations.AddConstraint(
            model_name="requirementversion",
            constraint=models.UniqueConstraint(fields=("requirement", "number"), name="version_number"),
        ),
        migrations.AddConstraint(
            model_name="requirementversion",
            constraint=models.CheckConstraint(condition=models.Q(("number__gte", 1)), name="versions_count_from_one"),
        ),
        migrations.AddConstraint(
            model_name="requirementversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("window__isempty", True), _negated=True), name="version_lasts"
            ),
        ),
        migrations.AddIndex(
            model_name="confirmation",
            index=models.Index(fields=["version", "-confirmed_at"], name="confirmation_latest"),
        ),
        isolate("requirements_borderrequirement", read=signed_in(), add=own_rows(KEEPERS)),
        isolate("requirements_requirementversion", read=signed_in(), add=own_rows(KEEPERS)),
        isolate("requirements_confirmation", read=signed_in(), add=own_rows(KEEPERS)),
        isolate(
            "requirements_draft",
            read=own_rows(KEEPERS),
            add=own_rows(KEEPERS),
            change=own_rows(KEEPERS),
            remove=own_rows(KEEPERS),
        ),
        only_added_to("requirements_borderrequirement"),
        only_added_to("requirements_requirementversion"),
        only_added_to("requirements_confirmation"),
    ]
