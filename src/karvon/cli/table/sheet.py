"""A sheet in the terminal: headings, paragraphs, labelled lines and names, laid out on the width there is.

Everything is plain text first. Colour repeats what a word already says and vanishes on a pipe.
"""

import os
import sys
from collections.abc import Iterable, Sequence
from typing import TextIO

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from karvon.cli.page.reader import Named, Reader
from rulebook.rules import Status
from rulebook.verdicts import Verdict

STYLES = {
    Status.BLOCKED: "bold red",
    Status.FIXABLE: "bold yellow",
    Status.UNKNOWN: "bold magenta",
    Status.OK: "green",
}
_ON_A_PIPE = 100  # columns; a file or a pager has no width of its own
_WIDEST = 140  # longer lines are hard to follow
_INDENT = 4


class Sheet:
    """Prints to a stream in the words of a reader; `limit` is how many names a group shows."""

    def __init__(self, reader: Reader, *, limit: int, file: TextIO | None = None) -> None:
        """Take the width of the terminal, or of the variable COLUMNS, or one that suits a file."""
        self.reader = reader
        self.words = reader.words
        self.limit = limit
        self.told: dict[tuple[str, ...], str] = {}
        self.file = file or sys.stdout
        console = Console(file=self.file, highlight=False, markup=False, emoji=False)
        width = console.width if console.is_terminal or os.environ.get("COLUMNS") else _ON_A_PIPE
        self.console = console
        self.width = console.width = min(width, _WIDEST)

    def put(self, *renderables: RenderableType) -> None:
        """Print without the blanks that layouts leave at the ends of lines."""
        with self.console.capture() as captured:
            self.console.print(*renderables, sep="\n")
        self.file.writelines(f"{line.rstrip()}\n" for line in captured.get().splitlines())

    def heading(self, text: str, style: str = "bold") -> None:
        """Begin a section."""
        self.put("", Rule(Text(text, style), align="left", characters="─", style="dim"))

    def lines(self, texts: Iterable[str], style: str = "", indent: int = 0) -> None:
        """Print sentences, one a paragraph."""
        for text in texts:
            self.put(Padding(Text(text, style), (0, 0, 0, indent)))

    def listed(self, texts: Iterable[str], indent: int = 0) -> None:
        """Print sentences as the points of a list."""
        grid = Table.grid(padding=(0, 1, 0, 0))
        grid.add_column(no_wrap=True)
        grid.add_column(ratio=1)
        for text in texts:
            grid.add_row("-", Text(text))
        self.put(Padding(grid, (0, 0, 0, indent)))

    def numbered(self, number: str, title: Text) -> None:
        """Begin a group with its number; a long title continues under its own beginning."""
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_column(no_wrap=True, min_width=2, style="bold")
        grid.add_column(ratio=1)
        grid.add_row(number, title)
        self.put("", grid)

    def labelled(self, pairs: Sequence[tuple[str, str | Text]], indent: int = _INDENT) -> None:
        """Print lines with a label each; a long one continues under its own beginning."""
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_column(style="dim", no_wrap=True, min_width=8)
        grid.add_column(ratio=1)
        for label, text in pairs:
            grid.add_row(label, text)
        self.put(Padding(grid, (0, 0, 0, indent)))

    def names(self, people: Sequence[Named], left_out: int = 0, indent: int = _INDENT) -> None:
        """Print names in columns, each with its id; and how many are not shown."""
        shown = [self.person(one) for one in people]
        widest = max((len(one) for one in shown), default=0)
        across = max(1, (self.width - indent) // (widest + 2))
        rows = -(-len(shown) // across)
        grid = Table.grid(padding=(0, 2, 0, 0))
        for row in range(rows):
            # down the columns, as a list on paper is read
            grid.add_row(*(Text(one) for one in shown[row::rows]))
        if not shown:
            return
        self.put(Padding(grid, (0, 0, 0, indent)))
        if left_out:
            more = self.words.count("and {n} more", "and {n} more", left_out)
            self.lines([more], "dim", indent)

    def explained(
        self, pairs: Sequence[tuple[str, str | Text]], verdicts: Sequence[Verdict], everybody: int, title: str
    ) -> None:
        """Print labelled lines and the people of a group, by name up to the limit.

        Where they are everybody, or those of an earlier group, a line says so in place of the names.
        """
        same = self.told.setdefault(tuple(one.traveller.id for one in verdicts), title)
        if len(verdicts) == everybody > self.limit:
            self.labelled([*pairs, (self.words("Who"), self.words("everybody on the list"))])
        elif same != title and len(verdicts) > 1:
            self.labelled([*pairs, (self.words("Who"), self.words("the same people as in {number}", number=same))])
        else:
            self.labelled(pairs)
            shown = [self.reader.person(one.traveller) for one in verdicts[: self.limit]]
            self.names(shown, len(verdicts) - len(shown))

    def person(self, one: Named) -> str:
        """Write a person's id and name."""
        return f"{one.id} {one.name}".strip()

    def status(self, status: Status) -> Text:
        """Write a status as a word in capitals, coloured where there are colours."""
        return Text(self.reader.status(status).upper(), STYLES[status])
