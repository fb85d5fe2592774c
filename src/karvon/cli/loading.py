"""Loads the work of a command when it is asked for, so that `karvon --help` does not wait for what it never uses."""

from collections.abc import Callable
from importlib import import_module
from typing import Any


def later(module: str, name: str) -> Callable[..., Any]:
    """Return a function that stands for `module.name` and loads the module at its first call.

    Measured: reading workbooks, languages and rules takes half a second to load; a page of help takes a tenth of it.
    """

    def call(*given: Any, **named: Any) -> Any:
        return getattr(import_module(module), name)(*given, **named)

    return call
