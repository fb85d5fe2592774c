"""Who may read, add, change and remove rows of which table: the declaration that the database is held against.

A new table needs a line here, or tests/isolation fails. `own` are rows of the organisation one acts for, `members` means
rows of any organisation, `mine` rows about oneself. To change or remove a row one has to be able to read it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from karvon.accounts.roles import CALLERS, CASE_STAFF, MOVEMENT_STAFF, Role


class Whose(Enum):
    """To whom a row belongs, seen from whoever acts."""

    OWN = "of the own organisation"
    OWN_MINE = "of the own organisation, about oneself"
    MINE_ELSEWHERE = "of another organisation, about oneself"
    OTHERS = "of others"


OURS, ABOUT_ME = {Whose.OWN, Whose.OWN_MINE}, {Whose.OWN_MINE, Whose.MINE_ELSEWHERE}


@dataclass(frozen=True)
class Grant:
    """One permission: for which rows, to members with which roles (none: any), or to whoever is not signed in."""

    rows: frozenset[Whose]
    roles: frozenset[Role] | None = None
    signed_in: bool = True
    signed_out: bool = False

    def allows(self, role: Role | None, whose: Whose) -> bool:
        """Whether it lets a member with this role, or somebody who is not signed in, at such a row."""
        if whose not in self.rows:
            return False
        if role is None:
            return self.signed_out
        return self.signed_in and (self.roles is None or role in self.roles)


@dataclass(frozen=True)
class Table:
    """What is allowed on one table; nothing that is not written down."""

    read: tuple[Grant, ...] = ()
    add: tuple[Grant, ...] = ()
    change: tuple[Grant, ...] = ()
    remove: tuple[Grant, ...] = ()

    def allows(self, operation: str, role: Role | None, whose: Whose) -> bool:
        """Whether the operation is expected to succeed."""
        needed = ["read", operation] if operation in {"change", "remove"} else [operation]
        return all(any(grant.allows(role, whose) for grant in getattr(self, one)) for one in needed)


def own(*roles: Role) -> Grant:
    """Rows of the own organisation, for these roles; without roles, for every member."""
    return Grant(frozenset(OURS), frozenset(roles) or None)


def members(*roles: Role) -> Grant:
    """Rows of any organisation, for members with these roles; without roles, for every member."""
    return Grant(frozenset(Whose), frozenset(roles) or None)


MINE = Grant(frozenset(ABOUT_ME))
MY_OWN = Grant(frozenset({Whose.OWN_MINE}))
ALL = Grant(frozenset(Whose), signed_out=True)
SIGNING_IN = Grant(frozenset(Whose), signed_in=False, signed_out=True)


def kept_by(roles: Sequence[Role], *, removed: bool = False) -> Table:
    """Rows that these roles read, add and change within their own organisation."""
    grant = (own(*roles),)
    return Table(read=grant, add=grant, change=grant, remove=grant if removed else ())


MOVERS = (Role.REGISTRAR, Role.MOVEMENT_OFFICER, Role.COORDINATOR)
KEEPERS = (Role.LIAISON_OFFICER, Role.COORDINATOR, Role.MOVEMENT_OFFICER, Role.BORDER_OFFICER, Role.MIGRATION_OFFICER)
COORDINATOR, ADMINISTRATOR = Role.COORDINATOR, Role.ADMINISTRATOR

PLACE = Table(read=(ALL,), add=(members(COORDINATOR),), change=(members(COORDINATOR),))
SAID_OF_PLACES = Table(read=(ALL,), add=(members(COORDINATOR, Role.LIAISON_OFFICER),))
REACHED = Table(
    read=(own(), members(*CALLERS)),
    add=(own(ADMINISTRATOR), members(COORDINATOR)),
    change=(own(ADMINISTRATOR), members(COORDINATOR)),
    remove=(own(ADMINISTRATOR), members(COORDINATOR)),
)
MOVED = Table(read=(own(*MOVEMENT_STAFF),), add=(own(*MOVERS),), change=(own(*MOVERS),), remove=(own(*MOVERS),))
PUBLISHED = Table(read=(members(),), add=(own(*KEEPERS),))

EXPECTED: dict[str, Table] = {
    # what everybody may know
    "core_worldclock": Table(read=(ALL,), add=(members(),), change=(members(),)),
    "places_crossing": PLACE,
    "places_post": PLACE,
    "places_hub": PLACE,
    "places_placename": PLACE,
    "places_routeleg": PLACE,
    "places_posthours": PLACE,
    "places_postquota": PLACE,
    "places_poststatus": SAID_OF_PLACES,
    "places_statusconfirmation": SAID_OF_PLACES,
    # who takes part, and whom one calls there
    "partners_organisation": Table(
        read=(members(),), add=(members(COORDINATOR),), change=(own(ADMINISTRATOR), members(COORDINATOR))
    ),
    "partners_competence": Table(
        read=(members(),), add=(members(COORDINATOR),), change=(members(COORDINATOR),), remove=(members(COORDINATOR),)
    ),
    "partners_focalpoint": REACHED,
    "partners_dutyshift": REACHED,
    # who signs in, and for whom they act
    "accounts_user": Table(read=(ALL,), add=(members(ADMINISTRATOR),), change=(MINE, SIGNING_IN)),
    "accounts_signinlink": Table(read=(SIGNING_IN,), add=(SIGNING_IN,), change=(SIGNING_IN,), remove=(SIGNING_IN,)),
    "accounts_membership": Table(read=(own(), MINE), add=(own(ADMINISTRATOR),), change=(own(ADMINISTRATOR),)),
    # what was done and seen
    "journal_entry": Table(read=(MINE, own(Role.AUDITOR, Role.DATA_PROTECTION)), add=(MY_OWN,)),
    # travellers, by name
    "people_person": kept_by(CASE_STAFF, removed=True),
    "people_personname": kept_by(CASE_STAFF, removed=True),
    "people_need": kept_by(CASE_STAFF, removed=True),
    "people_household": kept_by(CASE_STAFF, removed=True),
    "people_householdmember": kept_by(CASE_STAFF, removed=True),
    "people_travelgroup": kept_by(CASE_STAFF, removed=True),
    "people_travelgroupmember": kept_by(CASE_STAFF, removed=True),
    "people_consent": Table(
        read=(own(*CASE_STAFF, Role.DATA_PROTECTION),), add=(own(*CASE_STAFF),), change=(own(*CASE_STAFF),)
    ),
    "documents_traveldocument": kept_by(CASE_STAFF),
    "documents_visa": kept_by(CASE_STAFF),
    "documents_medicaltest": kept_by(CASE_STAFF),
    "documents_vaccination": kept_by(CASE_STAFF),
    "documents_inquiry": kept_by(CASE_STAFF),
    # movements, and where people stand
    "movements_movement": MOVED,
    "movements_leg": MOVED,
    "movements_step": MOVED,
    "movements_vehicle": MOVED,
    "movements_manifestentry": MOVED,
    "movements_agreedlist": MOVED,
    "movements_agreedlistentry": MOVED,
    "movements_answer": MOVED,
    "movements_position": Table(read=(own(*MOVEMENT_STAFF),), add=(own(*MOVEMENT_STAFF),)),
    # what borders demand
    "requirements_borderrequirement": PUBLISHED,
    "requirements_requirementversion": PUBLISHED,
    "requirements_confirmation": PUBLISHED,
    "requirements_draft": kept_by(KEEPERS, removed=True),
    # verdicts, which only our own jobs write
    "readiness_snapshot": Table(read=(own(*CASE_STAFF),)),
    "readiness_verdict": Table(read=(own(*MOVEMENT_STAFF),)),
    "readiness_due": Table(read=(own(*MOVEMENT_STAFF),), add=(own(),)),
    "readiness_news": Table(read=(own(*MOVEMENT_STAFF),), add=(own(),)),
}
