"""The menu of all areas, in its order. An area adds its line when it has a page to lead to."""

from django.utils.translation import gettext_lazy as _

from karvon.accounts.roles import MOVEMENT_STAFF
from karvon.web.shell.navigation import Way

WAYS: tuple[Way, ...] = (
    Way("board", _("Operations"), MOVEMENT_STAFF),
    Way("movements", _("Movements"), MOVEMENT_STAFF),
    Way("requirements", _("Requirements")),
    Way("places", _("Places")),
)
