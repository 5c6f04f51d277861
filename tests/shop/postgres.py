"""Databases of their own on a PostgreSQL server, where one runs."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import pytest
from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import OperationalError

SERVER = "postgresql+psycopg://postgres:postgres@127.0.0.1:5432"


@contextmanager
def server() -> Iterator[Connection]:
    """A connection that can create and drop databases; without a server the test is skipped."""
    engine = create_engine(f"{SERVER}/postgres", isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            yield connection
    except OperationalError as error:
        pytest.skip(f"needs a PostgreSQL server: {error}")
    finally:
        engine.dispose()


@contextmanager
def new_database() -> Iterator[str]:
    """The address of an empty database, which is dropped at the end."""
    name = f"shop_test_{uuid4().hex}"
    with server() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE template0")
    yield f"{SERVER}/{name}"
    with server() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
