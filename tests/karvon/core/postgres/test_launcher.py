"""The embedded server starts, is shared, is stopped by the last, and comes back after any kill."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import psycopg
import pytest

from karvon.core.postgres.errors import DatabaseUnavailable
from karvon.core.postgres.folders import Home
from karvon.core.postgres.launcher import embedded_postgres
from karvon.core.postgres.owner import choose_owner
from tests.karvon.core.postgres.conftest import NOBODY, USE_SERVER, Launching


def postmaster(folder: Path) -> psutil.Process:
    return psutil.Process(int(Home(folder).pid_file.read_text().split("\n")[0]))


def runs(folder: Path) -> bool:
    return Home(folder).pid_file.exists()


def ask(address: str, *questions: str) -> object:
    """The first value of the last question's answer."""
    with psycopg.connect(address, autocommit=True) as connection:
        answers = [connection.execute(question.encode()) for question in questions]
        row = answers[-1].fetchone() if answers[-1].description else None
    return row[0] if row else None


def test_the_server_starts_and_answers_as_root_and_as_a_user(folder: Path, launch: Launching) -> None:
    assert ask(launch(folder).said, "SELECT current_user::text") == "karvon"


def test_text_in_every_script_has_letters_and_pages_have_checksums(folder: Path) -> None:
    with embedded_postgres(folder) as server:
        address = server.address("postgres")
        assert ask(address, "SELECT lower('ЖОЛЫ Қ Ҷ')") == "жолы қ ҷ"
        assert ask(address, "CREATE EXTENSION pg_trgm", "SELECT similarity('Жибек', 'жибек жолы') > 0.5") is True
        assert ask(address, "SHOW data_checksums") == "on"
        assert ask(address, "SHOW listen_addresses") == ""


