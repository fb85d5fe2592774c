"""Checks on publishing: warnings with codes at their exact edges, and never a refusal."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from rulebook.certlogic.reading import read
from rulebook.clauses.combining import FreeLogic, NotThis
from rulebook.eu import EU_RULE
from rulebook.gateway import Code, PublicationWarning, publication_warnings
from rulebook.requirements import Part, RequirementVersion, Source
from rulebook.words import Words
from tests.rulebook.making import make_version

NOW = datetime(2020, 10, 31, 12, tzinfo=UTC)
HOUR, DAY, TICK = timedelta(hours=1), timedelta(days=1), timedelta(microseconds=1)
USUAL = NOW + 7 * DAY


def codes(version: RequirementVersion, previous: RequirementVersion | None = None) -> list[str]:
    """The codes of all warnings."""
    return [one.code.value for one in publication_warnings(version, previous, NOW)]


def version(id_: str = "R-1", **given: Any) -> RequirementVersion:
    """A version with nothing unusual about it."""
    return make_version(id_, **{"valid_from": USUAL, "recorded_at": NOW, **given})


def said(version: RequirementVersion, language: str = "en") -> list[str]:
    """The warnings in words."""
    return [one.text(Words.of(language)) for one in publication_warnings(version, None, NOW)]


def test_nothing_is_said_of_what_is_usual():
    assert codes(version()) == []
    assert codes(version(valid_to=USUAL + 30 * DAY), version(valid_from=USUAL - DAY, version=0)) == []


@pytest.mark.parametrize(
    ("ahead", "found"),
    [
        (-DAY, ["short-notice"]),
        (-TICK, ["short-notice"]),
        (0 * HOUR, ["short-notice"]),
        (TICK, ["short-notice"]),
        (48 * HOUR - TICK, ["short-notice"]),
        (48 * HOUR, []),
        (14 * DAY, []),
        (14 * DAY + TICK, ["too-far-ahead"]),
    ],
)
def test_notice_of_less_than_48_hours_and_of_more_than_two_weeks_is_unusual(ahead, found):
    assert codes(version(valid_from=NOW + ahead)) == found


@pytest.mark.parametrize(
    ("length", "found"),
    [(TICK, ["short-validity"]), (72 * HOUR - TICK, ["short-validity"]), (72 * HOUR, []), (365 * DAY, [])],
)
def test_a_validity_of_less_than_72_hours_is_unusual(length, found):
    assert codes(version(valid_to=USUAL + length)) == found


def test_notice_and_validity_are_counted_in_moments_and_not_on_the_clock():
    berlin = ZoneInfo("Europe/Berlin")  # the clocks go back on 25 October 2020 at 03:00
    start = datetime(2020, 10, 23, 12, tzinfo=berlin)
    by_the_clock = version(valid_from=start, valid_to=start + 72 * HOUR, recorded_at=start)

    found = publication_warnings(by_the_clock, None, start - 48 * HOUR)

    assert found == ()
    assert publication_warnings(
        replace(by_the_clock, valid_from=start + 72 * HOUR, valid_to=None), None, start.astimezone(UTC) + 25 * HOUR
    ) == ()  # fmt: skip


@pytest.mark.parametrize(("number", "found"), [(3, []), (2, ["version-not-greater"]), (1, ["version-not-greater"])])
def test_a_version_that_does_not_follow_the_one_before_is_unusual(number, found):
    assert codes(version(version=number), version(version=2)) == found


@pytest.mark.parametrize(("before", "found"), [(TICK, ["starts-before-previous"]), (0 * HOUR, []), (-DAY, [])])
def test_a_version_that_begins_before_the_one_it_follows_is_unusual(before, found):
    assert codes(version(version=2, valid_from=USUAL - before), version()) == found


def source(*posts: str) -> Source:
    """An order that speaks of some posts."""
    return Source("order", "letter", "as read", NOW, posts=posts)


@pytest.mark.parametrize(
    ("posts", "sources", "found"),
    [
        ((), (), []),
        ((), (source(),), []),
        ((), (source("KZUZ-ZHB"),), ["wider-than-sources"]),
        (("KZUZ-ZHB",), (source("KZUZ-ZHB"),), []),
        (("KZUZ-ZHB-UZ",), (source("KZUZ-ZHB"),), []),
        (("KZUZ-ZHBX",), (source("KZUZ-ZHB"),), ["wider-than-sources"]),
        (("KZUZ-ZHB",), (source("KZUZ-ZHB-UZ"),), ["wider-than-sources"]),
        (("KZUZ-ZHB", "KZUZ-KAP"), (source("KZUZ-ZHB"),), ["wider-than-sources"]),
        (("KZUZ-ZHB", "KZUZ-KAP"), (source("KZUZ-ZHB"), source("KZUZ-KAP")), []),
        (("KZUZ-ZHB", "KZUZ-KAP"), (source("KZUZ-ZHB"), source()), []),
    ],
)
def test_a_version_that_binds_where_no_source_speaks_of_is_unusual(posts, sources, found):
    assert codes(version(posts=posts, sources=sources)) == found


def eu_rule(id_: str, kind: str = "Acceptance", certificate: str = "Test", **given: Any) -> RequirementVersion:
    """A version that came from an EU-style rule of Austria."""
    kept = {"Type": kind, "CertificateType": certificate}
    return version(id_, jurisdiction="AUT", extras={EU_RULE: kept}, **given)


@pytest.mark.parametrize(
    ("id_", "kind", "certificate", "found"),
    [
        ("TR-AT-0001", "Acceptance", "Test", []),
        ("GR-AT-0001", "Acceptance", "General", []),
        ("IR-AT-0001", "Invalidation", "Test", []),
        ("TR-DE-0001", "Acceptance", "Test", ["country-not-in-id"]),
        ("VR-AT-0001", "Acceptance", "Test", ["certificate-not-in-id"]),
        ("TR-AT-0001", "Acceptance", "Blood", ["certificate-not-in-id"]),
        ("IR-AT-0001", "Acceptance", "Test", ["type-not-in-id"]),
        ("TR-AT-0001", "Invalidation", "Test", ["type-not-in-id"]),
        ("VR-DE-0001", "Acceptance", "Test", ["country-not-in-id", "certificate-not-in-id"]),
    ],
)
def test_an_identifier_that_does_not_fit_its_rule_is_unusual(id_, kind, certificate, found):
    assert codes(eu_rule(id_, kind, certificate)) == found


def test_the_identifier_of_a_rule_of_another_format_is_its_own_affair():
    assert codes(version("TR-DE-0001")) == []


def test_an_invalidation_may_take_effect_at_once_but_not_before():
    rule = eu_rule("IR-AT-0001", "Invalidation")

    assert codes(replace(rule, valid_from=NOW)) == []
    assert codes(replace(rule, valid_from=NOW + HOUR)) == []
    assert codes(replace(rule, valid_from=NOW - TICK)) == ["short-notice"]


def test_an_invalidation_is_known_by_its_logic_where_its_type_was_not_kept():
    forbidding = Part("logic", NotThis(FreeLogic(read({"var": "payload.v.0"}))))

    assert (
        codes(replace(eu_rule("IR-AT-0001"), parts=(forbidding,), extras={EU_RULE: {"CertificateType": "Test"}})) == []
    )


def test_all_that_is_unusual_is_told_at_once_and_nothing_is_refused():
    tonight = version(valid_from=NOW, valid_to=NOW + DAY, sources=(source("KZUZ-ZHB"),))

    assert codes(tonight, version(version=7)) == [
        Code.SHORT_NOTICE.value,
        Code.SHORT_VALIDITY.value,
        Code.VERSION_NOT_GREATER.value,
        Code.STARTS_BEFORE_PREVIOUS.value,
        Code.WIDER_THAN_SOURCES.value,
    ]


@pytest.mark.parametrize(
    ("given", "english", "russian"),
    [
        (
            {"valid_from": NOW},
            "it takes effect at once; those concerned should have 48 h",
            "вступает в силу сразу; у тех, кого это касается, должно быть 48 ч",
        ),
        (
            {"valid_from": NOW + 17 * HOUR},
            "it takes effect in 17 h; those concerned should have 48 h",
            "вступает в силу через 17 ч; у тех, кого это касается, должно быть 48 ч",
        ),
        (
            {"valid_to": USUAL + DAY},
            "it is in force for 24 h only, less than 72 h",
            "действует всего 24 ч, меньше чем 72 ч",
        ),
        (
            {"posts": ("A", "B"), "sources": (source("A"),)},
            "it binds at B too, but its sources speak of A only",
            "действует и на B, но источники говорят только о A",
        ),
        (
            {"valid_from": NOW + 20 * DAY},
            "it takes effect only on Fri 20 Nov 12:00 UTC, more than two weeks ahead",
            "вступает в силу только пт 20 нояб. 12:00 UTC, более чем через две недели",
        ),
    ],
)
def test_a_warning_is_said_in_the_language_of_the_reader(given, english, russian):
    assert said(version(**given)) == [english]
    assert said(version(**given), "ru") == [russian]


def test_a_warning_without_values_is_said_as_it_stands():
    assert PublicationWarning(Code.SHORT_NOTICE, "it is late").text(Words.of("en")) == "it is late"
