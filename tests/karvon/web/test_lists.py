"""Lists show what their address asks for, and nothing that was asked wrongly breaks them."""

import pytest
from django.test import RequestFactory

from karvon.accounts.acting import SYSTEM, acting_as
from karvon.partners.models import Organisation
from karvon.web.shell import lists
from karvon.web.shell.lists import as_csv, listing, wants_csv
from tests.factories import make_organisation

pytestmark = pytest.mark.django_db
ORDERS = {"name": ["name"], "kind": ["kind", "-name"]}


@pytest.fixture(autouse=True)
def bodies():
    with acting_as(SYSTEM):
        for letter in "CABED":
            make_organisation(name=letter, kind="ministry" if letter in "AB" else "agency")
        yield


def shown(address: str) -> str:
    request = RequestFactory().get(f"/?{address}")
    return "".join(row.name for row in listing(request, rows(), orders=ORDERS, usual="name", per_page=2).rows)


def rows():
    return Organisation.objects.filter(name__in="ABCDE")


@pytest.mark.parametrize(
    ("address", "names"),
    [
        ("", "AB"),
        ("page=2", "CD"),
        ("page=3", "E"),
        ("page=99", "E"),
        ("page=0", "AB"),
        ("page=-1", "AB"),
        ("page=²", "AB"),
        ("page=" + "9" * 30, "AB"),
        ("order=-name", "ED"),
        ("order=kind", "ED"),
        ("order=-kind", "AB"),
        ("order=password", "AB"),
    ],
)
def test_a_list_shows_the_page_in_the_order_that_its_address_asks_for(address, names):
    assert shown(address) == names


def test_a_list_knows_how_much_there_is_and_whether_it_goes_on():
    found = listing(RequestFactory().get("/?page=2"), rows(), orders=ORDERS, usual="name", per_page=2)
    assert (found.first_row, found.last_row, found.total, found.last_known, found.goes_on) == (3, 4, 5, 3, True)


def test_an_empty_list_has_one_empty_page():
    found = listing(RequestFactory().get("/"), Organisation.objects.none(), orders=ORDERS, usual="name")
    assert (found.rows, found.page, found.total, found.goes_on) == ([], 1, 0, False)


def test_beyond_what_anybody_reads_rows_are_not_counted(monkeypatch):
    monkeypatch.setattr(lists, "COUNTED", 3)
    found = listing(RequestFactory().get("/"), rows(), orders=ORDERS, usual="name", per_page=2)
    assert found.more_than_counted
    assert found.last_known == 2


def test_a_list_costs_two_queries(django_assert_num_queries):
    with django_assert_num_queries(2):
        shown("page=2")


def test_a_cell_that_a_spreadsheet_would_run_is_disarmed():
    text = as_csv("people", ["name", "count"], [["=1+1", -1], ["Ӯлмас", 2]]).content.decode()
    assert text == "\ufeffname,count\r\n'=1+1,-1\r\nӮлмас,2\r\n"


def test_a_list_is_taken_away_by_its_address():
    assert wants_csv(RequestFactory().get("/?format=csv"))
    assert not wants_csv(RequestFactory().get("/"))
