"""Translations of the screens: collects what must be translated, and compiles what has been.

Every area has a catalogue of its own, `web/locale/LANGUAGE/AREA.po`, so that two people who work on two areas do not
meet in one file. Django reads compiled catalogues only: one is made here from all areas, so that neither gettext's
tools are needed nor a compiled file can be out of date in the repository.
"""

import io
import os
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

KARVON = Path(__file__).resolve().parent.parent
LOCALE = KARVON / "web" / "locale"
OTHERS = {"cli", "config", "locale"}  # the command has catalogues of its own, so that it needs no framework
TEMPLATES = {".html", ".txt"}
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
PLURALS = {
    "ru": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
}


def languages() -> list[str]:
    """The languages that the screens are translated into."""
    return sorted(path.name for path in LOCALE.iterdir() if path.is_dir())


def catalogue_files(language: str) -> list[Path]:
    """The catalogues there are in a language, one for each area."""
    return sorted((LOCALE / language).glob("*.po"))


def read_catalogue(path: Path) -> Catalog:
    """One area's catalogue in one language."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.name)


def compile_catalogues() -> None:
    """Compile each language that has a catalogue newer than what was compiled from them."""
    for language in languages():
        compiled = LOCALE / language / "LC_MESSAGES" / "django.mo"
        newest = max(path.stat().st_mtime_ns for path in (LOCALE / language, *catalogue_files(language)))
        if compiled.exists() and compiled.stat().st_mtime_ns >= newest:
            continue
        compiled.parent.mkdir(exist_ok=True)
        making = compiled.with_suffix(f".mo.{os.getpid()}")
        with making.open("wb") as file:
            write_mo(file, _whole(language))
        making.replace(compiled)


def collect() -> dict[str, Catalog]:
    """All that the screens say, by area, as catalogues without translations."""
    areas: dict[str, Catalog] = {}
    for area, name, message, comments, context in _messages():
        catalogue = areas.setdefault(area, Catalog(charset="utf-8", fuzzy=False))
        catalogue.add(message, locations=[(name, 0)], auto_comments=comments, context=context)
    return areas


def update_catalogues() -> None:
    """Bring what is to be translated into each catalogue; a text that is no longer used leaves it.

    A text that another area has translated already is taken from there.
    """
    areas = collect()
    for language in languages():
        known = {path.stem: read_catalogue(path) for path in catalogue_files(language)}
        translated = _whole(language)
        for area in known.keys() - areas.keys():
            (LOCALE / language / f"{area}.po").unlink()
        for area, template in areas.items():
            catalogue = known.get(area) or Catalog(locale=language)
            catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
            catalogue.obsolete.clear()
            _translate_as_others(catalogue, translated)
            _write(LOCALE / language / f"{area}.po", catalogue, language)


def _whole(language: str) -> Catalog:
    """All that is translated in any area, in one."""
    whole = Catalog(locale=language)
    for path in catalogue_files(language):
        for message in read_catalogue(path):
            if message.id and _is_translated(message):
                whole.add(message.id, message.string, context=message.context)
    return whole


def _translate_as_others(catalogue: Catalog, translated: Catalog) -> None:
    for message in catalogue:
        if message.id and not _is_translated(message):
            single = message.id if isinstance(message.id, str) else message.id[0]
            same = translated.get(single, message.context)
            message.string = same.string if same else message.string


def _is_translated(message: Message) -> bool:
    forms = [message.string] if isinstance(message.string, str) else message.string or [""]
    return all(forms)


def _write(path: Path, catalogue: Catalog, language: str) -> None:
    head = (
        'msgid ""\nmsgstr ""\n"Project-Id-Version: Karvon\\n"\n'
        f'"Language: {language}\\n"\n"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        f'"Content-Transfer-Encoding: 8bit\\n"\n"Plural-Forms: {PLURALS[language]}\\n"\n'
    )
    entries = io.BytesIO()
    write_po(entries, catalogue, width=110, sort_by_file=True, include_lineno=False, omit_header=True)
    text = f"{head}\n{entries.getvalue().decode()}"
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


def _messages() -> Iterator[tuple[str, str, str | tuple[str, ...], list[str], str | None]]:
    """Every text of the screens and of the tables they show: area, file, text, comments for translators, context."""
    for path in sorted(KARVON.rglob("*")):
        within = path.relative_to(KARVON)
        if path.suffix not in {".py", *TEMPLATES} or within.parts[0] in OTHERS:
            continue
        source = path.read_text(encoding="utf-8")
        if path.suffix in TEMPLATES:
            # what stands between the texts is no Python, and its indentation means nothing
            source = "\n".join(line.lstrip() for line in templatize(source).splitlines())
        if within.parts[0] == "web":
            within = within.relative_to("web")
        found = extract("python", io.BytesIO(source.encode()), keywords=KEYWORDS, comment_tags=("Translators:",))
        for _line, message, comments, context in found:
            yield within.parts[0], within.as_posix(), message, comments, context


if __name__ == "__main__":
    update_catalogues()
