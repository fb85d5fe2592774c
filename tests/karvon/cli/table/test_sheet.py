"""A sheet in the terminal: as wide as the terminal, plain on a pipe, and no blank at the end of a line."""

import io

import pytest
from rich.text import Text

from karvon.cli.asking import moment
from karvon.cli.page.reader import Named
from karvon.cli.speaking import reader_of
from karvon.cli.table.sheet import Sheet
from rulebook.rules import Status
from tests.karvon.cli.running import HEARD, PEOPLE, RULES, STEPS, check, started


@pytest.fixture
def sheet(monkeypatch):
    """Makes a sheet of some width on a stream of its own."""

    def make(columns: int = 0, limit: int = 20) -> Sheet:
        monkeypatch.delenv("COLUMNS", raising=False)
        if columns:
            monkeypatch.setenv("COLUMNS", str(columns))
        return Sheet(reader_of("en", moment(HEARD, "--known-at")), limit=limit, file=io.StringIO())

    return make


def shown(sheet: Sheet) -> str:
    """What stands on a sheet."""
    assert isinstance(sheet.file, io.StringIO)
    return sheet.file.getvalue()


@pytest.mark.parametrize(("columns", "width"), [(0, 100), (60, 60), (120, 120), (300, 140)])
def test_a_sheet_is_as_wide_as_can_be_read(sheet, columns, width):
    assert sheet(columns).width == width


@pytest.mark.parametrize("columns", [60, 80, 100, 120, 200])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_whole_answer_fits_and_no_line_ends_with_blanks(columns, language):
    told = check("--lang", language, columns=columns)
    lines = told.out.splitlines()
    assert max(map(len, lines)) <= columns
    assert [line for line in lines if line != line.rstrip()] == []
    assert "…" not in told.out.replace("… ", "")


def test_there_is_no_colour_on_a_pipe_and_none_where_nobody_wants_it():
    assert "\x1b" not in check().out
    process = started("check", PEOPLE, "--rules", RULES, "--steps", STEPS, "--known-at", HEARD,
                      variables={"NO_COLOR": "1", "FORCE_COLOR": "1"})  # fmt: skip
    out, _ = process.communicate(timeout=60)
    assert b"\x1b[1;31m" not in out
    assert b"\x1b[31m" not in out


def test_names_run_down_the_columns_and_those_left_out_are_counted(sheet):
    one = sheet(30)
    one.names([Named(str(number), "Karimov") for number in range(1, 6)], left_out=3)
    assert shown(one) == "    1 Karimov  4 Karimov\n    2 Karimov  5 Karimov\n    3 Karimov\n    and 3 more\n"


def test_where_nobody_is_shown_nobody_is_left_out_either(sheet):
    one = sheet(limit=0)
    one.names([], left_out=1)
    assert shown(one) == ""


def test_a_long_line_continues_under_its_own_beginning(sheet):
    one = sheet(30)
    one.labelled([("Rule", "a rule with a very long title")])
    one.numbered("1", Text("a title that goes on and on and on"))
    one.listed(["a point that goes on and on and on"])
    assert shown(one).splitlines() == [
        "    Rule      a rule with a",
        "              very long title",
        "",
        "1   a title that goes on and",
        "    on and on",
        "- a point that goes on and on",
        "  and on",
    ]


def test_a_status_is_a_word_in_capitals(sheet):
    assert [sheet().status(status).plain for status in Status] == ["OK", "FIXABLE", "UNKNOWN", "BLOCKED"]


@pytest.mark.parametrize(("name", "written"), [("Karimov", "P1 Karimov"), ("", "P1")])
def test_a_person_is_an_id_and_a_name(sheet, name, written):
    assert sheet().person(Named("P1", name)) == written
