"""Databases on a real server, where one runs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import pytest
from sqlalchemy import Engine, create_engine
from sqlalchemy.exc import OperationalError

SERVER = "postgresql+psycopg://postgres:postgres@127.0.0.1:5432"


@pytest.fixture
def on_server() -> Iterator[str]:
    """The address of a new database on a PostgreSQL server, with a table in it."""
    pytest.importorskip("psycopg", reason="needs the driver of PostgreSQL: sayso[postgres]")
    name = f"sayso_test_{uuid4().hex}"
    server = create_engine(f"{SERVER}/postgres", isolation_level="AUTOCOMMIT")
    try:
        with server.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE template0")
    except OperationalError as error:
        server.dispose()
        pytest.skip(f"needs a PostgreSQL server: {error}")
    with closing_engine(f"{SERVER}/{name}") as shop, shop.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE stock (sku text)")
        connection.exec_driver_sql("CREATE TABLE users (email text)")
    yield f"{SERVER}/{name}"
    with server.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    server.dispose()


@contextmanager
def closing_engine(url: str) -> Iterator[Engine]:
    engine = create_engine(url)
    yield engine
    engine.dispose()
