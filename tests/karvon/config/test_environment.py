"""What the environment says becomes settings; what it leaves out has a safe default."""

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from karvon.config.database import database_settings
from karvon.config.environment import VARIABLES, data_folder, hosts, kept_secret
from tests.shared_data import ROOT


def test_an_unset_and_an_empty_variable_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    for value in (None, ""):
        for variable in VARIABLES:
            if value is None:
                monkeypatch.delenv(variable.name, raising=False)
            else:
                monkeypatch.setenv(variable.name, value)
        assert [variable.read() for variable in VARIABLES] == [None] * len(VARIABLES)
        assert hosts() == ["localhost", "127.0.0.1", "[::1]"]


def test_names_of_hosts_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KARVON_HOSTS", "karvon.example, desk.example")
    assert hosts() == ["karvon.example", "desk.example"]


def test_the_data_folder_is_always_absolute(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KARVON_DATA_DIR", "some/where")
    assert data_folder() == Path.cwd() / "some" / "where"


def test_two_who_start_at_the_same_moment_get_one_secret(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        secrets = set(pool.map(lambda number: kept_secret(tmp_path), range(8)))
    assert len(secrets) == 1


def test_both_forms_of_an_address_become_the_same_settings() -> None:
    url = database_settings("postgresql://anna:se%20cret@db.example:5433/karvon?sslmode=require")
    words = database_settings("host=db.example port=5433 user=anna password='se cret' dbname=karvon sslmode=require")
    assert url == words
    assert (url["HOST"], url["PORT"], url["USER"], url["PASSWORD"]) == ("db.example", "5433", "anna", "se cret")
    assert url["OPTIONS"]["sslmode"] == "require"


def test_every_variable_that_the_code_reads_is_described() -> None:
    described = {variable.name for variable in VARIABLES}
    sources = "".join(path.read_text() for path in (ROOT / "src" / "karvon").rglob("*.py"))
    assert set(re.findall(r'"(KARVON_[A-Z_]+)"', sources)) <= described
