"""Versions that bind together: overrides, conflicts, rumours, remedies in time, and three values throughout."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.clauses.combining import Admitted
from rulebook.clauses.passage import ConsentOfAuthority, MedicAboard, NoStops, SealedVehicle
from rulebook.clauses.proofs import FreshNegativeTest
from rulebook.facts import build
from rulebook.requirements import Kind, Part, Remedy, Scope, Standing
from rulebook.rules import Outcome, RuleSet, Status, conjunction, disjunction, negation
from rulebook.travellers import Clearance, Party
from tests.rulebook.making import make_step, make_traveller, make_version

HOUR = timedelta(hours=1)
SEALED, MEDIC, NO_STOPS = Part("sealed", SealedVehicle()), Part("medic", MedicAboard()), Part("stops", NoStops())
CONSENT = Part("consent", ConsentOfAuthority("MFA"))
YES = (Clearance("MFA", "transit", "yes"),)


def outcome(*versions, left=HOUR, party=None, **known) -> Outcome:
    """The outcome for a traveller of whom only this is known."""
    rules = RuleSet(versions)
    return rules.outcome(rules.judge(build(make_traveller(**known), make_step(party=party))), left)


def test_no_requirement_on_record_is_unknown_and_never_ok():
    assert outcome().status is Status.UNKNOWN
    assert outcome().decisive.deciding is None


def test_requirements_that_concern_only_others_say_nothing_about_this_person():
    others = make_version("R", SEALED, scope=Scope(nationalities=("AFG",)))
    assert outcome(others, nationalities=("TJK",)).status is Status.UNKNOWN


def test_admitted_on_record_is_ok():
    assert outcome(make_version("R", Part("none", Admitted()))).status is Status.OK


@pytest.mark.parametrize(("sealed", "status"), [(True, Status.OK), (False, Status.BLOCKED), (None, Status.UNKNOWN)])
def test_a_requirement_is_met_blocks_or_stays_open(sealed, status):
    assert outcome(make_version("R", SEALED), party=Party(sealed=sealed)).status is status


def test_one_failing_part_blocks_although_another_is_open():
    answer = outcome(make_version("R", SEALED, MEDIC), party=Party(sealed=False))
    assert answer.status is Status.BLOCKED
    assert answer.decisive.failing[0].failing == (0,)


def test_a_prohibition_blocks_whom_it_concerns():
    ban = make_version("R", kind=Kind.PROHIBITION, scope=Scope(nationalities=("TJK",)))
    assert outcome(ban, nationalities=("TJK",)).status is Status.BLOCKED
    assert outcome(ban).status is Status.UNKNOWN


def test_advice_never_blocks_and_alone_is_no_requirement():
    advice = make_version("A", SEALED, kind=Kind.ADVISORY)
    assert outcome(advice, party=Party(sealed=False)).status is Status.UNKNOWN
    admitted = make_version("R", Part("none", Admitted()))
    assert outcome(advice, admitted, party=Party(sealed=False)).status is Status.OK


def test_an_exemption_lifts_what_it_overrides_once_its_terms_hold():
    rule, freed = make_version("R", SEALED), make_version("E", CONSENT, kind=Kind.EXEMPTION, overrides=("R",))
    answer = outcome(rule, freed, party=Party(sealed=False, clearances=YES))
    assert answer.status is Status.OK
    assert next(one for one in answer.decisive.findings if one.version.id == "R").lifted_by == ("E",)
    assert outcome(rule, freed, party=Party(sealed=False, clearances=())).status is Status.BLOCKED


def test_an_exemption_whose_terms_are_open_leaves_a_failing_requirement_open():
    rule, freed = make_version("R", SEALED), make_version("E", CONSENT, kind=Kind.EXEMPTION, overrides=("R",))
    assert outcome(rule, freed, party=Party(sealed=False)).status is Status.UNKNOWN
    assert outcome(rule, freed, party=Party(sealed=True)).status is Status.OK


def test_an_exemption_that_is_itself_overridden_lifts_nothing():
    rule = make_version("R", SEALED)
    freed = make_version("E", kind=Kind.EXEMPTION, overrides=("R",))
    revoked = make_version("Z", Part("none", Admitted()), overrides=("E",))
    assert outcome(rule, freed, party=Party(sealed=False)).status is Status.OK
    assert outcome(rule, freed, revoked, party=Party(sealed=False)).status is Status.BLOCKED


def test_an_override_of_a_requirement_that_is_not_in_force_changes_nothing():
    rule = make_version("R", SEALED, overrides=("GONE",))
    assert outcome(rule, party=Party(sealed=True)).status is Status.OK


def test_overrides_that_run_in_a_circle_lift_nothing_and_never_hang():
    first = make_version("A", SEALED, overrides=("B",))
    second = make_version("B", MEDIC, overrides=("A",))
    assert outcome(first, second, party=Party(sealed=False, medic=True)).status is Status.BLOCKED


def test_a_chain_of_three_thousand_overrides_is_settled_without_recursion():
    chain = [make_version(f"R{n:04d}", SEALED, overrides=(f"R{n + 1:04d}",)) for n in range(3000)]
    assert outcome(*chain, party=Party(sealed=False)).status is Status.BLOCKED


def test_a_source_that_does_not_speak_of_this_person_conflicts_with_nobody():
    practice = make_version("P", SEALED)
    oral = make_version("X", MEDIC, scope=Scope(nationalities=("AFG",)), conflicts_with=("P",))
    answer = outcome(practice, oral, party=Party(sealed=True, medic=False), nationalities=("TJK",))
    assert answer.status is Status.OK
    assert len(answer.views) == 1


def test_conflicting_sources_stand_side_by_side_and_the_graver_answer_counts():
    practice = make_version("P", CONSENT, kind=Kind.EXEMPTION, overrides=("R",))
    law = make_version("R", SEALED)
    oral = make_version("X", MEDIC, standing=Standing.STATED, conflicts_with=("P",))
    answer = outcome(law, practice, oral, party=Party(sealed=False, medic=False, clearances=YES))
    sides = {view.supposing.id: view.status for view in answer.views if view.supposing}
    assert sides == {"P": Status.OK, "X": Status.BLOCKED}
    assert answer.status is Status.BLOCKED
    assert answer.contested
    deciding = answer.decisive.deciding
    assert deciding is not None
    assert deciding.version is oral


def test_a_conflict_with_a_version_that_does_not_concern_the_person_is_no_conflict():
    oral = make_version("X", MEDIC, standing=Standing.STATED, conflicts_with=("P",))
    practice = make_version("P", kind=Kind.EXEMPTION, scope=Scope(nationalities=("AFG",)))
    answer = outcome(practice, oral, nationalities=("TJK",), party=Party(medic=True))
    assert [view.supposing for view in answer.views] == [None]
    assert not answer.contested


def test_a_rumour_is_shown_but_does_not_count():
    admitted = make_version("R", Part("none", Admitted()))
    rumour = make_version("X", SEALED, standing=Standing.RUMOURED)
    answer = outcome(admitted, rumour, party=Party(sealed=False))
    assert answer.status is Status.OK
    assert [(view.supposing.id, view.status, view.counted) for view in answer.views if view.supposing] == [
        ("X", Status.BLOCKED, False)
    ]
    assert not answer.contested


def remedied(lead: timedelta | None) -> Part:
    """A part that a test at the crossing would mend."""
    return Part("test", FreshNegativeTest(("rapid",), 72), remedies=(Remedy("obtain_test", lead),))


@pytest.mark.parametrize(
    ("lead", "left", "status"),
    [
        (HOUR, HOUR, Status.FIXABLE),
        (HOUR, HOUR - timedelta(seconds=1), Status.BLOCKED),
        (HOUR, -HOUR, Status.BLOCKED),
        (None, 99 * HOUR, Status.BLOCKED),
    ],
)
def test_fixable_means_that_a_remedy_is_known_to_be_had_in_time(lead, left, status):
    assert outcome(make_version("R", remedied(lead)), left=left, tests=()).status is status


def test_one_part_without_a_remedy_makes_the_whole_blocked_and_decides():
    test, both = make_version("T", remedied(HOUR)), make_version("S", SEALED)
    answer = outcome(test, both, tests=(), party=Party(sealed=False))
    assert answer.status is Status.BLOCKED
    assert answer.decisive.deciding is not None
    assert answer.decisive.deciding.version is both
    assert {one.version.id for one in answer.decisive.failing} == {"T", "S"}


def test_people_with_the_same_truths_share_one_outcome():
    rules = RuleSet((make_version("R", SEALED),))
    assert rules.outcome((True, False), HOUR) is rules.outcome((True, False), 2 * HOUR)
    assert rules.outcome((True, False), HOUR) is not rules.outcome((True, True), HOUR)


TRUTHS = st.sampled_from([True, False, None])


@given(TRUTHS, TRUTHS)
def test_kleenes_connectives_obey_de_morgan_and_never_turn_around_what_is_settled(one, other):
    both, any_of = conjunction((one, other)), disjunction((one, other))
    assert negation(both) is disjunction((negation(one), negation(other)))
    for learned in (True, False):
        if other is None and both is not None:
            assert conjunction((one, learned)) is both
        if other is None and any_of is not None:
            assert disjunction((one, learned)) is any_of
