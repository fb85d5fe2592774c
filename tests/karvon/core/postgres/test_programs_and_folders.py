"""Which PostgreSQL is taken, where its files lie, and what is said where that cannot be."""

import os
import stat
from pathlib import Path

import psycopg
import pytest

from karvon.core.postgres import folders, programs
from karvon.core.postgres.complaints import explain
from karvon.core.postgres.errors import DatabaseUnavailable
from karvon.core.postgres.folders import Home, choose_home, choose_socket_folder
from karvon.core.postgres.launcher import embedded_postgres
from karvon.core.postgres.owner import choose_owner
from karvon.core.postgres.programs import find_programs

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root has a lesser user to step down to")


def pretend(folder: Path, version: str) -> Path:
    """A folder with programs that say they are of this version."""
    folder.mkdir()
    for name in ("postgres", "initdb"):
        program = folder / name
        program.write_text(f"#!/bin/sh\necho 'postgres (PostgreSQL) {version}'\n")
        program.chmod(0o755)
    return folder


def test_the_shipped_programs_come_first(folder: Path) -> None:
    found = find_programs(choose_owner(folder))
    assert "embedded_postgres" in found.folder.parts
    assert found.major == 18


def test_a_system_postgresql_serves_as_well(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    system = sorted(Path("/usr/lib/postgresql").glob("1[5-9]/bin"))
    if not system:
        pytest.skip("this system has no PostgreSQL of its own")
    monkeypatch.setenv("KARVON_POSTGRES_PROGRAMS", str(system[0]))
    with embedded_postgres(folder) as server, psycopg.connect(server.address("postgres")) as connection:
        assert connection.info.server_version // 10_000 == int(system[0].parent.name)
    monkeypatch.delenv("KARVON_POSTGRES_PROGRAMS")
    with embedded_postgres(folder) as server, psycopg.connect(server.address("postgres")) as connection:
        assert connection.info.server_version // 10_000 == int(system[0].parent.name)


def test_a_postgresql_that_is_too_old_is_refused_by_version(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KARVON_POSTGRES_PROGRAMS", str(pretend(folder / "old", "14.11")))
    with pytest.raises(DatabaseUnavailable, match="PostgreSQL 14 is here, and Karvon needs version 15 or newer"):
        find_programs(choose_owner(folder))


def test_no_postgresql_at_all_is_said_with_both_ways_out(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KARVON_POSTGRES_PROGRAMS", str(folder))
    with pytest.raises(DatabaseUnavailable, match=r"Install PostgreSQL 15 or newer, or set DATABASE_URL"):
        find_programs(choose_owner(folder))


def test_a_folder_that_cannot_be_made_is_named_with_the_reason(folder: Path) -> None:
    (folder / "file").write_text("")
    with pytest.raises(DatabaseUnavailable, match=r"file/data: a part of that path is a file\. Mend that"):
        choose_home(folder / "file" / "data", choose_owner(folder))


def test_a_version_file_without_a_version_is_called_damage(folder: Path) -> None:
    (folder / "postgres").mkdir()
    (folder / "postgres" / "PG_VERSION").write_text("eighteen\n")
    with pytest.raises(DatabaseUnavailable, match="is damaged: its file PG_VERSION"):
        Home(folder).made_by()


def test_a_long_temporary_folder_gives_way_to_a_short_one(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long = folder / ("long" * 30)
    long.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(long))
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    assert choose_socket_folder(Home(folder), choose_owner(folder)).parent == Path("/tmp")


def test_no_short_folder_for_the_socket_is_said_plainly(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "LONGEST_SOCKET", 10)
    with pytest.raises(DatabaseUnavailable, match="Set TMPDIR to a short folder"):
        choose_socket_folder(Home(folder), choose_owner(folder))


def test_a_socket_folder_laid_out_by_somebody_else_is_not_used(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    owner = choose_owner(folder)
    choose_socket_folder(Home(folder), owner).chmod(0o777)
    with pytest.raises(DatabaseUnavailable, match="is not a private folder of"):
        choose_socket_folder(Home(folder), owner)


@as_root
def test_root_moves_to_its_own_place_where_the_lesser_user_cannot_enter(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    monkeypatch.setattr(folders, "ROOTS_PLACE", folder / "place")
    with embedded_postgres(closed / "checkout" / ".karvon") as server:
        assert server.home.folder.is_relative_to(folder / "place" / "data")
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700


@as_root
def test_root_copies_the_programs_where_the_lesser_user_can_run_them(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = programs._shipped()
    assert shipped is not None
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    for source in (shipped.parent.parent, shipped.parent.parent.with_name("embedded_postgres.libs")):
        (closed / source.name).symlink_to(source)
    monkeypatch.setattr(programs, "ROOTS_PLACE", folder / "place")
    monkeypatch.setattr(programs, "_shipped", lambda: closed / "embedded_postgres" / "pginstall" / "bin")
    with embedded_postgres(folder / "home") as server, psycopg.connect(server.address("postgres")) as connection:
        answer = connection.execute("SHOW config_file").fetchone()
        assert answer == (str(folder / "home" / "postgres" / "postgresql.conf"),)
    assert len(list((folder / "place" / "programs").iterdir())) == 1


@as_root
def test_root_serves_a_users_checkout_as_that_user(folder: Path) -> None:
    os.chown(folder, 65534, 65534)
    assert choose_owner(folder / ".karvon").uid == 65534


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("FATAL:  could not create shared memory segment: No space left on device", "no shared memory left"),
        ("FATAL:  pre-existing shared memory block (key 1, ID 2) is still in use", "an earlier server still run"),
        ("FATAL:  could not write to file: No space left on device", "is full. Free some space"),
        ('FATAL:  data directory "/x" has wrong ownership', "has the wrong owner or permissions"),
        ("FATAL:  database files are incompatible with server", "made by another version of PostgreSQL"),
        ('initdb: error: invalid locale name "C.UTF-8"', "has no locale C.UTF-8"),
        ("FATAL:  the moon is in the wrong house", "the moon is in the wrong house"),
        ("", "it said nothing"),
    ],
)
def test_the_words_of_postgresql_become_one_sentence(words: str, sentence: str) -> None:
    said = explain(words, Home(Path("/data")))
    assert sentence in said
    assert "/data/postgres.log" in said
