import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

import karvon.core.ids
from karvon.core.isolation import USER, isolate, only_added_to, own_rows


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "0001_foundation"),
        ("partners", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.UUIDField(default=karvon.core.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                ("kind", models.CharField(choices=[("deed", "deed"), ("look", "look")], max_length=4)),
                ("what", models.CharField(max_length=80)),
                ("subject", models.CharField(max_length=60)),
                ("subject_id", models.UUIDField(null=True)),
                ("details", models.JSONField(default=dict)),
                ("at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partners.organisation",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["subject", "subject_id", "at"], name="entry_of_a_subject"),
                    models.Index(fields=["owner", "at"], name="entry_of_an_owner"),
                ],
            },
        ),
        isolate(
            "journal_entry",
            read=f"user_id = {USER} OR {own_rows(['auditor', 'data_protection'])}",
            add=f"user_id = {USER} AND {own_rows(None)}",
        ),
        only_added_to("journal_entry"),
    ]
