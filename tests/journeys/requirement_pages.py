"""The pages of requirements with something to show: a demand in two versions that contradicts an exemption, and a draft."""

from datetime import timedelta

from django.db import transaction

from karvon.accounts.acting import SYSTEM, acting_as
from karvon.accounts.models import Membership
from karvon.places.models import Post
from karvon.requirements.actions import begin_draft, confirm_version
from karvon.requirements.actions.packs import import_history
from karvon.requirements.models import Draft
from karvon.requirements.seed import RULES
from tests.factories import NOON
from tests.karvon.requirements.making import make_demand, publish_plain

HOUR = timedelta(hours=1)
CODE = "R-UZ-2"


def make_requirement(officer: Membership) -> str:
    """The demand at the gate, said twice, of which somebody asked again; its address."""
    with transaction.atomic(), acting_as(SYSTEM):
        gate = Post.objects.get(code="KZUZ-ZHB-UZ")
        pack = (RULES / "uzbekistan.yaml").read_text(encoding="utf-8")
        import_history(pack, "uz.yaml", by=officer, at=NOON, but_for={CODE})
        versions = [
            publish_plain(make_demand(gate, hours=hours, conflicts_with=("R-UZ-0",)), by=officer, code=CODE, at=at)
            for hours, at in ((72, NOON), (48, NOON + HOUR))
        ]
        confirm_version(versions[-1], source="the officer at the gate", by=officer, at=NOON + 2 * HOUR)
    return f"requirement/{CODE}"


def make_draft(officer: Membership) -> str:
    """A draft that is not published yet; its address."""
    with transaction.atomic(), acting_as(SYSTEM):
        gate = Post.objects.get(code="KZUZ-ZHB-UZ")
        draft = begin_draft(body=make_demand(gate), form=Draft.Form.DEMAND, by=officer, at=NOON + 3 * HOUR)
    return f"requirements/drafts/{draft.id}"


MADE_OF_REQUIREMENTS = {
    "requirement/<str:code>": make_requirement,
    "requirement/<str:code>/standing": lambda _officer: f"requirement/{CODE}/standing?number=2",
    "requirement/<str:code>/withdraw": lambda _officer: f"requirement/{CODE}/withdraw?number=2",
    "requirements/drafts/<uuid:draft>": make_draft,
}
