"""Databases on the PostgreSQL of this machine, where it answers; a test without it is skipped."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import pytest
from sqlalchemy import create_engine
from sqlalchemy.exc import OperationalError

POSTGRES = "postgresql+psycopg://postgres:postgres@127.0.0.1:5432"


@contextmanager
def new_postgres_database() -> Iterator[str]:
    """The address of a database of its own, dropped at the end."""
    pytest.importorskip("psycopg", reason="needs the driver of PostgreSQL: sayso[postgres]")
    name = f"sayso_test_{uuid4().hex}"
    server = create_engine(f"{POSTGRES}/postgres", isolation_level="AUTOCOMMIT")
    try:
        with server.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE template0")
    except OperationalError as error:
        server.dispose()
        pytest.skip(f"needs a PostgreSQL server: {error}")
    try:
        yield f"{POSTGRES}/{name}"
    finally:
        with server.connect() as connection:
            connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
        server.dispose()
