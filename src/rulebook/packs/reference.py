"""The reference page of the format: every key, clause and fact, written from the declarations that read packs."""

from collections.abc import Iterable, Iterator

from rulebook.catalogue import CATALOGUE, CATALOGUE_VERSION
from rulebook.clauses.base import ACTIONS, Clause, Parameter, ParameterKind, parameters_of
from rulebook.clauses.registry import CLAUSES
from rulebook.packs.cases import CaseFacts, example_record
from rulebook.packs.format import CHANNELS, ORAL, PART, REMEDY, SCOPE, SOURCE, VERSION
from rulebook.packs.nodes import MAX_CHARACTERS, MAX_DEPTH, MAX_PARTS
from rulebook.packs.reading import PACK
from rulebook.packs.samples import SAMPLES, sample
from rulebook.packs.shapes import Entry, Record
from rulebook.requirements import Kind, Standing
from rulebook.words import Words, languages

_NOTE = "<!-- Written by `./dev docs`; change the code, not this page. -->"
_SAMPLE = """```yaml
karvon_pack: 1
title: {en: "Kazakhstan, October 2020", ru: "Казахстан, октябрь 2020"}
requirements:
  - id: R-KZ-1
    version: 1
    jurisdiction: KAZ
    roles: [entry]
    kind: requirement
    standing: confirmed
    title: {en: PCR test of everybody who is not a citizen, ru: "ПЦР-тест у всех, кроме граждан"}
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
  ({spoken}).
- Of each requirement its highest version known wins. Overrides may not go round in a circle.
- A version from an EU-style rule reads data of its own; it is marked by `extras: {{eu_rule: ...}}`, its facts are not
  checked against the catalogue, and a warning says so.

## The words of a requirement

{_words("kind", ((kind.value, meaning) for kind, meaning in _KINDS.items()))}

{_words("standing", ((standing.value, meaning) for standing, meaning in _STANDINGS.items()))}

{_words("channel of a source", CHANNELS.items())}"""


_KINDS = {
    Kind.REQUIREMENT: "whom it concerns passes only where every part is met",
    Kind.PROHIBITION: "whom it concerns does not pass; with parts, only who meets them all",
    Kind.EXEMPTION: "where every part is met, the requirements that it overrides do not bind",
    Kind.ADVISORY: "told to the traveller; it stops nobody",
}
_STANDINGS = {
    Standing.RUMOURED: "somebody has heard of it; shown beside the verdict, and never counts",
    Standing.STATED: "somebody with a name has said it; it counts, and is shown as unconfirmed",
    Standing.CONFIRMED: "a written source or the practice at the gate bears it out",
    Standing.WITHDRAWN: "it no longer holds; the version stays for the record",
}


def _words(name: str, words: Iterable[tuple[str, str]]) -> str:
    rows = "\n".join(f"| `{word}` | {meaning} |" for word, meaning in words)
    return f"| {name} | meaning |\n|---|---|\n{rows}"


def _clauses() -> str:
    """Every clause with its words, a sample and its parameters, grouped as a reader looks for them."""
    listed = ", ".join(f"[`{keyword}`](#{keyword})" for keyword in CLAUSES)
    beginning = f"""## Clauses

A part, `applies_when` and every clause inside a clause name exactly one of these. `unless` beside a clause is its exception.
Below each clause stands a sample, and under it the words that Karvon makes of it where the part has no texts of its own.

{listed}"""
    return "\n\n".join((beginning, *(_clause(keyword, clause) for keyword, clause in CLAUSES.items())))


def _clause(keyword: str, clause: type[Clause]) -> str:
    said = sample(keyword)
    blocks = [f"### {keyword}", (clause.__doc__ or "").strip(), f"```yaml\n{SAMPLES[keyword]}\n```"]
    blocks.append("\n".join(f"- {language}: {said.demand(Words.of(language))}" for language in languages()))
    rows = [_parameter(*one) for one in parameters_of(clause).items()]
    if rows:
        blocks.append("| parameter | what stands there | meaning |\n|---|---|---|\n" + "\n".join(rows))
    if said.actions:
        blocks.append(f"What could mend it: {', '.join(f'{ACTIONS[one]} (`{one}`)' for one in said.actions)}.")
    return "\n\n".join(blocks)


def _parameter(name: str, declaration: tuple[Parameter, bool]) -> str:
    declared, required = declaration
    shown = f"**`{name}`**" if required else f"`{name}`"
    return f"| {shown} | {_kind(declared)} | {declared.meaning} |"


def _kind(declared: Parameter) -> str:
    if declared.vocabulary is not None:
        several = "a list of " if declared.kind is ParameterKind.TEXTS else "one of "
        return several + ", ".join(_word(*one) for one in declared.vocabulary.items())
    if declared.kind is ParameterKind.NUMBER:
        return f"a whole number from {declared.least:,} to {declared.most:,}"
    return str(declared.kind.value)


def _word(word: str, meaning: str) -> str:
    return f"`{word}`" if meaning.lower() == word.replace("_", " ") else f"`{word}` ({meaning})"


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
