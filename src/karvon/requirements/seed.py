"""What the demonstration world knows about its borders before its day begins."""

from datetime import datetime
from pathlib import Path

from karvon.accounts.models import Membership
from karvon.requirements.actions.packs import PackLook, import_history

RULES = Path(__file__).resolve().parents[3] / "demo" / "zhibek_zholy" / "rules"
STILL_TO_BE_HEARD = frozenset({"R-UZ-2"})
"""The demand with which the day begins: whoever plays the day records it."""


def seed_requirements(*, by: Membership, at: datetime) -> tuple[PackLook, ...]:
    """Bring in, as the system, what was known at the three borders by `at`; done before, it changes nothing."""
    packs = sorted(RULES.glob("*.yaml"))
    return tuple(
        import_history(path.read_text(encoding="utf-8"), path.name, by=by, at=at, but_for=STILL_TO_BE_HEARD)
        for path in packs
    )
