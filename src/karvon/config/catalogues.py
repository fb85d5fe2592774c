"""Translations of the screens: collects what must be translated, and compiles what has been.

Django reads compiled catalogues only. They are made here from the `.po` files, so that neither gettext's tools are
needed nor a compiled file can be out of date in the repository.
"""

import io
import os
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

KARVON = Path(__file__).resolve().parent.parent
WEB = KARVON / "web"
LOCALE = WEB / "locale"
OTHERS = {"cli", "config", "locale"}  # the command has catalogues of its own, so that it needs no framework
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def catalogue_files() -> list[Path]:
    """The catalogues there are, one for each language but English."""
    return sorted(LOCALE.glob("*/LC_MESSAGES/django.po"))


def read_catalogue(path: Path) -> Catalog:
    """One language's catalogue."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name)


def compile_catalogues() -> None:
    """Compile each catalogue that is newer than what was compiled from it."""
    for path in catalogue_files():
        compiled = path.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime_ns >= path.stat().st_mtime_ns:
            continue
        making = compiled.with_suffix(f".mo.{os.getpid()}")
        with making.open("wb") as file:
            write_mo(file, read_catalogue(path))
        making.replace(compiled)


def collect() -> Catalog:
    """All that the screens say, as a catalogue without translations."""
    catalogue = Catalog(charset="utf-8", fuzzy=False)
    for name, message, comments, context in _messages():
        catalogue.add(message, locations=[(name, 0)], auto_comments=comments, context=context)
    return catalogue


def update_catalogues() -> None:
    """Bring what is to be translated into each catalogue; a text that is no longer used leaves it."""
    template = collect()
    for path in catalogue_files():
        catalogue = read_catalogue(path)
        catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
        catalogue.obsolete.clear()
        header = path.read_text(encoding="utf-8").split("\n\n", 1)[0]
        entries = io.BytesIO()
        write_po(entries, catalogue, width=110, sort_by_file=True, include_lineno=False, omit_header=True)
        path.write_text(f"{header}\n\n{entries.getvalue().decode()}", encoding="utf-8")


def _messages() -> Iterator[tuple[str, str | tuple[str, ...], list[str], str | None]]:
    """Every text of the screens and of the tables they show: file, text, comments for translators, context."""
    for path in sorted(KARVON.rglob("*")):
        within = path.relative_to(KARVON)
        if path.suffix not in {".py", ".html"} or within.parts[0] in OTHERS:
            continue
        source = path.read_text(encoding="utf-8")
        if path.suffix == ".html":
            # what stands between the texts is no Python, and its indentation means nothing
            source = "\n".join(line.lstrip() for line in templatize(source).splitlines())
        name = (path.relative_to(WEB) if within.parts[0] == WEB.name else within).as_posix()
        found = extract("python", io.BytesIO(source.encode()), keywords=KEYWORDS, comment_tags=("Translators:",))
        for _line, message, comments, context in found:
            yield name, message, comments, context


if __name__ == "__main__":
    update_catalogues()
