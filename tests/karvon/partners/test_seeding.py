"""The bodies of the shipped story are there, answer the story's questions, and reach no real person."""

import pytest

from karvon.accounts.acting import SYSTEM, acting_as
from karvon.partners.actions.seeding import seed_partners
from karvon.partners.models import Competence, DutyShift, FocalPoint, Organisation
from karvon.partners.queries import on_duty, who_decides, who_must_know
from karvon.places.actions.seeding import seed_places
from karvon.places.models import Post
from tests.factories import NOON

Matter = Competence.Matter
TABLES = (Organisation, Competence, FocalPoint, DutyShift)


@pytest.fixture
def seeded(db):
    with acting_as(SYSTEM):
        seed_places(at=NOON)
        seed_partners(at=NOON)
        yield


def post(code):
    return Post.objects.get(code=code)


def codes(found):
    return [one.organisation.code for one in found]


def test_every_body_is_named_in_english_and_russian_and_somebody_answers_there(seeded):
    for organisation in Organisation.objects.all():
        assert organisation.names["ru"], organisation.code
        assert on_duty(organisation, NOON), organisation.code


def test_seeding_again_changes_nothing(seeded):
    before = [sorted(model.objects.values_list("id", flat=True)) for model in TABLES]
    FocalPoint.objects.filter(name="Bobur Alimov").update(phone="+0000000099")
    seed_partners(at=NOON)
    assert [sorted(model.objects.values_list("id", flat=True)) for model in TABLES] == before
    assert FocalPoint.objects.get(name="Bobur Alimov").phone == "+0000000099"


def test_no_number_and_no_address_reaches_anybody(seeded):
    for one in FocalPoint.objects.all():
        assert one.phone.startswith("+000")
        assert one.email.endswith(".example.org")


@pytest.mark.parametrize(
    ("matter", "where", "decide"),
    [
        (Matter.TRANSIT, {"country": "UZB"}, ["commission-uz"]),
        (Matter.NATIONALS, {"country": "UZB", "nationality": "TJK"}, ["embassy-tj-tashkent"]),
        (Matter.NATIONALS, {"country": "KAZ", "nationality": "TJK"}, ["embassy-tj-nur-sultan"]),
        (Matter.RECEPTION, {"country": "TJK"}, ["sughd"]),
        (Matter.TRANSPORT, {"country": "UZB"}, ["buses"]),
        (Matter.FUNDING, {}, ["donor"]),
    ],
)
def test_the_questions_of_the_story_have_their_answers(seeded, matter, where, decide):
    assert codes(who_decides(matter, **where)) == decide


def test_each_side_of_each_gate_has_its_own_service(seeded):
    gates = ("KZUZ-ZHB-KZ", "KZUZ-ZHB-UZ", "UZTJ-OYB-UZ", "UZTJ-OYB-TJ")
    found = [codes(who_decides(Matter.BORDER_CONTROL, post=post(gate))) for gate in gates]
    assert found == [["border-kz"], ["border-uz"], ["border-uz"], ["border-tj"]]


def test_a_demand_at_gisht_kuprik_concerns_whoever_must_know_of_entry_and_transit(seeded):
    told = codes(who_must_know(Matter.ENTRY, Matter.TRANSIT, Matter.BORDER_CONTROL, post=post("KZUZ-ZHB-UZ")))
    assert told == ["border-uz", "commission-uz", "migration-uz", "mfa-uz"]
