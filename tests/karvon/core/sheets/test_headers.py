from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from karvon.core.sheets.headers import find_header
from karvon.core.sheets.table import Row

PEOPLE = [("P1", "Karimov", "34"), ("P2", "Boboev", "3"), ("P3", "Saidov", "41")]
KNOWN = {"id", "name", "age", "pcr date", "pcr result"}


def rows(*values):
    return [Row(number, tuple(value)) for number, value in enumerate(values, start=1)]


def no_spans(_):
    return ()


def known(texts):
    return float(sum(text.casefold() in KNOWN for text in texts))


def test_the_first_row_is_the_header_of_a_plain_table():
    header = find_header(rows(("id", "name", "age"), *PEOPLE), no_spans)
    assert header is not None
    assert (header.texts, header.row, header.passed_over) == (("id", "name", "age"), 1, 0)


def test_titles_above_the_header_are_passed_over():
    header = find_header(rows(("List of 31 October", None, None), ("id", "name", "age"), *PEOPLE), no_spans)
    assert header is not None
    assert (header.row, header.passed_over) == (2, 1)


def test_known_headings_outweigh_the_shape():
    header = find_header(rows(("Group", "leader", "phone"), ("id", "name", None), *PEOPLE), no_spans, known)
    assert header is not None
    assert header.texts == ("id", "name", "")


def test_a_row_with_numbers_or_dates_is_no_header():
    assert find_header(rows((1, 2), (date(2020, 1, 1), 3)), no_spans) is None


def test_one_row_alone_is_no_table():
    assert find_header(rows(("id", "name")), no_spans) is None


def test_a_group_merged_over_its_parts_is_joined_with_them():
    upper, lower = ("name", "PCR", None), ("name", "date", "result")
    header = find_header(
        rows(upper, lower, ("Karimov", "x", "y")), lambda number: ((1, 2),) if number == 1 else (), known
    )
    assert header is not None
    assert header.texts == ("name", "PCR date", "PCR result")
    assert header.row == 2


def test_a_title_merged_over_the_whole_table_is_no_group():
    title = ("List", None, None)
    header = find_header(
        rows(title, ("id", "name", "age"), *PEOPLE), lambda number: ((0, 2),) if number == 1 else (), known
    )
    assert header is not None
    assert header.texts == ("id", "name", "age")


words = st.text("abcdefgh", min_size=3, max_size=8)


@given(
    st.lists(words, min_size=2, max_size=8, unique=True),
    st.lists(words, max_size=4),
    st.integers(1, 20),
)
def test_the_header_is_found_below_any_titles(headings, titles, people):
    above = [(title, *[None] * (len(headings) - 1)) for title in titles]
    below = [tuple(f"x{place}{number}" for place in range(len(headings))) for number in range(people)]
    header = find_header(
        rows(*above, tuple(headings), *below), no_spans, lambda texts: 2.0 * (tuple(texts) == tuple(headings))
    )
    assert header is not None
    assert header.texts == tuple(headings)
    assert header.row == len(titles) + 1
