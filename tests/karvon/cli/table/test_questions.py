"""What to ask about those whom nobody can judge yet: each question once, with its steps and its people."""

import pytest

from tests.karvon.cli.making import make_list, make_pack, make_requirement, make_step, make_steps
from tests.karvon.cli.running import check, karvon

KZ = make_step("kz", jurisdiction="KAZ", at="2020-10-31 13:00 Asia/Almaty")


@pytest.fixture
def asked(tmp_path):
    """What is asked of some people who come to two states with one demand each."""

    def told(*rows: str) -> str:
        pack = make_pack(tmp_path, make_requirement(), make_requirement("R-2", jurisdiction="KAZ"))
        people = make_list(tmp_path, *rows, header="id,name,test_kind,test_result,test_sampled")
        given = ("--rules", pack, "--steps", make_steps(tmp_path, KZ, make_step()), "--known-at", "2020-10-30T00:00Z")
        return karvon("check", people, *given).flat.split("Not known")[-1].split("Remarks")[0]

    return told


def test_a_fact_that_is_missing_at_two_steps_is_asked_for_once(asked):
    told = asked("1,Karimov,,,", "2,Rahimov,,,")
    assert "?1 Not recorded: tests · 2 people · Entry: Kazakhstan; Entry: Uzbekistan 1 Karimov 2 Rahimov" in told
    assert "?2" not in told


def test_two_questions_are_two_and_name_their_own(asked):
    told = asked("1,Karimov,,,", "2,Rahimov,pcr,negative,")
    assert "Not recorded: tests · 1 person · Entry: Kazakhstan; Entry: Uzbekistan 1 Karimov" in told
    assert "Not recorded: time of sampling · 1 person · Entry: Kazakhstan; Entry: Uzbekistan 2 Rahimov" in told


def test_two_rows_with_one_id_are_two_people(asked):
    assert "2 people · Entry: Kazakhstan; Entry: Uzbekistan 1 Karimov 1 Rahimov" in asked(
        "1,Karimov,,,", "1,Rahimov,,,"
    )


def test_the_same_people_are_named_once(asked):
    told = asked("1,Karimov,pcr,,", "2,Rahimov,pcr,,")
    assert told.count("Karimov") == 1
    assert "the same people as in ?1" in told


def test_where_no_requirement_is_recorded_the_border_service_is_asked():
    told = check().flat
    asks = "?1 No requirement is recorded here: ask the border service what it demands · 102 people · "
    assert f"{asks}Exit: Kazakhstan, Zhibek Zholy; Exit: Uzbekistan, Oybek Who everybody on the list" in told
