import pytest

from karvon.people.lists.fields import ALIASES, IDENTIFYING, REPEATED, Field
from karvon.people.lists.headings import normalised, read_heading

ALL = [(field, alias) for field, line in ALIASES.items() for alias in line.split("|")]


def test_no_heading_means_two_things():
    headings = [alias for _, alias in ALL]
    assert sorted(headings) == sorted(set(headings))


def test_every_heading_is_written_as_it_is_looked_up():
    assert [alias for _, alias in ALL if normalised(alias) != alias] == []


@pytest.mark.parametrize(("field", "alias"), ALL[::7])
def test_a_known_heading_is_found(field, alias):
    heading = read_heading(alias.upper())
    assert heading is not None
    assert heading.field is field


def test_what_may_repeat_and_what_identifies_are_fields():
    assert all(any(field.startswith(f"{subject}_") for field in Field) for subject in REPEATED)
    assert Field.SEX not in IDENTIFYING
