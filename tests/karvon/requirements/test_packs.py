"""Bringing in packs: all or nothing, the same pack twice changes nothing, and only the system writes history."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction

from karvon.accounts.acting import SYSTEM, acting_as, member
from karvon.accounts.errors import NotAllowed
from karvon.accounts.models import Membership
from karvon.accounts.roles import Role
from karvon.journal.models import Entry
from karvon.partners.models import Organisation
from karvon.requirements.actions import import_history, import_pack
from karvon.requirements.actions.packs import look_into_pack
from karvon.requirements.errors import OnlyAsHistory, PackNotSound
from karvon.requirements.models import BorderRequirement, RequirementVersion
from karvon.requirements.seed import RULES, seed_requirements
from tests.factories import NOON, make_organisation
from tests.karvon.requirements.making import make_gate, make_officer

PACK = (RULES / "uzbekistan.yaml").read_text()
AFTER = NOON.replace(month=11, day=20)
CODES = ["R-UZ-0", "R-UZ-1", "R-UZ-2"]


@pytest.fixture
def officer(db: None) -> Membership:
    with acting_as(SYSTEM):
        make_gate()
        return make_officer()


def bring_in(text: str, by: Membership) -> tuple[int, int]:
    """How many versions were new, and how many were there."""
    with acting_as(member(by)):
        look = import_pack(text, "uz.yaml", by=by, at=AFTER)
    return len(look.new), len(look.there)


def faults(text: str, by: Membership) -> list[str]:
    with acting_as(member(by)), pytest.raises(PackNotSound) as refused:
        import_pack(text, "uz.yaml", by=by, at=AFTER)
    return [str(fault) for fault in refused.value.faults]


def test_a_pack_comes_in_as_of_now_and_a_second_time_changes_nothing(officer):
    assert bring_in(PACK, officer) == (4, 0)
    assert bring_in(PACK, officer) == (0, 4)
    with acting_as(member(officer)):
        assert {row.recorded_at for row in RequirementVersion.objects.all()} == {AFTER}
        assert sorted(BorderRequirement.objects.values_list("code", flat=True)) == CODES


def test_a_dry_run_writes_nothing(officer):
    with acting_as(member(officer)):
        look = look_into_pack(PACK, "uz.yaml", by=officer, at=AFTER)
        assert (len(look.new), look.faults, RequirementVersion.objects.count()) == (4, (), 0)


def test_a_pack_with_a_fault_brings_in_nothing(officer):
    found = faults(PACK.replace("within_hours: 72", "within_hours: seventy"), officer)
    assert found[0].startswith("uz.yaml:98:63:")
    with acting_as(member(officer)):
        assert not RequirementVersion.objects.exists()


def test_another_text_under_a_number_that_is_published_is_refused_with_its_line(officer):
    bring_in(PACK, officer)
    (found,) = faults(PACK.replace("cost_usd: 350.00", "cost_usd: 360.00"), officer)
    assert found == (
        "uz.yaml:81:5: R-UZ-1 version 1 is published already and says something else; "
        "write what has changed as version 2"
    )


def test_a_pack_for_a_place_that_nobody_knows_is_refused(officer):
    found = faults(PACK.replace("posts: [KZUZ-ZHB]", "posts: [KZUZ-ZZZ]").replace("KZUZ-ZHB,", "KZUZ-ZZZ,"), officer)
    assert any("there is no post or crossing KZUZ-ZZZ; correct it" in fault for fault in found)


def test_what_another_body_keeps_is_refused(officer):
    bring_in(PACK, officer)
    with acting_as(SYSTEM):
        stranger = make_officer()
    assert all("is kept by another body" in fault for fault in faults(PACK, stranger))


def test_the_demand_of_another_state_needs_an_id_of_its_own(officer):
    bring_in(PACK, officer)
    newer = PACK.replace("version: 2", "version: 3").replace("version: 1", "version: 4").replace("UZB", "KGZ")
    assert any("R-UZ-1 is a demand of UZB" in fault for fault in faults(newer, officer))


def test_a_colleague_with_another_task_and_a_service_of_another_state_bring_in_nothing(officer):
    with acting_as(SYSTEM):
        registrar = make_officer(Role.REGISTRAR, organisation=officer.organisation)
        service = make_organisation(kind=Organisation.Kind.BORDER_SERVICE, country="KAZ")
        official = make_officer(Role.BORDER_OFFICER, organisation=service)
    for who in (registrar, official):
        with acting_as(member(who)), pytest.raises(NotAllowed):
            import_pack(PACK, "uz.yaml", by=who, at=AFTER)


def test_only_the_system_writes_history(officer):
    with acting_as(member(officer)), pytest.raises(OnlyAsHistory):
        import_history(PACK, "uz.yaml", by=officer, at=AFTER)
    with acting_as(SYSTEM):
        look = import_history(PACK, "uz.yaml", by=officer, at=AFTER)
        assert [one.recorded_at for one in look.new] == [
            row.recorded_at for row in RequirementVersion.objects.order_by("requirement__code", "number")
        ]
        with pytest.raises(PackNotSound):
            import_history("karvon_pack: 1", "empty.yaml", by=officer, at=AFTER)


def test_the_demonstration_knows_the_borders_but_not_yet_the_demand_of_the_day(officer):
    opening = NOON + timedelta(minutes=52)
    with acting_as(SYSTEM):
        seed_requirements(by=officer, at=opening)
        seed_requirements(by=officer, at=opening)
        known = sorted(RequirementVersion.objects.values_list("requirement__code", "number"))
        assert RequirementVersion.objects.filter(recorded_at__gte=opening).count() == 0
        assert Entry.objects.filter(what="requirement brought in").count() == len(known)
    assert known == [("R-KZ-1", 1), ("R-TJ-1", 1), ("R-TJ-1-ARRIVAL", 1), ("R-UZ-0", 1), ("R-UZ-1", 1)]


def test_two_who_bring_in_the_same_pack_at_once_bring_it_in_once(own_database):
    with transaction.atomic(), acting_as(SYSTEM):
        make_gate()
        officer = make_officer()
    barrier = threading.Barrier(2, timeout=20)
    counts: list[tuple[int, int]] = []

    def bring() -> None:
        barrier.wait()
        with transaction.atomic():
            counts.append(bring_in(PACK, officer))
        connection.close()

    threads = [threading.Thread(target=bring) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(counts) == [(0, 4), (4, 0)]
