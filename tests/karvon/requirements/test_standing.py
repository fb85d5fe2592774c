"""What happens to a version that stands: confirmed again, surer, less sure, withdrawn; each form counts once."""

from datetime import timedelta
from typing import Any

import pytest

from karvon.accounts.acting import SYSTEM, acting_as, member
from karvon.accounts.errors import NotAllowed
from karvon.accounts.models import Membership
from karvon.accounts.roles import Role
from karvon.core.ids import new_id
from karvon.requirements.actions import change_standing, confirm_version, withdraw
from karvon.requirements.book import requirement_book
from karvon.requirements.errors import ClockBehind, KeptElsewhere, NeedsWriting, NothingChanges, Overtaken
from karvon.requirements.models import Confirmation, RequirementVersion
from tests.factories import NOON
from tests.karvon.requirements.making import make_demand, make_gate, make_officer, publish_plain

HOUR = timedelta(hours=1)
NOTE = {"authority": "MFA UZ", "channel": "note_verbale", "quote": "So it is.", "heard_at": "2020-10-31T07:30Z"}


@pytest.fixture
def officer(db: None) -> Membership:
    with acting_as(SYSTEM):
        return make_officer()


@pytest.fixture
def demand(officer: Membership) -> RequirementVersion:
    with acting_as(SYSTEM):
        gate = make_gate()
    return publish_plain(make_demand(gate), by=officer)


def changed(version: RequirementVersion, by: Membership, standing: str = "confirmed", **said: Any) -> Any:
    with acting_as(member(by)):
        return change_standing(version, standing=standing, by=by, at=NOON + HOUR, **{"source": NOTE, **said})


def test_a_paper_makes_a_demand_confirmed_in_a_new_version_with_both_sources(demand, officer):
    newer = changed(demand, officer)
    assert (newer.number, newer.standing) == (2, "confirmed")
    assert [source["channel"] for source in newer.body["sources"]] == ["gate_officer", "note_verbale"]
    assert newer.window == demand.window
    assert newer.stale_after == timedelta(days=30)


def test_spoken_words_confirm_nothing(demand, officer):
    with pytest.raises(NeedsWriting, match="Spoken words alone do not confirm R-UZ-1"):
        changed(demand, officer, source=NOTE | {"channel": "phone"})


def test_a_standing_that_is_there_already_is_no_change(demand, officer):
    with pytest.raises(NothingChanges, match="confirm it"):
        changed(demand, officer, "stated")


def test_a_form_that_is_sent_again_gives_the_version_that_it_made(demand, officer):
    assert changed(demand, officer) == changed(demand, officer)


def test_a_form_for_an_older_version_is_refused(demand, officer):
    changed(demand, officer)
    with pytest.raises(Overtaken, match="R-UZ-1 has version 2 by now"):
        changed(demand, officer, "rumoured", source=None)
    with acting_as(member(officer)), pytest.raises(Overtaken):
        confirm_version(demand, source="the gate", by=officer, at=NOON + HOUR)


def test_withdrawn_from_now_on_it_bound_until_now(demand, officer):
    with acting_as(member(officer)):
        newer = withdraw(demand, source=None, by=officer, at=NOON + 2 * HOUR)
        book = requirement_book().book
    assert newer.standing == "withdrawn"
    before, after = (book.version("R-UZ-1", NOON + hours * HOUR, NOON + 3 * HOUR) for hours in (1, 2))
    assert before is not None
    assert after is not None
    assert (before.version, after.version) == (1, 2)


def test_withdrawn_from_the_beginning_it_never_bound(demand, officer):
    with acting_as(member(officer)):
        withdraw(demand, source=None, by=officer, at=NOON + 2 * HOUR, since=demand.window.lower)
        at_noon = requirement_book().book.version("R-UZ-1", NOON, NOON + 3 * HOUR)
        as_known_then = requirement_book().book.version("R-UZ-1", NOON, NOON + HOUR)
    assert at_noon is not None
    assert as_known_then is not None
    assert (at_noon.standing.value, as_known_then.standing.value) == ("withdrawn", "stated")


def test_a_demand_that_has_ended_can_still_be_withdrawn(officer):
    with acting_as(SYSTEM):
        gate = make_gate()
    ended = publish_plain(make_demand(gate, valid_to=NOON + HOUR), by=officer)
    with acting_as(member(officer)):
        newer = withdraw(ended, source=NOTE, by=officer, at=NOON + 2 * HOUR)
        assert newer.window.upper is None
        assert withdraw(ended, source=NOTE, by=officer, at=NOON + 2 * HOUR) == newer
        with pytest.raises(NothingChanges):
            withdraw(newer, source=None, by=officer, at=NOON + 3 * HOUR)


def test_asking_again_is_noted_once_however_often_the_form_is_sent(demand, officer):
    token = new_id()
    with acting_as(member(officer)):
        twice = [confirm_version(demand, source="gate", by=officer, at=NOON + HOUR, token=token) for _ in range(2)]
        assert twice[0] == twice[1]
        assert Confirmation.objects.count() == 1


def test_a_version_is_not_confirmed_before_anybody_knew_of_it(demand, officer):
    with acting_as(member(officer)), pytest.raises(ClockBehind):
        confirm_version(demand, source="gate", by=officer, at=NOON - HOUR)


@pytest.mark.parametrize("deed", [confirm_version, change_standing, withdraw])
def test_a_stranger_and_a_colleague_with_another_task_change_nothing(demand, officer, deed):
    with acting_as(SYSTEM):
        stranger = make_officer()
        registrar = make_officer(Role.REGISTRAR, organisation=officer.organisation)
    said: dict[Any, dict[str, Any]] = {
        confirm_version: {"source": "x"},
        change_standing: {"source": NOTE, "standing": "confirmed"},
    }
    for who, refusal in ((stranger, KeptElsewhere), (registrar, NotAllowed)):
        with acting_as(member(who)), pytest.raises(refusal):
            deed(demand, by=who, at=NOON + HOUR, **said.get(deed, {"source": None}))
