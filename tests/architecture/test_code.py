"""Rules about the code that no linter knows: sizes, places of imports, names, and what must not be named at all."""

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.shared_data import ROOT

LONGEST_FILE = 600
LONGEST_FUNCTION = 60
EMPTY_NAMES = {"utils", "helpers", "services", "manager", "managers", "common", "misc", "util", "helper"}
# Written in two parts, so that this file does not name them itself.
REGISTRIES = ("py" + "pi.org", "python" + "hosted", "npm" + "js.org", "npm" + "js.com", "deb." + "debian.org")
MACHINE_PATHS = ("/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def tracked() -> list[Path]:
    """Every file of the repository."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode != 0:
        pytest.skip("this is no git checkout, so nobody knows which files belong to it")
    paths = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    return [path for path in paths if path.is_file()]


def modules() -> list[Path]:
    """Every file of Python in the repository, the one script included; but for migrations, which Django writes."""
    return [
        path for path in tracked() if (path.suffix == ".py" and path.parent.name != "migrations") or path.name == "dev"
    ]


def place(path: Path, node: ast.AST) -> str:
    """Where something stands, as an editor takes it."""
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 1)}"


def functions(path: Path) -> Iterator[Function]:
    """Every function and method of a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def test_there_is_code_to_look_at() -> None:
    assert len(modules()) > 20


def test_no_file_is_longer_than_600_lines() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in modules()}
    assert {str(path.relative_to(ROOT)): length for path, length in lengths.items() if length > LONGEST_FILE} == {}


def test_no_function_is_longer_than_60_lines() -> None:
    long = [
        f"{place(path, node)} {node.name}"
        for path in modules()
        for node in functions(path)
        if (node.end_lineno or node.lineno) - node.lineno + 1 > LONGEST_FUNCTION
    ]
    assert long == []


def test_no_import_stands_inside_a_function() -> None:
    inside = [
        place(path, inner)
        for path in modules()
        for node in functions(path)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert inside == []


def test_every_module_begins_with_what_it_is_for() -> None:
    sources = [path for path in modules() if path.is_relative_to(ROOT / "src") and path.stat().st_size]
    assert [str(path.relative_to(ROOT)) for path in sources if not ast.get_docstring(ast.parse(path.read_text()))] == []


def test_every_public_function_of_the_product_says_what_it_does() -> None:
    silent = [
        f"{place(path, node)} {node.name}"
        for path in modules()
        if path.is_relative_to(ROOT / "src")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, Function) and not node.name.startswith("_") and not ast.get_docstring(node)
    ]
    assert silent == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [str(path.relative_to(ROOT)) for path in modules() if path.stem in EMPTY_NAMES] == []


def test_no_registry_of_packages_and_no_path_of_a_machine_is_named() -> None:
    named = []
    for path in tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        named += [f"{path.relative_to(ROOT)}: {word}" for word in (*REGISTRIES, *MACHINE_PATHS) if word in text]
    assert named == []


def test_the_locks_hold_hashes_and_no_addresses() -> None:
    for path in (ROOT / "requirements").glob("*.txt"):
        text = path.read_text()
        assert "://" not in text, path.name
        pinned = [line for line in text.splitlines() if "==" in line and not line.startswith(("#", " "))]
        assert pinned, path.name
        assert text.count("--hash=sha256:") >= len(pinned), path.name
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text()
