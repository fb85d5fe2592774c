"""People in the trap stand there by name with both ways; in a long list nobody is lost without a word."""

import pytest

from karvon.cli.page import dangers
from tests.karvon.cli.making import make_list, make_pack, make_requirement, make_step, make_steps
from tests.karvon.cli.running import Told, check, karvon

SHUT = [{"name": "anybody", "passes": False, "facts": {"traveller": {"nationalities": ["TJK"]}}}]
KZ_EXIT = make_step("kz", jurisdiction="KAZ", role="exit", at="2020-10-31 13:00 Asia/Almaty", crossing="ZHB")
UZ_ENTRY = make_step("uz", crossing="ZHB", place="Gisht Kuprik")


@pytest.fixture
def refused(tmp_path):
    """The answer for so many Tajik and Kyrgyz citizens; Uzbekistan is shut for all, each state of the way back for some."""

    def answer(tajik: int, kyrgyz: int, *back: str) -> Told:
        people = [f"T{n},Karimov,TJK" for n in range(tajik)] + [f"K{n},Asanov,KGZ" for n in range(kyrgyz)]
        shut = {"kind": "prohibition", "requires": None, "examples": SHUT}
        rules = [make_requirement("SHUT", **shut)]
        rules += [make_requirement(f"BACK-{one}", jurisdiction="KAZ", scope={"nationalities": [one]},
                                   kind="prohibition", requires=None,
                                   examples=[{"name": "one", "passes": False,
                                              "facts": {"traveller": {"nationalities": [one]}}}]) for one in back]  # fmt: skip
        given = ("--rules", make_pack(tmp_path, *rules), "--steps", make_steps(tmp_path, KZ_EXIT, UZ_ENTRY))
        return karvon("check", make_list(tmp_path, *people), *given, "--known-at", "2020-10-31T06:00Z")

    return answer


def test_both_ways_are_told_with_what_they_hang_on():
    told = check().flat
    assert (
        "Forward BLOCKED Transit: Uzbekistan, Gisht Kuprik, Sat 31 Oct 12:40 Tashkent. Not met: a negative test" in told
    )
    assert "It hangs on: Negative test of every Tajik citizen at Gisht Kuprik, stated, unconfirmed." in told
    assert "Back BLOCKED Entry: Kazakhstan, Zhibek Zholy, Sat 31 Oct 14:00 Almaty. Not met: a PCR test sampled" in told


def test_a_way_back_that_nobody_knows_hangs_on_nothing_and_is_no_way_out(refused):
    told = refused(1, 0).flat
    assert "1 person would be trapped if stamped out" in told
    assert "One of the two ways is not known for certain, which is no way out." in told
    assert "Back UNKNOWN Entry: Kazakhstan, Sat 31 Oct 13:40 Almaty. No requirement is recorded here: ask" in told
    assert told.count("It hangs on") == 1


def test_of_a_very_long_list_the_others_are_counted_and_found_elsewhere(refused, monkeypatch):
    monkeypatch.setattr(dangers, "NAMES_SHOWN", 5)
    told = refused(7, 0, "TJK")
    assert "and 2 more: --csv names everybody" in told.out
    assert "T5 Karimov" not in told.out.split("would be trapped")[-1]


def test_of_very_many_groups_the_smaller_are_counted(refused, monkeypatch):
    monkeypatch.setattr(dangers, "GROUPS_SHOWN", 1)
    told = refused(3, 2, "TJK", "KGZ")
    assert "3 people would be trapped if stamped out" in told.flat
    assert "2 more in smaller groups: --csv names everybody" in told.out


def test_whoever_may_go_back_is_warned_and_not_called_trapped(refused):
    told = refused(1, 1, "TJK")
    assert told.flat.count("would be trapped if stamped out") == 2
    assert told.status == 1
