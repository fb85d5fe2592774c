"""Opens the demonstration world once, and lets a newcomer in as any of its people."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.db import connection, transaction
from django.utils import timezone

from karvon.accounts.acting import SYSTEM, acting_as
from karvon.accounts.actions import make_sign_in_link
from karvon.accounts.models import Membership, User
from karvon.accounts.roles import Role
from karvon.demonstration.zhibek_zholy import OPENS, lay_out
from karvon.movements.models import Movement
from karvon.partners.actions.seeding import seed_partners
from karvon.partners.models import Organisation
from karvon.places.actions.seeding import seed_places
from karvon.places.models import Post
from karvon.requirements.seed import seed_requirements

BEFORE: Final = OPENS - timedelta(days=30)
A_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Player:
    """Someone of the story whom a newcomer can be."""

    name: str
    organisation: str
    role: Role
    post: str = ""

    @property
    def email(self) -> str:
        """An address that reaches nobody."""
        return f"{self.role.value.replace('_', '-')}@{self.organisation}.example.org"


COORDINATOR: Final = Player("Malika Yusupova", "agency-uz", Role.COORDINATOR)
PLAYERS: Final = (
    Player("Daler Nazarov", "agency-uz", Role.LIAISON_OFFICER, "KZUZ-ZHB-UZ"),
    COORDINATOR,
    Player("Otabek Saidov", "agency-uz", Role.MOVEMENT_OFFICER),
    Player("Aigerim Omarova", "agency-uz", Role.REGISTRAR),
    Player("Nigora Rahimova", "agency-uz", Role.CASEWORKER),
    Player("Elena Kim", "agency-uz", Role.GRANTS_OFFICER),
    Player("Rustam Holov", "embassy-tj-tashkent", Role.CONSULAR_OFFICER),
    Player("Sherzod Karimov", "mfa-uz", Role.MINISTRY_OFFICER),
    Player("Jahongir Aliyev", "border-uz", Role.BORDER_OFFICER, "KZUZ-ZHB-UZ"),
    Player("Nurlan Abenov", "border-kz", Role.BORDER_OFFICER, "KZUZ-ZHB-KZ"),
    Player("Zarina Sharipova", "sughd", Role.RECEPTION_OFFICER),
    Player("Anna Keller", "donor", Role.DONOR),
    Player("Timur Yuldashev", "agency-uz", Role.AUDITOR),
    Player("Kamola Azimova", "agency-uz", Role.ADMINISTRATOR),
)


@transaction.atomic
def open_world() -> None:
    """Lay the world out; one that is there already goes on as it is."""
    with connection.cursor() as cursor:  # two servers may start at once on one data folder
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('karvon: open world'))")
    with acting_as(SYSTEM):
        if Movement.objects.exists():
            return
        seed_places(at=BEFORE)
        seed_partners(at=BEFORE)
        members = {player: _let_in(player) for player in PLAYERS}
        coordinator = members[COORDINATOR]
        seed_requirements(by=coordinator, at=OPENS)
        embassy = Organisation.objects.get(code="embassy-tj-tashkent")
        lay_out(coordinator, requested_by=embassy)


def _let_in(player: Player) -> Membership:
    user = User.objects.make(player.email, player.name)
    return Membership.objects.create(
        user=user,
        organisation=Organisation.objects.get(code=player.organisation),
        roles=[player.role],
        post=Post.objects.get(code=player.post) if player.post else None,
        starts_at=BEFORE,
    )


@transaction.atomic
def links() -> list[tuple[Player, str]]:
    """A sign-in link's word for each player, good once and for a day."""
    at = timezone.now()
    users = {user.email: user for user in User.objects.filter(email__in=[player.email for player in PLAYERS])}
    return [(player, make_sign_in_link(users[player.email], at=at, lasts=A_DAY)) for player in PLAYERS]
