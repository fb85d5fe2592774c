import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import karvon.core.ids
from karvon.core.isolation import USER, isolate, own_rows


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "0001_foundation"),
        ("partners", "0001_initial"),
        ("places", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "id",
                    models.UUIDField(default=karvon.core.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                ("email", models.EmailField(max_length=254, unique=True)),
                ("name", models.CharField(max_length=200)),
                ("language", models.CharField(default="en", max_length=10)),
                ("is_active", models.BooleanField(default=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("email", django.db.models.functions.text.Lower("email"))),
                        name="address_in_small_letters",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SignInLink",
            fields=[
                (
                    "id",
                    models.UUIDField(default=karvon.core.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sign_in_links",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.UUIDField(default=karvon.core.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "roles",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("registrar", "field registrar"),
                                ("caseworker", "caseworker"),
                                ("protection_supervisor", "protection supervisor"),
                                ("movement_officer", "movement officer"),
                                ("liaison_officer", "border liaison officer"),
                                ("coordinator", "duty coordinator"),
                                ("grants_officer", "grants officer"),
                                ("consular_officer", "consular officer"),
                                ("ministry_officer", "ministry officer"),
                                ("border_officer", "border officer"),
                                ("migration_officer", "migration officer"),
                                ("health_officer", "health officer"),
                                ("carrier", "carrier"),
                                ("donor", "donor"),
                                ("reception_officer", "receiving region"),
                                ("partner", "partner organisation"),
                                ("data_protection", "data-protection focal point"),
                                ("auditor", "auditor"),
                                ("administrator", "administrator"),
                            ],
                            max_length=30,
                        ),
                        size=None,
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
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField(blank=True, null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="partners.organisation",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="places.post",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("roles__len__gte", 1)), name="member_does_something"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_at__isnull", True), ("ends_at__gt", models.F("starts_at")), _connector="OR"
                        ),
                        name="member_for_some_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("nationality", ""), ("nationality__regex", "^[A-Z]{3}$"), _connector="OR"),
                        name="member_nationality",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ends_at__isnull", True)),
                        fields=("user", "organisation"),
                        name="one_standing_membership",
                    ),
                ],
            },
        ),
        # Users and sign-in links are read before anybody is known to act: their tables are guarded by code alone.
        isolate(
            "accounts_membership",
            read=f"user_id = {USER} OR {own_rows(None, owner='organisation_id')}",
            add=own_rows(["administrator"], owner="organisation_id"),
            change=own_rows(["administrator"], owner="organisation_id"),
        ),
    ]
