"""What may stand in a steps file: days, temperatures, none or a list, and people by their ids."""

from datetime import date

import pytest

from karvon.cli.steps.format import PEOPLE, TEST, Day, Degrees, NoneOr, Span, Who
from rulebook.packs.faults import Faults, Place
from rulebook.packs.nodes import parse
from rulebook.packs.shapes import ListOf, Reading
from rulebook.travellers import Test


def read(shape, text):
    """The value of a text, and the faults told of it."""
    reading = Reading(Faults("steps.yaml"), Faults("steps.yaml"))
    node = parse(text, reading.faults)
    value = None if node is None else shape.read(node, reading)
    return value, [f"{fault.problem}; {fault.remedy}" for fault in reading.faults.in_order()]


@pytest.mark.parametrize(
    ("shape", "text", "value"),
    [
        (Day(), "2024-06-30", date(2024, 6, 30)),
        (Degrees(), "36.6", 366),
        (Degrees(), "37", 370),
        (NoneOr(ListOf(TEST)), "none", ()),
        (NoneOr(ListOf(TEST)), "[{kind: pcr, result: negative}]", (Test("pcr", "negative"),)),
    ],
)
def test_a_value_is_read_and_written_as_people_write_it(shape, text, value):
    assert read(shape, text) == (value, [])
    written = shape.plain(value)
    assert read(shape, str(written) if not isinstance(written, list) else text) == (value, [])


@pytest.mark.parametrize(
    ("shape", "text", "fault"),
    [
        (Day(), "30.06.2024", "is not a day; write it as 2024-06-30"),
        (Day(), "2024-02-31", "2024-02-31 is on no calendar; correct the day or the month"),
        (Day(), "[2024-02-01]", "a list stands where a day, as 2024-06-30 belongs"),
        (Degrees(), "98.6", "is not a body temperature in degrees Celsius; write it as 36.6"),
        (Degrees(), "36,6", "is not a body temperature"),
        (NoneOr(ListOf(TEST)), "some", "is neither none nor a list; write none, or a list"),
        (NoneOr(ListOf(TEST)), "[{kind: guess}]", "guess"),
        (Who(), '"P001.."', "does not name people; write P001..P034 or P001"),
        (Who(), '"..P034"', "does not name people"),
        (Who(), '"P001,,P002"', "does not name people"),
        (Who(), "[[P001]]", "a list or mapping stands where ids and ranges of ids, as P001..P034 belong"),
        (Who(), "{P001: 1}", "a list or mapping stands"),
    ],
)
def test_what_is_none_is_told_with_the_remedy(shape, text, fault):
    _, faults = read(shape, text)
    assert len(faults) == 1
    assert fault in faults[0]


def spans(value):
    """First and last of each span."""
    return [(span.first, span.last) for span in value]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("P001", [("P001", "P001")]),
        ("P001..P034", [("P001", "P034")]),
        ("P001 .. P034, P040", [("P001", "P034"), ("P040", "P040")]),
        ("[P001, P003..P004]", [("P001", "P001"), ("P003", "P004")]),
        ("7", [("7", "7")]),
    ],
)
def test_people_are_named_by_ids_and_ranges(text, expected):
    value, faults = read(Who(), text)
    assert (spans(value), faults) == (expected, [])
    assert spans(read(Who(), str(Who().plain(value)))[0]) == expected


def test_a_span_remembers_where_it_is_written():
    value, _ = read(PEOPLE, "who: P001\nbatch: A")
    assert value == {"who": (Span(Place(1, 6), "P001", "P001"),), "batch": "A"}


def test_a_broken_value_is_told_once():
    value, faults = read(PEOPLE, "batch: A\nwho: *others")
    assert value is None
    assert faults == ["*others refers to another part of the file; write out what it stands for"]
