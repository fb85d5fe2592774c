"""The page that `karvon check --html` writes: one self-contained file that shows a judged list to those who decide."""

from karvon.cli.page.writing import write_page

__all__ = ["write_page"]
