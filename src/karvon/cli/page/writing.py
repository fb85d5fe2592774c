"""Writes the page of a judged list: one file that needs nothing else, fetches nothing and runs nothing.

It may stand on a colleague's desk, in a mail or on paper, so it names its sources and clocks and says on every sheet
of paper that it contains personal data.
"""

import base64
import hashlib
import json
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TextIO

from django.template import Context, Engine
from django.utils.safestring import mark_safe

from karvon.cli.page.conflicts import conflicts
from karvon.cli.page.dangers import perils
from karvon.cli.page.headline import headline
from karvon.cli.page.journey import stops
from karvon.cli.page.knowledge import knowledge
from karvon.cli.page.matrix import matrix
from karvon.cli.page.reader import LOCALE, Reader
from karvon.cli.page.reading import explained
from karvon.cli.page.reasons import asks, causes
from karvon.cli.page.rules import shown, used
from rulebook.summary import Summary
from rulebook.words import Words

_HERE = Path(__file__).parent
_STYLES = ("tokens.css", "signs.css", "page.css", "paper.css")

REMARKS_SHOWN = 300


@dataclass(frozen=True, slots=True)
class Particulars:
    """What a page says beside the verdicts: see `write_page`."""

    words: Words
    title: str
    source: str
    known_at: datetime
    now: datetime
    generated_by: str
    remarks: Sequence[str] = ()
    pseudonyms: bool = False


def write_page(
    summary: Summary,
    out: Path | TextIO,
    *,
    words: Words,
    title: str,
    source: str,
    known_at: datetime,
    now: datetime,
    generated_by: str,
    remarks: Sequence[str] = (),
    pseudonyms: bool = False,
) -> None:
    """Write the page of a judged list: to a file whole or not at all and readable by its owner alone, or to a stream.

    `source` names the list, `known_at` the moment whose knowledge was applied, `now` the moment from which remedies
    are counted, `remarks` what the list itself gave rise to. With `pseudonyms` people stand under their ids only and
    the remarks, which may name them, are left out. Raises `OSError` where the file cannot be written.
    """
    particulars = Particulars(words, title, source, known_at, now, generated_by, remarks, pseudonyms)
    page = render_page(summary, particulars)
    if isinstance(out, Path):
        _put(out, page.encode(errors="backslashreplace"))
    else:
        out.write(page)


def render_page(summary: Summary, particulars: Particulars) -> str:
    """Return the page as HTML."""
    reader = Reader(particulars.words.also_from(LOCALE), particulars.known_at, particulars.pseudonyms)
    style = _style(reader.words("Contains personal data"))
    uses = used(summary)
    groups, left_out = perils(summary, reader)
    concerning = [use for use in uses if use.concerns]
    told = {
        "reader": reader,
        "language": reader.words.language,
        "direction": reader.words.locale.text_direction,
        "particulars": particulars,
        "style": mark_safe(style),  # noqa: S308  # our own files
        "style_hash": base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        "headline": headline(summary, reader),
        "knowledge": knowledge(concerning, summary.steps, particulars.now, reader),
        "stops": stops(summary, reader),
        "conflicts": conflicts(summary, reader),
        "perils": groups,
        "perils_left_out": left_out,
        "causes": causes(summary, reader),
        "asks": asks(summary, reader),
        "matrix": matrix(summary, reader),
        "rules": [shown(use, reader) for use in concerning],
        "other_rules": len(uses) - len(concerning),
        "statuses": explained(reader),
        "remarks": particulars.remarks[:REMARKS_SHOWN],
        "remarks_left_out": max(len(particulars.remarks) - REMARKS_SHOWN, 0),
    }
    return _engine().get_template("page.html").render(Context(told, use_l10n=False, use_tz=False))


@cache
def _engine() -> Engine:
    """Django's templates alone: nothing of the project's settings or database is needed to write a page."""
    return Engine(dirs=[str(_HERE / "templates")], builtins=["karvon.cli.page.speaking"], autoescape=True)


def _style(mark: str) -> str:
    """Return the styles as one text; `mark` is printed at the foot of every sheet of paper."""
    text = "\n".join((_HERE / "styles" / name).read_text(encoding="utf-8") for name in _STYLES)
    return text.replace('"MARK"', json.dumps(mark, ensure_ascii=False).replace("<", ""))


def _put(out: Path, page: bytes) -> None:
    """Replace a file in one move; what is no file, such as a pipe, is written to as it is."""
    if out.exists() and not out.is_file():
        out.write_bytes(page)
        return
    target = out.resolve()
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(page)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
