"""The benchmark of the rulebook: both sides do the same work, and the page tells every figure. No test waits on a clock."""

import json
from datetime import date
from pathlib import Path
from string import Formatter

import pytest

from bench.of_rulebook import certlogic, check, columns, country, sql
from bench.of_rulebook.page import WORDS, machine, page
from bench.of_rulebook.timing import Figures, percentile, seconds, single_timings
from bench.rulebook import SECTIONS, main
from rulebook.certlogic.compiled import compile_value
from rulebook.certlogic.reading import read
from rulebook.certlogic.tree import CompareDates, PlusTime, Var
from rulebook.certlogic.values import instant
from tests.shared_data import shared_data

GOALS = (
    "ratio_certlogic_js",
    "country_set_p50_us",
    "country_set_p99_us",
    "facts_build_us",
    "columns_all_affected_s",
    "columns_one_country_s",
    "columns_peak_mb",
    "check_100000_s",
)


def test_certlogic_js_and_karvon_give_the_same_values_for_our_own_requirements():
    cases = certlogic.own_cases(people=20)

    with certlogic.peer(cases) as ask:
        assert certlogic.differences(cases, ask("values")) == []
        assert ask("round 1") > 0


def test_certlogic_js_and_karvon_give_the_same_values_for_the_rules_of_the_eu():
    shared_data("eu-rules")
    cases = certlogic.eu_cases()

    with certlogic.peer(cases) as ask:
        assert certlogic.differences(cases, ask("values")) == []
    assert len(cases.cases) > 800


def test_a_difference_between_the_two_sides_is_found():
    cases = certlogic.Cases("made", {"age": {"var": "age"}, "sum": {"+": [{"var": "age"}, 1]}}, [])
    cases.cases.extend([("age", {"age": 17}), ("sum", {"age": 17}), ("sum", {"age": "x"})])

    assert certlogic.differences(cases, [{"value": 17}, {"value": 18}, {"error": "not a number"}]) == []
    assert certlogic.differences(cases, [{"value": 18}, {"value": "18"}, {"value": None}]) == ["age", "sum", "sum"]


def test_a_date_is_told_as_javascript_writes_it():
    moment = read([{"plusTime": [{"var": "at"}, 1, "hour"]}])

    told = certlogic.told(compile_value(moment), {"at": "2020-10-31"})

    assert told == ["2020-10-31T01:00:00.000Z"]


def test_forgotten_dates_are_read_again():
    later = compile_value(CompareDates("after", (PlusTime(Var("at"), 1, "day"), PlusTime(Var("by"), 0, "day"))))
    later({"at": "2020-10-31", "by": "2020-11-01"})

    certlogic.forget_dates()

    assert instant.cache_info().currsize == 0
    assert later({"at": "2020-10-31", "by": "2020-10-31"}) is True


def test_the_compiled_set_of_the_country_says_what_the_interpreter_says():
    rows = country.facts_of(country.travellers(60))

    assert country.wrong_truths(rows) == 0
    assert len(country.REQUIREMENTS) == 15


def test_columns_loops_and_sql_judge_the_same_journeys_alike():
    in_columns = columns.measured(2_000)
    in_sql = sql.measured(2_000)  # stops where the head counts differ

    assert in_columns["columns_steps"] == in_sql["sql_steps"] == 6_000
    assert in_columns["columns_affected_all"] == 6_000
    assert 0 < int(in_columns["columns_unknown_all"]) < int(in_columns["columns_met_all"]) < 6_000


def test_the_whole_command_judges_a_made_list():
    figures = check.measure(300)

    assert set(figures) == {f"check_300_{unit}" for unit in ("s", "processor_s", "mb", "verdicts_per_s")}


def test_percentiles_are_of_ascending_times():
    assert percentile(range(0, 100_000, 1000), 50) == 50
    assert percentile([1500], 99) == 1.5
    assert len(single_timings(len, ["a", "b"], count=5)) == 6
    assert seconds(lambda: None, 3) >= 0


def test_json_is_one_object_and_nothing_else(capsys):
    main(["--json", "--only", "facts_build"])

    assert set(json.loads(capsys.readouterr().out)) == {
        "facts_build_us",
        "facts_build_p99_us",
        "facts_build_with_passage_us",
    }


def test_for_people_the_figures_stand_below_what_they_are(capsys):
    main(["--only", "facts_build"])

    assert str(SECTIONS["facts_build"].__doc__) in capsys.readouterr().out


def test_the_page_is_not_written_from_a_part_of_the_figures(capsys):
    with pytest.raises(SystemExit):
        main(["--write", "--only", "check"])

    assert "leave out --only" in capsys.readouterr().err


def test_the_page_shows_the_measured_figure_of_every_goal():
    here = machine()
    names = {name for _, name, _, _ in Formatter().parse(WORDS) if name} - {*here, "rounds"}
    figures: Figures = {name: 3_000 + place for place, name in enumerate(sorted(names))}

    written = page(figures, here, date(2020, 10, 31))

    assert "31 October 2020" in written
    assert all(str(figures[goal]) in written for goal in GOALS)


def test_the_page_in_the_docs_tells_of_the_real_rules_and_of_no_mismatch():
    written = (Path(__file__).parents[2] / "docs" / "reference" / "speed.md").read_text(encoding="utf-8")

    assert "certlogic-js" in written
    assert "0 differ" in " ".join(written.split())
