"""Reading one pack: all faults of a version at once, each told once, and nothing judged that could not be read."""

import pytest

from rulebook.packs.reading import read_pack
from tests.rulebook.packs.texts import SOUND, changed, read, told, warned

ONE = SOUND[SOUND.index("  - id") :]
"""The requirement of the sound pack, without its head."""
FOREIGN = """\
karvon_pack: 1
title: {en: Austria}
requirements:
  - id: VR-AT-0001
    version: 1
    jurisdiction: AUT
    roles: [entry]
    kind: requirement
    standing: confirmed
    title: {en: Only one vaccination event per certificate}
    valid_from: 2021-06-01T00:00Z
    recorded_at: 2021-06-01T00:00Z
    requires:
      - {name: logic, certlogic: {===: [{var: payload.v.0.dn}, 2]}}
    sources:
      - {authority: AT, channel: gateway, quote: as read, heard_at: 2021-06-01T00:00Z}
    extras: {eu_rule: {Type: Acceptance}}
    examples:
      - {name: two doses, passes: true, facts: {payload: {v: [{dn: 2}]}}}
"""


def test_a_sound_pack_is_read_with_the_places_of_its_versions():
    pack = read(SOUND)

    assert pack.faults == ()
    assert pack.warnings == ()
    assert pack.pack is not None
    assert [version.id for version in pack.pack.versions] == ["R-KZ-1"]
    assert pack.places["R-KZ-1", 1]["requires"].line == 17


def test_a_version_broken_in_many_ways_is_told_of_all_of_them_at_once():
    text = changed(
        ("jurisdiction:", "jurisdicton:"),
        ("title: {en: PCR test}", "title: {}"),
        ("valid_to:", "valid_to: 2020-10-05T00:00+06:00"),
        ("heard_at: 2020-10-02T08:00", "heard_at: 2020-10-02T10:00"),
        ("overrides: []", "overrides: [R-KZ-1]"),
        ("within_hours: 72", "within_hours: 7e1"),
    )

    assert told(text) == [
        '6:5: a requirement has no key "jurisdicton"; did you mean jurisdiction?',
        "10:12: there is no text here; write texts by language, as {en: ..., ru: ...}",
        "14:5: R-KZ-1 ends before it begins: from 2020-10-06T00:00+06:00 to 2020-10-05T00:00+06:00; correct one of them, or leave valid_to out",
        '19:59: "7e1" is not a whole number; write digits only',
        "20:5: R-KZ-1 names itself in overrides; remove it: versions of one requirement replace each other",
        "22:69: R-KZ-1 was recorded before its source was heard; correct heard_at or recorded_at (2020-10-02 09:00 Asia/Almaty)",
    ]


def test_a_version_that_lacks_its_id_is_told_of_without_it():
    text = changed(("- id: R-KZ-1\n    version", "- version"), ("valid_to:", "valid_to: 2020-10-05T00:00+06:00"))

    assert told(text) == [
        "4:5: a requirement lacks id (the same over all versions); add id: a text, as R-UZ-1 (letters, digits, dot, dash)",
        "13:5: this requirement ends before it begins: from 2020-10-06T00:00+06:00 to 2020-10-05T00:00+06:00; correct one of them, or leave valid_to out",
    ]


def test_examples_are_tried_although_something_else_is_wrong():
    assert told(changed(("passes: false", "passes: true"), ("valid_to:", "valid_to: soon"))) == [
        '14:15: "soon" is not a moment; write it as 2020-10-31T12:40+05:00 or 2020-10-31 12:40 Asia/Tashkent',
        '25:26: example "untested" should come out as passing, but came out as failing (not met: test); correct the example or the requirement',
    ]


def test_an_example_of_which_nobody_knows_whether_it_is_concerned_is_told_with_the_missing_fact():
    assert told(changed(("traveller: {nationalities: [TJK]}, step: {mode: road}, tests: []", "tests: []"))) == [
        '25:26: example "untested" should come out as failing, but came out as unknown (whether it is concerned hangs on step.mode, traveller.nationalities); correct the example or the requirement'
    ]


@pytest.mark.parametrize(
    ("old", "new", "faults"),
    [
        ("requires:\n", "requries:\n", ['17:5: a requirement has no key "requries"; did you mean requires?']),
        (
            "scope: {except_nationalities: [KAZ]}",
            "scope: {nationalities: [TJK], except_nationalities: [TJK]}",
            [
                "16:5: TJK is both meant and excepted, so nobody of them is concerned; keep it in one of the two lists"
            ],
        ),
        (
            "fresh_negative_test: {kinds: [pcr], within_hours: 72}",
            "certlogic: {===: [{var: step.mod}, road]}",
            ['19:27: at /===/0: "step.mod" is not in the catalogue of facts; did you mean step.mode?'],
        ),
        ("standing: confirmed", "standing: sure",
         ['9:15: "sure" is not known here; write one of rumoured, stated, confirmed, withdrawn']),
    ],
)  # fmt: skip
def test_one_fault_is_told_once_and_not_again_by_what_hangs_on_it(old, new, faults):
    assert told(changed((old, new))) == faults


