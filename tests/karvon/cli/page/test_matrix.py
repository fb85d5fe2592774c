"""The matrix: everybody once, batches and households together, each cell with its way to the reason."""

from dataclasses import replace

from karvon.cli.page.matrix import ROWS_SHOWN, matrix
from tests.karvon.cli.page.story import judged, make_reader, people, written


def rows(laid_out):
    """Every row of a matrix in its order."""
    return [row for batch in laid_out.batches for row in batch.rows]


def test_everybody_stands_once_in_their_batch():
    laid_out = matrix(judged(people(102)), make_reader())
    assert [(one.name, one.people) for one in laid_out.batches] == [
        ("1", "34 people"),
        ("2", "34 people"),
        ("3", "34 people"),
    ]
    assert sorted(row.person.id for row in rows(laid_out)) == sorted(one.id for one in people(102))
    assert (laid_out.shown, laid_out.left_out, laid_out.total) == (102, 0, 102)


def test_a_household_stands_together_where_its_first_member_is():
    scattered = people(12)
    order = [scattered[0], scattered[5], scattered[1], scattered[2]]
    laid_out = matrix(judged([replace(one, batch=None) for one in order]), make_reader())
    assert [(row.person.id, row.first, row.last) for row in rows(laid_out)] == [
        ("P001", True, False),
        ("P002", False, False),
        ("P003", False, True),
        ("P006", True, True),
    ]


def test_a_cell_leads_to_its_reasons_and_questions():
    cells = rows(matrix(judged(people(102)), make_reader()))[7].cells
    assert [(one.word, [(to.shown, to.anchor) for to in one.references]) for one in cells] == [
        ("OK", []),
        ("Blocked", [("1", "reason-1"), ("2", "reason-2"), ("3", "reason-3")]),
        ("Unknown", [("?3", "question-3")]),
        ("Unknown", [("?4", "question-4")]),
    ]


def test_those_between_the_posts_are_marked_once_a_batch_or_one_by_one(tmp_path):
    laid_out = matrix(judged(people(102)), make_reader())
    assert [one.all_between for one in laid_out.batches] == [True, False, False]
    assert sum(row.between for row in rows(laid_out)) == 34
    without = judged([replace(one, batch=None) for one in people(102)])
    assert written(without, tmp_path / "page.html").count('<span class="tag tag-between">') == 34


def test_a_batch_counts_each_person_under_the_gravest_answer():
    batch = matrix(judged(people(102)), make_reader()).batches[0]
    assert [(share.word, share.number) for share in batch.shares] == [("Blocked", 34)]


def test_of_a_long_list_those_who_are_stopped_come_first_and_the_rest_is_counted(tmp_path):
    summary = judged(people(ROWS_SHOWN + 20))
    laid_out = matrix(summary, make_reader())
    assert (laid_out.shown, laid_out.left_out) == (ROWS_SHOWN, 20)
    page = written(summary, tmp_path / "page.html")
    assert "20 people are left out here. The CSV holds everybody." in page


def test_of_a_long_list_the_gravest_are_kept():
    foreign = [replace(one, nationalities=("KAZ",), position=None) for one in people(ROWS_SHOWN + 40)]
    stopped = replace(people(1)[0], id="LAST", position=None)
    laid_out = matrix(judged([*foreign, stopped]), make_reader())
    assert "LAST" in {row.person.id for row in rows(laid_out)}


def test_a_table_of_many_steps_scrolls_and_one_of_few_does_not(tmp_path):
    few = written(judged(people(2)), tmp_path / "few.html")
    assert 'class="scroll scroll-fits"' in few
    from_story = judged(people(2)).steps
    many = tuple(replace(one, id=f"{one.id}-{n}") for n in range(2) for one in from_story)
    page = written(judged(people(2), planned=many), tmp_path / "many.html")
    assert 'class="scroll"' in page
