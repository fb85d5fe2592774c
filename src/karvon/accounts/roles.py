"""Who does what: the roles of `docs/glossary.md`, and the groups of roles that tables and pages speak of."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a member does in an organisation; need-to-act gives need-to-see."""

    REGISTRAR = "registrar", _("field registrar")
    CASEWORKER = "caseworker", _("caseworker")
    PROTECTION_SUPERVISOR = "protection_supervisor", _("protection supervisor")
    MOVEMENT_OFFICER = "movement_officer", _("movement officer")
    LIAISON_OFFICER = "liaison_officer", _("border liaison officer")
    COORDINATOR = "coordinator", _("duty coordinator")
    GRANTS_OFFICER = "grants_officer", _("grants officer")
    CONSULAR_OFFICER = "consular_officer", _("consular officer")
    MINISTRY_OFFICER = "ministry_officer", _("ministry officer")
    BORDER_OFFICER = "border_officer", _("border officer")
    MIGRATION_OFFICER = "migration_officer", _("migration officer")
    HEALTH_OFFICER = "health_officer", _("health officer")
    CARRIER = "carrier", _("carrier")
    DONOR = "donor", _("donor")
    RECEPTION_OFFICER = "reception_officer", _("receiving region")
    PARTNER = "partner", _("partner organisation")
    DATA_PROTECTION = "data_protection", _("data-protection focal point")
    AUDITOR = "auditor", _("auditor")
    ADMINISTRATOR = "administrator", _("administrator")


# Staff of the agency who run movements: what one of them must know in the night, the others may need as well.
OPERATIONS = (Role.MOVEMENT_OFFICER, Role.LIAISON_OFFICER, Role.COORDINATOR)
# Those who meet the travellers or answer for them, and so know their names and papers.
CASE_STAFF = (
    Role.REGISTRAR, Role.CASEWORKER, Role.PROTECTION_SUPERVISOR, Role.MOVEMENT_OFFICER, Role.COORDINATOR,
)  # fmt: skip
# Those who see where movements are and how many people are on them; a liaison officer has no names.
MOVEMENT_STAFF = (*CASE_STAFF, Role.LIAISON_OFFICER)
# Those who have to call officials of other bodies, and so know their numbers.
CALLERS = (
    *OPERATIONS, Role.GRANTS_OFFICER, Role.CASEWORKER, Role.PROTECTION_SUPERVISOR,
)  # fmt: skip

# Every body has somebody who keeps its members, and may have somebody who looks after its data and its trail.
_EVERYWHERE = (Role.ADMINISTRATOR, Role.DATA_PROTECTION, Role.AUDITOR)
# Which roles there are in a kind of organisation. Row policies trust roles, so the database enforces this table too.
ROLES_OF_KIND: dict[str, tuple[Role, ...]] = {
    "agency": (*MOVEMENT_STAFF, Role.GRANTS_OFFICER, Role.HEALTH_OFFICER, *_EVERYWHERE),
    "consulate": (Role.CONSULAR_OFFICER, *_EVERYWHERE),
    "ministry": (Role.MINISTRY_OFFICER, *_EVERYWHERE),
    "border_service": (Role.BORDER_OFFICER, *_EVERYWHERE),
    "migration_service": (Role.MIGRATION_OFFICER, *_EVERYWHERE),
    "health_service": (Role.HEALTH_OFFICER, *_EVERYWHERE),
    "carrier": (Role.CARRIER, *_EVERYWHERE),
    "donor": (Role.DONOR, *_EVERYWHERE),
    "receiving_region": (Role.RECEPTION_OFFICER, *_EVERYWHERE),
    "ngo": (Role.PARTNER, Role.RECEPTION_OFFICER, *_EVERYWHERE),
}


def kinds_with(role: Role) -> list[str]:
    """The kinds of organisation in which somebody can have the role."""
    return [kind for kind, roles in ROLES_OF_KIND.items() if role in roles]
