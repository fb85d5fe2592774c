"""The demonstration world opens once, and everybody in it can be signed in."""

import pytest
from django.utils import timezone

from karvon.accounts.acting import SYSTEM, acting_as
from karvon.accounts.actions import sign_in_by_link
from karvon.demonstration.world import PLAYERS, links, open_world
from karvon.movements.models import ManifestEntry, Movement, Position
from karvon.requirements.models import BorderRequirement

pytestmark = pytest.mark.django_db


def test_the_world_opens_once_with_everybody_in_place(settings):
    settings.DEMONSTRATION = True
    open_world()
    open_world()
    with acting_as(SYSTEM):
        assert [movement.reference for movement in Movement.objects.order_by("reference")] == ["ZZ-102", "ZZ-180"]
        assert ManifestEntry.objects.count() == 102
        assert Position.objects.filter(left="KAZ", entered="").count() == 34
        assert not BorderRequirement.objects.filter(code="R-UZ-2").exists()
        assert BorderRequirement.objects.filter(code="R-UZ-0").exists()


def test_a_newcomer_can_be_anybody(settings):
    settings.DEMONSTRATION = True
    open_world()
    signed_in = {sign_in_by_link(word, at=timezone.now()).email for _, word in links()}
    assert signed_in == {player.email for player in PLAYERS}
