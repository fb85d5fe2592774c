"""Options that several commands share, and how `--rules A B C` and `--json [OUT]` are read as people write them."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from karvon.cli.helping import Count, Language, Spoken

_PACKS = (".yaml", ".yml", ".json")
_FLAG_OR_FILE = "--json"


class ManyPacks(Spoken):
    """A command whose `--rules` takes several packs in a row, and whose `--json` may be followed by a file."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Write every pack and every file out as an option of its own before reading the line."""
        return super().parse_args(ctx, list(_written_out(args)))


def _written_out(args: Sequence[str]) -> Iterator[str]:
    option, given = "", 0
    for place, word in enumerate(args):
        if word == "--":
            yield from ("--json=-",) if option == _FLAG_OR_FILE and not given else ()
            yield from args[place:]
            return
        if word.startswith("--") or (word.startswith("-") and word != "-"):
            if option == _FLAG_OR_FILE and not given:
                yield "--json=-"
            option, given = word, 0
            if word != _FLAG_OR_FILE:
                yield word
        elif option == _FLAG_OR_FILE and not given:
            is_file = word == "-" or word.endswith(".json")
            yield from (f"--json={word}",) if is_file else ("--json=-", word)
            given += 1
        elif option == "--rules" and given and _is_pack(word):
            yield from ("--rules", word)
        else:
            yield word
            given += 1
    if option == _FLAG_OR_FILE and not given:
        yield "--json=-"


def _is_pack(word: str) -> bool:
    return word.endswith(_PACKS) or Path(word).is_dir()


rules_option = click.option(
    "--rules",
    "packs",
    required=True,
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="PACK...",
    help="Packs of requirements: files or folders, one or several. Required.",
)
language_option = click.option(
    "--lang",
    "language",
    type=Language(),
    metavar="[en|ru]",
    default=lambda: click.get_current_context().obj,
    help="The language of the output. Default: that of the variable KARVON_LANG, else en.",
)
steps_option = click.option(
    "--steps",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The steps of the journey (YAML). Without it: one step for every state and role the packs speak of.",
)
known_option = click.option(
    "--known-at", metavar="K", help="What was known at that moment. Default: all that is known now."
)
now_option = click.option(
    "--now", metavar="N", help="The moment from which the time left for remedies is counted. Default: as --known-at."
)
list_zone_option = click.option(
    "--list-zone", metavar="ZONE", help="The zone of moments in the list that name none, e.g. Asia/Almaty."
)
limit_option = click.option(
    "--limit",
    type=Count(),
    default=20,
    metavar="N",
    help="How many people to name in each group; of those in the trap the first 240. Default: 20.",
)
