"""Duty coordinators say which bodies take part and what they decide or must know."""

import pytest

from karvon.accounts.acting import SYSTEM, acting_as, member
from karvon.accounts.errors import NotAllowed
from karvon.accounts.roles import Role
from karvon.journal.models import Entry
from karvon.partners.actions.bodies import register_organisation, set_competence, withdraw_competence
from karvon.partners.errors import OrganisationKnown
from karvon.partners.models import Competence, Organisation
from karvon.partners.queries import who_decides, who_must_know
from tests.factories import NOON, make_member, make_organisation, make_post

pytestmark = pytest.mark.django_db
Kind, Matter, Part = Organisation.Kind, Competence.Matter, Competence.Part


@pytest.fixture
def coordinator():
    with acting_as(SYSTEM):
        who = make_member(Role.COORDINATOR)
    with acting_as(member(who)):
        yield who


def register(code, by, **fields):
    return register_organisation(code, code.title(), Kind.MINISTRY, country="UZB", by=by, at=NOON, **fields)


def names(found):
    return [one.organisation.code for one in found]


def test_a_coordinator_registers_a_body_and_the_journal_says_so(coordinator):
    made = register("mfa", coordinator, names={"ru": "МИД"}, languages=["ru"], zone="Asia/Tashkent")
    assert (made.kind, made.names, made.languages) == ("ministry", {"ru": "МИД"}, ["ru"])
    assert Entry.objects.get().what == "organisation registered"


def test_a_code_stands_for_one_body(coordinator):
    register("mfa", coordinator)
    with pytest.raises(OrganisationKnown, match="The code mfa is that of Mfa"):
        register("mfa", coordinator)


@pytest.mark.parametrize("role", [Role.LIAISON_OFFICER, Role.ADMINISTRATOR, Role.MINISTRY_OFFICER])
def test_colleagues_and_strangers_register_nobody(role):
    with acting_as(SYSTEM):
        other = make_member(role)
    with acting_as(member(other)), pytest.raises(NotAllowed, match="Only a duty coordinator"):
        register("mine", other)


def test_a_competence_said_twice_stands_once(coordinator):
    mfa = register("mfa", coordinator)
    said = [set_competence(mfa, Matter.TRANSIT, Part.DECIDES, country="UZB", by=coordinator, at=NOON) for _ in range(2)]
    assert said[0] == said[1]
    assert Entry.objects.filter(what="competence set").count() == 1


def test_a_competence_withdrawn_is_gone_and_can_be_withdrawn_again(coordinator):
    mfa = register("mfa", coordinator)
    competence = set_competence(mfa, Matter.TRANSIT, Part.DECIDES, country="UZB", by=coordinator, at=NOON)
    for _ in range(2):
        withdraw_competence(competence, by=coordinator, at=NOON)
    assert who_decides(Matter.TRANSIT, country="UZB") == []
    assert Entry.objects.filter(what="competence withdrawn").count() == 1


def test_only_a_coordinator_says_what_a_body_decides(coordinator):
    mfa = register("mfa", coordinator)
    with acting_as(SYSTEM):
        officer = make_member(Role.ADMINISTRATOR, organisation=mfa)
    with acting_as(member(officer)), pytest.raises(NotAllowed):
        set_competence(mfa, Matter.FUNDING, Part.DECIDES, by=officer, at=NOON)


def test_what_is_left_empty_means_all_and_the_closest_body_comes_first(coordinator):
    with acting_as(SYSTEM):
        post = make_post(country="UZB")
        bodies = {code: make_organisation(code=code, name=code) for code in ("anywhere", "country", "post", "abroad")}
    for code, country, gate in (
        ("anywhere", "", None),
        ("country", "UZB", None),
        ("post", "UZB", post),
        ("abroad", "KAZ", None),
    ):
        set_competence(bodies[code], Matter.ENTRY, Part.DECIDES, country=country, post=gate, by=coordinator, at=NOON)
    assert names(who_decides(Matter.ENTRY, post=post)) == ["post", "country", "anywhere"]
    assert names(who_decides(Matter.ENTRY, country="UZB")) == ["country", "anywhere"]
    assert names(who_decides(Matter.ENTRY, country="KAZ")) == ["abroad", "anywhere"]
    assert names(who_decides(Matter.ENTRY)) == ["anywhere"]
    assert who_decides(Matter.EXIT, post=post) == []


def test_a_consulate_is_asked_for_its_own_nationals_only(coordinator):
    with acting_as(SYSTEM):
        consulate = make_organisation(code="tj", kind=Kind.CONSULATE)
    set_competence(consulate, Matter.NATIONALS, Part.DECIDES, country="UZB", nationality="TJK", by=coordinator, at=NOON)
    assert names(who_decides(Matter.NATIONALS, country="UZB", nationality="TJK")) == ["tj"]
    assert who_decides(Matter.NATIONALS, country="UZB", nationality="KGZ") == []
    assert who_decides(Matter.NATIONALS, country="UZB") == []


def test_who_decides_must_know_too_and_each_body_is_told_once(coordinator):
    with acting_as(SYSTEM):
        ministry, service = make_organisation(code="ministry", name="A"), make_organisation(code="service", name="B")
    for matter in (Matter.ENTRY, Matter.TRANSIT):
        set_competence(ministry, matter, Part.MUST_KNOW, country="UZB", by=coordinator, at=NOON)
    set_competence(service, Matter.ENTRY, Part.DECIDES, country="UZB", by=coordinator, at=NOON)
    told = who_must_know(Matter.ENTRY, Matter.TRANSIT, country="UZB")
    assert names(told) == ["service", "ministry"]
    assert [one.because.part for one in told] == ["decides", "must_know"]
    assert names(who_decides(Matter.ENTRY, country="UZB")) == ["service"]
