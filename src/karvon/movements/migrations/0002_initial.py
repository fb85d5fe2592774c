import django.db.models.constraints
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from karvon.core.isolation import isolate, only_added_to, own_rows

MOVING = ["registrar", "movement_officer", "coordinator"]
SEEING = [*MOVING, "caseworker", "protection_supervisor", "liaison_officer"]
KEPT = (
    "movements_movement",
    "movements_leg",
    "movements_step",
    "movements_vehicle",
    "movements_manifestentry",
    "movements_agreedlist",
    "movements_agreedlistentry",
    "movements_answer",
)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("movements", "0001_initial"),
        ("partners", "0001_initial"),
        ("people", "0001_initial"),
        ("places", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="manifestentry",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="people.person"
            ),
        ),
        migrations.AddField(
            model_name="agreedlistentry",
            name="entry",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="movements.manifestentry"
            ),
        ),
        migrations.AddField(
            model_name="agreedlist",
            name="entries",
            field=models.ManyToManyField(
                related_name="agreed_lists", through="movements.AgreedListEntry", to="movements.manifestentry"
            ),
        ),
        migrations.AddField(
            model_name="movement",
            name="owner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.organisation"
            ),
        ),
        migrations.AddField(
            model_name="movement",
            name="requested_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.organisation"
            ),
        ),
        migrations.AddField(
            model_name="manifestentry",
            name="movement",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="entries", to="movements.movement"
            ),
        ),
        migrations.AddField(
            model_name="leg",
            name="movement",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="legs", to="movements.movement"
            ),
        ),
        migrations.AddField(
            model_name="answer",
            name="movement",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="answers", to="movements.movement"
            ),
        ),
        migrations.AddField(
            model_name="agreedlist",
            name="movement",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="agreed_lists", to="movements.movement"
            ),
        ),
        migrations.AddField(
            model_name="position",
            name="crossing",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.crossing"
            ),
        ),
        migrations.AddField(
            model_name="position",
            name="entry",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="positions", to="movements.manifestentry"
            ),
        ),
        migrations.AddField(
            model_name="position",
            name="hub",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.hub"
            ),
        ),
        migrations.AddField(
            model_name="position",
            name="owner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.organisation"
            ),
        ),
        migrations.AddField(
            model_name="position",
            name="recorded_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="step",
            name="movement",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="movements.movement"
            ),
        ),
        migrations.AddField(
            model_name="step",
            name="owner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.organisation"
            ),
        ),
        migrations.AddField(
            model_name="step",
            name="post",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.post"),
        ),
        migrations.AddField(
            model_name="vehicle",
            name="carrier",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.organisation"
            ),
        ),
        migrations.AddField(
            model_name="vehicle",
            name="movement",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="vehicles", to="movements.movement"
            ),
        ),
        migrations.AddField(
            model_name="vehicle",
            name="owner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.organisation"
            ),
        ),
        migrations.AddField(
            model_name="manifestentry",
            name="vehicle",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="entries", to="movements.vehicle"
            ),
        ),
        migrations.AddConstraint(
            model_name="agreedlistentry",
            constraint=models.UniqueConstraint(fields=("agreed_list", "entry"), name="once_on_an_agreed_list"),
        ),
        migrations.AddIndex(
            model_name="movement",
            index=models.Index(fields=["owner", "status"], name="movement_status"),
        ),
        migrations.AddConstraint(
            model_name="movement",
            constraint=models.UniqueConstraint(fields=("owner", "reference"), name="movement_reference"),
        ),
        migrations.AddConstraint(
            model_name="leg",
            constraint=models.UniqueConstraint(
                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                fields=("movement", "number"),
                name="leg_number",
            ),
        ),
        migrations.AddConstraint(
            model_name="leg",
            constraint=models.CheckConstraint(
                condition=models.Q(("arrives_at__gt", models.F("departs_at"))), name="leg_goes_forward"
            ),
        ),
        migrations.AddConstraint(
            model_name="leg",
            constraint=models.CheckConstraint(
                condition=models.Q(("from_hub__isnull", True), ("from_crossing__isnull", True), _connector="XOR"),
                name="leg_from_one_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="leg",
            constraint=models.CheckConstraint(
                condition=models.Q(("to_hub__isnull", True), ("to_crossing__isnull", True), _connector="XOR"),
                name="leg_to_one_place",
            ),
        ),
        migrations.AddIndex(
            model_name="answer",
            index=models.Index(fields=["movement", "authority", "kind", "-answered_at"], name="answer_latest"),
        ),
        migrations.AddConstraint(
            model_name="agreedlist",
            constraint=models.UniqueConstraint(fields=("movement", "name"), name="agreed_list_name"),
        ),
        migrations.AddIndex(
            model_name="position",
            index=models.Index(fields=["entry", "-since", "-recorded_at"], name="position_latest"),
        ),
        migrations.AddConstraint(
            model_name="position",
            constraint=models.CheckConstraint(
                condition=models.Q(("crossing__isnull", True), ("hub__isnull", True), _connector="XOR"),
                name="position_in_one_place",
            ),
        ),
        migrations.AddIndex(
            model_name="step",
            index=models.Index(fields=["post", "planned_at"], name="step_at_post"),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.UniqueConstraint(
                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                fields=("movement", "number"),
                name="step_number",
            ),
        ),
        migrations.AddConstraint(
            model_name="vehicle",
            constraint=models.UniqueConstraint(fields=("movement", "name"), name="vehicle_name"),
        ),
        migrations.AddConstraint(
            model_name="vehicle",
            constraint=models.CheckConstraint(condition=models.Q(("seats__gte", 1)), name="vehicle_has_seats"),
        ),
        migrations.AddIndex(
            model_name="manifestentry",
            index=models.Index(fields=["movement", "status"], name="entry_status"),
        ),
        migrations.AddConstraint(
            model_name="manifestentry",
            constraint=models.UniqueConstraint(fields=("movement", "person"), name="once_on_a_list"),
        ),
        *(
            isolate(
                table, read=own_rows(SEEING), add=own_rows(MOVING), change=own_rows(MOVING), remove=own_rows(MOVING)
            )
            for table in KEPT
        ),
        isolate("movements_position", read=own_rows(SEEING), add=own_rows(SEEING)),
        only_added_to("movements_position"),
    ]
