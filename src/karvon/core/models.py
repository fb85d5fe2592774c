"""The clock of a demonstration world, which can be set and advanced."""

from django.db import models


class WorldClock(models.Model):
    """What the demonstration world takes for now: `shows` was its time when our own clock said `set_at`."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    shows = models.DateTimeField()
    set_at = models.DateTimeField()

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="one_world_clock"),)

    def __str__(self) -> str:
        return self.shows.isoformat()
