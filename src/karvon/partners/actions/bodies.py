"""Which bodies take part, and what they decide or must know."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from karvon.accounts.models import Membership
from karvon.journal.actions import record
from karvon.partners.errors import OrganisationKnown
from karvon.partners.models import Competence, Organisation
from karvon.partners.policies import check_may_keep_partners
from karvon.places.models import Post


@transaction.atomic
def register_organisation(
    code: str,
    name: str,
    kind: Organisation.Kind,
    *,
    country: str = "",
    names: Mapping[str, str] | None = None,
    languages: Sequence[str] = (),
    zone: str = "UTC",
    by: Membership,
    at: datetime,
) -> Organisation:
    """Let a body take part; what kind it is never changes, because its members' roles follow from it."""
    check_may_keep_partners(by)
    organisation, made = Organisation.objects.get_or_create(
        code=code,
        defaults={
            "name": name,
            "kind": kind,
            "country": country,
            "names": dict(names or {}),
            "languages": list(languages),
            "zone": zone,
        },
    )
    if not made:
        raise OrganisationKnown(code, organisation.name)
    record("organisation registered", organisation, by=by, at=at, kind=str(kind))
    return organisation


@transaction.atomic
def set_competence(
    organisation: Organisation,
    matter: Competence.Matter,
    part: Competence.Part,
    *,
    country: str = "",
    post: Post | None = None,
    nationality: str = "",
    by: Membership,
    at: datetime,
) -> Competence:
    """Say what a body decides or must know; what is left empty means all. Said twice, it stands once."""
    check_may_keep_partners(by)
    competence, made = Competence.objects.get_or_create(
        organisation=organisation, matter=matter, part=part, country=country, post=post, nationality=nationality
    )
    if made:
        record("competence set", competence, by=by, at=at, organisation=str(organisation.pk))
    return competence


@transaction.atomic
def withdraw_competence(competence: Competence, *, by: Membership, at: datetime) -> None:
    """A body no longer decides or need know this; withdrawn twice, it is withdrawn."""
    check_may_keep_partners(by)
    if Competence.objects.filter(pk=competence.pk).delete()[0]:
        record("competence withdrawn", competence, by=by, at=at, organisation=str(competence.organisation_id))
