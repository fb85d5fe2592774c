"""YAML, read safely: a bounded tree of texts with their places, before anybody asks what the texts mean.

YAML itself never decides that `NO` is false or `12:30` a number: every scalar stays the text that stands in the file,
and whoever knows what belongs there converts it. Aliases, anchors and tags are refused; depth and size are bounded.
"""

import re
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import yaml

from rulebook.packs.faults import Faults, Place, cut, shown

MAX_CHARACTERS = 5_000_000
MAX_DEPTH = 220  # a CertLogic expression may be 100 levels deep, two levels of YAML each
MAX_PARTS = 300_000

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(slots=True)
class ScalarNode:
    """One text; `plain` when it stands without quotes."""

    place: Place
    text: str
    plain: bool = True

    @property
    def empty(self) -> bool:
        """Whether nothing is written here, or null."""
        return self.plain and self.text in ("", "~", "null")


@dataclass(slots=True)
class ListNode:
    """A list."""

    place: Place
    items: "list[Node]" = field(default_factory=list)


@dataclass(slots=True)
class MappingNode:
    """Keys with their values, in the order of the file; each key once."""

    place: Place
    entries: "list[tuple[ScalarNode, Node]]" = field(default_factory=list)

    def get(self, key: str) -> "Node | None":
        """Return the value at a key; None where it is not there or empty."""
        found = next((value for name, value in self.entries if name.text == key), None)
        return None if isinstance(found, ScalarNode) and found.empty else found

    def place_of(self, key: str) -> Place:
        """Return where a key stands; the place of the mapping where it does not."""
        return next((name.place for name, _ in self.entries if name.text == key), self.place)


@dataclass(slots=True)
class BrokenNode:
    """Stands where a fault has already been told; whoever meets it says nothing more."""

    place: Place


Node: TypeAlias = ScalarNode | ListNode | MappingNode | BrokenNode


def parse(text: str, faults: Faults) -> Node | None:
    """Return the tree of the only document in `text`; None where it cannot be read, and the faults say why."""
    if not _is_acceptable(text, faults):
        return None
    builder = _Builder(faults)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            if not builder.take(event):
                return None
    except yaml.MarkedYAMLError as error:
        _explain(error, text, faults)
        return None
    if builder.root is None:
        faults.add(Place(1, 1), "the file is empty", 'begin it with "karvon_pack: 1"')
    return builder.root


def _is_acceptable(text: str, faults: Faults) -> bool:
    if len(text) > MAX_CHARACTERS:
        problem = f"the file is longer than {MAX_CHARACTERS:,} characters"
        faults.add(Place(1, 1), problem, "split it into several packs")
        return False
    control = _FORBIDDEN.search(text)
    if control:
        line = text.count("\n", 0, control.start()) + 1
        place = Place(line, control.start() - text.rfind("\n", 0, control.start()))
        problem = f"the character U+{ord(control[0]):04X} does not belong in a text file"
        faults.add(place, problem, "remove it, or check that this is a pack and not another kind of file")
        return False
    return True


def _explain(error: yaml.MarkedYAMLError, text: str, faults: Faults) -> None:
    """Say in words what the YAML parser stumbled over."""
    problem, context = error.problem or "", error.context or ""
    place = _place(error.problem_mark or error.context_mark)
    at_fault = _character(text, place)
    if "tab" in problem or at_fault == "\t":
        _tell_tabs(text, place, faults)
    elif "mapping values are not allowed" in problem:
        faults.add(place, "there is a colon too much in this line", "put the text in quotes if the colon belongs to it")
    elif "cannot start any token" in problem:
        faults.add(place, f"a text cannot begin with {at_fault}", "put it in quotes")
    elif "quoted scalar" in context and "unexpected" in problem:
        faults.add(_place(error.context_mark), "the quote that opens here is not closed", "close it")
    elif "nesting" in problem:
        faults.add(place, f"it is nested deeper than {MAX_DEPTH} levels", "write it flatter")
    else:
        told = " ".join(filter(None, (context, problem)))
        faults.add(place, f"this is not well-formed YAML ({told})", "check indentation, brackets and quotes")


