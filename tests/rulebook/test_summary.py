"""The sum of a judged list: counts, reasons, questions, sides of a conflict, dangers."""

from datetime import timedelta

from rulebook.book import RequirementBook
from rulebook.clauses.passage import ConsentOfAuthority, SealedVehicle
from rulebook.clauses.proofs import FreshNegativeTest
from rulebook.requirements import Kind, Part, Standing
from rulebook.rules import Status
from rulebook.summary import NO_RULE, Summary, asked, summarise
from rulebook.trap import Danger, traps
from rulebook.travellers import Clearance, Journey, Party, Position, Test
from rulebook.verdicts import Judge
from rulebook.words import Words
from tests.rulebook.making import NOON, make_step, make_traveller, make_version

PCR = Part("test", FreshNegativeTest(("pcr",), 72))


def summed(people, *versions, steps=None) -> Summary:
    """The list judged and summed up."""
    journey = Journey("M", steps or (make_step(),))
    judge = Judge(RequirementBook(versions), known_at=NOON - timedelta(hours=4))
    return summarise(journey.steps, judge.verdicts(people, journey), traps(judge, people, journey))


FIT, UNFIT = (Test("pcr", "negative", NOON),), ()
PEOPLE = [make_traveller(id="P1", tests=FIT), make_traveller(id="P2", tests=UNFIT), make_traveller(id="P3")]


def test_each_person_counts_once_under_the_gravest_verdict():
    later = make_step(id="later", at=NOON + timedelta(hours=73))
    summary = summed(PEOPLE, make_version("R", PCR), steps=(make_step(), later))
    assert summary.people == {Status.OK: 0, Status.FIXABLE: 0, Status.UNKNOWN: 1, Status.BLOCKED: 2}
    assert summary.at_step["uz-entry"][Status.OK] == 1
    assert (summary.total, summary.blocked) == (3, 2)


def test_people_are_grouped_by_the_part_that_stops_them():
    summary = summed(PEOPLE, make_version("R", PCR, Part("sealed", SealedVehicle())))
    (reason,) = summary.reasons
    assert [one.traveller.id for one in reason.verdicts] == ["P2"]
    assert reason.part is PCR
    assert reason.decides == 1


def test_a_flat_prohibition_is_a_reason_without_a_part():
    (reason,) = summed(PEOPLE, make_version("R", kind=Kind.PROHIBITION)).reasons
    assert reason.part is None
    assert len(reason.verdicts) == 3


def test_the_unknown_are_grouped_by_what_to_ask():
    half_known = (Test("pcr", "negative"), Test("pcr", "negative"))
    people = [make_traveller(id="P1"), make_traveller(id="P2", tests=half_known)]
    questions = summed(people, make_version("R", PCR)).questions
    assert {(one.path, len(one.verdicts)) for one in questions} == {("tests", 1), ("tests.0.minutes_before", 1)}
    spoken = {asked(one, Words.of("en")) for one in questions}
    assert spoken == {"not recorded: tests", "not recorded: time of sampling"}


def test_where_no_rule_is_recorded_the_question_goes_to_the_border_service():
    (question,) = summed(PEOPLE).questions
    assert asked(question, Words.of("en")) == NO_RULE
    assert len(question.verdicts) == 3


def test_a_fact_outside_the_catalogue_is_asked_by_its_path():
    people = [make_traveller()]
    summary = summed(people, make_version("R", Part("c", ConsentOfAuthority("MFA"))))
    assert [one.path for one in summary.questions] == ["clearances"]


def test_both_sides_of_a_conflict_are_counted():
    practice = make_version("P", Part("c", ConsentOfAuthority("MFA")), kind=Kind.EXEMPTION, overrides=("R",))
    oral = make_version("X", PCR, standing=Standing.STATED, conflicts_with=("P",))
    step = make_step(party=Party(clearances=(Clearance("MFA", "transit", "yes"),)))
    summary = summed(PEOPLE, make_version("R", PCR), practice, oral, steps=(step,))
    counts = {side.supposing.id: side.counts[Status.BLOCKED] for side in summary.sides}
    assert counts == {"P": 0, "X": 1}


def test_dangers_and_rows_by_person_come_from_the_same_verdicts():
    between = make_traveller(id="P9", tests=UNFIT, position=Position("KZUZ-ZHB", left="KAZ"))
    summary = summed([*PEOPLE, between], make_version("R", PCR))
    assert [one.traveller.id for one in summary.by_danger(Danger.TRAPPED)] == ["P9"]
    assert [(person.id, len(row)) for person, row in summary.by_person()] == [
        ("P1", 1), ("P2", 1), ("P3", 1), ("P9", 1)
    ]  # fmt: skip


def test_an_empty_list_sums_to_nothing():
    summary = summed([], make_version("R", PCR))
    assert summary.total == 0
    assert summary.reasons == ()
