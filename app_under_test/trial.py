"""Databases for test runs: each a clone of a template that is migrated once.

Cloning takes a fraction of the time that migrating does. The template's name holds a hash of all
migrations, so that a changed one is never taken for it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256

from sqlalchemy import URL, Connection, create_engine, text
from sqlalchemy.engine import make_url

from app_under_test.kernel import migrations, trial_leftovers
from app_under_test.kernel.database import Database
from app_under_test.settings import Settings

MARK = "a trial database of the shop"
"""The comment on what was created here: nothing without it is ever dropped."""

TEMPLATE_LOCK = 7240250502
"""The number of the lock that those who create or drop take in PostgreSQL."""


class Refused(RuntimeError):  # noqa: N818 - it is an answer
    """Nothing was created or dropped; the message says why."""


def create(settings: Settings) -> str:
    """Make the named database anew, empty and migrated; what was done, for people.

    One that an earlier trial left behind is replaced. Raises `Refused`.
    """
    url = _trial_url(settings)
    template = f"shop_template_{_hash_of_migrations()}"
    with _server(url) as server:
        if not _exists(server, template):
            _make_template(server, url, template)
        _drop(server, str(url.database))
        _create_marked(server, str(url.database), template)
    return f"{url.database} is there, a clone of {template}"


def drop(settings: Settings) -> str:
    """Drop the named database, whoever is connected, and what the trial left on other servers.

    Returns what was done, for people. Raises `Refused`.
    """
    url = _trial_url(settings)
    trial_leftovers.remove(settings)
    with _server(url) as server:
        was_there = _exists(server, str(url.database))
        _drop(server, str(url.database))
    return f"{url.database} {'is gone' if was_there else 'was not there'}"


def _trial_url(settings: Settings) -> URL:
    if settings.environment == "production":
        message = "refused in production"
        raise Refused(message)
    if settings.database_url is None:
        message = "no database is named; set SHOP_DATABASE_URL or give --database URL"
        raise Refused(message)
    url = make_url(settings.database_url)
    if url.get_backend_name() != "postgresql" or not url.database:
        message = "trial databases are made in PostgreSQL; name one, such as postgresql://HOST/NAME"
        raise Refused(message)
    return url


@contextmanager
def _server(url: URL) -> Iterator[Connection]:
    """A connection beside the database, on which one at a time creates and drops."""
    engine = create_engine(url.set(database="postgres"), isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.execute(text(f"SELECT pg_advisory_lock({TEMPLATE_LOCK})"))
            yield connection
    finally:
        engine.dispose()  # with the connection ends the lock


def _make_template(server: Connection, url: URL, template: str) -> None:
    """Under another name until it is whole: whoever makes it may be killed on the way."""
    unfinished = "shop_template_unfinished"
    _drop(server, unfinished)
    _create_marked(server, unfinished, "template0")
    database = Database(url.set(database=unfinished).render_as_string(hide_password=False))
    try:
        migrations.upgrade(database)
    finally:
        database.dispose()
    server.execute(text(f"ALTER DATABASE {unfinished} RENAME TO {template}"))


def _create_marked(server: Connection, name: str, template: str) -> None:
    quoted = _quoted(server, name)
    server.execute(text(f"CREATE DATABASE {quoted} TEMPLATE {template}"))
    server.execute(text(f"COMMENT ON DATABASE {quoted} IS '{MARK}'"))


def _drop(server: Connection, name: str) -> None:
    """Nothing where there is nothing; raises `Refused` where it was not created here."""
    if not _exists(server, name):
        return
    comment = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = :name"
    if server.scalar(text(comment), {"name": name}) != MARK:
        message = f"the database {name} was not made by `trial create`; it stays as it is"
        raise Refused(message)
    server.execute(text(f"DROP DATABASE {_quoted(server, name)} WITH (FORCE)"))


def _exists(server: Connection, name: str) -> bool:
    query = text("SELECT count(*) FROM pg_database WHERE datname = :name")
    return bool(server.scalar(query, {"name": name}))


def _quoted(server: Connection, name: str) -> str:
    return server.dialect.identifier_preparer.quote(name)


def _hash_of_migrations() -> str:
    whole = sha256()
    for history in migrations.HISTORIES:
        for file in migrations.files(history):
            whole.update(f"{history}/{file.name}\0".encode() + file.read_bytes() + b"\0")
    return whole.hexdigest()[:16]
