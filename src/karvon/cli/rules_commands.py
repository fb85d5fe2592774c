"""`karvon rules ...`: what each command takes. The work stands in `karvon.cli.rules`, loaded when it is asked for."""

from pathlib import Path
from typing import Any

import click

from karvon.cli.helping import Spoken, SpokenGroup
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


@click.group(cls=SpokenGroup, short_help="Check, compare and show packs of requirements.")
def rules() -> None:
    """Look after packs of border requirements: check, compare, show, and prove the judges."""


@rules.command(
    cls=Spoken,
    short_help="Check packs: all faults at once.",
    epilog="""\b
Examples:
  karvon rules check demo/zhibek_zholy demo/rules
  karvon rules check uz.yaml kz.yaml --lang ru

\b
Exit status: 0 no fault (warnings do not count), 2 at least one fault.""",
)
@click.argument("packs", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PACK...")
@now_option
@language_option
def check(**given: Any) -> None:
    """Check packs: all faults at once, each with file, line and remedy; examples are run.

    Warnings say what a publication should not do without reason: short notice, too far ahead, in force too briefly,
    versions out of order. They never refuse: an emergency closure tonight must go in.
    """
    later("karvon.cli.rules.checking", "check")(**given)


@rules.command(
    cls=ManyPacks,
    short_help="Say in words what changed.",
    epilog="""\b
Examples:
  karvon rules diff old.yaml new.yaml
  karvon rules diff old.yaml new.yaml --rules rest/ --list people.csv --steps steps.yaml
  karvon rules diff R-UZ-2@1 R-UZ-2@2 --rules demo/zhibek_zholy/rules""",
)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option(
    "--rules",
    "packs",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="PACK...",
    help="Further packs that hold under both, for judging the list.",
)
@click.option(
    "--list", "file", type=click.Path(path_type=Path), metavar="LIST", help="Say also whose verdict changes, and why."
)
@steps_option
@click.option("--at", metavar="T", help="As in `karvon check`.")
@known_option
@now_option
@list_zone_option
@language_option
@limit_option
def diff(**given: Any) -> None:
    """Say in words what changed from the packs OLD to the packs NEW, requirement by requirement.

    OLD and NEW are files or folders; or two versions of the packs of --rules, written ID@NUMBER.
    """
    later("karvon.cli.rules.comparing", "diff")(**given)


@rules.command(
    cls=ManyPacks,
    short_help="Show one requirement.",
    epilog="""\b
Examples:
  karvon rules show R-UZ-2 --rules demo/zhibek_zholy/rules
  karvon rules show R-KZ-1 --rules demo/zhibek_zholy/rules \\
      --at "2020-10-31 13:40 Asia/Almaty" --known-at 2020-10-31T08:00Z""",
)
@click.argument("requirement", metavar="ID")
@rules_option
@click.option("--at", metavar="T", help="The version in force at that moment. Default: as --known-at.")
@known_option
@language_option
@click.option("--logic", is_flag=True, help="Show the CertLogic expressions too.")
def show(**given: Any) -> None:
    """Show one requirement as a lawyer reads it.

    Its text and clauses in words, sources, standing and age, all versions with both clocks, what it overrides and
    what it conflicts with.
    """
    later("karvon.cli.rules.showing", "show")(**given)


@rules.command(
    cls=Spoken,
    short_help="Run conformance suites.",
    epilog="""\b
Examples:
  karvon rules conform ../shared/data/certlogic
  karvon rules conform ../shared/data/eu-rules rule-with-tests.json --verbose

\b
Exit status: 0 nothing failed, 1 something failed, 2 a file cannot be read.""",
)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@click.option("--verbose", is_flag=True, help="List what is skipped, and why.")
@language_option
def conform(**given: Any) -> None:
    """Run CertLogic suites and EU-style rules with tests through all judges.

    PATH is a file or a folder. Each failure is listed; the last line counts what passed, failed and was skipped.
    """
    later("karvon.cli.rules.conforming", "run")(**given)


@rules.command(
    "import",
    cls=Spoken,
    short_help="Make a pack of EU-style rules.",
    epilog="""\b
Examples:
  karvon rules import rule.json --out pack.yaml
  karvon rules import ../shared/data/eu-rules/eu_rules_tests.json > pack.yaml

\b
Exit status: 0 the pack is written, 2 at least one fault, and nothing is written.""",
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--out", default="-", metavar="OUT", help="Write the pack (YAML) there. Default: - for stdout.")
@language_option
def import_(**given: Any) -> None:
    """Make a pack of EU-style rules, all of them or none: every fault is told with its place and remedy.

    FILE is JSON: one rule, a list of rules, or an object that holds them under "rules".
    """
    later("karvon.cli.rules.importing", "run")(**given)


@rules.command(
    cls=Spoken,
    short_help="Write EU-style rules of packs.",
    epilog="""\b
Examples:
  karvon rules export pack.yaml --out rules.json
  karvon rules export pack.yaml --id VR-AT-0001

\b
Exit status: 0 every version is written, 1 some are no EU-style rules, 2 bad input.""",
)
@click.argument("packs", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PACK...")
@click.option("--id", "requirement", metavar="ID", help="Only the versions of this requirement.")
@click.option("--out", default="-", metavar="OUT", help="Write the rules (JSON) there. Default: - for stdout.")
@language_option
def export(**given: Any) -> None:
    """Write the EU-style rules of packs as a list in JSON, each as it was imported, with what has changed since.

    A version that such a rule cannot carry is left out, and a sentence on the error stream says why.
    """
    later("karvon.cli.rules.exporting", "run")(**given)
