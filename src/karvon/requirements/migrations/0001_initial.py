import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import karvon.core.ids
import karvon.requirements.plain_form
from karvon.core.isolation import isolate, only_added_to, own_rows, signed_in

KEEPERS = ["liaison_officer", "coordinator", "movement_officer", "border_officer", "migration_officer"]


def kept_by_owner(table: str, column: str, kept: str) -> migrations.RunSQL:
    """Let only the body that keeps a row add to what hangs on it."""
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_by_its_owner "
        f"FOREIGN KEY ({column}, owner_id) REFERENCES {kept} (id, owner_id)",
        f"ALTER TABLE {table} DROP CONSTRAINT {table}_by_its_owner",
    )


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
                ("code", models.CharField(max_length=100, unique=True)),
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
                ("number", models.PositiveBigIntegerField()),
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
                        base_field=models.CharField(max_length=100),
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
                (
                    "conflicts",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=100), default=list, size=None
                    ),
                ),
                ("window", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ("titles", models.JSONField(default=dict)),
                ("body", karvon.requirements.plain_form.PlainForm()),
                ("recorded_at", models.DateTimeField()),
                (
                    "confirmed_at",
                    models.DateTimeField(),
                ),
                ("stale_after", models.DurationField(null=True)),
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
                (
                    "form",
                    models.CharField(
                        choices=[("demand", "a demand as it was heard"), ("clauses", "clauses")],
                        default="clauses",
                        max_length=7,
                    ),
                ),
                ("code", models.CharField(blank=True, max_length=100)),
                ("body", karvon.requirements.plain_form.PlainForm(default=dict)),
                ("typed", karvon.requirements.plain_form.PlainForm(default=dict)),
                ("revision", models.PositiveIntegerField(default=1)),
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
        migrations.AddConstraint(
            model_name="borderrequirement",
            constraint=models.UniqueConstraint(fields=("id", "owner"), name="requirement_and_its_owner"),
        ),
        migrations.AddIndex(
            model_name="requirementversion",
            index=models.Index(fields=["recorded_at"], name="version_known_since"),
        ),
        migrations.AddIndex(
            model_name="requirementversion",
            index=django.contrib.postgres.indexes.GinIndex(fields=["posts"], name="version_posts"),
        ),
        migrations.AddIndex(
            model_name="requirementversion",
            index=django.contrib.postgres.indexes.GinIndex(fields=["conflicts"], name="version_conflicts"),
        ),
        migrations.AddConstraint(
            model_name="requirementversion",
            constraint=models.UniqueConstraint(fields=("requirement", "number"), name="version_number"),
        ),
        migrations.AddConstraint(
            model_name="requirementversion",
            constraint=models.UniqueConstraint(fields=("id", "owner"), name="version_and_its_owner"),
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
        kept_by_owner("requirements_requirementversion", "requirement_id", "requirements_borderrequirement"),
        kept_by_owner("requirements_confirmation", "version_id", "requirements_requirementversion"),
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
