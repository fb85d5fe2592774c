"""The format of steps files as a JSON Schema, for editors and for programs that write such files."""

import json
from typing import Any

from karvon.cli.steps.format import FILE
from rulebook.packs.schema import DIALECT


def steps_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a steps file, made from the same declarations that read steps files.

    It speaks of the values as JSON has them. The order of the steps, and whether the list has the people who are
    named, only the reader checks.
    """
    return {"$schema": DIALECT, "title": "Karvon steps of a journey", **FILE.schema()}


def schema_text() -> str:
    """Return the schema as the text of its file."""
    return json.dumps(steps_schema(), ensure_ascii=False, indent=1) + "\n"
