"""The format of packs as a JSON Schema, for editors and for programs that write packs."""

import json
from typing import Any

from rulebook.eu import EU_RULE
from rulebook.packs.clauses import CLAUSE
from rulebook.packs.format import FOREIGN_VERSION, VERSION
from rulebook.packs.reading import PACK

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def pack_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a pack, made from the same declarations that read packs.

    It speaks of the values as JSON has them. What hangs on several keys at once (ranges, sources that a standing
    needs, examples that must come out, the format of CertLogic) only the reader checks.
    """
    return {
        "$schema": DIALECT,
        "title": "Karvon pack of border requirements",
        **PACK.schema(),
        "$defs": {
            "clause": CLAUSE.definition(),
            "requirement": {
                "if": {"required": ["extras"], "properties": {"extras": {"required": [EU_RULE]}}},
                "then": {"$ref": "#/$defs/foreign_requirement"},
                "else": {"$ref": "#/$defs/own_requirement"},
            },
            "own_requirement": VERSION.schema(),
            "foreign_requirement": FOREIGN_VERSION.schema(),
        },
    }


def schema_text() -> str:
    """Return the schema as the text of its file."""
    return json.dumps(pack_schema(), ensure_ascii=False, indent=1) + "\n"
