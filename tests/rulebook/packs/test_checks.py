"""What a pack may ask to be worked out: expressions and examples that would take too long are refused, not tried."""

import pytest

from tests.rulebook.packs.texts import changed, told

TEST = "fresh_negative_test: {kinds: [pcr], within_hours: 72}"


def nested(opening: str, innermost: str, closing: str, times: int) -> str:
    """Something inside itself so many times."""
    return opening * times + innermost + closing * times


@pytest.mark.parametrize(
    "clause",
    [
        "not: " + nested("{not: ", "{no_stops: {}}", "}", 150),
        "any_of: " + nested("[{no_stops: {}}, {any_of: ", "[no_stops: {}]", "}]", 104),
        "no_stops: {}\n        unless: " + nested("{no_stops: {}, unless: ", "{no_stops: {}}", "}", 150),
    ],
    ids=["not", "any_of", "unless"],
)
def test_clauses_inside_clauses_beyond_the_bound_are_refused_with_the_place(clause):
    assert told(changed((TEST, clause))) == [
        "4:5: the clauses of R-KZ-1 are nested too deep or too large to be judged; use fewer clauses inside clauses, or split the requirement"
    ]


def test_logic_nested_too_deep_is_refused_where_it_becomes_too_deep():
    assert told(changed((TEST, "certlogic: " + nested('{"!": [', "true", "]}", 105)))) == [
        "19:720: this logic is too large to be judged: nested deeper than 100 levels; split it into several parts"
    ]


def test_logic_of_depth_ten_thousand_is_refused_in_one_sentence():
    (fault,) = told(changed((TEST, "certlogic: " + nested('{"!": [', "true", "]}", 10_000))))

    assert "it is nested deeper than 220 levels; write it flatter" in fault


def test_a_key_with_a_slash_leads_no_further_than_to_itself():
    (fault,) = told(changed((TEST, 'certlogic: {"and": [{"a/b": ' + nested("[", "1", "]", 205) + "}]}")))

    assert fault.startswith("19:29: this logic is too large to be judged: nested deeper than 100 levels")


def test_logic_with_too_many_parts_is_refused():
    assert told(changed((TEST, f"certlogic: {{and: [{', '.join(['true'] * 25_000)}]}}"))) == [
        "19:20: this logic is too large to be judged: more than 20,000 parts; split it into several parts"
    ]


def test_folds_inside_folds_that_would_take_too_long_are_refused():
    logic = nested("{reduce: [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], ", "1", ", 0]}", 7)

    assert told(changed((TEST, f"certlogic: {logic}"))) == [
        "19:20: this logic would take too long to judge; fold fewer lists inside folds"
    ]


def test_a_clause_around_logic_of_the_greatest_depth_is_refused():
    logic = "{certlogic: " + nested('{"!": [', "true", "]}", 99) + "}"

    assert told(changed((TEST, f"not: {{not: {logic}}}")))[0].startswith("4:5: the clauses of R-KZ-1 are nested too")


def test_examples_that_would_take_too_long_to_try_are_refused():
    heavy = f"certlogic: {{and: [{', '.join(['true'] * 15_000)}]}}"
    cases = "      - {name: a, passes: true}\n" * 1_500
    (fault,) = told(changed((TEST, heavy)) + cases)

    assert fault == "23:5: it would take too long to try the examples of R-KZ-1; keep fewer examples, or split the pack"


def test_a_long_pointer_is_shown_by_its_ends():
    logic = nested('{"!": [', "{vra: x}", "]}", 60)

    (fault,) = told(changed((TEST, f"certlogic: {logic}")))

    assert (
        "malformed CertLogic at /!/0/!/0/!/0/!/0/!/0/!/0/!/0/!…/0/!/0/!/0/!/0/!/0/!/0/!/0/!/0: operation not of"
        in fault
    )
