"""The packs that are shipped: sound, in both languages, honest about their sources, and true to what they re-author."""

import csv
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rulebook.certlogic.interpret import evaluate, settle
from rulebook.certlogic.reading import read
from rulebook.certlogic.tree import Expr
from rulebook.facts import build
from rulebook.packs.folders import read_packs
from rulebook.requirements import RequirementVersion, Standing
from rulebook.travellers import Step, Test, Traveller, Vaccination
from tests.rulebook.making import make_step
from tests.shared_data import ROOT, shared_data

DEMO = ROOT / "demo"
LANGUAGES = {"en", "ru"}


def shipped() -> Iterator[RequirementVersion]:
    """Every version that is shipped."""
    yield from read_packs([DEMO]).versions


def one(file: str) -> RequirementVersion:
    """The only version of a pack in demo/rules."""
    (version,) = read_packs([DEMO / "rules" / file]).versions
    return version


def test_every_pack_is_sound_and_passes_over_only_the_steps_files():
    read = read_packs([DEMO])

    assert read.faults == ()
    assert {Path(warning.file).name.partition("-")[0].partition(".")[0] for warning in read.warnings} == {"steps"}
    assert {version.id for version in read.versions} >= {"AIR-KG-1", "ES-3G", "VISA-UZ", "R-UZ-1", "R-UZ-2", "C-ZZ-102"}


def test_every_text_is_in_english_and_in_russian():
    for version in shipped():
        texts = [version.title, *(part.texts for part in version.parts)]
        texts += [remedy.texts for part in version.parts for remedy in part.remedies]
        assert [text for text in texts if set(text) != LANGUAGES] == [], version.id


def test_every_pack_says_who_says_so_and_shows_a_case_that_passes_and_one_that_fails():
    for version in shipped():
        assert version.sources, version.id
        assert {example.passes for example in version.examples} >= {True}, version.id


def test_a_collection_by_others_is_not_the_confirmed_word_of_a_state():
    assert one("visas.yaml").standing is Standing.STATED


# --- The visa matrix -------------------------------------------------------------------------------------------------


def test_the_visa_matrix_says_what_its_source_says():
    version = one("visas.yaml")
    with shared_data("passport-index", "tidy-iso3-2025-01-12.csv").open() as file:
        told = {row["Passport"]: row["Requirement"] for row in csv.DictReader(file) if row["Destination"] == "UZB"}

    for nationality in version.scope.nationalities:
        facts = build(Traveller("P1", nationalities=(nationality,), visas=()), make_step())
        assert settle(version.applies_when, facts).truth is True
        assert settle(version.requires, facts).truth is (told[nationality] != "visa required"), nationality


# --- The EU rule set, held against the original ----------------------------------------------------------------------

COVERED = (
    *("VR-ES-0001", "VR-ES-0002", "VR-ES-0003"),
    *("TR-ES-0001", "TR-ES-0002", "TR-ES-0003", "TR-ES-0004"),
    *("RR-ES-0001", "RR-ES-0002"),
)
LEFT_OUT = {"VR-ES-0004", "VR-ES-0005", "TR-ES-0005"}
CLOCK = "2021-10-01T00:00:00Z"
# what a test of one rule leaves open is filled up with what every other rule accepts
ACCEPTED: Mapping[str, dict[str, Any]] = {
    "v": {"mp": "EU/1/20/1528", "dn": 2, "sd": 2},
    "t": {"tt": "LP6464-4", "tr": "260415000"},
    "r": {},
}
KINDS = {"LP6464-4": "pcr", "LP217198-3": "rapid"}


def original() -> dict[str, Any]:
    """The rules of nine rule sets and their tests."""
    content: dict[str, Any] = json.loads(shared_data("eu-rules", "eu_rules_tests.json").read_text())
    return content


def moment(text: str) -> datetime:
    """A moment of a certificate; a day means its beginning."""
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def filled(payload: Mapping[str, Any], clock: str) -> dict[str, Any]:
    """A certificate with all that the rules of Spain read."""
    before = {
        "v": {"dt": moment(clock) - 100 * DAY},
        "t": {"sc": moment(clock) - HOUR},
        "r": {"fr": moment(clock) - 30 * DAY},
    }
    ((kind, (entry, *_)),) = payload.items()
    dated = {
        name: f"{at:%Y-%m-%dT%H:%M:%SZ}" if name == "sc" else f"{at:%Y-%m-%d}" for name, at in before[kind].items()
    }
    return {kind: [{**ACCEPTED[kind], **dated, **entry}]}


HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def holder(payload: Mapping[str, Any]) -> Traveller:
    """The traveller who holds such a certificate and nothing else."""
    ((kind, (entry,)),) = payload.items()
    tests: tuple[Test, ...] = ()
    vaccinations: tuple[Vaccination, ...] = ()
    if kind == "v":
        complete = entry["dn"] >= entry["sd"]
        vaccinations = (Vaccination("covid-19", entry["mp"], complete, date.fromisoformat(entry["dt"])),)
    elif kind == "t":
        result = "negative" if entry["tr"] == "260415000" else "positive"
        tests = (Test(KINDS.get(entry["tt"], "antibody"), result, moment(entry["sc"])),)
    else:
        tests = (Test("pcr", "positive", moment(entry["fr"])),)
    return Traveller("P1", tests=tests, vaccinations=vaccinations)


def at(clock: str) -> Step:
    """Entering Spain at a moment."""
    return make_step(jurisdiction="ESP", at=moment(clock))


def admits(payload: Mapping[str, Any], clock: str) -> bool | None:
    """Whether the clauses let the holder of a certificate in."""
    return settle(one("eu-certificate.yaml").requires, build(holder(payload), at(clock))).truth


def cases() -> list[tuple[str, dict[str, Any], str, bool]]:
    """The official tests of the rules covered: certificate, clock, and what is expected."""
    found = []
    for test in original()["tests"]:
        if test["rule"] in COVERED and any(test["payload"].values()):
            clock = test["external"].get("validationClock", CLOCK)
            found.append((f"{test['rule']} {test['name']}", filled(test["payload"], clock), clock, test["expected"]))
    return found


def test_the_clauses_for_spain_agree_with_every_official_test_of_the_rules_they_cover():
    found = cases()

    assert len(found) == 42
    assert [name for name, payload, clock, expected in found if admits(payload, clock) is not expected] == []


def test_the_official_tests_that_are_not_run_are_those_of_no_certificate_and_of_what_is_left_out():
    of_spain = [test for test in original()["tests"] if "-ES-" in test["rule"]]
    empty = [test for test in of_spain if not any(test["payload"].values())]

    assert {test["rule"] for test in of_spain} == {*COVERED, *LEFT_OUT}
    assert len(of_spain) == 42 + len(empty) + sum(
        1 for test in of_spain if test["rule"] in LEFT_OUT and test not in empty
    )
    assert all(test["expected"] is True for test in empty)


def test_who_shows_nothing_at_all_does_not_pass_and_of_whom_nothing_is_known_is_open():
    version = one("eu-certificate.yaml")

    assert settle(version.requires, build(Traveller("P1", tests=(), vaccinations=()), at(CLOCK))).truth is False
    assert settle(version.requires, build(Traveller("P1"), at(CLOCK))).truth is None


NOW = datetime(2021, 10, 1, tzinfo=UTC)
DAYS = st.sampled_from([0, 1, 10, 11, 12, 13, 14, 15, 100, 179, 180, 181, 269, 270, 271, 400])
HOURS = st.sampled_from([0, 1, 23, 24, 25, 71, 72, 73, 100])
CERTIFICATES = st.one_of(
    st.fixed_dictionaries(
        {
            "mp": st.sampled_from(["EU/1/20/1528", "Covovax", "Sputnik-V"]),
            "sd": st.just(2),
            "dn": st.integers(0, 2),
            "dt": DAYS.map(lambda days: f"{NOW - days * DAY:%Y-%m-%d}"),
        }
    ).map(lambda entry: {"v": [entry]}),
    st.fixed_dictionaries(
        {
            "tt": st.sampled_from([*KINDS, "TUT"]),
            "tr": st.sampled_from(["260415000", "260373001"]),
            "sc": st.builds(
                lambda hours, seconds: NOW - hours * HOUR - timedelta(seconds=seconds), HOURS, st.integers(0, 1)
            ).map(lambda taken: f"{taken:%Y-%m-%dT%H:%M:%SZ}"),
        }
    ).map(lambda entry: {"t": [entry]}),
    DAYS.map(lambda days: {"r": [{"fr": f"{NOW - days * DAY:%Y-%m-%d}"}]}),
)


@pytest.fixture(scope="module")
def rules() -> list[Expr]:
    """The logic of the rules covered."""
    content = original()["rules"]
    return [read(content[name]["Logic"]) for name in COVERED]


@given(CERTIFICATES)
@settings(max_examples=200, deadline=None)
def test_any_certificate_has_the_same_answer_from_the_clauses_as_from_all_the_rules_together(rules, payload):
    data = {"payload": payload, "external": {"validationClock": CLOCK}}

    together = all(evaluate(rule, data) is True for rule in rules)

    assert admits(payload, CLOCK) is together