def test_the_user_of_the_application_is_no_superuser_and_owns_its_database(folder: Path) -> None:
    with embedded_postgres(folder) as server:
        address = server.ensure_database("karvon")
        assert server.ensure_database("karvon") == address
        assert ask(address, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False
        assert ask(address, "CREATE EXTENSION btree_gist", "CREATE TABLE t ()", "SELECT 1") == 1


def test_nobody_else_can_enter_the_folder_of_the_socket(folder: Path) -> None:
    with embedded_postgres(folder) as server:
        assert server.socket_folder.stat().st_mode & 0o777 == 0o700
        kept = server.socket_folder
    assert not kept.exists()


def test_what_was_kept_is_there_after_a_stop(folder: Path) -> None:
    with embedded_postgres(folder) as server:
        ask(server.address("postgres"), "CREATE TABLE kept AS SELECT 102 AS people")
    assert not runs(folder)
    with embedded_postgres(folder) as server:
        assert ask(server.address("postgres"), "SELECT people FROM kept") == 102


def test_the_last_one_out_stops_the_server(folder: Path) -> None:
    with embedded_postgres(folder) as first:
        with embedded_postgres(folder) as second:
            assert (first.started_here, second.started_here) == (True, False)
        assert ask(first.address("postgres"), "SELECT 1") == 1
    assert not runs(folder)


def test_two_users_in_one_process_share_one_server(folder: Path) -> None:
    with embedded_postgres(folder) as one, embedded_postgres(folder) as two:
        assert one.socket_folder == two.socket_folder


def test_two_processes_that_launch_at_once_share_one_server(folder: Path, launch: Launching) -> None:
    with ThreadPoolExecutor() as pool:
        first, second = pool.map(launch, [folder, folder])
    assert first.said == second.said
    first.leave()
    assert ask(second.said, "SELECT 1") == 1
    second.leave()
    assert not runs(folder)


def test_a_killed_server_starts_again_with_everything_committed(folder: Path, launch: Launching) -> None:
    killed = launch(folder)
    ask(killed.said, "CREATE TABLE kept AS SELECT 34 AS between_the_posts")
    postmaster(folder).send_signal(signal.SIGKILL)
    killed.leave()
    again = launch(folder)
    assert ask(again.said, "SELECT between_the_posts FROM kept") == 34


def test_a_killed_launcher_leaves_a_server_that_the_next_one_uses_and_stops(folder: Path, launch: Launching) -> None:
    launch(folder).kill()
    survivor = postmaster(folder)
    following = launch(folder)
    assert postmaster(folder) == survivor
    following.leave()
    assert not survivor.is_running() or survivor.status() == psutil.STATUS_ZOMBIE


def test_a_busy_child_of_a_killed_server_does_not_stand_in_the_way(folder: Path) -> None:
    with embedded_postgres(folder) as server:
        connection = psycopg.connect(server.address("postgres"))
        server_process = postmaster(folder)
        child = psutil.Process(connection.info.backend_pid)
        child.suspend()  # so that it cannot notice its parent's death
        server_process.kill()
        with embedded_postgres(folder) as again:
            assert ask(again.address("postgres"), "SELECT 1") == 1
        assert not child.is_running() or child.status() == psutil.STATUS_ZOMBIE
        connection.close()


def test_a_process_number_that_now_belongs_to_another_program_is_not_believed(folder: Path) -> None:
    with embedded_postgres(folder) as server:
        postmaster(folder).kill()
    owner = choose_owner(folder)
    user = owner.uid if owner.steps_down else None
    stranger = subprocess.Popen(["sleep", "60"], user=user)
    try:
        lines = Home(folder).pid_file.read_text().split("\n")
        Home(folder).pid_file.write_text("\n".join([str(stranger.pid), *lines[1:]]))
        with embedded_postgres(folder) as server:
            assert ask(server.address("postgres"), "SELECT 1") == 1
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_a_data_folder_that_was_half_made_is_made_anew(folder: Path) -> None:
    half = folder / "postgres.making"
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")
    with embedded_postgres(folder) as server:
        assert ask(server.address("postgres"), "SELECT 1") == 1


def test_a_path_with_spaces_and_quotes_is_no_obstacle(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    odd = folder / "Ключи, 'от' \"Карвона\""
    odd.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(odd))
    with embedded_postgres(odd) as server:
        assert ask(server.address("postgres"), "SELECT 1") == 1


def test_files_that_are_no_database_are_left_alone(folder: Path) -> None:
    (folder / "postgres").mkdir()
    (folder / "postgres" / "thesis.txt").write_text("three years of work")
    with pytest.raises(DatabaseUnavailable, match="holds files but no database"), embedded_postgres(folder):
        pass
    assert (folder / "postgres" / "thesis.txt").exists()


def test_data_of_an_older_version_is_named_with_what_to_do(folder: Path) -> None:
    with embedded_postgres(folder):
        pass
    (folder / "postgres" / "PG_VERSION").write_text("9\n")
    with (
        pytest.raises(DatabaseUnavailable, match=r"made by PostgreSQL 9, and only .* pg_upgrade"),
        embedded_postgres(folder),
    ):
        pass


def test_damaged_data_is_called_damaged(folder: Path) -> None:
    with embedded_postgres(folder):
        pass
    (folder / "postgres" / "global" / "pg_control").write_bytes(bytes(8192))
    with pytest.raises(DatabaseUnavailable, match=r"is damaged\. Restore it from a backup"), embedded_postgres(folder):
        pass


def test_data_of_another_user_is_not_opened(folder: Path, launch: Launching) -> None:
    if os.geteuid() != 0 or folder.stat().st_uid == 0:
        pytest.skip("only root can lay out another user's data")
    launch(folder).leave()
    for path in (folder, *folder.rglob("*")):
        os.chown(path, NOBODY - 1, NOBODY - 1, follow_symlinks=False)
    folder.chmod(0o700)
    assert "set KARVON_DATA_DIR to another folder" in launch(folder).said


def test_a_system_short_of_shared_memory_is_told_so(folder: Path) -> None:
    none_left = ["unshare", "--ipc", "sh", "-c", 'echo 0 > /proc/sys/kernel/shmmni && exec "$@"', "sh"]
    if subprocess.run([*none_left, "true"], check=False, capture_output=True).returncode != 0:
        pytest.skip("this system lends no namespace with shared memory of its own")
    answer = subprocess.run(
        [*none_left, sys.executable, USE_SERVER, folder],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "no shared memory left" in answer.stdout
    assert "--shm-size" in answer.stdout


def test_a_full_disk_is_told_so(folder: Path) -> None:
    small = ["mount", "-t", "tmpfs", "-o", "size=8m,mode=0755", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(small, check=False, capture_output=True).returncode != 0:
        pytest.skip("only root can make a disk small enough to be full")
    try:
        with pytest.raises(DatabaseUnavailable, match=r"is full\. Free some space"), embedded_postgres(folder):
            pass
    finally:
        subprocess.run(["umount", str(folder)], check=True)
