"""Bounds on what a pack may ask the judges to work out, and the way from a JSON pointer to a line of the pack."""

from rulebook.certlogic.reading import MAX_DEPTH, MAX_NODES
from rulebook.certlogic.tree import Expr, ListOf, Reduce, children
from rulebook.packs.nodes import BrokenNode, ListNode, MappingNode, Node

_RECORDS = 20  # as many tests, papers or answers as a person may well have
MAX_STEPS = 1_000_000
_POINTER = 60  # characters of a JSON pointer that a fault shows; the line says the rest


def node_at(node: Node, pointer: str) -> Node:
    """Return the node at a JSON pointer, or the last one on the way where a key holds a slash of its own."""
    for step in pointer.split("/")[1:]:
        if isinstance(node, ListNode):
            node = node.items[int(step)]
            continue
        entries = node.entries if isinstance(node, MappingNode) else ()
        found = next((value for key, value in entries if key.text == step), None)
        if found is None:
            break
        node = found
    return node


def short_pointer(pointer: str) -> str:
    """Return a JSON pointer as a fault shows it: both ends of a long one."""
    if len(pointer) <= _POINTER:
        return pointer or "/"
    return f"{pointer[: _POINTER // 2]}…{pointer[-_POINTER // 2 :]}"


def holds_broken(node: Node) -> bool:
    """Tell whether a fault has already been told of some part of a node."""
    waiting = [node]
    while waiting:
        match waiting.pop():
            case BrokenNode():
                return True
            case ListNode(items=items):
                waiting.extend(items)
            case MappingNode(entries=entries):
                waiting.extend(value for _, value in entries)
    return False


def too_large(expr: Expr) -> bool:
    """Tell whether an expression is deeper or larger than the judges allow; iterative, for it may be very deep."""
    waiting = [(expr, 1)]
    nodes = 0
    while waiting:
        node, depth = waiting.pop()
        nodes += 1
        if depth > MAX_DEPTH or nodes > MAX_NODES:
            return True
        waiting.extend((child, depth + 1) for child in children(node))
    return False


def too_costly(expr: Expr) -> bool:
    """Tell whether folds inside folds make a judge take more than a million steps (a fold repeats what is inside)."""
    return steps_of(expr) > MAX_STEPS


def steps_of(expr: Expr) -> int:
    """Return how many steps a judge takes at most where nobody has more than 20 records; beyond a million, so much."""
    waiting = [(expr, 1)]
    steps = 0
    while waiting and steps <= MAX_STEPS:
        node, times = waiting.pop()
        steps += times
        if isinstance(node, Reduce):
            rounds = len(node.operand.items) if isinstance(node.operand, ListOf) else _RECORDS
            waiting += [(node.operand, times), (node.initial, times), (node.function, times * max(rounds, 1))]
        else:
            waiting.extend((child, times) for child in children(node))
    return steps
