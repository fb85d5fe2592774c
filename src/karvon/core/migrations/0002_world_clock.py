from django.db import migrations, models

from karvon.core.isolation import EVERYBODY, isolate, signed_in


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "0001_foundation"),
    ]

    operations = [
        migrations.CreateModel(
            name="WorldClock",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, editable=False, primary_key=True, serialize=False)),
                ("shows", models.DateTimeField()),
                ("set_at", models.DateTimeField()),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="one_world_clock")],
            },
        ),
        isolate("core_worldclock", read=EVERYBODY, add=signed_in(), change=signed_in()),
    ]
