"""Every write to requirements: drafts, versions, confirmations, packs."""

from karvon.requirements.actions.drafts import begin_draft, change_draft, discard_draft, publish_draft
from karvon.requirements.actions.packs import import_history, import_pack
from karvon.requirements.actions.versions import change_standing, confirm_version, withdraw

__all__ = [
    "begin_draft",
    "change_draft",
    "change_standing",
    "confirm_version",
    "discard_draft",
    "import_history",
    "import_pack",
    "publish_draft",
    "withdraw",
]
