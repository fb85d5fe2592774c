"""The entry point of the `karvon` command and its groups; what the commands do stands in modules of their own."""

import os
import sys
from collections.abc import Sequence
from importlib.metadata import version

import click

from karvon.cli.check_command import check
from karvon.cli.helping import Language, SpokenGroup, language_of, mistake, speaker
from karvon.cli.rules_commands import rules
from karvon.cli.streams import prepare

_MISTAKE, _INTERRUPTED = 2, 130

EPILOG = """\b
Examples:
  karvon check demo/zhibek_zholy/people.csv --rules demo/zhibek_zholy/rules \\
      --steps demo/zhibek_zholy/steps.yaml --known-at 2020-10-31T08:00Z
  karvon check list.xlsx --rules pack.yaml --html page.html
  karvon rules check demo/zhibek_zholy demo/rules
  karvon rules show R-UZ-2 --rules demo/zhibek_zholy/rules --at "2020-10-31 12:40 Asia/Tashkent"

Exit status: 0 all is well, 1 somebody is stopped or something failed, 2 the input is bad.

`karvon COMMAND --help` tells more about a command; with --lang ru it does so in Russian."""


@click.group(
    cls=SpokenGroup,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(version("karvon"), prog_name="karvon", message="%(prog)s %(version)s")
@click.option("--lang", type=Language(), metavar="[en|ru]", expose_value=False, help="The language of the output.")
def cli() -> None:
    """Karvon says who may pass a border, who may not, why, and what would mend it.

    It judges a list of travellers by packs of border requirements, each with its source, its standing and two clocks:
    when it holds and when it was known. Nothing leaves this machine.
    """


cli.add_command(check)
cli.add_command(rules)


def main() -> None:
    """Do what the words on the command line say, and leave with the exit status that tells how it went."""
    sys.exit(run(sys.argv[1:]))


def run(args: Sequence[str]) -> int:
    """Do what a command line says; return the exit status where the command itself has not left with one."""
    prepare()
    language = language_of(args, os.environ)
    try:
        cli.main(list(args), prog_name="karvon", standalone_mode=False, obj=language)
    except click.exceptions.NoArgsIsHelpError as error:
        print(error.format_message(), file=sys.stderr)
        return _MISTAKE
    except click.UsageError as error:
        print("\n".join(mistake(error, speaker(language))), file=sys.stderr)
        return _MISTAKE
    except click.Abort:
        return _INTERRUPTED
    return 0


if __name__ == "__main__":
    main()
