import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import karvon.core.ids
from karvon.core.isolation import isolate, only_added_to, own_rows

NAMES = ["registrar", "caseworker", "protection_supervisor", "movement_officer", "coordinator"]
KEPT = (
    "people_person",
    "people_personname",
    "people_need",
    "people_household",
    "people_householdmember",
    "people_travelgroup",
    "people_travelgroupmember",
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
            name="Household",
            fields=[
                (
                    "id",
                    models.UUIDField(default=karvon.core.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                ("reference", models.CharField(max_length=20)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.organisation"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.UUIDField(default=karvon.core.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "reference",
                    models.CharField(help_text="what stands for the person where a name must not", max_length=20),
                ),
                (
                    "sex",
                    models.CharField(
                        blank=True, choices=[("F", "female"), ("M", "male"), ("X", "unspecified")], max_length=1
                    ),
                ),
                (
                    "born",
                    models.CharField(blank=True, help_text="year, year and month, or the day: 1986-07", max_length=10),
                ),
                (
                    "age_said",
                    models.PositiveSmallIntegerField(
                        help_text="in whole years, where no birth date is known", null=True
                    ),
                ),
                ("age_said_on", models.DateField(null=True)),
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
                        null=True,
                        size=None,
                    ),
                ),
                (
                    "residences",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            max_length=3,
                            validators=[
                                django.core.validators.RegexValidator(
                                    "^[A-Z]{3}\\Z", "Write a country as three capital letters, as UZB (ISO 3166-1)."
                                )
                            ],
                        ),
                        null=True,
                        size=None,
                    ),
                ),
                ("home", models.CharField(blank=True, max_length=120)),
                ("came_from", models.CharField(blank=True, max_length=120)),
                (
                    "phones",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), default=list, size=None
                    ),
                ),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10), default=list, size=None
                    ),
                ),
                ("registered_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField(help_text="when what borders ask about the person last changed")),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.organisation"
                    ),
                ),
                (
                    "registered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Need",
            fields=[
                (
                    "id",
                    models.UUIDField(default=karvon.core.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("pregnancy", "pregnancy"),
                            ("infant", "infant"),
                            ("medicine", "regular medicine"),
                            ("disability", "disability"),
                            ("old_age", "old age"),
                            ("diet", "diet"),
                            ("interpreter", "interpreter"),
                            ("other", "other"),
                        ],
                        max_length=20,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.organisation"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="needs", to="people.person"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="HouseholdMember",
            fields=[
                (
                    "id",
                    models.UUIDField(default=karvon.core.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("head", "head of household"),
                            ("spouse", "spouse"),
                            ("child", "child"),
                            ("parent", "parent"),
                            ("sibling", "brother or sister"),
                            ("grandparent", "grandparent"),
                            ("grandchild", "grandchild"),
                            ("other_relative", "other relative"),
                            ("not_related", "not related"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="members", to="people.household"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.organisation"
                    ),
                ),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="household_member", to="people.person"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                (
                    "id",
                    models.UUIDField(default=karvon.core.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("assistance", "assistance by the agency"),
                            ("border_crossing", "crossing of borders"),
                            ("consular_help", "help by the consulate"),
                            ("reception", "reception at home"),
                            ("referral", "referral to a service"),
                        ],
                        max_length=20,
                    ),
                ),
                ("granted", models.BooleanField()),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("explicit", "in words or by signature"),
                            ("implicit", "by conduct"),
                            ("proxy", "by another for the person"),
                        ],
                        max_length=10,
                    ),
                ),
                ("language", models.CharField(max_length=10)),
                ("words_sha256", models.CharField(max_length=64)),
                (
                    "given_by",
                    models.CharField(
                        blank=True, help_text="who gave it for the person, where another did", max_length=200
                    ),
                ),
                ("given_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.organisation"
                    ),
                ),
                (
                    "recipient",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partners.organisation",
                    ),
                ),
                (
                    "witnessed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="consents", to="people.person"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PersonName",
            fields=[
                (
                    "id",
                    models.UUIDField(default=karvon.core.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                ("family", models.CharField(blank=True, max_length=120)),
                ("given", models.CharField(blank=True, max_length=120)),
                ("patronymic", models.CharField(blank=True, max_length=120)),
                ("is_main", models.BooleanField(default=False)),
                ("key", models.CharField(help_text="the same for all spellings and scripts of a name", max_length=400)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.organisation"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="names", to="people.person"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="TravelGroup",
            fields=[
                (
                    "id",
                    models.UUIDField(default=karvon.core.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                ("name", models.CharField(max_length=120)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.organisation"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="TravelGroupMember",
            fields=[
                (
                    "id",
                    models.UUIDField(default=karvon.core.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="members", to="people.travelgroup"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.organisation"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.person"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="travelgroup",
            name="persons",
            field=models.ManyToManyField(
                related_name="travel_groups", through="people.TravelGroupMember", to="people.person"
            ),
        ),
        migrations.AddConstraint(
            model_name="household",
            constraint=models.UniqueConstraint(fields=("owner", "reference"), name="household_reference"),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.UniqueConstraint(fields=("owner", "reference"), name="person_reference"),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("born", ""),
                    ("born__regex", "^\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$"),
                    _connector="OR",
                ),
                name="person_born",
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("age_said__isnull", True),
                    models.Q(("age_said__lte", 130), ("age_said_on__isnull", False)),
                    _connector="OR",
                ),
                name="person_age",
            ),
        ),
        migrations.AddConstraint(
            model_name="householdmember",
            constraint=models.UniqueConstraint(
                condition=models.Q(("relation", "head")), fields=("household",), name="one_head_of_household"
            ),
        ),
        migrations.AddIndex(
            model_name="consent",
            index=models.Index(fields=["person", "purpose", "-given_at"], name="consent_latest"),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(("words_sha256__regex", "^[0-9a-f]{64}$")), name="consent_to_certain_words"
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("withdrawn_at__isnull", True), ("withdrawn_at__gte", models.F("given_at")), _connector="OR"
                ),
                name="consent_withdrawn",
            ),
        ),
        migrations.AddIndex(
            model_name="personname",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["key"], name="person_name_key", opclasses=("gin_trgm_ops",)
            ),
        ),
        migrations.AddConstraint(
            model_name="personname",
            constraint=models.CheckConstraint(
                condition=models.Q(("family", ""), ("given", ""), _negated=True), name="name_is_not_empty"
            ),
        ),
        migrations.AddConstraint(
            model_name="personname",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_main", True)), fields=("person",), name="one_main_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="travelgroupmember",
            constraint=models.UniqueConstraint(fields=("group", "person"), name="once_in_a_travel_group"),
        ),
        *(
            isolate(table, read=own_rows(NAMES), add=own_rows(NAMES), change=own_rows(NAMES), remove=own_rows(NAMES))
            for table in KEPT
        ),
        isolate(
            "people_consent", read=own_rows([*NAMES, "data_protection"]), add=own_rows(NAMES), change=own_rows(NAMES)
        ),
        only_added_to("people_consent", but_for=["withdrawn_at"]),
    ]
