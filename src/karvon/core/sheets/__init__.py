"""Tables out of spreadsheets and delimited text, row by row, each value with the place where its author sees it."""

from karvon.core.sheets.limits import Limits
from karvon.core.sheets.reading import read_table
from karvon.core.sheets.refusals import SheetRefused
from karvon.core.sheets.table import Cell, CellError, Column, Row, Table, Value, column_letter

__all__ = [
    "Cell",
    "CellError",
    "Column",
    "Limits",
    "Row",
    "SheetRefused",
    "Table",
    "Value",
    "column_letter",
    "read_table",
]
