"""The steps of the journey with the clocks of both sides of a gate, and how many pass or are stopped at each."""

from rich import box
from rich.table import Table
from rich.text import Text

from karvon.cli.page.journey import Stop, stops
from karvon.cli.page.reader import STATUSES
from karvon.cli.table.sheet import STYLES, Sheet
from rulebook.summary import Summary
from rulebook.travellers import Step

_NO_END = 1000  # columns


def write_steps(summary: Summary, sheet: Sheet) -> None:
    """Write one row a step; on a narrow sheet its clocks stand below its name."""
    wide = _table(summary, sheet, together=False)
    needs = sheet.console.measure(wide, options=sheet.console.options.update(max_width=_NO_END)).maximum
    sheet.put("", wide if needs <= sheet.width else _table(summary, sheet, together=True))


def _table(summary: Summary, sheet: Sheet, *, together: bool) -> Table:
    words = sheet.words
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False, header_style="bold")
    table.add_column("", justify="right", no_wrap=True)
    table.add_column(words("Step"))
    if not together:
        table.add_column(words("Local time"), no_wrap=True)
    for status in STATUSES:
        table.add_column(sheet.status(status).plain, justify="right", no_wrap=True)
    for stop, step in zip(stops(summary, sheet.reader), summary.steps, strict=True):
        counts = summary.at_step[step.id]
        shown = [
            Text(sheet.reader.number(counts[status]), STYLES[status]) if counts[status] else Text("-", "dim")
            for status in STATUSES
        ]
        clocks = _clocks(stop, step, sheet)
        name = [Text(sheet.reader.step(step)), *([clocks] if together else []), *_contested(stop)]
        table.add_row(str(stop.number), Text("\n").join(name), *([] if together else [clocks]), *shown)
    return table


def _contested(stop: Stop) -> list[Text]:
    return [Text(stop.contested, "bold")] if stop.contested else []


def _clocks(stop: Stop, step: Step, sheet: Sheet) -> Text:
    """Write the step's own clock, and below it what the clocks of the neighbouring steps show then."""
    text = Text(sheet.words.moment(step.at))
    for clock in stop.elsewhere:
        text.append(f"\n= {clock}", "dim")
    return text
