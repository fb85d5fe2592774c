import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import karvon.core.ids
from karvon.core.isolation import isolate, only_added_to, own_rows
from karvon.readiness.owing import FUNCTION, TRIGGERS

SEEING = ["registrar", "caseworker", "protection_supervisor", "movement_officer", "liaison_officer", "coordinator"]
NAMES = ["registrar", "caseworker", "protection_supervisor", "movement_officer", "coordinator"]


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "0001_foundation"),
        ("documents", "0002_initial"),
        ("people", "0001_initial"),
        ("movements", "0002_initial"),
        ("partners", "0002_kind_of_an_organisation"),
        ("requirements", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="News",
            fields=[
                (
                    "version",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="requirements.requirementversion",
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
        migrations.CreateModel(
            name="Snapshot",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("body", models.JSONField()),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.organisation"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Due",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("urgency", models.PositiveSmallIntegerField(help_text="0: in motion; 1: planned")),
                ("due_at", models.DateTimeField()),
                ("cause", models.CharField(max_length=40)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="movements.manifestentry"
                    ),
                ),
                (
                    "movement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="movements.movement"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.organisation"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["urgency", "id"], name="due_first")],
            },
        ),
        migrations.CreateModel(
            name="Verdict",
            fields=[
                (
                    "id",
                    models.UUIDField(default=karvon.core.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("OK", "OK"), ("FIXABLE", "Fixable"), ("UNKNOWN", "Unknown"), ("BLOCKED", "Blocked")],
                        max_length=7,
                    ),
                ),
                ("contested", models.BooleanField(help_text="sources that conflict lead to different answers")),
                (
                    "danger",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("trapped", "trapped between the posts"),
                            ("waiting_between", "between the posts, may go back"),
                            ("would_be_trapped", "would be trapped if stamped out"),
                            ("would_be_turned_back", "would be turned back if stamped out"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "failing",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=130),
                        help_text="parts that are not met, as R-UZ-2/test",
                        size=None,
                    ),
                ),
                (
                    "missing",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), help_text="facts that nobody recorded", size=None
                    ),
                ),
                ("known_at", models.DateTimeField(help_text="what was known then was taken into account")),
                ("checked_at", models.DateTimeField(help_text="when it was last judged again and came out the same")),
                ("holds_until", models.DateTimeField(help_text="from when a remedy is no longer in time", null=True)),
                ("is_current", models.BooleanField(default=True)),
                (
                    "deciding",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="requirements.requirementversion",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="verdicts",
                        to="movements.manifestentry",
                    ),
                ),
                (
                    "movement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="verdicts", to="movements.movement"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.organisation"
                    ),
                ),
                (
                    "passage",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="readiness.snapshot"
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="verdicts", to="movements.step"
                    ),
                ),
                (
                    "traveller",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="readiness.snapshot"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("is_current", True)),
                        fields=["movement", "step", "status"],
                        name="verdict_current",
                    ),
                    models.Index(
                        condition=models.Q(("is_current", True), models.Q(("danger", ""), _negated=True)),
                        fields=["owner", "danger"],
                        name="verdict_danger",
                    ),
                    models.Index(
                        condition=models.Q(("holds_until__isnull", False), ("is_current", True)),
                        fields=["holds_until"],
                        name="verdict_holds",
                    ),
                    models.Index(fields=["entry", "step", "known_at"], name="verdict_history"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_current", True)), fields=("entry", "step"), name="one_current_verdict"
                    )
                ],
            },
        ),
        isolate("readiness_snapshot", read=own_rows(NAMES)),
        isolate("readiness_verdict", read=own_rows(SEEING)),
        isolate("readiness_due", read=own_rows(SEEING), add=own_rows(None)),
        isolate("readiness_news", read=own_rows(SEEING), add=own_rows(None)),
        only_added_to("readiness_snapshot"),
        only_added_to("readiness_verdict", but_for=["is_current", "checked_at"]),
        FUNCTION,
        *TRIGGERS,
    ]
