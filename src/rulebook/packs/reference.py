"""The reference page of the format: every key, clause and fact, written from the declarations that read packs."""

from collections.abc import Iterable, Iterator

from rulebook.catalogue import CATALOGUE, CATALOGUE_VERSION
from rulebook.clauses.base import Parameter, parameters_of
from rulebook.clauses.registry import CLAUSES
from rulebook.packs.cases import CaseFacts, example_record
from rulebook.packs.format import CHANNELS, ORAL, PART, REMEDY, SCOPE, SOURCE, VERSION
from rulebook.packs.nodes import MAX_CHARACTERS, MAX_DEPTH, MAX_PARTS
from rulebook.packs.reading import PACK
from rulebook.packs.shapes import Entry, Record

_NOTE = "<!-- Written by `./dev docs`; change the code, not this page. -->"
_SAMPLE = """```yaml
karvon_pack: 1
title: {en: Kazakhstan, October 2020}
requirements:
  - id: R-KZ-1
    version: 1
    jurisdiction: KAZ
    roles: [entry]
    kind: requirement
    standing: confirmed
    title: {en: PCR test of everybody who is not a citizen}
    valid_from: 2020-10-06T00:00+06:00
    recorded_at: 2020-10-02 09:00 Asia/Almaty
    scope: {except_nationalities: [KAZ]}
    requires:
      - name: test
        fresh_negative_test: {kinds: [pcr], within_hours: 72}
        unless: {age: {under: 3}}
        remedies: [{action: obtain_test, lead: 48 h, place: Shymkent, cost_usd: 26.68}]
    sources:
      - authority: Chief sanitary doctor of Kazakhstan
        channel: gazette
        quote: Persons without a PCR result of the last 72 hours are not admitted.
        heard_at: 2020-10-02T08:00+06:00
    examples:
      - name: PCR test of yesterday
        passes: true
        facts: {traveller: {nationalities: [TJK], age: 30}, tests: [{kind: pcr, result: negative, minutes_before: 26 h}]}
      - name: no test
        passes: false
        facts: {traveller: {nationalities: [TJK], age: 30}, tests: []}
```"""


def reference_page() -> str:
    """Return the page `docs/reference/packs.md`."""
    sections = (_beginning(), _records(), _reading(), _clauses(), _examples(), _facts())
    return "\n\n".join((_NOTE, *sections)) + "\n"


def _beginning() -> str:
    return f"""# Packs of requirements

A pack is a YAML file that holds versions of border requirements, readable by a lawyer and executable by Karvon. Check one
with `./dev karvon rules check PACK`; every fault is named at once, with its line and how to mend it. The same format as a
JSON Schema, for editors: [pack.schema.json](pack.schema.json).

{_SAMPLE}"""


def _records() -> str:
    named: tuple[tuple[str, Record[object]], ...] = (
        ("A pack", PACK),
        ("A requirement", VERSION),
        ("Its scope", SCOPE),
        ("A part of what it requires", PART),
        ("A remedy", REMEDY),
        ("A source", SOURCE),
    )  # type: ignore[assignment]  # each builds an object of its own kind
    return "\n\n".join("\n".join((f"## {title}\n", *_keys(record.entries))) for title, record in named)


def _keys(entries: Iterable[Entry]) -> Iterator[str]:
    yield "| key | what stands there | meaning |"
    yield "|---|---|---|"
    for entry in entries:
        key = f"**`{entry.key}`**" if entry.required else f"`{entry.key}`"
        yield f"| {key} | {entry.shape.expected} | {entry.meaning} |"


def _reading() -> str:
    spoken = ", ".join(sorted(ORAL))
    return f"""Keys in bold must be there.

## How a pack is read

- Every value is read by what belongs at its place, never by how it looks: `NO` stays Norway's code, `12:30` a time of day.
- A moment always carries its zone: `2020-10-31T12:40+05:00`, `2020-10-31 12:40 Asia/Tashkent`, or both where clocks go back
  (`2020-10-25T02:30+01:00 Europe/Berlin`). Ranges are half-open: in force from `valid_from`, no longer at `valid_to`.
- Countries are codes of three letters (ISO 3166-1; also those that ICAO Doc 9303 puts on travel documents).
- Anchors, aliases, tags and keys that stand twice are refused. A file has at most {MAX_CHARACTERS:,} characters,
  {MAX_PARTS:,} parts and {MAX_DEPTH} levels.
- A demand that is `stated` or `confirmed` names its source; one that is `confirmed` rests on more than spoken words
  ({spoken}). Channels are {", ".join(CHANNELS)}.
- Of each requirement its highest version known wins. Overrides may not go round in a circle.
- A version from an EU-style rule reads data of its own; it is marked by `extras: {{eu_rule: ...}}`, its facts are not
  checked against the catalogue, and a warning says so."""


def _clauses() -> str:
    rows = (
        f"| `{keyword}` | {_parameters(clause)} | {_sentence(clause.__doc__)} |" for keyword, clause in CLAUSES.items()
    )
    return "\n".join(
        (
            "## Clauses\n",
            "A part, `applies_when` and every clause inside a clause name exactly one of these. `unless` beside a clause is its",
            "exception. `any_of` and `all_of` hold a list of clauses, `not` a clause, `certlogic` a CertLogic 1.3.3 expression",
            "over the catalogue of facts, whose kinds are checked.\n",
            "| clause | parameters | meaning |",
            "|---|---|---|",
            *rows,
        )
    )


def _parameters(clause: type) -> str:
    shown = (
        f"**`{name}`** {_kind(declared)}" if required else f"`{name}` {_kind(declared)}"
        for name, (declared, required) in parameters_of(clause).items()
    )
    return "; ".join(shown) or "none: `{}`"


def _kind(declared: Parameter) -> str:
    if declared.vocabulary is not None:
        return f"of {', '.join(declared.vocabulary)}"
    if declared.least is not None or declared.most is not None:
        return f"{declared.meaning} ({declared.least} to {declared.most})"
    return declared.meaning


def _sentence(doc: str | None) -> str:
    return (doc or "").strip().splitlines()[0]


def _examples() -> str:
    rows = "\n".join(_keys(example_record(CaseFacts()).entries))
    return f"""## An example

Every version carries at least one case that passes and one that fails, and each must come out as told. To pass means to be
concerned and to meet every part. An advisory, and a version that admits everybody, need none that fails; one that lets nobody
pass, none that passes. All that a case does not name is not recorded; `tests: []` says that there is none.

{rows}

Lengths of time may be written as `72 h` or `3 h 20 min`, a time of day as `08:00`."""


def _facts() -> str:
    rows = []
    for fact in CATALOGUE.values():
        rows.append(f"| `{fact.path}` | {fact.kind.value} | {fact.unit or fact.label} | {fact.absence.value} |")
        rows += [f"| `{fact.path}.N.{one.path}` | {one.kind.value} | {one.unit or one.label} | {one.absence.value} |"
                 for one in fact.of_item]  # fmt: skip
    head = "| fact | kind | unit or meaning | when it is absent |\n|---|---|---|---|"
    return f"## The catalogue of facts (version {CATALOGUE_VERSION})\n\n{head}\n" + "\n".join(rows)
