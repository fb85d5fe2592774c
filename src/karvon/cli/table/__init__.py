"""The answer in the terminal: readable at night without asking, on any width, on a pipe, and without colours."""

from karvon.cli.table.writing import Told, write_table

__all__ = ["Told", "write_table"]
