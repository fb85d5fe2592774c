"""`karvon rules diff`: what changed in words, and whose verdict changes, from what to what, and why."""

import pytest

from tests.karvon.cli.making import make_list, make_pack, make_requirement, make_steps
from tests.karvon.cli.running import HEARD, PEOPLE, RULES, STEPS, karvon

TEST = {"kinds": ["pcr"], "within_hours": 72}
FRESHER = {"kinds": ["pcr"], "within_hours": 48}
CHILD = {"age": {"under": 12}}
TESTED = "id,name,nationality,birth_date,test_kind,test_result,test_sampled"
SHUT = [{"name": "anybody", "passes": False, "facts": {"traveller": {"nationalities": ["TJK"]}}}]


def demand(clause):
    """The parts of a requirement with one clause."""
    return [{"name": "test", **clause}]


def with_age(*cases):
    """Examples in which the person is grown up."""
    return [{"name": str(number), "passes": passes, "facts": {"traveller": {"age_min": 40, "age_max": 40}, "tests": tests}}
            for number, (passes, tests) in enumerate(cases)]  # fmt: skip


@pytest.fixture
def stricter(tmp_path):
    """72 h become 48 h; children under 12 stay exempt."""
    examples = with_age((True, [{"kind": "pcr", "result": "negative", "minutes_before": "2 h"}]), (False, []))

    def pack(hours, version, name):
        clause = {"unless": {"clause": {"fresh_negative_test": hours}, "exception": CHILD}}
        return make_pack(
            tmp_path, make_requirement(version=version, requires=demand(clause), examples=examples), name=name
        )

    return pack(TEST, 1, "old.yaml"), pack(FRESHER, 2, "new.yaml")


def test_a_change_is_told_in_words_with_what_still_holds(stricter):
    told = karvon("rules", "diff", *stricter)
    assert told.status == 0, told.err
    assert told.out.splitlines()[1:] == [
        "R-1  Title of R-1",
        "  Version 1 becomes version 2:",
        "  - negative PCR test, sampled at most 72 hours before becomes negative PCR test, sampled at most 48",
        "    hours before",
        "  - still exempt: under 12 years of age",
    ]


def test_who_changes_verdict_is_told_by_name_with_the_figures(stricter, tmp_path):
    people = make_list(
        tmp_path,
        "1,Karimov,TJK,1980-01-01,pcr,negative,2020-10-29T00:00+05:00",
        "2,Rahimov,TJK,1980-01-01,pcr,negative,2020-10-30T20:00+05:00",
        "3,Saidov,TJK,2015-01-01,,,",
        header=TESTED,
    )
    told = karvon("rules", "diff", *stricter, "--list", people, "--steps", make_steps(tmp_path), "--known-at", HEARD)
    assert told.status == 0
    assert "1 person changes verdict" in told.flat
    assert "1 person · Entry: Uzbekistan: OK becomes BLOCKED" in told.flat
    assert "By R-1" in told.flat
    assert "Now 1 Karimov: Sampled" in told.flat
    assert "at most 48 hours" in told.flat
    assert "Rahimov" not in told.out
    assert "Saidov" not in told.out


def test_two_versions_of_one_requirement_are_compared_with_their_effect():
    told = karvon("rules", "diff", "R-UZ-2@1", "R-UZ-2@2", "--rules", RULES, "--list", PEOPLE, "--steps", STEPS,
                  "--at", "2020-11-07T06:00Z", "--known-at", "2020-11-02T08:00Z")  # fmt: skip
    assert "standing: stated, unconfirmed becomes confirmed" in told.flat
    assert "in force from: Sat 31 Oct 07:40 UTC becomes Mon 2 Nov 06:00 UTC" in told.flat
    assert told.status == 0


def test_a_list_under_the_same_rules_does_not_change():
    told = karvon("rules", "diff", RULES, RULES, "--list", PEOPLE, "--steps", STEPS, "--known-at", HEARD)
    assert told.out.splitlines()[0] == "Nothing changed."
    assert "0 people change verdict" in told.flat


def test_what_is_new_and_what_is_gone_is_told_with_its_demands(tmp_path):
    old = make_pack(tmp_path, make_requirement(), name="old.yaml")
    shut = make_requirement("R-2", kind="prohibition", requires=None, examples=SHUT)
    new = make_pack(tmp_path, shut, name="new.yaml")
    people, steps = make_list(tmp_path, "1,Karimov,TJK"), make_steps(tmp_path)
    told = karvon("rules", "diff", old, new, "--list", people, "--steps", steps, "--known-at", HEARD)
    assert "R-1 Title of R-1 No longer there. It demanded: - negative PCR test, sampled at most 72 hours" in told.flat
    assert "R-2 Title of R-2 New, version 1. It demands: - nobody passes" in told.flat
    assert "1 person · Entry: Uzbekistan: UNKNOWN becomes BLOCKED By R-2" in told.flat
    back = karvon("rules", "diff", new, old, "--list", people, "--steps", steps, "--known-at", HEARD)
    assert "BLOCKED becomes UNKNOWN" in back.flat


def test_a_rule_that_goes_leaves_nothing_on_record(tmp_path):
    examples = with_age((True, [{"kind": "pcr", "result": "negative", "minutes_before": "2 h"}]), (False, []))
    old = make_pack(tmp_path, make_requirement(examples=examples), name="old.yaml")
    other = make_requirement("R-2", jurisdiction="KAZ")
    new = make_pack(tmp_path, other, name="new.yaml")
    people = make_list(tmp_path, "1,Karimov,TJK,1980-01-01,pcr,negative,2020-10-30T20:00+05:00", header=TESTED)
    told = karvon("rules", "diff", old, new, "--list", people, "--steps", make_steps(tmp_path), "--known-at", HEARD)
    assert "1 person · Entry: Uzbekistan: OK becomes UNKNOWN By R-1 1 Karimov" in told.flat
    told = karvon("rules", "diff", new, old, "--list", people, "--steps", make_steps(tmp_path), "--known-at", HEARD)
    assert "1 person · Entry: Uzbekistan: UNKNOWN becomes OK By R-1 1 Karimov" in told.flat


def test_a_version_that_differs_in_nothing_but_its_number_is_told_so(tmp_path):
    old = make_pack(tmp_path, make_requirement(), name="old.yaml")
    new = make_pack(tmp_path, make_requirement(version=2), name="new.yaml")
    assert "Version 1 becomes version 2: - the same in every matter" in karvon("rules", "diff", old, new).flat


def test_a_comparison_is_told_in_russian(stricter):
    told = karvon("rules", "diff", *stricter, language="ru")
    assert "Вместо версии 1 — версия 2:" in told.out
    assert "becomes" not in told.out


def test_only_so_many_names_are_shown_as_were_asked_for(stricter, tmp_path):
    rows = [f"{n},Karimov,TJK,1980-01-01,pcr,negative,2020-10-29T00:00+05:00" for n in range(1, 6)]
    rows.append("9,Rahimov,TJK,1980-01-01,pcr,negative,2020-10-30T20:00+05:00")
    people = make_list(tmp_path, *rows, header=TESTED)
    given = ("rules", "diff", *stricter, "--list", people, "--steps", make_steps(tmp_path), "--known-at", HEARD)
    assert "and 3 more" in karvon(*given, "--limit", "2").flat
