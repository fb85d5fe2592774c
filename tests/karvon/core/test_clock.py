"""A demonstration has a clock of its own; everywhere else there is only ours."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from karvon.accounts.acting import SYSTEM, acting_as
from karvon.core.clock import now, set_world_clock

pytestmark = pytest.mark.django_db
OURS = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
REFUSAL = datetime(2020, 10, 31, 7, 52, tzinfo=UTC)


def test_the_world_goes_on_from_where_it_was_set(settings):
    settings.DEMONSTRATION = True
    with acting_as(SYSTEM), time_machine.travel(OURS, tick=False) as time:
        assert now() == OURS
        set_world_clock(REFUSAL)
        time.shift(timedelta(minutes=8))
        assert now() == REFUSAL + timedelta(minutes=8)
        set_world_clock(REFUSAL)
        assert now() == REFUSAL


def test_outside_of_a_demonstration_nothing_turns_the_clock():
    with acting_as(SYSTEM), time_machine.travel(OURS, tick=False):
        set_world_clock(REFUSAL)
        assert now() == OURS
