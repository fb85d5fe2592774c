"""A PostgreSQL named by DATABASE_URL is used as it is, or refused with what to change."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from karvon.core.postgres.errors import DatabaseUnavailable
from karvon.core.postgres.external import check_external, shown
from karvon.core.postgres.launcher import Server, embedded_postgres


@pytest.fixture
def server(folder: Path) -> Iterator[Server]:
    with embedded_postgres(folder, careless=True) as running:
        yield running


def test_a_server_that_answers_is_taken_as_it_is(server: Server) -> None:
    address = server.ensure_database("karvon")
    assert check_external(address) == address


def test_an_unknown_database_and_an_unknown_user_are_told_apart(server: Server) -> None:
    with pytest.raises(DatabaseUnavailable, match="has no such database"):
        check_external(server.address("karvan"))
    with pytest.raises(DatabaseUnavailable, match="knows no such user"):
        check_external(server.address("postgres", "nobody_of_that_name"))


def test_a_server_that_is_not_there_is_said_without_the_password() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"postgresql://karvon:s3cret@127.0.0.1:{taken.getsockname()[1]}/karvon"
        with pytest.raises(DatabaseUnavailable, match=r"is not listening\. Start that server") as refusal:
            check_external(address)
    assert "s3cret" not in str(refusal.value)
    assert "127.0.0.1" in str(refusal.value)


def test_an_address_of_another_kind_is_refused_with_the_right_form() -> None:
    with pytest.raises(DatabaseUnavailable, match=r"mysql scheme.*postgresql://USER:PASSWORD@HOST") as refusal:
        shown("mysql://root:s3cret@localhost/karvon")
    assert "s3cret" not in str(refusal.value)
