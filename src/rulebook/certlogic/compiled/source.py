"""Writing Python source whose every name is generated and whose every constant is bound: no text of a rule is in it.

A `Source` keeps what has already been computed where it can be seen, so that equal sub-expressions are computed once.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from sys import intern
from types import CodeType
from typing import Any

from rulebook.certlogic.values import Value

_MOST_INDENTED = 20
_MOST_BLOCKS = 8


@dataclass
class _Function:
    """One generated function: its lines, and the names that hold known results, by block."""

    lines: list[str]
    seen: list[dict[Hashable, str]]
    indent: int = 1
    blocks: int = 0


@dataclass
class Source:
    """Generated functions and the constants bound to their names."""

    bound: dict[str, Any]
    _constants: dict[Hashable, str] = field(default_factory=dict)
    _finished: list[str] = field(default_factory=list)
    _function: _Function = field(default_factory=lambda: _Function([], [{}]))
    _names: int = 0

    def fresh(self) -> str:
        """Return a name that nothing else has."""
        self._names += 1
        return f"t{self._names}"

    def constant(self, value: Value) -> str:
        """Bind a hashable constant, once, and return its name; `True` is not `1`."""
        if type(value) is str:
            value = intern(value)  # as the keys of our own facts are: found without comparing letters
        key = (type(value), value)
        name = self._constants.get(key)
        if name is None:
            name = self._constants[key] = self.bind(value)
        return name

    def bind(self, value: Any) -> str:
        """Bind any object and return its name."""
        self._names += 1
        name = f"k{self._names}"
        self.bound[name] = value
        return name

    def line(self, text: str) -> None:
        """Write one line into the current block."""
        self._function.lines.append(" " * self._function.indent + text)

    def store(self, text: str, name: str | None = None) -> str:
        """Give the result of an expression a name, unless it is a name already."""
        if name is None:
            if text.isidentifier():
                return text
            name = self.fresh()
        self.line(f"{name} = {text}")
        return name

    @contextmanager
    def block(self, header: str, *, seen_after: bool = False) -> Iterator[None]:
        """Write an indented block: what is computed in it is not seen after it, unless the caller knows that it ran."""
        self.line(header)
        heavy = header.startswith(("for ", "try:"))
        self._function.indent += 1
        self._function.blocks += heavy
        if seen_after:
            yield
        else:
            with self.scope():
                yield
        self._function.blocks -= heavy
        self._function.indent -= 1

    @contextmanager
    def scope(self) -> Iterator[None]:
        """Forget at the end what was computed since: it is not known to have run."""
        self._function.seen.append({})
        yield
        self._function.seen.pop()

    def remember(self, key: Hashable, name: str) -> None:
        """Note that a name holds a result, for as long as the current block lasts."""
        self._function.seen[-1][key] = name

    def recall(self, key: Hashable) -> str | None:
        """Return the name that holds a result, if one that can be seen from here does."""
        for names in reversed(self._function.seen):
            if key in names:
                return names[key]
        return None

    @property
    def deep(self) -> bool:
        """Tell whether the current block is nested so deeply that Python's own limits come near."""
        return self._function.indent > _MOST_INDENTED or self._function.blocks > _MOST_BLOCKS

    def function(self, name: str, parameters: str, body: Callable[[], None]) -> None:
        """Write a function of its own; `body` writes what is in it."""
        outer, self._function = self._function, _Function([f"def {name}({parameters}):"], [{}])
        body()
        self._finished.extend(self._function.lines)
        self._function = outer

    def code(self) -> CodeType:
        """Compile all functions written."""
        return compile("\n".join(self._finished), "<certlogic>", "exec")
