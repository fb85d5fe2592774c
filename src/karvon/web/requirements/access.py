"""Who sees the pages of requirements: everybody reads what borders demand, keepers write."""

from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from karvon.accounts.models import Membership
from karvon.accounts.request import asking
from karvon.core.refusals import Refused
from karvon.requirements.models import KEEPERS
from karvon.web.shell.access import for_members

reads = for_members(shows=_("what borders demand"))
writes = for_members(*KEEPERS, shows=_("the forms with which demands are recorded"))


def who_and_when(request: HttpRequest) -> tuple[Membership, datetime]:
    """The member who asks, and when; for views that are closed to everybody else."""
    _user, member, at = asking(request)
    assert member is not None
    return member, at


def said(refusal: Refused) -> str:
    """A refusal in the reader's language."""
    return refusal.say((get_language() or "en").split("-")[0])
