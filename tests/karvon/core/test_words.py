import ast
import string
from pathlib import Path

import pytest

from karvon.core.refusals import Refused
from karvon.core.words import LOCALE, _catalogue, counted, sentence

AREAS = ("core", "people", "cli", "places", "accounts", "partners", "requirements")
SOURCES = [path for area in AREAS for path in sorted((LOCALE.parent / area).rglob("*.py"))]


def _literals(node: ast.AST) -> list[str]:
    if isinstance(node, ast.IfExp):
        return _literals(node.body) + _literals(node.orelse)
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def _templates(path: Path) -> set[str]:
    """The first argument of every `sentence` and `counted`, written there or in a name of the same function."""
    found: set[str] = set()
    scopes = [one for one in ast.walk(ast.parse(path.read_text())) if isinstance(one, ast.FunctionDef | ast.Module)]
    for scope in scopes:
        assigned: dict[str, list[str]] = {}
        for one in ast.walk(scope):
            if isinstance(one, ast.Assign) and isinstance(one.targets[0], ast.Name):
                assigned.setdefault(one.targets[0].id, []).extend(_literals(one.value))
        for one in ast.walk(scope):
            if isinstance(one, ast.Call) and isinstance(one.func, ast.Name) and one.func.id in {"sentence", "counted"}:
                first = one.args[0]
                found |= set(assigned.get(first.id, []) if isinstance(first, ast.Name) else _literals(first))
    return found


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(LOCALE.parent)))
def test_every_sentence_of_core_people_places_and_the_command_has_its_russian(path):
    russian = _catalogue("ru")
    missing = {one for one in _templates(path) if not russian.templates.get(one) and not russian.plurals.get(one)}
    assert not missing


@pytest.mark.parametrize("name", ["templates", "plurals"])
def test_translations_have_the_fields_of_their_originals(name):
    for original, translated in getattr(_catalogue("ru"), name).items():
        for form in [translated] if isinstance(translated, str) else translated:
            assert _fields(form) >= _fields(original), original


def _fields(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name} - {"count"}


def test_a_sentence_is_said_in_the_language_asked_for():
    words = sentence("The same document number stands in row {first}.", first=5)
    assert words.say() == str(words) == "The same document number stands in row 5."
    assert words.say("ru") == "Тот же номер документа стоит в строке 5."
    assert words.say("xx") == words.say("en")


def test_words_follow_the_number_in_each_language():
    def said(count, language):
        return counted(
            "The header was found in row {row}; the row above it was passed over.",
            "The header was found in row {row}; {count:n} rows above it were passed over.",
            count=count,
            row=9,
        ).say(language)

    assert said(1, "en") == "The header was found in row 9; the row above it was passed over."
    assert said(2, "en") == "The header was found in row 9; 2 rows above it were passed over."
    assert said(1, "ru").endswith("1 строка над ним пропущена.")
    assert said(3, "ru").endswith("3 строки над ним пропущены.")
    assert said(5, "ru").endswith("5 строк над ним пропущено.")
    assert said(2, "xx") == said(2, "en")


def test_large_numbers_have_their_thousands_apart_and_rows_do_not():
    words = sentence(
        "{limit:n} in row {row}, {inner}: {names}", limit=250_000, row=12345, inner=sentence("none"), names=("a", "b")
    )
    assert words.say("en") == "250,000 in row 12345, none: a, b"
    assert words.say("ru") == "250\u00a0000 in row 12345, нет: a, b"


def test_what_a_person_typed_is_never_taken_for_a_template():
    assert sentence("“{text}”", text="{0.__class__} {x}").say("ru") == "“{0.__class__} {x}”"


def test_a_refusal_has_a_code_and_says_its_sentence():
    class TooLate(Refused):
        """For the test."""

        code = "too-late"

    refusal = TooLate(sentence("There is no such day in the calendar."))
    assert refusal.code == "too-late"
    assert str(refusal) == "There is no such day in the calendar."
    assert refusal.say("ru") == "Такого дня нет в календаре."
