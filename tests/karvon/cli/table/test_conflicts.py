"""Sources that contradict each other stand side by side; a rumour is shown and not counted."""

from tests.karvon.cli.making import make_list, make_pack, make_requirement, make_steps
from tests.karvon.cli.running import HEARD, check, karvon


def test_both_sides_stand_there_with_their_sources_and_their_answers():
    told = check().flat
    first, second = told.index("If R-UZ-0 holds: 102 OK"), told.index("If R-UZ-2 holds: 102 BLOCKED")
    assert first < told.index("Ministry of Foreign Affairs of Tajikistan, note verbale") < second
    assert "Both stay visible. The gravest answer counts until a named person resolves it." in told


def test_a_rumour_is_shown_and_does_not_count(tmp_path):
    fresher = [{"name": "test", "fresh_negative_test": {"kinds": ["pcr"], "within_hours": 24}}]
    rumour = make_requirement("RUMOUR", standing="rumoured", requires=fresher)
    people = make_list(tmp_path, "1,Karimov,pcr,negative,2020-10-30T08:00+05:00",
                       header="id,name,test_kind,test_result,test_sampled")  # fmt: skip
    given = ("--rules", make_pack(tmp_path, make_requirement(), rumour), "--steps", make_steps(tmp_path))
    told = karvon("check", people, *given, "--known-at", HEARD)
    assert told.status == 0, told.err
    assert "If RUMOUR holds: 1 BLOCKED (a rumour, shown and not counted)" in told.flat
