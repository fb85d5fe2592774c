"""Lists of travellers as partners send them: messy columns in, typed rows out, every fault with its place."""

from karvon.people.lists.columns import ColumnsUnknown, HeadingWrong, ListColumn
from karvon.people.lists.dates import DateOrder
from karvon.people.lists.faults import Fault, FaultCount, Severity
from karvon.people.lists.fields import Field
from karvon.people.lists.headings import Heading
from karvon.people.lists.reading import ListRead, OpenList, open_list, read_list
from karvon.people.lists.travellers import (
    Age,
    Document,
    DocumentKind,
    LabTest,
    Sex,
    Side,
    TestKind,
    TestResult,
    TravellerRow,
    Vaccination,
    Visa,
)

__all__ = [
    "Age", "ColumnsUnknown", "DateOrder", "Document", "DocumentKind", "Fault", "FaultCount", "Field", "Heading",
    "HeadingWrong", "LabTest", "ListColumn", "ListRead", "OpenList", "Severity", "Sex", "Side", "TestKind",
    "TestResult", "TravellerRow", "Vaccination", "Visa", "open_list", "read_list",
]  # fmt: skip
