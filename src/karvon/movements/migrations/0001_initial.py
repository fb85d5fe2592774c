import django.contrib.postgres.fields
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
        ("places", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Movement",
            fields=[
                (
                    "id",
                    models.UUIDField(default=karvon.core.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                ("reference", models.CharField(max_length=30)),
                ("name", models.CharField(max_length=200)),
                ("request_reference", models.CharField(blank=True, max_length=120)),
                ("requested_at", models.DateTimeField()),
                ("purpose", models.CharField(default="return", max_length=20)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("requested", "requested"),
                            ("planned", "planned"),
                            ("in_motion", "in motion"),
                            ("arrived", "arrived"),
                            ("cancelled", "cancelled"),
                        ],
                        default="requested",
                        max_length=10,
                    ),
                ),
                ("expected_people", models.PositiveIntegerField(null=True)),
                ("organised", models.BooleanField(null=True)),
                (
                    "kinds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=30),
                        help_text="what sort of group, as borders ask",
                        null=True,
                        size=None,
                    ),
                ),
                ("stops", models.PositiveSmallIntegerField(help_text="planned stops in transit", null=True)),
                ("changed_at", models.DateTimeField(help_text="when what borders ask about the journey last changed")),
            ],
        ),
        migrations.CreateModel(
            name="Position",
            fields=[
                (
                    "id",
                    models.UUIDField(default=karvon.core.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "left",
                    models.CharField(blank=True, help_text="the state that has stamped the person out", max_length=3),
                ),
                (
                    "entered",
                    models.CharField(blank=True, help_text="the state that has let the person in", max_length=3),
                ),
                ("since", models.DateTimeField()),
                ("recorded_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                (
                    "id",
                    models.UUIDField(default=karvon.core.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "role",
                    models.CharField(
                        choices=[("exit", "exit"), ("transit", "transit"), ("entry", "entry")], max_length=10
                    ),
                ),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("road", "road"),
                            ("foot", "on foot"),
                            ("rail", "rail"),
                            ("air", "air"),
                            ("water", "water"),
                        ],
                        max_length=5,
                    ),
                ),
                ("planned_at", models.DateTimeField()),
                (
                    "coming_from",
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
                    "going_to",
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
                ("passed_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Vehicle",
            fields=[
                (
                    "id",
                    models.UUIDField(default=karvon.core.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                ("name", models.CharField(max_length=60)),
                ("seats", models.PositiveSmallIntegerField()),
                ("sealed", models.BooleanField(null=True)),
                ("escorted", models.BooleanField(null=True)),
                ("medic", models.BooleanField(null=True)),
                ("masks", models.BooleanField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="AgreedList",
            fields=[
                (
                    "id",
                    models.UUIDField(default=karvon.core.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                ("name", models.CharField(max_length=60)),
                ("final", models.BooleanField(null=True)),
                ("recorded_at", models.DateTimeField()),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.organisation"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AgreedListEntry",
            fields=[
                (
                    "id",
                    models.UUIDField(default=karvon.core.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "agreed_list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="movements.agreedlist"
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
            name="Answer",
            fields=[
                (
                    "id",
                    models.UUIDField(default=karvon.core.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                ("authority", models.CharField(max_length=120)),
                ("kind", models.CharField(max_length=20)),
                (
                    "decision",
                    models.CharField(choices=[("yes", "yes"), ("no", "no"), ("pending", "pending")], max_length=10),
                ),
                (
                    "form",
                    models.CharField(blank=True, choices=[("oral", "oral"), ("written", "written")], max_length=10),
                ),
                ("until", models.DateTimeField(null=True)),
                ("answered_at", models.DateTimeField()),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.organisation"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Leg",
            fields=[
                (
                    "id",
                    models.UUIDField(default=karvon.core.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("road", "road"),
                            ("foot", "on foot"),
                            ("rail", "rail"),
                            ("air", "air"),
                            ("water", "water"),
                        ],
                        max_length=5,
                    ),
                ),
                ("departs_at", models.DateTimeField()),
                ("arrives_at", models.DateTimeField()),
                (
                    "from_crossing",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.crossing"
                    ),
                ),
                (
                    "from_hub",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.hub"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.organisation"
                    ),
                ),
                (
                    "to_crossing",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.crossing"
                    ),
                ),
                (
                    "to_hub",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.hub"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ManifestEntry",
            fields=[
                (
                    "id",
                    models.UUIDField(default=karvon.core.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("listed", "listed"),
                            ("stand_by", "stand-by"),
                            ("no_show", "no-show"),
                            ("withdrawn", "withdrawn"),
                            ("removed", "taken off the list"),
                        ],
                        default="listed",
                        max_length=10,
                    ),
                ),
                ("batch", models.CharField(blank=True, max_length=20)),
                ("added_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.organisation"
                    ),
                ),
            ],
        ),
    ]
