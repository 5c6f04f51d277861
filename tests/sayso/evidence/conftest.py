"""What tests of evidence start from: a record of its own, a database on a real server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine

from sayso.evidence.attachments import Evidence
from sayso.redaction import rules as redaction
from sayso.redaction import secrets
from tests.postgres import new_postgres_database


@pytest.fixture
def evidence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Evidence:
    """A record that knows the secrets of this test only."""
    monkeypatch.setattr(secrets, "RUN", own := secrets.Secrets())
    monkeypatch.setattr(redaction, "RUN", own)
    return Evidence(tmp_path)


@pytest.fixture
def on_server() -> Iterator[str]:
    """The address of a new database on a PostgreSQL server, with a table in it."""
    with new_postgres_database() as url:
        with closing_engine(url) as shop, shop.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE stock (sku text)")
            connection.exec_driver_sql("CREATE TABLE users (email text)")
        yield url


@contextmanager
def closing_engine(url: str) -> Iterator[Engine]:
    engine = create_engine(url)
    yield engine
    engine.dispose()
