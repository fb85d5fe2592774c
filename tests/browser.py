"""The browser for the tests: the one fetched from npm, unpacked once; else one that the system has."""

import fcntl
import io
import json
import shutil
import tarfile
from pathlib import Path

import brotli
import pytest

from tests.shared_data import ROOT

PACKAGE = ROOT / "node_modules" / "@sparticuz" / "chromium"
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
ACCESSIBILITY = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# Python knows it from 3.11.4 on; Debian 12 has 3.11.2. What is unpacked came under a digest.
TRUSTED_ONLY = getattr(tarfile, "data_filter", None)
# The libraries and fonts come with the browser, so that it starts on a bare system too.
START = """#!/bin/sh
here=$(dirname "$0")
export LD_LIBRARY_PATH="$here/al2023/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}" FONTCONFIG_PATH="$here/fonts" XDG_CACHE_HOME="$here/cache"
exec "$here/chromium" "$@"
"""
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir prefix="relative">fonts</dir><dir>/usr/share/fonts</dir><cachedir prefix="xdg">fontconfig</cachedir></fontconfig>
"""


def chromium() -> Path:
    """A chromium that can be started; the calling test is skipped, saying so, where there is none."""
    if PACKAGE.exists():
        return unpacked()
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("there is no browser: run ./dev setup")
    return Path(program)


def unpacked() -> Path:
    """The start script of the unpacked browser; two test processes at once unpack it once."""
    version = json.loads((PACKAGE / "package.json").read_text())["version"]
    cache = ROOT / ".cache"
    cache.mkdir(exist_ok=True)
    folder = cache / f"chromium-{version}"
    with (cache / "chromium.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            making = cache / "chromium.making"
            shutil.rmtree(making, ignore_errors=True)
            unpack(making)
            making.rename(folder)
    return folder / "start"


def unpack(folder: Path) -> None:
    """Lay out the browser, its libraries, its fonts and the script that starts it."""
    folder.mkdir()
    for packed in sorted((PACKAGE / "bin").glob("*.br")):
        content = brotli.decompress(packed.read_bytes())
        name = packed.name.removesuffix(".br")
        if name.endswith(".tar"):
            with tarfile.open(fileobj=io.BytesIO(content)) as archive:
                archive.extraction_filter = TRUSTED_ONLY
                archive.extractall(folder / name.removesuffix(".tar"))
        else:
            (folder / name).write_bytes(content)
    (folder / "fonts" / "fonts.conf").write_text(FONTS)
    (folder / "start").write_text(START)
    for program in ("chromium", "start"):
        (folder / program).chmod(0o755)