def _tell_tabs(text: str, first: Place, faults: Faults) -> None:
    """Tell of the tab that stopped the parser, and of every further line that is indented with one."""
    faults.add(first, "a tab stands where YAML wants spaces", "indent with spaces")
    for number, line in enumerate(text.splitlines(), 1):
        indent = line[: len(line) - len(line.lstrip())]
        if number > first.line and "\t" in indent:
            faults.add(Place(number, indent.index("\t") + 1), "this line is indented with a tab", "indent with spaces")


def _place(mark: Any) -> Place:
    return Place(mark.line + 1, mark.column + 1)


def _character(text: str, place: Place) -> str:
    line = [*text.splitlines(), ""][place.line - 1 : place.line]
    return line[0][place.column - 1 : place.column] if line else ""


@dataclass(slots=True)
class _Open:
    """A list or mapping that is not closed yet."""

    node: ListNode | MappingNode
    key: ScalarNode | None = None
    awaits_key: bool = True
    keys: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Builder:
    """Builds the tree from parser events with a stack of its own, so that no nesting can exhaust Python's."""

    faults: Faults
    root: Node | None = None
    documents: int = 0
    parts: int = 0
    stack: list[_Open] = field(default_factory=list)

    def take(self, event: Any) -> bool:
        """Take one event; False when reading must stop."""
        place = _place(event.start_mark)
        match event:
            case yaml.DocumentStartEvent():
                return self._begin_document(place)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self.stack.pop()
                return True
            case yaml.AliasEvent():
                problem = f"*{cut(str(event.anchor))} refers to another part of the file"
                self.faults.add(place, problem, "write out what it stands for")
                self._attach(BrokenNode(place))
                return True
            case yaml.NodeEvent():
                return self._begin_node(event, place)
        return True

    def _begin_document(self, place: Place) -> bool:
        self.documents += 1
        if self.documents > 1:
            self.faults.add(place, "a second document begins here", "put it into a file of its own")
        return self.documents == 1

    def _begin_node(self, event: Any, place: Place) -> bool:
        self._refuse_extras(event, place)
        self.parts += 1
        if self.parts > MAX_PARTS:
            self.faults.add(place, f"the file has more than {MAX_PARTS:,} parts", "split it into several packs")
            return False
        if isinstance(event, yaml.ScalarEvent):
            self._attach(ScalarNode(place, event.value, not event.style))
            return True
        node: ListNode | MappingNode
        node = MappingNode(place) if isinstance(event, yaml.MappingStartEvent) else ListNode(place)
        self._attach(node)
        self.stack.append(_Open(node))
        if len(self.stack) > MAX_DEPTH:
            self.faults.add(place, f"it is nested deeper than {MAX_DEPTH} levels", "write it flatter")
        return len(self.stack) <= MAX_DEPTH

    def _refuse_extras(self, event: Any, place: Place) -> None:
        if event.anchor is not None:
            self.faults.add(place, f"&{cut(event.anchor)} is an anchor of YAML, which packs do not use", "remove it")
        if event.tag is not None:
            problem = f"{cut(event.tag)} is a tag of YAML, which packs do not use"
            self.faults.add(place, problem, "remove it; use quotes for a text")

    def _attach(self, node: Node) -> None:
        if not self.stack:
            self.root = node
            return
        top = self.stack[-1]
        if isinstance(top.node, ListNode):
            top.node.items.append(node)
        elif top.awaits_key:
            top.awaits_key = False
            top.key = self._as_key(node, top)
        else:
            top.awaits_key = True
            if top.key is not None:
                top.node.entries.append((top.key, node))

    def _as_key(self, node: Node, top: _Open) -> ScalarNode | None:
        """Return a key that may stand here; the value of any other is read and dropped."""
        if not isinstance(node, ScalarNode):
            if not isinstance(node, BrokenNode):
                self.faults.add(node.place, "a list or mapping stands where a key belongs", "write a word as the key")
            return None
        if node.text in top.keys:
            problem = f"{shown(node.text)} stands here twice, first in line {top.keys[node.text]}"
            self.faults.add(node.place, problem, "keep one of them")
            return None
        top.keys[node.text] = node.place.line
        return node
