"""Who may say what of partners."""

from uuid import UUID

from karvon.accounts.errors import NotAllowed
from karvon.accounts.models import Membership
from karvon.accounts.roles import Role
from karvon.core.words import sentence


def check_may_keep_partners(by: Membership) -> None:
    """Only a duty coordinator registers bodies and says what they are competent for."""
    if not by.is_any_of((Role.COORDINATOR,)):
        raise NotAllowed(sentence("Only a duty coordinator registers partners and what they decide or must know."))


def check_may_keep_roster(by: Membership, organisation_id: UUID) -> None:
    """A duty coordinator, or an administrator of the body itself."""
    own = by.organisation_id == organisation_id and by.is_any_of((Role.ADMINISTRATOR,))
    if not (own or by.is_any_of((Role.COORDINATOR,))):
        raise NotAllowed(
            sentence("Only a duty coordinator, or an administrator of the body itself, changes whom one calls there.")
        )