def test_the_same_version_twice_is_told_where_it_stands_again_although_it_has_other_faults():
    again = ONE.replace("jurisdiction: KAZ", "jurisdiction: KZ")

    assert told(SOUND + again) == [
        "27:5: R-KZ-1 version 1 stands here twice, first in line 4; give it the next version number, or remove it",
        '28:19: "KZ" is not a country code of three letters; write KAZ',
    ]


def test_a_higher_version_that_was_known_before_a_lower_one_is_a_warning():
    later = (
        ONE.replace("version: 1", "version: 2")
        .replace("2020-10-02 09:00", "2020-10-01 09:00")
        .replace("heard_at: 2020-10-02", "heard_at: 2020-10-01")
    )

    assert told(SOUND + later) == []
    assert warned(SOUND + later) == [
        "37:5: R-KZ-1 version 2 was recorded before version 1; check the version numbers: the highest one known wins"
    ]
    assert warned(SOUND + later.replace("2020-10-01", "2020-10-03")) == []


def test_a_version_that_reads_data_of_its_own_is_sound_and_says_so_in_a_warning():
    assert told(FOREIGN) == []
    assert warned(FOREIGN) == [
        "17:5: VR-AT-0001 reads data of its own; its facts are not checked against the catalogue; nothing to mend: its own examples must speak for it"
    ]


def test_an_example_of_such_a_version_must_come_out_as_well():
    assert told(FOREIGN.replace("dn: 2}", "dn: 1}")) == [
        '19:27: example "two doses" should come out as passing, but came out as failing (not met: logic); correct the example or the requirement'
    ]
    assert told(FOREIGN.replace("facts: {payload: {v: [{dn: 2}]}}", "facts: 3")) == [
        "19:48: a mapping belongs here; write key: value"
    ]


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        (
            "hello",
            ["1:1: a single value stands where a pack (key: value) belongs; write key: value"],
        ),
        (
            SOUND.replace("karvon_pack: 1", "karvon_pack: 2"),
            ['1:14: "2" is a format of packs that this program does not read; write 1'],
        ),
        (
            "karvon_pack: 1\ntitle: {en: x}\nrequirements: []\n",
            ["3:15: this list is empty; name at least 1"],
        ),
        (
            "karvon_pack: 1\ntitle: {en: x}\nrequirements: [R-1]\n",
            ["3:16: a single value stands where a requirement (key: value) belongs; write key: value"],
        ),
        (
            "karvon_steps: 1\n",
            ["1:1: this is no pack but a file of karvon_steps; name a pack: it has karvon_pack: 1"],
        ),
    ],
)
def test_what_is_no_pack_is_told_what_it_is_taken_for(text, faults):
    assert told(text) == faults


def test_a_byte_order_mark_before_the_text_is_passed_over():
    assert read_pack("\ufeff" + SOUND, "p.yaml").faults == ()


def test_an_alias_in_the_place_of_anything_is_told_once():
    for key in ("title: {en: PCR test}", "modes: [road]", "within_hours: 72", "scope: {except_nationalities: [KAZ]}"):
        name = key.partition(":")[0]
        assert [fault.partition(": ")[2] for fault in told(changed((key, f"{name}: *x")))] == [
            "*x refers to another part of the file; write out what it stands for"
        ]


def test_an_alias_in_the_place_of_a_version_or_of_its_facts_is_told_once():
    alias = "*x refers to another part of the file; write out what it stands for"
    facts = "{traveller: {nationalities: [TJK]}, step: {mode: road}, tests: []}"
    for text in (
        "karvon_pack: 1\ntitle: {en: x}\nrequirements: [*x]\n",
        changed((facts, "*x")),
        changed(("tests: []", "tests: *x")),
        changed(("fresh_negative_test: {kinds: [pcr], within_hours: 72}", "no_stops: *x")),
        changed(("fresh_negative_test: {kinds: [pcr], within_hours: 72}", "certlogic: {'!': [*x]}")),
        changed(("overrides: []", "extras: *x")),
        changed(("overrides: []", "extras: {a: [*x]}")),
    ):
        assert [fault.partition(": ")[2] for fault in told(text)] == [alias]
