"""The steps with the clocks of both sides; on a narrow sheet nothing is lost."""

import pytest

from tests.karvon.cli.running import check


def test_on_a_wide_sheet_the_clocks_have_a_column_of_their_own():
    lines = check(columns=100).out.splitlines()
    assert "2  Transit: Uzbekistan, Gisht Kuprik  Sat 31 Oct 12:40 Tashkent      102        -        -    -" in lines
    assert "   Sources conflict for 102 people    = 13:40 Almaty" in lines


@pytest.mark.parametrize("columns", [60, 80])
def test_on_a_narrow_sheet_the_clocks_stand_below_the_name(columns):
    told = check("--lang", "ru", columns=columns).out
    lines = told.splitlines()
    head = next(line for line in lines if line.lstrip().startswith("Этап"))
    assert head.split() == ["Этап", "НЕЛЬЗЯ", "ИСПРАВИМО", "НЕИЗВЕСТНО", "МОЖНО"]
    first = lines[lines.index(head) + 2 :]
    assert first[0].startswith("1  Выезд: Казахстан,")
    assert first[0].split()[-4:] == ["-", "-", "102", "-"]
    flat = " ".join(told.split())
    assert "сб 31 окт. 12:55 Алматы = 11:55 Ташкент" in flat
    assert "= 13:40 Алматы Источники противоречат друг другу: 102 человека" in flat
