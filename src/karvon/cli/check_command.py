"""`karvon check`: what it takes. The judging stands in `checking`, which is loaded only when it is asked for."""

from pathlib import Path
from typing import Any

import click

from karvon.cli.loading import later
from karvon.cli.options import (
    ManyPacks,
    known_option,
    language_option,
    limit_option,
    list_zone_option,
    now_option,
    rules_option,
    steps_option,
)

EPILOG = """\b
Moments: 2020-10-31T08:00Z, 2020-10-31T12:40+05:00, "2020-10-31 12:40 Asia/Tashkent".

\b
Examples:
  karvon check demo/zhibek_zholy/people.csv --rules demo/zhibek_zholy/rules \\
      --steps demo/zhibek_zholy/steps.yaml --known-at 2020-10-31T08:00Z
  karvon check list.xlsx --rules uz.yaml kz.yaml --at "2020-10-31 12:40 Asia/Tashkent"
  karvon check list.csv --rules rules/ --steps plan.yaml --html page.html --csv verdicts.csv
  karvon check list.csv --rules rules/ --json | jq .summary

\b
Exit status:
  0  nobody is stopped (UNKNOWN is said loudly; with --strict it counts as stopped)
  1  somebody is BLOCKED, or FIXABLE and not yet fixed
  2  the input is bad; the sentences on the error stream say what, where and how to mend it"""


@click.command(cls=ManyPacks, epilog=EPILOG, short_help="Judge a list of travellers.")
@click.argument("file", metavar="LIST", type=click.Path(path_type=Path))
@rules_option
@click.option(
    "--at",
    metavar="T",
    help="With --steps: move the whole journey so that its first step is at T. Without: the moment of every step.",
)
@known_option
@now_option
@steps_option
@list_zone_option
@click.option("--sheet", metavar="NAME", help="The sheet of a workbook. Default: the first that holds anything.")
@language_option
@click.option(
    "--json", "json_out", metavar="[OUT]", help="Write one JSON document, to OUT if it ends in .json, else to stdout."
)
@click.option(
    "--csv", "csv_out", metavar="OUT", help="Write one row for each person and step, for a spreadsheet; - for stdout."
)
@click.option("--html", "html_out", metavar="OUT", help="Write one page that needs nothing else; - for stdout.")
@limit_option
@click.option("--strict", is_flag=True, help="Leave with exit status 1 also where anybody is UNKNOWN.")
def check(**given: Any) -> None:
    """Judge everybody on LIST (CSV or XLSX, - for stdin) at every step of their journey.

    Prints who is stopped where, why and by which version of which requirement, who is trapped between two posts, what
    would mend it and in time, and what to ask about those whom nobody can judge yet.

    \b
    OK       every requirement on record that concerns the person is met or lifted
    BLOCKED  a requirement is not met, and nothing known mends that in time
    FIXABLE  a requirement is not met, and a known remedy fits into the time left
    UNKNOWN  a fact is missing, or no requirement is on record: that does not mean free to pass
    """
    later("karvon.cli.checking", "check")(**given)
