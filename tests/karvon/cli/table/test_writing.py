"""The whole answer: what comes first, what is said beside the verdicts, and that every figure stands there once."""

import pytest

from tests.karvon.cli.making import make_list, make_pack, make_requirement, make_step, make_steps
from tests.karvon.cli.running import HEARD, PEOPLE, RULES, STEPS, check, karvon

SECTIONS = (
    "People    102 in all:  102 BLOCKED  0 FIXABLE  0 UNKNOWN  0 OK",
    "Sources contradict each other",
    "Why people are stopped, and what would help",
    "Between the posts: who is trapped, and who would be",
    "Not known: what to ask",
    "Remarks",
)
SHUT = [{"name": "anybody", "passes": False, "facts": {"traveller": {"nationalities": ["TJK"]}}}]


def shut(id_="SHUT", **given):
    """A border that is shut for everybody."""
    return make_requirement(id_, kind="prohibition", requires=None, examples=SHUT, **given)


def test_the_answer_comes_first_and_its_parts_in_order():
    told = check()
    assert told.out.splitlines()[:2] == [
        "ZZ-102 · people.csv",
        "102 of 102 people may not pass through Uzbekistan at Gisht Kuprik on Sat 31 Oct 12:40 Tashkent.",
    ]
    places = [told.out.index(section) for section in SECTIONS]
    assert places == sorted(places)


def test_what_all_answers_were_given_under_is_told():
    told = check("--now", "2020-10-31T09:00Z").flat
    assert "Known at Sat 31 Oct 2020, 08:00 UTC = 14:00 Almaty = 13:00 Tashkent" in told
    assert "Counted remedies from" in told
    assert "How sure 1 of 6 rules unconfirmed" in told


def test_a_rule_is_told_in_full_once_and_pointed_to_afterwards():
    told = check().out
    assert "R-UZ-1 version 1, as in 2" in told
    assert told.count("Government of Uzbekistan, official gazette") == 1


def test_a_journey_that_is_over_and_judged_by_today_is_remarked_on():
    told = karvon("check", PEOPLE, "--rules", RULES, "--steps", STEPS)
    assert "The journey is over, and it is judged by all that is known today." in told.flat
    assert "The journey is over" not in check().out


def test_unknown_is_said_loudly():
    told = check("--known-at", "2020-10-31T07:00Z")
    assert told.status == 0
    assert "102 people are UNKNOWN: that does not mean free to pass. See what to ask below." in told.flat


def test_nobody_in_doubt_leaves_out_what_has_nothing_to_say(tmp_path):
    tested = make_list(tmp_path, "1,Karimov,pcr,negative,2020-10-31T08:00+05:00",
                       header="id,name,test_kind,test_result,test_sampled")  # fmt: skip
    given = ("--rules", make_pack(tmp_path, make_requirement()), "--steps", make_steps(tmp_path))
    told = karvon("check", tested, *given, "--known-at", HEARD)
    assert (told.status, told.out.splitlines()[:2]) == (
        0, ["list.csv", "1 person may pass every step, by the requirements on record."]
    )  # fmt: skip
    for section in SECTIONS[1:5]:
        assert section not in told.out
    assert "How sure" not in told.out


def test_a_demand_without_remedy_says_so(tmp_path):
    people = make_list(tmp_path, *(f"{n},Karimov,TJK" for n in range(30)))
    told = karvon(
        "check", people, "--rules", make_pack(tmp_path, shut()), "--steps", make_steps(tmp_path), "--known-at", HEARD
    )
    assert "Remedy none on record" in told.flat
    assert "Who everybody on the list" in told.flat


def test_names_are_shown_up_to_the_limit_and_the_trapped_always(tmp_path):
    kz_exit = make_step("kz", jurisdiction="KAZ", role="exit", at="2020-10-31 13:00 Asia/Almaty", crossing="ZHB")
    steps = make_steps(tmp_path, kz_exit, make_step(crossing="ZHB"),
                       people=[{"who": "P1..P40", "position": {"crossing": "ZHB", "left": "KAZ"}}])  # fmt: skip
    people = make_list(tmp_path, *(f"P{n},Karimov,TJK" for n in range(1, 42)))
    pack = make_pack(tmp_path, shut(), shut("BACK", jurisdiction="KAZ"))
    told = karvon("check", people, "--rules", pack, "--steps", steps, "--known-at", "2020-10-31T06:00Z", "--limit", "2")
    trapped = told.out.split("40 people are trapped between the posts")[1]
    assert all(f"P{number} Karimov" in trapped for number in range(1, 41))
    assert "1 person would be trapped if stamped out" in told.flat
    assert told.status == 1


@pytest.mark.parametrize("limit", ["0", "1", "30"])
def test_any_limit_will_do(limit, tmp_path):
    people = make_list(tmp_path, "1,Karimov,TJK", "2,Rahimov,KGZ")
    pack = make_pack(tmp_path, shut(scope={"nationalities": ["TJK"]}))
    told = karvon(
        "check", people, "--rules", pack, "--steps", make_steps(tmp_path), "--known-at", HEARD, "--limit", limit
    )
    assert told.status == 1
    lines = told.out.splitlines()
    assert [name in lines for name in ("    1 Karimov", "    2 Rahimov")] == [limit != "0"] * 2
    assert "more" not in told.out
