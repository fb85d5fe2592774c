"""Who may keep the members of an organisation."""

from uuid import UUID

from karvon.accounts.errors import NotAllowed, RoleNotOfKind
from karvon.accounts.models import Membership
from karvon.accounts.roles import ROLES_OF_KIND, Role
from karvon.core.words import sentence


def check_may_keep_members(by: Membership, organisation_id: UUID) -> None:
    """Only an administrator of the organisation itself."""
    if not (by.organisation_id == organisation_id and by.is_any_of((Role.ADMINISTRATOR,))):
        raise NotAllowed(sentence("Only an administrator of the organisation itself keeps its members."))


def check_may_name_first_administrator(by: Membership) -> None:
    """Only an administrator of the migration agency, which brings partners in."""
    if not (by.organisation.kind == "agency" and by.is_any_of((Role.ADMINISTRATOR,))):
        raise NotAllowed(
            sentence("Only an administrator of the migration agency names a partner's first administrator.")
        )


def check_roles_of_kind(roles: list[Role], kind: str, organisation: str) -> None:
    """Only roles that there are in this kind of organisation."""
    possible = ROLES_OF_KIND[kind]
    for role in roles:
        if role not in possible:
            raise RoleNotOfKind(organisation, str(role.label), [str(one.label) for one in possible])
