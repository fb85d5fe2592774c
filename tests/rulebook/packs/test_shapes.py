"""Shapes: what stands at a place describes itself, and a part of a pack that is hardly ever used still reads and writes."""

import pytest

from rulebook.packs.cases import MinuteOfDay, Minutes
from rulebook.packs.faults import Faults, Place
from rulebook.packs.format import PART, SOURCE
from rulebook.packs.nodes import Node, parse
from rulebook.packs.scalars import Decimals, Dollars
from rulebook.packs.shapes import Reading
from rulebook.packs.values import FREE_JSON
from rulebook.packs.writing import write_pack
from tests.rulebook.packs.texts import changed, read, told

TEST = "fresh_negative_test: {kinds: [pcr], within_hours: 72}"


def node(text: str) -> tuple[Node, Reading]:
    """A text of YAML, and a reading to read it with."""
    reading = Reading(Faults("p.yaml"), Faults("p.yaml"))
    root = parse(text, reading.faults)
    assert root is not None
    return root, reading


def problems(reading: Reading) -> list[str]:
    """What has been told."""
    return [f"{fault.problem}; {fault.remedy}" for fault in reading.faults.in_order()]


def test_a_shape_says_what_it_expects():
    assert SOURCE.expected == "a source (key: value)"
    assert [entry.key for entry in PART.entries] == ["name", "texts", "remedies"]
    assert Minutes().plain(4320) == "72 h"
    assert MinuteOfDay().plain(485) == "08:05"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("[~, null, true, false, 1, -2.5, 1e3, '1', NO, 12:30, 2020-10-31, '']",
         [None, None, True, False, 1, -2.5, 1000.0, "1", "NO", "12:30", "2020-10-31", ""]),
        ("{a: {b: [1]}}", {"a": {"b": [1]}}),
    ],
)  # fmt: skip
def test_free_json_takes_for_more_than_text_only_what_json_does(text, value):
    root, reading = node(text)

    assert FREE_JSON.read(root, reading) == value
    assert problems(reading) == []


@pytest.mark.parametrize("number", ["010", "0x1F", ".5", "+1", "1" * 31, "-.inf", ".NaN", "1e999"])
def test_a_number_that_programs_read_differently_must_be_written_plainly(number):
    root, reading = node(f"[{number}]")

    FREE_JSON.read(root, reading)

    assert problems(reading) == [
        (
            f'"{number}" is read as different numbers by different programs; '
            f'write a plain number, or "{number}" in quotes for a text'
        )
    ]


def test_digits_of_other_scripts_are_no_numbers():
    assert told(changed(("within_hours: 72", "within_hours: 7٢"))) == [
        '19:59: "7٢" is not a whole number; write digits only'
    ]
    assert told(changed(("2020-10-06T00:00+06:00", "٢٠٢٠-10-06T00:00+06:00"))) == [
        '13:17: "٢٠٢٠-10-06T00:00+06:00" is not a moment; write it as 2020-10-31T12:40+05:00 or 2020-10-31 12:40 Asia/Tashkent'
    ]
    assert told(changed((TEST, "post_hours: {opens: ٠٨:٠٠, until: 09:00}"))) == [
        '19:29: "٠٨:٠٠" is not a time of day; write it as 08:00'
    ]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("within_hours: 72", "within_hours: 100000", "19:59: 100000 is too large; write at most 8784"),
        ("quote: as read", "quote: '" + "x" * 20_001 + "'",
         "22:60: this text is longer than 20,000 characters; shorten it, and refer to the full text"),
        ("2020-10-06T00:00+06:00", "2020-10-06T00:00:00.5-25:00",
         "13:17: no zone lies -25:00 from UTC; correct the offset"),
        ("tests: []", "traveler.age: 3", '25:104: the catalogue of facts has no key "traveler.age"; did you mean traveller?'),
        ("tests: []", "traveller.age: 3", '25:104: "traveller.age" stands on one line; write traveller: {age: ...}'),
        ("step: {mode: road}, tests: []", "step: {mod: road}, tests: []",
         '25:91: the group step of the catalogue of facts has no key "mod"; did you mean mode?'),
        ("modes: [road]", "modes: ", ""),
        ("title: {en: PCR test}", "title: {en: PCR test, all but citizens}",
         '10:27: "all but citizens" stands where a language belongs; put the whole text in quotes if a comma in it begins this part'),
        ("step: {mode: road}, tests: []", "step: {mode: }, tests: []", ""),
        ("kind: requirement", "kind: [requirement]",
         ("8:11: a list stands where one of requirement, prohibition, exemption, advisory belongs; "
         "write one of requirement, prohibition, exemption, advisory")),
        ("      - name: test\n        fresh_negative_test: {kinds: [pcr], within_hours: 72}\n", "      - test\n",
         "18:9: a single value stands where a part (key: value) belongs; write key: value"),
        ("kinds: [pcr]", "kinds: {pcr: 72}", "19:38: a mapping stands where a list ([...]) belongs; write a list ([...])"),
    ],
)  # fmt: skip
def test_values_at_the_edge_of_what_may_stand_there(old, new, fault):
    assert [one for one in told(changed((old, new))) if "example" not in one] == ([fault] if fault else [])


def test_an_amount_keeps_its_cents():
    dollars = Dollars()

    assert dollars.plain(2050) == Decimals("20.50")
    assert dollars.schema() == {"type": "number", "minimum": 0}


@pytest.mark.parametrize(
    "moment",
    [
        "2020-10-06 00:00 UTC",
        "2020-10-06T00:00:00.25Z",
        "2020-10-25T02:30+01:00 Europe/Berlin",
        "2020-10-06T00:00-03:30",
        "2020-10-06T00:00-00:00",
    ],
)
def test_a_moment_reads_and_writes_as_the_same_moment_in_the_same_zone(moment):
    pack = read(changed(("2020-10-06T00:00+06:00", moment))).pack
    assert pack is not None

    again = read(write_pack(pack)).pack

    assert again == pack
    assert again.versions[0].valid_from.utcoffset() == pack.versions[0].valid_from.utcoffset()


@pytest.mark.parametrize(
    ("clause", "fault"),
    [
        ("unless: {clause: {no_stops: {}}, exception: {age: {under: 12}}}", ""),
        ("unless: {no_stops: {}}\n        unles: {}", '20:9: a part has no key "unles"; did you mean unless?'),
        ("no_stops: {}\n        unless: {age: {undr: 12}}", '20:24: age has no key "undr"; did you mean under?'),
        ("certlogic: {var: 07}",
         '19:26: "07" is read as different numbers by different programs; write a plain number, or "07" in quotes for a text'),
        ("all_of: 3", "19:17: a single value stands where a list ([...]) belongs; write a list ([...])"),
        ("unless: {no_stops: {}}",
         "18:9: a clause is missing here; add one, as no_stops: {} (docs/reference/packs.md lists the clauses)"),
        ("no_stops: [1]", "19:19: no_stops takes no parameters; write no_stops: {}"),
    ],
)  # fmt: skip
def test_clauses_in_odd_places(clause, fault):
    assert [one for one in told(changed((TEST, clause))) if "example" not in one] == ([fault] if fault else [])


def test_places_come_in_the_order_of_the_file():
    assert sorted([Place(2, 1), Place(1, 9), Place(1, 2)]) == [Place(1, 2), Place(1, 9), Place(2, 1)]
