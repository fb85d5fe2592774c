"""How fast the rulebook judges: single rules, a country's set, a caseload in columns, and the whole command.

`./dev bench rulebook` prints the figures, `--json` as one JSON object, `--write` also as docs/reference/speed.md;
`--only=SECTION` measures one section alone.
"""

import argparse
import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from bench.of_rulebook import certlogic, check, columns, country, sql
from bench.of_rulebook.page import PAGE, machine, page
from bench.of_rulebook.timing import Figures

SECTIONS: dict[str, Callable[[], Figures]] = {
    "certlogic_js": certlogic.measure,
    "country_set": country.measure_set,
    "facts_build": country.measure_facts,
    "columns": columns.measure,
    "sql": sql.measure,
    "check": check.measure,
}


def main(words: Sequence[str] | None = None) -> None:
    """Measure, and print the figures."""
    parser = argparse.ArgumentParser(prog="./dev bench rulebook", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.name} from the figures")
    parser.add_argument("--only", action="append", choices=SECTIONS, help="measure this section alone")
    options = parser.parse_args(words)
    if options.write and options.only:
        parser.error("the page needs all figures: leave out --only")
    if options.write and not certlogic.EU_RULES.exists():
        parser.error(
            "the page tells of real rules: the shared test data must lie beside the checkout, in ../shared/data"
        )
    figures: Figures = {}
    for name in options.only or SECTIONS:
        found = SECTIONS[name]()
        figures |= found
        if not options.json:
            print("\n".join([f"\n{SECTIONS[name].__doc__}", *(f"  {key:34} {value}" for key, value in found.items())]))
    if options.json:
        print(json.dumps(figures))
    if options.write:
        PAGE.write_text(page(figures, machine(), datetime.now(UTC).date()), encoding="utf-8")


if __name__ == "__main__":
    main()
