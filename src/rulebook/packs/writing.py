"""Writing packs: text that a lawyer can read and that reads back as the same pack."""

from typing import Any

import yaml

from rulebook.packs.pack import FORMAT, Pack
from rulebook.packs.reading import PACK
from rulebook.packs.scalars import Decimals
from rulebook.packs.values import is_text

_LINE = 110
_SHORT = 90  # a mapping or list no longer than this stands on one line


def write_pack(pack: Pack) -> str:
    """Return a pack as YAML; `read_pack` of it gives an equal pack, and writing that gives the same text.

    Comments and the order of keys in a file that was read before are not kept.
    """
    entries = {one.key: one for one in PACK.entries}
    written = {
        "karvon_pack": entries["karvon_pack"].shape.plain(FORMAT),
        "title": entries["title"].shape.plain(pack.title),
        "requirements": entries["requirements"].shape.plain(pack.versions),
    }
    return yaml.dump(written, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_LINE)


class _Dumper(yaml.SafeDumper):
    """Writes short mappings and lists on one line, long ones as blocks, and never refers back."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write out everything."""
        del data
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: FBT001, FBT002  # theirs
        """Indent lists under their key."""
        del indentless
        super().increase_indent(flow, False)

    def represent_data(self, data: Any) -> yaml.Node:
        """Represent a value; what is short stands on one line."""
        node = super().represent_data(data)
        if isinstance(node, yaml.CollectionNode):
            node.flow_style = sum(_width(part) for part in _parts(node)) <= _SHORT
        return node


def _parts(node: yaml.CollectionNode) -> list[yaml.Node]:
    return list(node.value) if isinstance(node, yaml.SequenceNode) else [one for pair in node.value for one in pair]


def _width(node: yaml.Node) -> int:
    """Return about how many characters a node takes on one line; far too many where it has lines of its own."""
    if not isinstance(node, yaml.CollectionNode):
        return len(node.value) + 2 if "\n" not in node.value else 10 * _SHORT
    return 2 + sum(_width(part) for part in _parts(node)) if node.flow_style else 10 * _SHORT


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    """Quote what would not be read as text, by us or by other programs."""
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=None if is_text(text) else "'")


def _represent_decimals(dumper: yaml.SafeDumper, amount: Decimals) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:float", str(amount))


_Dumper.add_representer(str, _represent_text)
_Dumper.add_representer(Decimals, _represent_decimals)
