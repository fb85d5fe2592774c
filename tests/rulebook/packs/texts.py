"""Texts of packs for the tests: one that is sound, and the same with one thing changed."""

from rulebook.packs.pack import PackRead
from rulebook.packs.reading import read_pack

SOUND = """\
karvon_pack: 1
title: {en: Kazakhstan}
requirements:
  - id: R-KZ-1
    version: 1
    jurisdiction: KAZ
    roles: [entry]
    kind: requirement
    standing: confirmed
    title: {en: PCR test}
    modes: [road]
    posts: []
    valid_from: 2020-10-06T00:00+06:00
    valid_to:
    recorded_at: 2020-10-02 09:00 Asia/Almaty
    scope: {except_nationalities: [KAZ]}
    requires:
      - name: test
        fresh_negative_test: {kinds: [pcr], within_hours: 72}
    overrides: []
    sources:
      - {authority: Chief doctor, channel: gazette, quote: as read, heard_at: 2020-10-02T08:00+06:00}
    examples:
      - {name: tested, passes: true, facts: {traveller: {nationalities: [TJK]}, step: {mode: road}, tests: [{kind: pcr, result: negative, minutes_before: 26 h}]}}
      - {name: untested, passes: false, facts: {traveller: {nationalities: [TJK]}, step: {mode: road}, tests: []}}
"""  # the lines of the examples are counted below


def changed(*changes: tuple[str, str]) -> str:
    """The sound pack with some texts replaced; each must be there."""
    text = SOUND
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def told(text: str) -> list[str]:
    """Every fault of a text, without the name of the file."""
    return [str(fault).removeprefix("p.yaml:") for fault in read(text).faults]


def warned(text: str) -> list[str]:
    """Every warning of a text, without the name of the file."""
    return [str(fault).removeprefix("p.yaml:") for fault in read(text).warnings]


def read(text: str) -> PackRead:
    """A text, read."""
    return read_pack(text, "p.yaml")
