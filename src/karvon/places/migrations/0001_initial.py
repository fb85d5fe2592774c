import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import karvon.core.ids
from karvon.core.isolation import EVERYBODY, isolate, only_added_to, signed_in

KEPT = (
    "places_crossing",
    "places_post",
    "places_hub",
    "places_placename",
    "places_routeleg",
    "places_posthours",
    "places_postquota",
)
SAID = ("places_poststatus", "places_statusconfirmation")
KEEPERS = signed_in(["coordinator"])
REPORTERS = signed_in(["coordinator", "liaison_officer"])


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "0001_foundation"),
    ]

    operations = [
        migrations.CreateModel(
            name="Crossing",
            fields=[
                (
                    "id",
                    models.UUIDField(default=karvon.core.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                ("code", models.CharField(max_length=20, unique=True)),
                (
                    "modes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("road", "road"),
                                ("foot", "on foot"),
                                ("rail", "rail"),
                                ("air", "air"),
                                ("water", "water"),
                            ],
                            max_length=5,
                        ),
                        size=None,
                    ),
                ),
                ("latitude", models.DecimalField(decimal_places=5, max_digits=8)),
                ("longitude", models.DecimalField(decimal_places=5, max_digits=8)),
                (
                    "confidence",
                    models.CharField(
                        choices=[("high", "known"), ("medium", "about right"), ("low", "uncertain")], max_length=6
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("international", "international"),
                            ("bilateral", "only for citizens of the two states"),
                            ("local", "only for neighbours"),
                        ],
                        help_text="empty: nobody has recorded it",
                        max_length=13,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("latitude__range", (-90, 90))), name="crossing_latitude"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("longitude__range", (-180, 180))), name="crossing_longitude"
                    ),
                    models.CheckConstraint(condition=models.Q(("modes__len__gte", 1)), name="crossing_has_a_mode"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Hub",
            fields=[
                (
                    "id",
                    models.UUIDField(default=karvon.core.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                ("code", models.CharField(max_length=20, unique=True)),
                ("name", models.CharField(max_length=120)),
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
                ("latitude", models.DecimalField(decimal_places=5, max_digits=8)),
                ("longitude", models.DecimalField(decimal_places=5, max_digits=8)),
                ("zone", models.CharField(max_length=40)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("country__regex", "^[A-Z]{3}$")), name="hub_country")
                ],
            },
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
                (
                    "id",
                    models.UUIDField(default=karvon.core.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                ("code", models.CharField(max_length=24, unique=True)),
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
                ("name", models.CharField(max_length=120)),
                ("zone", models.CharField(max_length=40)),
                (
                    "crossing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="posts", to="places.crossing"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PlaceName",
            fields=[
                (
                    "id",
                    models.UUIDField(default=karvon.core.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("current", "name"), ("former", "former name"), ("code", "code")],
                        default="current",
                        max_length=7,
                    ),
                ),
                ("text", models.CharField(max_length=120)),
                ("key", models.CharField(max_length=480)),
                ("rank", models.PositiveSmallIntegerField(default=1, help_text="names are shown in this order")),
                (
                    "hub",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="names", to="places.hub"
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="names", to="places.post"
                    ),
                ),
            ],
            options={
                "ordering": ("rank",),
            },
        ),
        migrations.CreateModel(
            name="PostHours",
            fields=[
                (
                    "id",
                    models.UUIDField(default=karvon.core.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "weekdays",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(), help_text="1 is Monday, 7 is Sunday", size=None
                    ),
                ),
                ("opens", models.TimeField()),
                ("closes", models.TimeField(help_text="the same as the opening time where it never closes")),
                (
                    "window",
                    django.contrib.postgres.fields.ranges.DateTimeRangeField(
                        help_text="when these hours hold; empty: until further notice", null=True
                    ),
                ),
                ("source", models.CharField(max_length=200)),
                ("recorded_at", models.DateTimeField()),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="hours", to="places.post"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PostQuota",
            fields=[
                (
                    "id",
                    models.UUIDField(default=karvon.core.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                ("people_a_day", models.PositiveIntegerField(null=True)),
                ("vehicles_a_day", models.PositiveIntegerField(null=True)),
                ("window", django.contrib.postgres.fields.ranges.DateTimeRangeField(null=True)),
                ("source", models.CharField(max_length=200)),
                ("recorded_at", models.DateTimeField()),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="quotas", to="places.post"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PostStatus",
            fields=[
                (
                    "id",
                    models.UUIDField(default=karvon.core.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("open", "open"), ("restricted", "restricted"), ("closed", "closed")], max_length=10
                    ),
                ),
                (
                    "nationalities",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            max_length=3,
                            validators=[
                                django.core.validators.RegexValidator(
                                    "^[A-Z]{3}\\Z", "Write a country as three capital letters, as UZB (ISO 3166-1)."
                                )
                            ],
                        ),
                        default=list,
                        help_text="of whom; empty: of everybody",
                        size=None,
                    ),
                ),
                (
                    "traffic",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("foot", "people on foot"),
                                ("car", "cars"),
                                ("bus", "buses"),
                                ("lorry", "lorries"),
                                ("train", "trains"),
                            ],
                            max_length=5,
                        ),
                        default=list,
                        help_text="of what; empty: of everything",
                        size=None,
                    ),
                ),
                ("window", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ("reason", models.CharField(blank=True, max_length=500)),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("at_the_post", "officer at the post"),
                            ("seen", "seen by our own staff"),
                            ("phone", "by phone"),
                            ("message", "by message"),
                            ("letter", "note or letter"),
                            ("published", "published by the authority"),
                            ("media", "press or social media"),
                        ],
                        max_length=11,
                    ),
                ),
                ("source", models.CharField(max_length=200)),
                ("recorded_at", models.DateTimeField()),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="statuses", to="places.post"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RouteLeg",
            fields=[
                (
                    "id",
                    models.UUIDField(default=karvon.core.ids.new_id, editable=False, primary_key=True, serialize=False),
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
                ("km", models.PositiveIntegerField()),
                ("hours", models.DecimalField(decimal_places=1, max_digits=5)),
                (
                    "from_crossing",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="legs_out",
                        to="places.crossing",
                    ),
                ),
                (
                    "from_hub",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="legs_out", to="places.hub"
                    ),
                ),
                (
                    "to_crossing",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="legs_in",
                        to="places.crossing",
                    ),
                ),
                (
                    "to_hub",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="legs_in", to="places.hub"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StatusConfirmation",
            fields=[
                (
                    "id",
                    models.UUIDField(default=karvon.core.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("at_the_post", "officer at the post"),
                            ("seen", "seen by our own staff"),
                            ("phone", "by phone"),
                            ("message", "by message"),
                            ("letter", "note or letter"),
                            ("published", "published by the authority"),
                            ("media", "press or social media"),
                        ],
                        max_length=11,
                    ),
                ),
                ("source", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "status",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="confirmations",
                        to="places.poststatus",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.UniqueConstraint(
                fields=("crossing", "country"), name="one_post_of_a_state_at_a_crossing"
            ),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.CheckConstraint(
                condition=models.Q(("country__regex", "^[A-Z]{3}$")), name="post_country"
            ),
        ),
        migrations.AddIndex(
            model_name="placename",
            index=django.contrib.postgres.indexes.GinIndex(
                fastupdate=False, fields=["key"], name="place_name_key", opclasses=("gin_trgm_ops",)
            ),
        ),
        migrations.AddConstraint(
            model_name="placename",
            constraint=models.CheckConstraint(
                condition=models.Q(("post__isnull", True), ("hub__isnull", True), _connector="XOR"),
                name="name_of_one_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="placename",
            constraint=models.UniqueConstraint(
                fields=("post", "hub", "text"), name="a_name_stands_once", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="posthours",
            constraint=models.CheckConstraint(
                condition=models.Q(("weekdays__contained_by", [1, 2, 3, 4, 5, 6, 7]), ("weekdays__len__gte", 1)),
                name="hours_on_weekdays",
            ),
        ),
        migrations.AddConstraint(
            model_name="posthours",
            constraint=models.CheckConstraint(
                condition=models.Q(("window__isnull", True), ("window__isempty", False), _connector="OR"),
                name="hours_last",
            ),
        ),
        migrations.AddConstraint(
            model_name="postquota",
            constraint=models.CheckConstraint(
                condition=models.Q(("people_a_day__isnull", False), ("vehicles_a_day__isnull", False), _connector="OR"),
                name="quota_of_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="postquota",
            constraint=models.CheckConstraint(
                condition=models.Q(("window__isnull", True), ("window__isempty", False), _connector="OR"),
                name="quota_lasts",
            ),
        ),
        migrations.AddIndex(
            model_name="poststatus",
            index=models.Index(fields=["post", "-recorded_at", "-id"], name="post_status_latest"),
        ),
        migrations.AddConstraint(
            model_name="poststatus",
            constraint=models.CheckConstraint(
                condition=models.Q(("window__isempty", False), ("window__startswith__isnull", False)),
                name="status_lasts",
            ),
        ),
        migrations.AddConstraint(
            model_name="poststatus",
            constraint=models.CheckConstraint(
                condition=models.Q(("source", ""), _negated=True), name="status_has_a_source"
            ),
        ),
        migrations.AddConstraint(
            model_name="routeleg",
            constraint=models.CheckConstraint(
                condition=models.Q(("from_hub__isnull", True), ("from_crossing__isnull", True), _connector="XOR"),
                name="leg_starts_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="routeleg",
            constraint=models.CheckConstraint(
                condition=models.Q(("to_hub__isnull", True), ("to_crossing__isnull", True), _connector="XOR"),
                name="leg_ends_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="routeleg",
            constraint=models.CheckConstraint(
                condition=models.Q(("hours__gt", 0), ("km__gt", 0)), name="leg_takes_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="routeleg",
            constraint=models.UniqueConstraint(
                fields=("from_hub", "from_crossing", "to_hub", "to_crossing", "mode"),
                name="a_leg_stands_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddIndex(
            model_name="statusconfirmation",
            index=models.Index(fields=["status", "-at"], name="status_confirmed_latest"),
        ),
        migrations.AddConstraint(
            model_name="statusconfirmation",
            constraint=models.CheckConstraint(
                condition=models.Q(("source", ""), _negated=True), name="confirmation_has_a_source"
            ),
        ),
        *(isolate(table, read=EVERYBODY, add=KEEPERS, change=KEEPERS) for table in KEPT),
        *(isolate(table, read=EVERYBODY, add=REPORTERS) for table in SAID),
        *(only_added_to(table) for table in SAID),
    ]
