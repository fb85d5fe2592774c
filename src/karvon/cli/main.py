"""The entry point of the `karvon` command and its groups; what the commands do stands in modules of their own."""

from importlib.metadata import version

import click

from karvon.cli.check_command import check
from karvon.cli.rules_commands import rules

EPILOG = """\b
Examples:
  karvon check demo/zhibek_zholy/people.csv --rules demo/zhibek_zholy/rules \\
      --steps demo/zhibek_zholy/steps.yaml --known-at 2020-10-31T08:00Z
  karvon check list.xlsx --rules pack.yaml --html page.html
  karvon rules check demo/zhibek_zholy demo/rules
  karvon rules show R-UZ-2 --rules demo/zhibek_zholy/rules --at "2020-10-31 12:40 Asia/Tashkent"

\b
Exit status: 0 all is well, 1 somebody is stopped or something failed, 2 the input is bad.
`karvon COMMAND --help` tells more about a command."""


@click.group(epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(version("karvon"), prog_name="karvon", message="%(prog)s %(version)s")
def cli() -> None:
    """Karvon says who may pass a border, who may not, why, and what would mend it.

    It judges a list of travellers by packs of border requirements, each with its source, its standing and two clocks:
    when it holds and when it was known. Nothing leaves this machine.
    """


cli.add_command(check)
cli.add_command(rules)


def main() -> None:
    """Do what the words on the command line say, and leave with the exit status that tells how it went."""
    cli.main(prog_name="karvon")


if __name__ == "__main__":
    main()
